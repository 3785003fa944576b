package doppel.verify;

import static doppel.verify.HostileMysql.literal;
import static doppel.verify.HostileMysql.quoted;

import doppel.testing.MysqlValues;
import doppel.testing.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Draws columns of a hostile database of MySQL or MariaDB: their types, and what to fill them with. */
final class HostileMysqlColumns {

    /** A column, and expressions of values for it. */
    record Column(String name, String type, List<String> values) {

        String definition() {
            return quoted(name) + " " + type;
        }

        /** Whether a key can hold only the beginning of the values. */
        boolean isLong() {
            return type.matches("(?s)(tiny|medium|long)?(text|blob).*");
        }
    }

    private static final List<String> COLLATIONS = List.of(
            "utf8mb4_bin",
            "utf8mb4_general_ci",
            "utf8mb4_unicode_ci",
            "utf8mb3_general_ci",
            "latin1_swedish_ci",
            "latin1_bin",
            "ascii_bin",
            "utf16_bin",
            "ucs2_general_ci",
            "utf32_general_ci",
            "cp1251_general_ci",
            "sjis_bin",
            "gbk_chinese_ci",
            "big5_chinese_ci",
            "koi8r_general_ci",
            "eucjpms_bin",
            "utf8mb4_turkish_ci");

    private final HostileServerSession session;
    private final Map<String, List<String>> types;

    HostileMysqlColumns(HostileServerSession session, TestServer server) {
        this.session = session;
        this.types = MysqlValues.of(server);
    }

    static String definitions(List<Column> columns) {
        return columns.stream().map(Column::definition).collect(Collectors.joining(", "));
    }

    /** So many columns for one table. */
    List<Column> columns(int count) {
        return session.names.columns(count).stream().map(this::column).collect(Collectors.toCollection(ArrayList::new));
    }

    /** A column of any type. */
    Column column(String name) {
        return switch (session.random.nextInt(10)) {
            case 0, 1 -> text(name, session.pick("text", "varchar(60)", "char(30)", "mediumtext", "tinytext"));
            case 2 -> text(name, session.pick("varchar(50)", "text", "char(20)") + collated());
            case 3 ->
                new Column(
                        name,
                        session.pick("blob", "longblob", "varbinary(80)", "binary(9)"),
                        Stream.generate(() -> "x'" + session.hexadecimal() + "'")
                                .limit(4)
                                .toList());
            case 4 -> labelled(name);
            default -> {
                String type = session.pick(List.copyOf(types.keySet()));
                yield new Column(name, type, types.get(type));
            }
        };
    }

    private String collated() {
        String collation = session.pick(COLLATIONS);
        return " CHARACTER SET " + collation.substring(0, collation.indexOf('_')) + " COLLATE " + collation;
    }

    private Column text(String name, String type) {
        return new Column(
                name,
                type,
                Stream.generate(() -> literal(session.text())).limit(6).toList());
    }

    /** An ENUM or a SET of hostile labels. */
    private Column labelled(String name) {
        List<String> labels = session.names.columns(4).stream()
                .map(label -> literal(label.replace(",", ";").stripTrailing()))
                .distinct()
                .toList();
        List<String> values = new ArrayList<>(labels);
        values.addAll(List.of("0", "1", "3", "''"));
        return new Column(
                name,
                session.pick("enum", "set") + "(" + String.join(",", labels) + ")"
                        + (session.oneIn(2) ? "" : collated()),
                values);
    }

    /** A value for the column, or NULL. */
    String value(Column column) {
        return session.oneIn(6) ? "NULL" : session.pick(column.values());
    }
}
