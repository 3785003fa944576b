package doppel.csv.value;

import doppel.csv.record.RecordReader;
import doppel.literal.JavaType;
import doppel.literal.RawText;
import doppel.literal.ValueWords;
import java.nio.charset.StandardCharsets;

/**
 * Reads the fields of a column as its values. Immutable.
 *
 * @param type the column's
 * @param notation how values are written
 * @param emptyNull whether the empty text is NULL in columns of other types
 */
public record FieldReader(JavaType type, Notation notation, boolean emptyNull) {

    /** The value of a field of the record, or {@link Unfit}. */
    public Object read(RecordReader record, int field) {
        if (notation == Notation.OURS && record.isBareEmpty(field)) {
            return null;
        }
        record.load(field);
        return read(record.bytes(), record.from(), record.to());
    }

    /** The value of a text that was not a bare empty field, or {@link Unfit}. */
    Object read(byte[] text, int from, int to) {
        if (Mark.begins(text, from, to)) {
            return marked(PlainText.string(text, from, to));
        }
        if (from == to && emptyNull && type != JavaType.STRING && type != JavaType.OBJECT) {
            return null;
        }
        return notation == Notation.OURS ? PlainText.read(type, text, from, to) : Web2pyText.read(type, text, from, to);
    }

    private static Object marked(String text) {
        if (text.equals(Mark.BEGINNING + "null")) {
            return null;
        }
        Mark mark = Mark.of(text).orElse(null);
        Object value =
                mark == null ? null : marked(mark, text.substring(mark.prefix().length()));
        return value == null || value instanceof Unfit
                ? new Unfit("'" + ValueWords.shortened(text) + "' begins like a mark of Doppel, but is none: "
                        + Mark.BEGINNING + "text: before it makes it text")
                : value;
    }

    private static Object marked(Mark mark, String text) {
        return switch (mark) {
            case NULL -> null;
            case TEXT -> text;
            case HEX -> {
                byte[] bytes = PlainText.hexadecimal(text);
                yield bytes != null && RawText.decode(bytes, StandardCharsets.UTF_8) instanceof String whole
                        ? whole
                        : null;
            }
            case RAW -> {
                byte[] bytes = PlainText.hexadecimal(text);
                yield bytes == null ? null : new RawText(bytes);
            }
            case BYTES -> PlainText.hexadecimal(text);
            case LONG -> typed(JavaType.LONG, text);
            case DOUBLE -> typed(JavaType.DOUBLE, text);
            case FLOAT -> typed(JavaType.FLOAT, text);
            case DECIMAL -> typed(JavaType.DECIMAL, text);
            case BOOLEAN -> typed(JavaType.BOOLEAN, text);
            case DATE -> typed(JavaType.DATE, text);
            case TIME -> typed(JavaType.TIME, text);
            case TIMESTAMP -> typed(JavaType.TIMESTAMP, text);
            case INSTANT -> typed(JavaType.INSTANT, text);
            case UUID -> typed(JavaType.UUID, text);
        };
    }

    private static Object typed(JavaType marked, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return PlainText.read(marked, bytes, 0, bytes.length);
    }
}
