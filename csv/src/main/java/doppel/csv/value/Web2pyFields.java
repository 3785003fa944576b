package doppel.csv.value;

import doppel.StorageException;
import doppel.csv.record.RecordWriter;
import doppel.literal.DecimalText;
import doppel.literal.DoubleText;
import doppel.literal.JavaType;
import doppel.literal.SourceBuffer;
import doppel.literal.TemporalText;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;

/**
 * Writes values as web2py writes them into its single file. What would not be read again as it is can only be written
 * with a {@link Mark}. Used by one thread.
 */
public final class Web2pyFields {

    private final RecordWriter out;
    private final Path directory;

    /** Writes into records. */
    public Web2pyFields(RecordWriter out, Path directory) {
        this.out = out;
        this.directory = directory;
    }

    /** The text of a value that comes back from a column of this type as it is; null if it has none. */
    public static String text(Object value, JavaType type) {
        String text = value == null ? Web2pyText.NULL : written(value);
        if (text == null || text.indexOf('\0') >= 0) {
            return null;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Object read = new FieldReader(type, Notation.WEB2PY, false).read(bytes, 0, bytes.length);
        return Objects.deepEquals(value, read) ? text : null;
    }

    private static String written(Object value) {
        if (value instanceof byte[] bytes) {
            return Base64.getEncoder().encodeToString(bytes); // the form that web2py itself reads
        } else if (value instanceof Boolean truth) {
            return truth ? "True" : "False";
        } else if (value instanceof LocalDateTime time) {
            return TemporalText.text(time.withNano(0));
        } else if (value instanceof Instant moment && TemporalText.hasText(moment)) {
            return TemporalText.text(
                    LocalDateTime.ofInstant(moment, ZoneOffset.UTC).withNano(0));
        } else if (value instanceof LocalTime time) {
            int micros = time.get(ChronoField.MICRO_OF_SECOND);
            return TemporalText.text(time.withNano(0))
                    + (micros == 0 ? "" : String.format(Locale.ROOT, ".%06d", micros));
        } else if (value instanceof BigDecimal number && DecimalText.hasText(number)) {
            return DecimalText.of(number);
        } else if (value instanceof Double number) {
            return number(number, Double.isFinite(number));
        } else if (value instanceof Float number) {
            return number(number, Float.isFinite(number));
        } else if (value instanceof Long) {
            return value.toString();
        }
        return value instanceof String || value instanceof UUID || value instanceof LocalDate
                ? TemporalText.orText(value)
                : null;
    }

    private static String number(Number number, boolean finite) {
        if (!finite) {
            return number.toString();
        }
        SourceBuffer text = new SourceBuffer();
        if (number instanceof Float single) {
            DoubleText.write(single, text);
        } else {
            DoubleText.write(number.doubleValue(), text);
        }
        return text.toString();
    }

    /** Writes a field that {@link #text} has given. */
    public void plain(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.text(bytes, 0, bytes.length);
    }

    /** Writes a value with its mark. */
    public void marked(Object value) {
        JavaType other = value instanceof String ? JavaType.DATE : JavaType.STRING; // so that the mark is needed
        new FieldWriter(out, List.of(other), false, directory).take(value);
    }

    /** Ends the record. */
    public void end() {
        try {
            out.end();
        } catch (IOException e) {
            throw StorageException.of("Writing CSV", e);
        }
    }
}
