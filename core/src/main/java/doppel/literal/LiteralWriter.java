package doppel.literal;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.HexFormat;
import java.util.UUID;

/**
 * Writes values as Java source, so that {@link LiteralReader} and javac read back the same bits. Counts the constants
 * that the literals may take in a class file. Not thread-safe.
 */
public final class LiteralWriter {

    /** The maximum length of a text in a literal, in characters. */
    private static final int LONGEST_TEXT = 8_192;
    /** The maximum number of bytes in a literal. */
    private static final int LONGEST_BYTES = 4_096;
    /** The maximum number of digits in a literal. */
    private static final int LONGEST_NUMBER = 4_096;

    private static final HexFormat HEX = HexFormat.of();

    private static final byte[] DATE = ascii("date(\"");
    private static final byte[] TIMESTAMP = ascii("timestamp(\"");
    private static final byte[] INSTANT = ascii("instant(\"");
    private static final byte[] DECIMAL = ascii("decimal(\"");
    private static final byte[] END = ascii("\")");

    private int constants;

    /** Whether a value, if it is not large, has a literal. */
    public static boolean hasLiteral(Object value) {
        return value == null
                || value instanceof Long
                || value instanceof Double
                || value instanceof String
                || value instanceof byte[]
                || value instanceof RawText
                || value instanceof BigDecimal number && DecimalText.hasText(number)
                || value instanceof Boolean
                || value instanceof Float
                || value instanceof LocalDate
                || value instanceof LocalTime
                || value instanceof LocalDateTime
                || value instanceof Instant moment && TemporalText.hasText(moment)
                || value instanceof UUID;
    }

    /** Whether a value is too large for a literal. */
    public static boolean isLarge(Object value) {
        return value instanceof String text && text.length() > LONGEST_TEXT
                || value instanceof byte[] bytes && bytes.length > LONGEST_BYTES
                || value instanceof RawText raw && raw.length() > LONGEST_BYTES
                || value instanceof BigDecimal number && number.precision() > LONGEST_NUMBER;
    }

    /**
     * Appends the literal of a value that is not large.
     *
     * @param value one that {@link #hasLiteral}
     * @param type the parameter that the literal is for
     * @return whether a parameter of this type takes the value; if not, the parameter has to be an {@code Object},
     *     which takes the literal as it was written
     */
    public boolean write(Object value, JavaType type, SourceBuffer out) {
        if (value == null) {
            out.put("null");
        } else if (value instanceof Long number) {
            return writeWhole(number, type, out);
        } else if (value instanceof String text) {
            JavaText.literal(text, out);
            constants += 2;
        } else if (value instanceof Double number) {
            return writeDouble(number, type, out);
        } else if (value instanceof byte[] bytes) {
            out.put("bytes(\"");
            out.put(HEX.formatHex(bytes));
            out.put("\")");
            constants += 2;
        } else if (value instanceof RawText raw) {
            out.put(raw.toString());
            constants += 2;
        } else if (value instanceof BigDecimal number && DecimalText.hasText(number)) {
            out.put("decimal(\"");
            out.put(DecimalText.of(number));
            out.put("\")");
            constants += 2;
        } else if (value instanceof Boolean truth) {
            out.put(truth ? "true" : "false");
        } else if (value instanceof Float number) {
            writeFloat(number, out);
            constants += 1;
        } else if (value instanceof UUID uuid) {
            out.put("uuid(\"");
            out.put(uuid.toString());
            out.put("\")");
            constants += 2;
        } else if (writeTime(value, out)) {
            out.put("\")");
            constants += 2;
        } else {
            throw new IllegalArgumentException(
                    "no literal for a " + value.getClass().getName());
        }
        return type.accepts(value);
    }

    /** Appends the literal of a whole number; returns what {@link #write(Object, JavaType, SourceBuffer)} returns. */
    public boolean writeWhole(long number, JavaType type, SourceBuffer out) {
        out.put(number);
        boolean isInt = number == (int) number;
        if (type != JavaType.LONG || !isInt) {
            out.put('L');
            constants += 2;
        } else if (number != (short) number) {
            constants += 1;
        }
        return type.acceptsAny(Long.class);
    }

    /**
     * Appends the literal of a floating-point number; returns what {@link #write(Object, JavaType, SourceBuffer)}
     * returns.
     */
    public boolean writeDouble(double number, JavaType type, SourceBuffer out) {
        writeDigits(number, out);
        constants += 2;
        return type.acceptsAny(Double.class);
    }

    /**
     * Appends the literal of text of printable ASCII characters that need no escape.
     *
     * @param utf8 the text, not large
     * @return whether it is of these; if not, nothing was appended
     */
    public boolean writePlain(byte[] utf8, int from, int to, SourceBuffer out) {
        if (to - from > LONGEST_TEXT || !JavaText.plainLiteral(utf8, from, to, out)) {
            return false;
        }
        constants += 2;
        return true;
    }

