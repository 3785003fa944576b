package doppel.csv.value;

import doppel.StorageException;
import doppel.csv.record.RecordWriter;
import doppel.literal.DecimalText;
import doppel.literal.DoubleText;
import doppel.literal.JavaType;
import doppel.literal.RawText;
import doppel.literal.SourceBuffer;
import doppel.literal.TemporalText;
import doppel.literal.ValuePieces;
import doppel.literal.ValueTaker;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/**
 * Writes the values of rows as fields, so that {@link FieldReader} reads the same values again: as plain text where the
 * column's type says what it means, and else with a {@link Mark}. Used by one thread.
 */
public final class FieldWriter implements ValueTaker {

    private static final int LARGE = 1 << 20;

    private final RecordWriter out;
    private final JavaType[] types;
    private final boolean forSpreadsheets;
    private final Path directory;
    private int column;

    /**
     * @param out takes the fields
     * @param types those that the columns declare
     * @param forSpreadsheets whether text that a spreadsheet takes for a formula is marked as text
     * @param directory where texts that do not fit into memory may grow
     */
    public FieldWriter(RecordWriter out, List<JavaType> types, boolean forSpreadsheets, Path directory) {
        this.out = out;
        this.types = types.toArray(JavaType[]::new);
        this.forSpreadsheets = forSpreadsheets;
        this.directory = directory;
    }

