package doppel.literal;

import java.util.HexFormat;

/**
 * Writes values as Java source, so that {@link LiteralReader} and javac read them back to the same bits. Counts the
 * constants that the literals may take in a class file. Not thread-safe.
 */
public final class LiteralWriter {

    /** Longer texts, in characters, do not stand in a literal. */
    private static final int LONGEST_TEXT = 8_192;
    /** Longer bytes do not stand in a literal. */
    private static final int LONGEST_BYTES = 4_096;

    private static final HexFormat HEX = HexFormat.of();

    private int constants;

    /** Whether a value, if it is not large, has a literal. */
    public static boolean hasLiteral(Object value) {
        return value == null
                || value instanceof Long
                || value instanceof Double
                || value instanceof String
                || value instanceof byte[]
                || value instanceof RawText;
    }

    /** Whether a value is too large for a literal. */
    public static boolean isLarge(Object value) {
        return value instanceof String text && text.length() > LONGEST_TEXT
                || value instanceof byte[] bytes && bytes.length > LONGEST_BYTES
                || value instanceof RawText raw && raw.length() > LONGEST_BYTES;
    }

    /**
     * Appends the literal of a value that is not large.
     *
     * @param value one that {@link #hasLiteral}
     * @param type the parameter that the literal is for
     * @return whether a parameter of this type takes the value; if not, it has to be an {@code Object}, which takes the
     *     literal as it was written
     */
    public boolean write(Object value, JavaType type, SourceBuffer out) {
        if (value == null) {
            out.put("null");
        } else if (value instanceof Long number) {
            writeLong(number, type, out);
        } else if (value instanceof String text) {
            JavaText.literal(text, out);
            constants += 2;
        } else if (value instanceof Double number) {
            writeDouble(number, out);
            constants += 2;
        } else if (value instanceof byte[] bytes) {
            out.put("bytes(\"");
            out.put(HEX.formatHex(bytes));
            out.put("\")");
            constants += 2;
        } else if (value instanceof RawText raw) {
            out.put(raw.toString());
            constants += 2;
        } else {
            throw new IllegalArgumentException(
                    "no literal for a " + value.getClass().getName());
        }
        return type.accepts(value);
    }

    /**
     * Appends the expression that reads a large value from its file.
     *
     * @param value String, byte[] or RawText
     * @param name the name of its file
     * @param type the parameter that the expression is for
     * @return as {@link #write}
     */
    public boolean writeLarge(Object value, String name, JavaType type, SourceBuffer out) {
        String method =
                value instanceof String ? "largeText" : value instanceof RawText ? "largeRawText" : "largeBytes";
        out.put("into." + method + "(\"" + name + "\")");
        constants += 2;
        return type.accepts(value);
    }

    /** An upper bound of the entries that everything written so far takes in a constant pool. */
    public int constants() {
        return constants;
    }

    private void writeLong(long number, JavaType type, SourceBuffer out) {
        out.put(number);
        boolean isInt = number == (int) number;
        if (type != JavaType.LONG || !isInt) {
            out.put('L');
            constants += 2;
        } else if (number != (short) number) {
            constants += 1;
        }
    }

    private static void writeDouble(double number, SourceBuffer out) {
        if (Double.isNaN(number)) {
            out.put("Double.NaN");
        } else if (Double.isInfinite(number)) {
            out.put(number > 0 ? "Double.POSITIVE_INFINITY" : "Double.NEGATIVE_INFINITY");
        } else {
            DoubleText.write(number, out);
        }
    }
}
