package doppel.dialect.mysql;

import doppel.dialect.mysql.connect.MysqlSession;
import doppel.dialect.mysql.value.MysqlType;
import doppel.dialect.portable.PortableColumn;
import doppel.dialect.portable.PortableTable;
import doppel.dialect.translation.EngineWords;
import doppel.schema.ForeignKey;
import doppel.schema.Index;
import doppel.schema.PortableType;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The types of a table's columns. Text in a key needs a length, as great as the key allows. The total size of a row's
 * columns is limited; beyond that, text is stored elsewhere.
 */
final class MysqlColumnTypes {

    private static final int BYTES_A_CHARACTER = 4;
    private static final int LONGEST_VARCHAR = 16_383;
    private static final int LONGEST_MEDIUM = 4_194_303;
    private static final int LONGEST_BYTES = 65_535;
    private static final int LONGEST_MEDIUM_BYTES = 16_777_215;
    private static final int LONGEST_IN_ROW = 4_096;
    private static final int MOST_ROW_BYTES = 60_000;
    private static final int BYTES_OF_OTHERS = 32;
    private static final int MOST_DIGITS = 65;
    private static final int MOST_FRACTION_DIGITS = 30;
    private static final int LONGEST_LABEL = 255;
    private static final String UUID = "char(36)";
    /** The text of a length of time, from any engine. */
    private static final String DURATION = "varchar(100)";

    private final EngineWords words;
    private final PortableTable table;
    private final int longestKey;
    private final Map<String, Integer> lengths = new HashMap<>();
    private final Set<String> keyColumns = new HashSet<>();

    private MysqlColumnTypes(EngineWords words, PortableTable table, int longestKey) {
        this.words = words;
        this.table = table;
        this.longestKey = longestKey;
        keys().filter(table::has).forEach(this::shareKey);
    }

    static Map<String, String> of(EngineWords words, PortableTable table, int longestKey) {
        return new MysqlColumnTypes(words, table, longestKey).types();
    }

    private Stream<List<String>> keys() {
        return Stream.of(
                        Stream.of(table.table().primaryKey()),
                        table.table().indexes().stream().filter(Index::unique).map(Index::columns),
                        table.table().foreignKeys().stream().map(ForeignKey::columns))
                .flatMap(keys -> keys);
    }

    /** Gives the columns of a key equal shares of its maximum length, if they could be longer together. */
    private void shareKey(List<String> key) {
        int left = longestKey;
        List<PortableColumn> columns = key.stream()
                .map(name -> table.column(name).orElseThrow())
                .sorted(byLength())
                .toList();
        for (int i = 0; i < columns.size(); i++) {
            PortableColumn column = columns.get(i);
            keyColumns.add(column.name());
            int share = left / (columns.size() - i);
            int bytes = bytes(column.type());
            if (isElastic(column.type()) && (bytes == 0 || bytes > share)) {
                lengths.merge(column.name(), share, Math::min);
                left -= share;
            } else {
                left -= bytes;
            }
        }
    }

    /** The shortest first, so that the others get what they leave. */
    private static Comparator<PortableColumn> byLength() {
        return Comparator.comparingInt(column -> bytes(column.type()) == 0 ? Integer.MAX_VALUE : bytes(column.type()));
    }

    private static boolean isElastic(PortableType type) {
        return switch (type.kind()) {
            case TEXT, BYTES, ANY, OTHER, JSON -> true;
            default -> false;
        };
    }

    /** How many bytes a value can have; 0 if unlimited. */
    private static int bytes(PortableType type) {
        return switch (type.kind()) {
            case TEXT -> (int) Math.min(Integer.MAX_VALUE, (long) BYTES_A_CHARACTER * type.length());
            case BYTES -> type.length();
            case ANY, OTHER, JSON -> 0;
            case UUID -> BYTES_A_CHARACTER * 36;
            case DURATION -> BYTES_A_CHARACTER * 100;
            default -> BYTES_OF_OTHERS;
        };
    }

    private Map<String, String> types() {
        Map<String, String> types = new HashMap<>();
        Map<String, Integer> sizes = new HashMap<>();
        for (PortableColumn column : table.columns()) {
            String type = declared(column).orElseGet(() -> type(column));
            types.put(column.name(), type);
            sizes.put(column.name(), bytesInRow(type));
        }
        while (sizes.values().stream().mapToInt(Integer::intValue).sum() > MOST_ROW_BYTES) {
            Optional<PortableColumn> longest = table.columns().stream()
                    .filter(column -> !keyColumns.contains(column.name()) && sizes.get(column.name()) > BYTES_OF_OTHERS)
                    .max(Comparator.comparingInt(column -> sizes.get(column.name())));
            if (longest.isEmpty()) {
                break;
            }
            String name = longest.get().name();
            types.put(name, types.get(name).startsWith("varbinary") ? "blob" : "text");
            sizes.put(name, BYTES_OF_OTHERS);
        }
        return types;
    }

