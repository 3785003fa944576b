package doppel.dialect.choice;

import doppel.dialect.portable.PortableColumn;
import doppel.dialect.portable.PortableDefault;
import doppel.dialect.portable.PortableDefaults;
import doppel.literal.JavaType;
import doppel.literal.LargeValue;
import doppel.literal.LiteralWriter;
import doppel.literal.SourceBuffer;
import doppel.literal.TemporalText;
import doppel.schema.PortableType;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The type that a user has chosen for a column, and what its numbers mean. Values that it takes come back as they were.
 *
 * @param table the table
 * @param column the column
 * @param type the type that it gets
 * @param form what its numbers mean, if they are days and times
 */
public record ColumnChoice(String table, String column, ChosenType type, Optional<NumberForm> form) {

    private static final double MOST_EXACT = 0x1p53;
    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,19}");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+(E-?[0-9]+)?)?");

    /** What a shell takes as it is. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.:=-]+");

    /** What columns hold that keep texts of digits apart from numbers. */
    private static final Set<PortableType.Kind> UNTYPED = Set.of(PortableType.Kind.ANY, PortableType.Kind.BYTES);

    public ColumnChoice {
        Objects.requireNonNull(table);
        Objects.requireNonNull(column);
        Objects.requireNonNull(type);
        Objects.requireNonNull(form);
    }

    /** The column with this type. */
    public PortableColumn of(PortableColumn declared, PortableDefault defaultValue) {
        PortableDefault value = defaultValue.value() instanceof Long number && form.isPresent()
                ? form.get().read(number).map(ColumnChoice::text).orElse(defaultValue)
                : defaultValue;
        return new PortableColumn(
                column, type.type(), declared.nullable(), PortableDefaults.fitted(value, type.type()));
    }

    private static PortableDefault text(LocalDateTime time) {
        return PortableDefault.of(TemporalText.text(time));
    }

    /**
     * The value as the column holds it.
     *
     * @param value one that the fixture holds, or a day or time that code of the fixture has made of it; never null
     * @param declared what the column was declared to hold
     * @return empty if it cannot hold it, or if another value would come back
     */
    public Optional<Object> there(Object value, PortableType.Kind declared) {
        Optional<Object> held = value instanceof Number number ? number(number) : same(value);
        return held.filter(
                there -> isKept(value, declared) || back(there, declared).equals(value));
    }

    /** Whether a value needs no proof that it comes back. */
    private boolean isKept(Object value, PortableType.Kind declared) {
        // a declared type decides whether digits are a number, whichever of the two comes back
        boolean text = value instanceof String && !UNTYPED.contains(declared);
        return text || value instanceof LargeValue || form.isPresent() && !(value instanceof Number);
    }

    private Optional<Object> same(Object value) {
        boolean possible = value instanceof LargeValue large
                ? type == (large.kind() == LargeValue.Kind.TEXT ? ChosenType.TEXT : ChosenType.BYTES)
                : switch (type) {
                    case BIGINT, DOUBLE -> false;
                    case TEXT -> value instanceof String;
                    case BYTES -> value instanceof byte[];
                    case TIMESTAMP -> value instanceof LocalDateTime || form.isEmpty() && value instanceof String;
                    case DATE -> value instanceof LocalDate || form.isEmpty() && value instanceof String;
                    case TIME -> value instanceof LocalTime || value instanceof String;
                };
        return possible ? Optional.of(value) : Optional.empty();
    }

    private Optional<Object> number(Number number) {
        if (!(number instanceof Long) && !(number instanceof Double)) {
            return Optional.empty();
        }
        double nearest = number.doubleValue();
        return switch (type) {
            case BIGINT -> Optional.of(number.longValue());
            case DOUBLE -> Optional.of(nearest);
            case TEXT -> Double.isInfinite(nearest) ? Optional.empty() : Optional.of(text(number));
            case TIMESTAMP -> form.flatMap(known -> known.read(number)).map(time -> time);
            case DATE ->
                form.flatMap(known -> known.read(number))
                        .filter(time -> time.toLocalTime().equals(LocalTime.MIDNIGHT))
                        .map(LocalDateTime::toLocalDate);
            case BYTES, TIME -> Optional.empty();
        };
    }

    /**
     * The value that the fixture held.
     *
     * @param value one that the column holds; never null
     * @param declared what the column was declared to hold
     */
    public Object back(Object value, PortableType.Kind declared) {
        Object held = value;
        if (form.isPresent() && value instanceof LocalDateTime time) {
            held = form.get().write(time);
        } else if (form.isPresent() && value instanceof LocalDate day) {
            held = form.get().write(day.atStartOfDay());
        } else if (type == ChosenType.DOUBLE && value instanceof Double number) {
            boolean whole = number == Math.rint(number) && Math.abs(number) <= MOST_EXACT;
            held = whole ? (Object) number.longValue() : number;
        } else if (type == ChosenType.TEXT && value instanceof String text) {
            held = number(text).map(number -> (Object) number).orElse(text);
        }
        boolean floating = declared == PortableType.Kind.DOUBLE;
        return floating && held instanceof Long number ? (Object) number.doubleValue() : held;
    }

    /** Whether a text looks like a number, so that a number would come back. */
    public static boolean isNumber(String text) {
        return number(text).isPresent();
    }

    /** The number that has this text; columns that take numbers hold no text that looks like one. */
    private static Optional<Number> number(String text) {
        if (!NUMBER.matcher(text).matches()) {
            return Optional.empty();
        }
        boolean whole = WHOLE.matcher(text).matches() && new BigInteger(text).bitLength() < Long.SIZE;
        Number number = whole ? (Number) Long.valueOf(text) : (Number) Double.valueOf(text);
        return text(number).equals(text) ? Optional.of(number) : Optional.empty();
    }

    private static String text(Number number) {
        if (number instanceof Long) {
            return number.toString();
        }
        SourceBuffer buffer = new SourceBuffer();
        new LiteralWriter().write(number, JavaType.DOUBLE, buffer);
        return buffer.toString();
    }

    /** What an option says, such as {@code record.created=timestamp:epoch-millis}. */
    @Override
    public String toString() {
        return table + "." + column + "=" + words();
    }

    /** The type and the form, such as {@code timestamp:epoch-millis}. */
    public String words() {
        return type.id() + form.map(known -> ":" + known.id()).orElse("");
    }

    /** The option as a shell takes it. */
    public String option() {
        return option(toString());
    }

    /** An option as a shell takes it, of the words that {@link #toString} gives. */
    public static String option(String words) {
        return "--column " + (PLAIN.matcher(words).matches() ? words : "'" + words.replace("'", "'\\''") + "'");
    }
}