    /** Ends the record. */
    public void end() {
        if (column != types.length) {
            throw new IllegalStateException("a row has " + column + " values");
        }
        column = 0;
        try {
            out.end();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private static StorageException failure(IOException e) {
        return StorageException.of("Writing CSV", e);
    }

    private JavaType next() {
        return types[column++];
    }

    /** Begins a field whose value has the class that the column declares, or else is marked. */
    private SourceBuffer begin(Mark mark, boolean declared) {
        SourceBuffer field = out.plain();
        if (!declared) {
            field.put(mark.prefix());
        }
        return field;
    }

    @Override
    public void take(Object value) {
        if (value == null) {
            nothing();
        } else if (value instanceof String text) {
            text(text);
        } else if (value instanceof Long number) {
            whole(number);
        } else if (value instanceof Double number) {
            doublePrecision(number);
        } else if (value instanceof byte[] bytes) {
            bytes(bytes);
        } else if (value instanceof BigDecimal number && DecimalText.hasText(number)) {
            decimal(number);
        } else if (value instanceof RawText raw) {
            next();
            out.hexadecimal(Mark.RAW.prefix(), raw.bytes());
        } else if (value instanceof Boolean truth) {
            begin(Mark.BOOLEAN, next().acceptsAny(Boolean.class) && isTyped()).put(truth ? "true" : "false");
        } else if (value instanceof Float number) {
            single(number);
        } else if (value instanceof UUID uuid) {
            begin(Mark.UUID, next() == JavaType.UUID).put(uuid.toString());
        } else if (!time(value)) {
            throw new IllegalArgumentException(
                    "no text for a " + value.getClass().getName());
        }
    }

    /** Whether the column that was just begun declares a type of values. */
    private boolean isTyped() {
        return types[column - 1] != JavaType.OBJECT;
    }

    private void nothing() {
        next();
        if (types.length == 1) {
            out.plain().put(Mark.BEGINNING + "null"); // an empty field would be a blank line
        } else {
            out.empty();
        }
    }

    @Override
    public void whole(long number) {
        JavaType type = next();
        boolean declared = type.acceptsAny(Long.class);
        begin(Mark.LONG, declared).put(number);
    }

    @Override
    public void doublePrecision(double number) {
        JavaType type = next();
        boolean declared = type.acceptsAny(Double.class) && (isTyped() || Double.isFinite(number));
        SourceBuffer field = begin(Mark.DOUBLE, declared);
        if (Double.isFinite(number)) {
            DoubleText.write(number, field);
        } else {
            field.put(Double.toString(number));
        }
    }

    private void single(float number) {
        JavaType type = next();
        SourceBuffer field = begin(Mark.FLOAT, type == JavaType.FLOAT || type == JavaType.NULLABLE_FLOAT);
        if (Float.isFinite(number)) {
            DoubleText.write(number, field);
        } else {
            field.put(Float.toString(number));
        }
    }

    private void decimal(BigDecimal number) {
        JavaType type = next();
        boolean whole = type == JavaType.LONG || type == JavaType.NULLABLE_LONG;
        boolean declared = type == JavaType.DECIMAL
                || whole && number.scale() == 0 && number.precision() < PlainText.LONGEST_WHOLE && !fitsLong(number);
        begin(Mark.DECIMAL, declared).put(DecimalText.of(number));
    }

    private static boolean fitsLong(BigDecimal number) {
        return number.unscaledValue().bitLength() < Long.SIZE;
    }

    @Override
    public void decimal(byte[] ascii, int from, int to) {
        if (types[column] == JavaType.DECIMAL) {
            column++;
            out.plain().put(ascii, from, to);
        } else {
            decimal(DecimalText.read(ascii, from, to));
        }
    }

    private boolean time(Object value) {
        JavaType type = next();
        if (value instanceof LocalDate day) {
            TemporalText.write(day, begin(Mark.DATE, type == JavaType.DATE));
        } else if (value instanceof LocalDateTime time) {
            TemporalText.write(time, begin(Mark.TIMESTAMP, type == JavaType.TIMESTAMP));
        } else if (value instanceof Instant moment && TemporalText.hasText(moment)) {
            TemporalText.write(moment, begin(Mark.INSTANT, type == JavaType.INSTANT));
        } else if (value instanceof LocalTime time) {
            TemporalText.write(time, begin(Mark.TIME, type == JavaType.TIME));
        } else {
            return false;
        }
        return true;
    }

    @Override
    public void date(byte[] ascii, int from, int to) {
        begin(Mark.DATE, next() == JavaType.DATE).put(ascii, from, to);
    }

    @Override
    public void timestamp(byte[] ascii, int from, int to) {
        begin(Mark.TIMESTAMP, next() == JavaType.TIMESTAMP).put(ascii, from, to);
    }

    @Override
    public void instant(byte[] ascii, int from, int to) {
        SourceBuffer field = begin(Mark.INSTANT, next() == JavaType.INSTANT);
        field.put(ascii, from, to);
        field.put('Z');
    }

    private void bytes(byte[] bytes) {
        hexadecimal(next(), bytes);
    }

    private void hexadecimal(JavaType type, byte[] bytes) {
        String prefix = bytesPrefix(type);
        if (bytes.length < LARGE) {
            out.hexadecimal(prefix, bytes);
        } else {
            try {
                out.hexadecimal(prefix, new ByteArrayInputStream(bytes)::transferTo);
            } catch (IOException e) {
                throw failure(e);
            }
        }
    }

    private static String bytesPrefix(JavaType type) {
        return type == JavaType.BYTES || type == JavaType.OBJECT ? PlainText.BYTES : Mark.BYTES.prefix();
    }

    private void text(String text) {
        if (hasLoneSurrogate(text)) {
            throw new IllegalArgumentException("text with half a character");
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        valid(next(), bytes, 0, bytes.length, out.scan(bytes, 0, bytes.length));
    }

    private static boolean hasLoneSurrogate(String text) {
        return !StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    @Override
    public void text(byte[] bytes, int from, int to) {
        int found = out.scan(bytes, from, to);
        if ((found & RecordWriter.HIGH) != 0 && RawText.decode(bytes, from, to) instanceof RawText raw) {
            take(raw);
        } else {
            valid(next(), bytes, from, to, found);
        }
    }

    private void valid(JavaType type, byte[] utf8, int from, int to, int found) {
        if ((found & RecordWriter.NUL) != 0) {
            out.hexadecimal(Mark.HEX.prefix(), Arrays.copyOfRange(utf8, from, to));
        } else {
            out.text(isPlain(type, utf8, from, to) ? "" : Mark.TEXT.prefix(), utf8, from, to, found);
        }
    }

    /** Whether text without a mark is read as text. */
    private boolean isPlain(JavaType type, byte[] utf8, int from, int to) {
        if (Mark.begins(utf8, from, to) || forSpreadsheets && isFormula(utf8, from, to)) {
            return false;
        }
        return type == JavaType.STRING
                || type == JavaType.OBJECT && PlainText.anything(utf8, from, to) instanceof String;
    }

    static boolean isFormula(byte[] utf8, int from, int to) {
        if (from == to) {
            return false;
        }
        return switch (utf8[from]) {
            case '=', '+', '-', '@', '\t', '\r', '\n' -> true;
            default -> false;
        };
    }

    @Override
    public void pieces(ValuePieces value) {
        JavaType type = next();
        try {
            if (value.isText()) {
                try (GrowingText text = GrowingText.of(value, directory)) {
                    text.writeTo(out, type == JavaType.STRING || type == JavaType.OBJECT, forSpreadsheets);
                }
            } else {
                out.hexadecimal(bytesPrefix(type), value::writeTo);
            }
        } catch (IOException e) {
            throw failure(e);
        }
    }
}
