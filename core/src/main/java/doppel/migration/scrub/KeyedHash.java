package doppel.migration.scrub;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256 (RFC 2104) with one key, which cannot be read back. Thread-safe. */
public final class KeyedHash {

    private static final String ALGORITHM = "HmacSHA256";

    private final ThreadLocal<Mac> macs;

    public KeyedHash(String key) {
        SecretKeySpec secret = new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM);
        macs = ThreadLocal.withInitial(() -> {
            try {
                Mac mac = Mac.getInstance(ALGORITHM);
                mac.init(secret);
                return mac;
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every Java has " + ALGORITHM, e);
            }
        });
    }

    /** The 32-byte hash of the first bytes of a message. */
    byte[] of(byte[] message, int length) {
        Mac mac = macs.get();
        mac.update(message, 0, length);
        return mac.doFinal();
    }

    /**
     * The noise that belongs to a message. Messages of different kinds begin with different bytes, none of them with 0.
     */
    Noise noise(byte[] message, int length) {
        return new Noise(this, of(message, length));
    }

    /** The noise that belongs to a text of a kind. */
    Noise noise(char kind, String text) {
        byte[] message = (kind + text).getBytes(StandardCharsets.UTF_8);
        return noise(message, message.length);
    }
}
