package doppel.migration;

import doppel.literal.ValueWords;
import doppel.migration.scrub.FakeEmail;
import doppel.migration.scrub.FakeFormat;
import doppel.migration.scrub.FakeWords;
import doppel.migration.scrub.KeyedHash;
import doppel.migration.scrub.Shift;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Fake values in place of personal data, for the {@linkplain TableChanges#change columns} of
 * {@linkplain Steps#always changes that belong to no version}:
 *
 * <pre>{@code
 * steps.always("personal data is replaced by fake data", changes -> {
 *     Scrub scrub = Scrub.with(System.getenv("SCRUB_KEY"));
 *     changes.table("members").change("name", scrub.name()).change("email", scrub.email());
 * });
 * }</pre>
 *
 * <p>A fake depends on the key and the value, and on nothing else: the same value is the same fake in every column of
 * that kind and in every restore, so that references to it stay valid. NULL stays NULL, and empty text stays empty. A
 * value of an unsuitable type is refused, which defers its row; messages name its type, but neither the value nor the
 * key.
 *
 * <p>This is pseudonymisation, not anonymisation: rows stay distinct, lengths and formats stay visible, and anyone with
 * the key can reverse {@link #format} and {@link #email}, and test guesses for the others. Immutable and thread-safe.
 */
public final class Scrub {

    private static final int MOST_DAYS = 36_525;
    private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}([ T].*)?", Pattern.DOTALL);
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");

    private final FakeFormat format;
    private final FakeEmail email;
    private final FakeWords words;
    private final Shift shift;

    private Scrub(KeyedHash hash) {
        format = new FakeFormat(hash);
        email = new FakeEmail(format);
        words = new FakeWords(hash);
        shift = new Shift(hash);
    }

    /**
     * Fakes for a key: another key gives other fakes.
     *
     * @param key a secret, ideally of 20 random characters or more
     * @throws IllegalArgumentException if it is null or blank
     */
    public static Scrub with(String key) {
        if (key == null || key.isBlank()) {
            throw new IllegalArgumentException(
                    "Scrub.with() was given no key. If it comes from an environment variable, set"
                            + " that, for instance by: export SCRUB_KEY=\"$(openssl rand -base64 24)\". Keep the key"
                            + " secret, and keep it as long as the same values are to become the same fakes");
        }
        return new Scrub(new KeyedHash(key));
    }

    /**
     * Replaces letters by letters of the same case and script, and digits by digits; everything else stays, such as
     * punctuation and letters of rare scripts. No two values become the same, not even if case is ignored. Check digits
     * become wrong.
     *
     * <p>Whole and decimal numbers keep their sign, scale and number of digits, and fit into the types that they fitted
     * into; 0 stays 0. UUIDs keep version and variant.
     */
    public UnaryOperator<Object> format() {
        return value -> {
            if (value == null) {
                return null;
            } else if (value instanceof String text) {
                return format.text(text);
            } else if (value instanceof UUID uuid) {
                return format.uuid(uuid);
            }
            return number("format", "text, whole and decimal numbers and UUIDs", value);
        };
    }

    /**
     * {@link #format}, with {@code .example.com} after each domain: {@code ann@web.org} becomes
     * {@code tru@kfw.abz.example.com}. That is 12 characters more. No two values become the same, not even if case is
     * ignored. A number is treated as by format.
     */
    public UnaryOperator<Object> email() {
        return value -> value instanceof String text ? email.text(text) : numberInText("email", value);
    }

    /**
     * Words that sound like names, with the length and case of the old ones; a word of a name becomes the same word
     * everywhere, in upper and lower case. Different names can become the same, short ones first. A number is treated
     * as by {@link #format}.
     */
    public UnaryOperator<Object> name() {
        return value -> value instanceof String text ? words.eachAlike(text) : numberInText("name", value);
    }

    /**
     * Prose without meaning: words with the length and case of the old ones, other digits, the same punctuation. The
     * new words depend on the whole text. Different texts can become the same, short ones first. A number is treated as
     * by {@link #format}.
     */
    public UnaryOperator<Object> text() {
        return value -> value instanceof String text ? words.together(text) : numberInText("text", value);
    }

    /**
     * Days, times and text that begins with a day such as {@code 2010-01-12}, moved back or forth by at least 1 and at
     * most this many days; the time of day stays. Equal days move by the same, but two different days can become the
     * same. The years 1 to 9999 are not left.
     *
     * @param most the maximum number of days, from 1 to 36,525, which is a century
     */
    public UnaryOperator<Object> day(int most) {
        if (most < 1 || most > MOST_DAYS) {
            throw new IllegalArgumentException("Scrub.day() moves by 1 to 36525 days, not by " + most);
        }
        return value -> {
            if (value == null || value.equals("")) {
                return value;
            } else if (value instanceof LocalDate day) {
                return shift.day(day, most);
            } else if (value instanceof LocalDateTime time) {
                return shift.time(time, most);
            } else if (value instanceof Instant moment) {
                return shift.moment(moment, most);
            } else if (value instanceof String text && DAY.matcher(text).matches()) {
                try {
                    return shift.text(text, most);
                } catch (DateTimeParseException e) { // its message shows the value
                    throw refusal("day", "days, times and text that begins with a day such as 2010-01-12", value);
                }
            }
            throw refusal("day", "days, times and text that begins with a day such as 2010-01-12", value);
        };
    }

    /**
     * Numbers, and texts that are numbers such as {@code 1234.50}, moved up or down by at most this share of the value,
     * with the same sign and scale and no more digits. Equal numbers move by the same. Two different numbers can become
     * the same, and small whole ones stay.
     *
     * @param share above 0 and at most 1: 0.1 is a tenth
     */
    public UnaryOperator<Object> number(double share) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException(
                    "Scrub.number() moves by a share above 0 and at most 1, not by " + share);
        }
        return value -> {
            if (value == null || value.equals("")) {
                return value;
            } else if (isWhole(value)) {
                return shift.whole(((Number) value).longValue(), share);
            } else if (value instanceof BigDecimal decimal) {
                return shift.decimal(decimal, share);
            } else if (value instanceof Double floating) {
                return shift.floating(floating, share);
            } else if (value instanceof Float floating) {
                return shift.floating(floating.floatValue(), share);
            } else if (value instanceof String text && NUMBER.matcher(text).matches()) {
                return shift.decimal(new BigDecimal(text), share).toPlainString();
            }
            throw refusal("number", "numbers and text such as 1234.50", value);
        };
    }

    private Object numberInText(String kind, Object value) {
        return value == null ? null : number(kind, "text", value);
    }

    private Object number(String kind, String purpose, Object value) {
        if (isWhole(value)) {
            return format.number(((Number) value).longValue());
        } else if (value instanceof BigDecimal decimal) {
            return format.decimal(decimal);
        }
        throw refusal(kind, purpose, value);
    }

    private static boolean isWhole(Object value) {
        return value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte;
    }

    private static IllegalArgumentException refusal(String kind, String purpose, Object value) {
        String type = value instanceof String ? "for other text" : "for " + ValueWords.kind(value);
        return new IllegalArgumentException("Scrub." + kind + "() is for " + purpose + ", not " + type);
    }

    /** Does not show the key. */
    @Override
    public String toString() {
        return "Scrub";
    }
}
