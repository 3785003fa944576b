package doppel.literal;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.MalformedInputException;

/** The bytes of a value in a file: exactly as many as it has, and UTF-8 if it is text. Not thread-safe. */
final class WholeStream extends FilterInputStream {

    private final Utf8Check check;
    private long left;

    WholeStream(InputStream in, LargeValue value) {
        super(in);
        check = value.kind() == LargeValue.Kind.TEXT ? new Utf8Check() : null;
        left = value.length();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /** Fails with the last byte, so that whoever knows the length, and reads no further, cannot miss it. */
    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        int read = super.read(bytes, from, length);
        if (read < 0) {
            requireLength(left == 0);
            return read;
        }
        left -= read;
        if (check != null) {
            check.add(bytes, from, read);
        }
        if (left <= 0 && length > 0) {
            requireLength(left == 0 && super.read() < 0);
            if (check != null && !check.isValid()) {
                throw new MalformedInputException(1);
            }
        }
        return read;
    }

    private static void requireLength(boolean exact) throws IOException {
        if (!exact) {
            throw new IOException("it was changed while it was read");
        }
    }
}
