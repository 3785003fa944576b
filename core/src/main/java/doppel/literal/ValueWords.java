package doppel.literal;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says what kind of value something is, in the words of people who know databases, not Java. Stateless. */
public final class ValueWords {

    private static final int LONGEST = 60;
    private static final Map<String, String> KINDS = Map.ofEntries(
            Map.entry(String.class.getName(), "text"),
            Map.entry(byte[].class.getName(), "bytes"),
            Map.entry(Long.class.getName(), "whole number"),
            Map.entry(Integer.class.getName(), "whole number"),
            Map.entry(BigInteger.class.getName(), "whole number"),
            Map.entry(BigDecimal.class.getName(), "decimal number"),
            Map.entry(Double.class.getName(), "floating-point number"),
            Map.entry(Float.class.getName(), "floating-point number"),
            Map.entry(Boolean.class.getName(), "truth value"),
            Map.entry(LocalDate.class.getName(), "day"),
            Map.entry(LocalTime.class.getName(), "time of day"),
            Map.entry(LocalDateTime.class.getName(), "day and time"),
            Map.entry(Instant.class.getName(), "moment"),
            Map.entry(UUID.class.getName(), "UUID"),
            Map.entry(RawText.class.getName(), "text that is not valid in its encoding"));
    private static final Pattern CAST = Pattern.compile("class (\\S+) cannot be cast to class (\\S+).*");

    private ValueWords() {}

    /**
     * The kind of a value with its article, such as {@code a whole number}; for values that no column has, the name of
     * the Java class.
     */
    public static String kind(Object value) {
        return value == null ? "NULL" : kind(value.getClass().getName());
    }

    private static String kind(String className) {
        String noun = KINDS.get(className);
        if (noun == null) {
            return "a " + className.substring(className.lastIndexOf('.') + 1);
        }
        return noun.startsWith("text") || noun.equals("bytes") ? noun : "a " + noun;
    }

    /** The value as something pointed at, such as {@code this whole number}, {@code these bytes}. */
    public static String thisOne(Object value) {
        return value instanceof byte[] ? "these bytes" : "this " + kind(value).replaceFirst("^a ", "");
    }

    /** The kind of a value and the value, cut off if it is long: {@code text 'none'}, {@code bytes (5 bytes)}. */
    public static String shown(Object value) {
        if (value == null) {
            return "NULL";
        }
        if (value instanceof byte[] bytes) {
            return "bytes (" + count(bytes) + ")";
        }
        String cut = shortened(value);
        return kind(value) + (value instanceof String ? " '" + cut + "'" : " " + cut);
    }

    private static String count(byte[] bytes) {
        return bytes.length + (bytes.length == 1 ? " byte" : " bytes");
    }

    /** The value alone, cut off if it is long. */
    public static String shortened(Object value) {
        String text = value instanceof byte[] bytes ? count(bytes) : value.toString();
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
    }

    /** The name of the class of the value that a cast was refused for, if it is such a message. */
    public static Optional<String> castFrom(ClassCastException e) {
        return cast(e).map(matcher -> matcher.group(1));
    }

    /** What a refused cast means: {@code bytes, where the code takes text}; otherwise the message as it is. */
    public static String meaning(ClassCastException e) {
        return cast(e).map(matcher -> kind(matcher.group(1)) + ", where the code takes " + kind(matcher.group(2)))
                .orElseGet(() -> String.valueOf(e.getMessage()));
    }

    private static Optional<Matcher> cast(ClassCastException e) {
        Matcher matcher = CAST.matcher(String.valueOf(e.getMessage()));
        return matcher.matches() ? Optional.of(matcher) : Optional.empty();
    }
}
