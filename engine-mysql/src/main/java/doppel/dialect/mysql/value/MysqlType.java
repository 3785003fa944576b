package doppel.dialect.mysql.value;

import doppel.DatabaseException;
import doppel.ErrorCode;
import doppel.literal.JavaType;
import doppel.literal.LargeValue;
import doppel.schema.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The type of a column, as {@code SHOW COLUMNS} declares it, with {@code character set} if its text is not utf8mb4.
 *
 * @param kind the kind of the type
 * @param name the word that it begins with
 * @param length the first number in parentheses; 0 if there is none
 * @param scale the second number in parentheses; -1 if there is none
 * @param charset the encoding of its text
 * @param labels the labels of an {@code ENUM} or {@code SET}
 */
public record MysqlType(MysqlKind kind, String name, int length, int scale, String charset, List<String> labels) {

    /**
     * The words before the name of an encoding in the declared type of a column, if it is not {@link #USUAL_CHARSET}.
     */
    public static final String CHARSET = " character set ";

    /** The encoding of text unless its type says otherwise. */
    public static final String USUAL_CHARSET = "utf8mb4";

    private static final int MOST_DIGITS = 9;

    private static final Set<String> UTF_8 = Set.of("utf8mb4", "utf8mb3", "utf8");

    /** Encodings whose text can be converted to Unicode and back without loss. */
    private static final Set<String> WITHIN_UNICODE =
            Set.of("utf8mb4", "utf8mb3", "utf8", "ucs2", "utf16", "utf16le", "utf32", "latin1");

    public MysqlType {
        labels = List.copyOf(labels);
    }

    /**
     * The type of a column.
     *
     * @throws DatabaseException if it is not known
     */
    public static MysqlType of(Column column) {
        String declared = column.type();
        int end = 0;
        while (end < declared.length() && Character.isLetterOrDigit(declared.charAt(end))) {
            end++;
        }
        String name = declared.substring(0, end).toLowerCase(Locale.ROOT);
        MysqlKind kind = MysqlKind.named(name).orElseThrow(() -> unknown(column));
        List<String> labels = new ArrayList<>();
        List<Integer> numbers = new ArrayList<>();
        int rest = end;
        if (end < declared.length() && declared.charAt(end) == '(') {
            rest = arguments(declared, end + 1, numbers, labels);
            if (rest < 0) {
                throw unknown(column);
            }
        }
        int charset = declared.indexOf(CHARSET, rest);
        return new MysqlType(
                kind,
                name,
                numbers.isEmpty() ? 0 : numbers.get(0),
                numbers.size() < 2 ? -1 : numbers.get(1),
                charset < 0 ? USUAL_CHARSET : declared.substring(charset + CHARSET.length()),
                labels);
    }

    private static DatabaseException unknown(Column column) {
        return new DatabaseException(
                ErrorCode.SCHEMA_NOT_CARRIED,
                "The column " + column.name() + " has the type " + column.type() + ", which is not known.",
                "Leave its table out with --exclude.");
    }

    /** Reads numbers and texts up to the closing parenthesis; returns the position after it, or -1 without one. */
    private static int arguments(String declared, int start, List<Integer> numbers, List<String> texts) {
        int i = start;
        while (i < declared.length() && declared.charAt(i) != ')') {
            if (declared.charAt(i) == '\'') {
                i = text(declared, i + 1, texts);
            } else if (isDigit(declared.charAt(i))) {
                int end = i;
                while (end < declared.length() && end - i < MOST_DIGITS && isDigit(declared.charAt(end))) {
                    end++;
                }
                numbers.add(Integer.parseInt(declared, i, end, 10));
                i = end;
            } else {
                i++;
            }
        }
        return i < declared.length() ? i + 1 : -1;
    }

    private static int text(String declared, int start, List<String> texts) {
        StringBuilder text = new StringBuilder();
        int i = start;
        while (i < declared.length()) {
            char c = declared.charAt(i);
            if (c == '\'') {
                if (i + 1 == declared.length() || declared.charAt(i + 1) != '\'') {
                    texts.add(text.toString());
                    return i + 1;
                }
                i++;
            } else if (c == '\\' && i + 1 < declared.length()) {
                i++;
                c = unescaped(declared.charAt(i));
            }
            text.append(c);
            i++;
        }
        return i;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static char unescaped(char letter) {
        return switch (letter) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case '0' -> '\0';
            default -> letter;
        };
    }

    /** The type of a create method's parameter. */
    public JavaType parameterType(boolean nullable) {
        return kind.parameterType(nullable);
    }

