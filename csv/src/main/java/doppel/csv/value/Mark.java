package doppel.csv.value;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a field begins with that says itself what its value is: {@code doppel:long:12}. Real text that begins like that
 * is marked as {@link #TEXT}, so that nothing can be mistaken.
 */
public enum Mark {
    /** NULL, where a bare empty field would be a blank line. */
    NULL,
    /** Text, as it is. */
    TEXT,
    /** Text by the hexadecimal digits of its UTF-8, since it holds NUL. */
    HEX,
    /** Text that is not valid in the encoding of its database, by the hexadecimal digits of its bytes. */
    RAW,
    /** Bytes in hexadecimal digits. */
    BYTES,
    /** A whole number. */
    LONG,
    /** A floating-point number. */
    DOUBLE,
    /** A floating-point number of single precision. */
    FLOAT,
    /** A decimal number with its scale. */
    DECIMAL,
    /** A truth value. */
    BOOLEAN,
    /** A day. */
    DATE,
    /** A time of day. */
    TIME,
    /** A day and time. */
    TIMESTAMP,
    /** A moment. */
    INSTANT,
    /** A UUID. */
    UUID;

    /** What all marks begin with. */
    public static final String BEGINNING = "doppel:";

    private static final byte[] BEGINNING_BYTES = BEGINNING.getBytes(StandardCharsets.US_ASCII);

    private final String word = name().toLowerCase(Locale.ROOT);
    private final String prefix = BEGINNING + word + ":";

    /** What a marked field begins with: {@code doppel:long:}. */
    public String prefix() {
        return prefix;
    }

    /** Whether a text begins like a mark. */
    static boolean begins(byte[] text, int from, int to) {
        int length = BEGINNING_BYTES.length;
        return to - from >= length
                && text[from] == 'd'
                && Arrays.equals(text, from, from + length, BEGINNING_BYTES, 0, length);
    }

    /** The mark that a text begins with, if it is one. */
    static Optional<Mark> of(String text) {
        int end = text.indexOf(':', BEGINNING.length());
        return end < 0 ? Optional.empty() : ofWord(text.substring(BEGINNING.length(), end));
    }

    private static Optional<Mark> ofWord(String word) {
        return Arrays.stream(values()).filter(mark -> mark.word.equals(word)).findFirst();
    }

    /** All marks in words. */
    static String all() {
        return Arrays.stream(values()).map(mark -> mark.word).collect(Collectors.joining(", "));
    }
}
