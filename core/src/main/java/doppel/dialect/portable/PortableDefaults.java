package doppel.dialect.portable;

import doppel.schema.PortableType;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reads the default expressions that all engines write alike: numbers, texts, NULL, now and today. Stateless. */
public final class PortableDefaults {

    private static final Pattern NUMBER = Pattern.compile("[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]{1,3})?");
    private static final Pattern NOW =
            Pattern.compile("(now|current_timestamp|localtimestamp|transaction_timestamp)(\\([0-9]*\\))?");
    private static final Pattern TODAY = Pattern.compile("(current_date|curdate)(\\(\\))?");
    private static final Pattern DAY = Pattern.compile("[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])");
    private static final Pattern CLOCK = Pattern.compile("[012][0-9]:[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,6})?");
    private static final Pattern DAY_AND_CLOCK = Pattern.compile(DAY + "( " + CLOCK + ")?");

    private PortableDefaults() {}

    /**
     * What an expression says, as a column of a type accepts it.
     *
     * @param expression the engine's words; null where there is no default
     * @param type what the column holds
     */
    public static PortableDefault read(String expression, PortableType type) {
        return fitted(read(expression), type);
    }

    /**
     * What an expression says.
     *
     * @param expression the engine's words; null where there is no default
     */
    public static PortableDefault read(String expression) {
        if (expression == null) {
            return PortableDefault.NONE;
        }
        String words = unwrapped(expression.strip());
        String folded = words.toLowerCase(Locale.ROOT);
        if (folded.equals("null")) {
            return PortableDefault.NONE;
        } else if (NOW.matcher(folded).matches()) {
            return new PortableDefault(PortableDefault.Kind.NOW, words);
        } else if (TODAY.matcher(folded).matches()) {
            return new PortableDefault(PortableDefault.Kind.TODAY, words);
        }
        Object value = literal(words, folded);
        return value == null ? PortableDefault.expression(words) : PortableDefault.of(value);
    }

    /** The default as a column of this type accepts it; an expression if it does not. */
    public static PortableDefault fitted(PortableDefault given, PortableType type) {
        PortableDefault unfit = PortableDefault.expression(String.valueOf(given.value()));
        return switch (given.kind()) {
            case NONE, EXPRESSION -> given;
            case NOW ->
                switch (type.kind()) {
                    case TIMESTAMP, INSTANT -> given;
                    case DATE -> new PortableDefault(PortableDefault.Kind.TODAY, given.value());
                    default -> unfit;
                };
            case TODAY -> type.kind() == PortableType.Kind.DATE ? given : unfit;
            case VALUE -> {
                Object value = fitted(given.value(), type);
                yield value == null ? unfit : PortableDefault.of(value);
            }
        };
    }

    private static Object fitted(Object value, PortableType type) {
        return switch (type.kind()) {
            case BOOLEAN -> truth(value);
            case INTEGER -> whole(value);
            case DECIMAL, FLOAT, DOUBLE -> number(value);
            case DATE -> matching(value, DAY);
            case TIME -> matching(value, CLOCK);
            case TIMESTAMP -> matching(value, DAY_AND_CLOCK);
            case BYTES, INSTANT -> null;
            case TEXT, ENUM, JSON, DURATION, UUID, OTHER, ANY -> value instanceof Boolean ? null : text(value);
        };
    }

    private static Object literal(String words, String folded) {
        if (NUMBER.matcher(words).matches()) {
            BigDecimal number = new BigDecimal(words);
            return words.matches("[+-]?[0-9]{1,18}") ? (Object) number.longValueExact() : number;
        }
        if (words.length() > 1 && words.startsWith("'") && words.endsWith("'")) {
            String inner = words.substring(1, words.length() - 1);
            return inner.replace("''", "").contains("'") ? null : inner.replace("''", "'");
        }
        return switch (folded) {
            case "true" -> true;
            case "false" -> false;
            default -> null;
        };
    }

    private static String unwrapped(String words) {
        String inner = words;
        while (inner.startsWith("(") && inner.endsWith(")") && closesAtEnd(inner)) {
            inner = inner.substring(1, inner.length() - 1).strip();
        }
        return inner;
    }

    private static boolean closesAtEnd(String words) {
        int depth = 0;
        boolean quoted = false;
        for (int i = 0; i < words.length(); i++) {
            char c = words.charAt(i);
            quoted ^= c == '\'';
            if (!quoted) {
                depth += c == '(' ? 1 : c == ')' ? -1 : 0;
                if (depth == 0 && i < words.length() - 1) {
                    return false;
                }
            }
        }
        return depth == 0;
    }

    private static Boolean truth(Object value) {
        return switch (text(value).toLowerCase(Locale.ROOT)) {
            case "1", "true", "t" -> true;
            case "0", "false", "f" -> false;
            default -> null;
        };
    }

    private static Long whole(Object value) {
        if (value instanceof Boolean flag) {
            return flag ? 1L : 0L;
        }
        BigDecimal number = number(value);
        boolean fits =
                number != null && number.stripTrailingZeros().scale() <= 0 && number.precision() - number.scale() < 19;
        return fits ? (Long) number.longValueExact() : null;
    }

    private static BigDecimal number(Object value) {
        String text = text(value).strip();
        return NUMBER.matcher(text).matches() ? new BigDecimal(text) : null;
    }

    private static String matching(Object value, Pattern pattern) {
        return pattern.matcher(text(value)).matches() ? text(value) : null;
    }

    private static String text(Object value) {
        return value instanceof BigDecimal number ? number.toPlainString() : String.valueOf(value);
    }
}