    /** The expression that selects a column so that nothing is lost. */
    public String selected(String column) {
        if (kind == MysqlKind.TEXT && !charset.equals(USUAL_CHARSET)) {
            return UTF_8.contains(charset)
                    ? "CAST(" + column + " AS BINARY)"
                    : isWithinUnicode()
                            ? column
                            : "IF(CAST(CONVERT(CONVERT(" + column + " USING utf8mb4) USING " + charset
                                    + ") AS BINARY) <=> CAST(" + column + " AS BINARY), CONCAT('t', CONVERT(" + column
                                    + " USING utf8mb4)), CONCAT('r', HEX(" + column + ")))";
        }
        return hasEmptyLabel() ? "CONCAT(" + column + " + 0, ':', " + column + ")" : kind.selected(column);
    }

    /** Reads values, which are not NULL, from what the server sends for {@link #selected}. */
    public MysqlKind.Reader reader() {
        if (kind == MysqlKind.TEXT && !isWithinUnicode()) {
            return MysqlReading::marked;
        }
        return hasEmptyLabel() ? MysqlReading::numberedLabel : kind.reader();
    }

    /** Whether the server sends exactly the bytes of a value: of its text in UTF-8, or those that the value is. */
    public boolean comesPlain() {
        return kind == MysqlKind.BYTES || kind == MysqlKind.JSON || kind == MysqlKind.TEXT && isWithinUnicode();
    }

    /** Whether a value that is in a file can be sent from there. */
    boolean goesPlain(LargeValue value) {
        return value.kind() == LargeValue.Kind.BYTES && name.endsWith("blob")
                || value.kind() == LargeValue.Kind.TEXT && name.endsWith("text") && !needsConversion();
    }

    /** How many bytes a value may have, if its type is one for large values. */
    long capacity() {
        return switch (name) {
            case "tinytext", "tinyblob" -> (1 << 8) - 1;
            case "text", "blob" -> (1 << 16) - 1;
            case "mediumtext", "mediumblob" -> (1 << 24) - 1;
            default -> (1L << 32) - 1;
        };
    }

    /** Whether only a number can distinguish a label from the error value of an {@code ENUM}. */
    private boolean hasEmptyLabel() {
        return kind == MysqlKind.ENUM && labels.contains("");
    }

    private boolean isWithinUnicode() {
        return WITHIN_UNICODE.contains(charset);
    }

    /** Whether the server has to convert text that is sent as bytes of UTF-8. */
    public boolean needsConversion() {
        return kind.form() == MysqlKind.Form.CONVERTED
                || kind.form() == MysqlKind.Form.CHARACTERS && !UTF_8.contains(charset);
    }

    /** Whether values are sent as bytes that are not text. */
    boolean isBinary() {
        return kind.form() == MysqlKind.Form.BYTES;
    }

    /** Whether values can be too long for computations or sorting. */
    public boolean isLarge() {
        return name.endsWith("text")
                || name.endsWith("blob")
                || kind == MysqlKind.JSON
                || kind == MysqlKind.BYTES && !name.endsWith("binary");
    }

    /** The bytes of a column as they are stored, or the unique text of its value. */
    public String raw(String column) {
        return switch (kind) {
            case TEXT, SET -> "CAST(" + column + " AS BINARY)";
            case BYTES -> name.endsWith("binary") || name.endsWith("blob") ? column : "UNHEX(HEX(" + column + "))";
            case BIT -> "CAST(" + column + " + 0 AS BINARY)";
            case ENUM -> "CAST(" + column + " + 0 AS BINARY)";
            case FLOAT -> "CAST(" + column + " * 1e0 AS BINARY)";
            case JSON, UUID, ADDRESS -> "CAST(CAST(" + column + " AS CHAR CHARACTER SET utf8mb4) AS BINARY)";
            default -> "CAST(" + column + " AS BINARY)";
        };
    }

    /** An expression that orders a column's values independently of collations. */
    public String order(String column) {
        return switch (kind) {
            case TEXT, SET ->
                UTF_8.contains(charset)
                        ? "CAST(" + column + " AS BINARY)"
                        : "CAST(CONVERT(" + column + " USING utf8mb4) AS BINARY)";
            case ENUM -> "CAST(CONVERT(" + column + " USING utf8mb4) AS BINARY), " + column + " + 0";
            case FLOAT, DOUBLE -> column + ", " + raw(column);
            case JSON, UUID, ADDRESS, BYTES -> raw(column);
            default -> column;
        };
    }

    /** Converts a value to a String, a byte array or RawText to send; null if the column cannot hold it exactly. */
    Object write(Object value) {
        return kind.write(value, this);
    }
}
