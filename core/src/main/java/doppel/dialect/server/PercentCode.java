package doppel.dialect.server;

import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The escapes of URLs (RFC 3986, section 2.1): bytes of UTF-8 as {@code %c3}. */
final class PercentCode {

    private PercentCode() {}

    /** The text with all characters escaped that have a meaning in a URL, or are not ASCII. */
    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /**
     * The text that was meant.
     *
     * @param plusIsSpace whether {@code +} stands for a space, as in JDBC drivers
     * @throws AddressFault if an escape is invalid
     */
    static String decode(String text, boolean plusIsSpace) throws AddressFault {
        byte[] raw = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(raw.length);
        for (int i = 0; i < raw.length; i++) {
            if (raw[i] != '%') {
                bytes.put(plusIsSpace && raw[i] == '+' ? (byte) ' ' : raw[i]);
                continue;
            }
            int high = i + 1 < raw.length ? Character.digit(raw[i + 1], 16) : -1;
            int low = i + 2 < raw.length ? Character.digit(raw[i + 2], 16) : -1;
            if (high < 0 || low < 0) {
                throw new AddressFault("a % is not followed by two hexadecimal digits; a literal % is written as %25");
            }
            bytes.put((byte) (high << 4 | low));
            i += 2;
        }
        try {
            String decoded =
                    StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
            if (decoded.indexOf('\0') >= 0) {
                throw new AddressFault("%00 cannot be part of it");
            }
            return decoded;
        } catch (CharacterCodingException e) {
            throw new AddressFault("its escapes are not UTF-8", e);
        }
    }
}