    /**
     * Appends the literal of a value whose text already has the form that this class writes.
     *
     * @param call the beginning of the literal, up to its quote
     */
    private void writeCall(byte[] call, byte[] ascii, int from, int to, SourceBuffer out) {
        out.put(call);
        out.put(ascii, from, to);
        out.put(END);
        constants += 2;
    }

    /** Appends the literal of a day: {@link ValueTaker#date}. */
    public boolean writeDate(byte[] ascii, int from, int to, JavaType type, SourceBuffer out) {
        writeCall(DATE, ascii, from, to, out);
        return type.acceptsAny(LocalDate.class);
    }

    /** Appends the literal of a day and time: {@link ValueTaker#timestamp}. */
    public boolean writeTimestamp(byte[] ascii, int from, int to, JavaType type, SourceBuffer out) {
        writeCall(TIMESTAMP, ascii, from, TemporalText.withoutZeros(ascii, from, to), out);
        return type.acceptsAny(LocalDateTime.class);
    }

    /** Appends the literal of a moment: {@link ValueTaker#instant}. */
    public boolean writeInstant(byte[] ascii, int from, int to, JavaType type, SourceBuffer out) {
        out.put(INSTANT);
        out.put(ascii, from, TemporalText.withoutZeros(ascii, from, to));
        out.put('Z');
        out.put(END);
        constants += 2;
        return type.acceptsAny(Instant.class);
    }

    /** Appends the literal of a decimal number: {@link ValueTaker#decimal}. */
    public boolean writeDecimal(byte[] ascii, int from, int to, JavaType type, SourceBuffer out) {
        writeCall(DECIMAL, ascii, from, to, out);
        return type.acceptsAny(BigDecimal.class);
    }

    /**
     * Appends the expression that reads a large value from its file.
     *
     * @param value String, byte[], RawText or BigDecimal
     * @param name the name of its file
     * @param type the parameter that the expression is for
     * @return as {@link #write}
     */
    public boolean writeLarge(Object value, String name, JavaType type, SourceBuffer out) {
        if (value instanceof BigDecimal) {
            out.put("decimal(into.largeText(\"" + name + "\"))");
            constants += 2;
            return type.accepts(value);
        }
        LargeValue.Kind kind = value instanceof String
                ? LargeValue.Kind.TEXT
                : value instanceof RawText ? LargeValue.Kind.RAW_TEXT : LargeValue.Kind.BYTES;
        return writeLarge(kind, name, type, out);
    }

    /**
     * The same for a value that never was in memory.
     *
     * @param kind what it is
     */
    public boolean writeLarge(LargeValue.Kind kind, String name, JavaType type, SourceBuffer out) {
        return switch (kind) {
            case TEXT -> writeLarge("largeText", name, type.acceptsAny(String.class), out);
            case RAW_TEXT -> writeLarge("largeRawText", name, type.acceptsAny(RawText.class), out);
            case BYTES -> writeLarge("largeBytes", name, type.acceptsAny(byte[].class), out);
        };
    }

    private boolean writeLarge(String method, String name, boolean accepted, SourceBuffer out) {
        out.put("into." + method + "(\"" + name + "\")");
        constants += 2;
        return accepted;
    }

    /** An upper bound for the constant pool entries of everything written so far. */
    public int constants() {
        return constants;
    }

    private static boolean writeTime(Object value, SourceBuffer out) {
        if (value instanceof LocalDate day) {
            out.put("date(\"");
            TemporalText.write(day, out);
        } else if (value instanceof LocalDateTime time) {
            out.put("timestamp(\"");
            TemporalText.write(time, out);
        } else if (value instanceof Instant moment && TemporalText.hasText(moment)) {
            out.put("instant(\"");
            TemporalText.write(moment, out);
        } else if (value instanceof LocalTime time) {
            out.put("time(\"");
            TemporalText.write(time, out);
        } else {
            return false;
        }
        return true;
    }

    private static void writeFloat(float number, SourceBuffer out) {
        if (Float.isNaN(number)) {
            out.put("Float.NaN");
        } else if (Float.isInfinite(number)) {
            out.put(number > 0 ? "Float.POSITIVE_INFINITY" : "Float.NEGATIVE_INFINITY");
        } else {
            DoubleText.write(number, out);
            out.put('f');
        }
    }

    private static void writeDigits(double number, SourceBuffer out) {
        if (Double.isNaN(number)) {
            out.put("Double.NaN");
        } else if (Double.isInfinite(number)) {
            out.put(number > 0 ? "Double.POSITIVE_INFINITY" : "Double.NEGATIVE_INFINITY");
        } else {
            DoubleText.write(number, out);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