    private Optional<String> declared(PortableColumn column) {
        return words.ownType(table, column.name()).map(type -> type + explicitNull(column, type));
    }

    /** On some servers, a timestamp would otherwise be NOT NULL. */
    private static String explicitNull(PortableColumn column, String type) {
        return column.nullable() && type.startsWith("timestamp") ? " NULL" : "";
    }

    private String type(PortableColumn column) {
        PortableType type = column.type();
        return switch (type.kind()) {
            case BOOLEAN -> "tinyint(1)";
            case INTEGER -> integer(type.length());
            case DECIMAL -> decimal(type);
            case FLOAT -> "float";
            case DOUBLE -> "double";
            case TEXT -> text(column.name(), type.length());
            case ANY, OTHER, JSON -> text(column.name(), 0);
            case ENUM -> labels(column);
            case BYTES -> binary(column.name(), type.length());
            case DATE -> "date";
            case TIME -> "time" + fraction(type);
            case TIMESTAMP -> "datetime" + fraction(type);
            case INSTANT -> "timestamp" + fraction(type) + explicitNull(column, "timestamp");
            case DURATION -> DURATION;
            case UUID -> UUID;
        };
    }

    private static String integer(int bits) {
        if (bits == 0 || bits > 64) {
            return "decimal(65,0)";
        }
        return bits <= 8
                ? "tinyint"
                : bits <= 16 ? "smallint" : bits <= 24 ? "mediumint" : bits <= 32 ? "int" : "bigint";
    }

    private static String decimal(PortableType type) {
        if (type.length() == 0) {
            return "decimal(" + MOST_DIGITS + "," + MOST_FRACTION_DIGITS + ")";
        }
        int scale = Math.max(0, type.scale());
        int digits = Math.max(type.length() - Math.min(0, type.scale()), scale);
        return digits <= MOST_DIGITS && scale <= MOST_FRACTION_DIGITS
                ? "decimal(" + digits + "," + scale + ")"
                : "varchar(" + (digits + 3) + ")";
    }

    private static String fraction(PortableType type) {
        return type.scale() > 0 ? "(" + Math.min(6, type.scale()) + ")" : "";
    }

    private String text(String column, int declared) {
        Integer share = lengths.get(column);
        if (share != null) {
            return "varchar(" + Math.max(1, share / BYTES_A_CHARACTER) + ")";
        } else if (declared > 0 && declared <= LONGEST_VARCHAR) {
            return "varchar(" + declared + ")";
        }
        return declared > 0 && declared <= LONGEST_MEDIUM ? "mediumtext" : "longtext";
    }

    private String binary(String column, int declared) {
        Integer share = lengths.get(column);
        if (share != null) {
            return "varbinary(" + Math.max(1, share) + ")";
        } else if (declared > 0 && declared <= LONGEST_IN_ROW) {
            return "varbinary(" + declared + ")";
        } else if (declared > 0 && declared <= LONGEST_BYTES) {
            return "blob";
        }
        return declared > 0 && declared <= LONGEST_MEDIUM_BYTES ? "mediumblob" : "longblob";
    }

    private String labels(PortableColumn column) {
        List<String> labels = column.type().labels();
        long different = labels.stream().map(MysqlWords::foldedName).distinct().count();
        boolean possible = !labels.isEmpty()
                && different == labels.size()
                && labels.stream()
                        .allMatch(label -> label.length() <= LONGEST_LABEL && label.equals(label.stripTrailing()));
        return possible
                ? "enum("
                        + String.join(
                                ",", labels.stream().map(MysqlSession::text).toList()) + ")"
                : text(column.name(), LONGEST_LABEL);
    }

    private static int bytesInRow(String type) {
        boolean text = type.startsWith("varchar(") || type.startsWith("char(");
        if (text || type.startsWith("varbinary(") || type.startsWith("binary(")) {
            int length = Integer.parseInt(type.substring(type.indexOf('(') + 1, type.indexOf(')')));
            return text ? BYTES_A_CHARACTER * length : length;
        }
        return BYTES_OF_OTHERS;
    }

    /** How much of a column a non-unique index covers; empty for all of it. */
    static Optional<Integer> prefix(String type, int longestKey, int columns) {
        int most = Math.min(255, longestKey / BYTES_A_CHARACTER / columns);
        boolean unbounded = type.endsWith("text") || type.endsWith("blob");
        boolean limited = type.startsWith("varchar(") || type.startsWith("varbinary(");
        boolean tooLong = limited && bytesInRow(type) > longestKey / columns;
        return unbounded || tooLong ? Optional.of(most) : Optional.empty();
    }

    /** Whether a value of this type is text or bytes of any length, whose default can only be an expression. */
    static boolean isLarge(String type) {
        int charset = type.indexOf(MysqlType.CHARSET);
        String name = charset < 0 ? type : type.substring(0, charset);
        return name.endsWith("text") || name.endsWith("blob") || name.equals("json");
    }
}
