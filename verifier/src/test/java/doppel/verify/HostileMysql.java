package doppel.verify;

import doppel.testing.TestServer;
import doppel.verify.HostileMysqlColumns.Column;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Fills databases of MySQL and MariaDB with what breaks tools that copy databases; the same seed fills them the same.
 */
final class HostileMysql {

    /** A table that can be filled. */
    record Table(String name, List<Column> columns) {

        Column any(HostileServerSession session) {
            return session.pick(columns);
        }
    }

    private final HostileServerSession session;
    private final TestServer server;
    private final List<Table> tables = new ArrayList<>();
    private final HostileMysqlColumns columns;

    private HostileMysql(HostileServerSession session, TestServer server) {
        this.session = session;
        this.server = server;
        this.columns = new HostileMysqlColumns(session, server);
    }

    /** Fills the empty database. */
    static void fill(TestServer server, String url, long seed) throws SQLException {
        Random random = new Random(seed * 0x9E3779B97F4A7C15L);
        try (Connection connection = DriverManager.getConnection(url)) {
            HostileNames names = new HostileNames(random, HostileMysql::fitted, HostileMysql::folded);
            HostileServerSession session = new HostileServerSession(connection, random, names);
            session.run("SET sql_mode = '" + (random.nextInt(4) == 0 ? "" : "ALLOW_INVALID_DATES,NO_AUTO_VALUE_ON_ZERO")
                    + "', time_zone = '+00:00'");
            new HostileMysql(session, server).build();
        }
    }

    /** Names are of 1 to 64 characters of the basic plane, without NUL, and end with no blank. */
    private static String fitted(String name) {
        String fitted = name.replaceAll("[^\\x01-\\uffff]", "");
        fitted = fitted.substring(0, Math.min(64, fitted.length())).replaceAll("\\s+$", "");
        // A foreign key to a table that is named like a device of Windows does not follow when MariaDB renames the
        // table.
        return fitted.isEmpty() || fitted.matches("(?i)con|nul|com1") ? "e" + fitted : fitted;
    }

    /** Names of columns are the same in whatever case, and with whatever accents. */
    private static String folded(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}", "")
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
    }

    static String quoted(String name) {
        return '`' + name.replace("`", "``") + '`';
    }

    static String literal(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "''").replace("\0", "\\0") + "'";
    }

    private void build() {
        List<Runnable> shapes = List.of(
                this::plain,
                this::plain,
                this::plain,
                this::plain,
                this::plain,
                this::selfReference,
                this::cycle,
                this::compositeReference,
                this::partitioned,
                this::numbered,
                this::generated,
                this::empty);
        for (int i = 3 + session.random.nextInt(5); i > 0; i--) {
            session.pick(shapes).run();
        }
        HostileMysqlObjects objects = new HostileMysqlObjects(session, server, tables);
        for (int i = 3 + session.random.nextInt(9); i > 0; i--) {
            session.pick(objects.shapes()).run();
        }
    }

    private String object() {
        return quoted(session.names.object());
    }

    private String options() {
        String collation = session.pick(
                "",
                "",
                " DEFAULT CHARSET=latin1",
                " COLLATE=utf8mb4_bin",
                " DEFAULT CHARSET=utf8mb3",
                " DEFAULT CHARSET=utf16");
        return session.pick(
                        "",
                        "",
                        "",
                        "",
                        " ENGINE=MyISAM",
                        " ENGINE=InnoDB ROW_FORMAT=COMPRESSED",
                        " ENGINE=MEMORY",
                        server == TestServer.MARIADB ? " ENGINE=Aria" : " ROW_FORMAT=COMPACT")
                + collation
                + (session.oneIn(3) ? " COMMENT=" + literal(session.text()) : "");
    }

    /** A column with a key on it, of its beginning where it must be. */
    static String part(Column column) {
        return quoted(column.name()) + (column.isLong() ? "(10)" : "");
    }

    /** Any columns, with any keys, or none. */
    void plain() {
        List<Column> of = columns.columns(1 + session.random.nextInt(7));
        String name = object();
        List<String> definitions = new ArrayList<>();
        for (Column column : of) {
            String more = session.oneIn(6) && column.values().stream().noneMatch(value -> value.contains("("))
                    ? " DEFAULT " + session.pick(column.values())
                    : "";
            definitions.add(column.definition()
                    + (session.oneIn(5) && !column.type().startsWith("vector") ? " NOT NULL" : "")
                    + more
                    + (session.oneIn(8) ? " COMMENT " + literal(session.text()) : ""));
        }
        if (!session.attempt("CREATE TABLE " + name + " (" + String.join(", ", definitions) + ")" + options())
                && !session.attempt("CREATE TABLE " + name + " (" + HostileMysqlColumns.definitions(of) + ")")) {
            return;
        }
        Table table = new Table(name, of);
        tables.add(table);
        if (session.oneIn(2)) {
            session.attempt("ALTER TABLE " + name + " ADD PRIMARY KEY ("
                    + session.some(of, 3).stream().map(HostileMysql::part).collect(Collectors.joining(", ")) + ")");
        }
        if (session.oneIn(5)) {
            session.attempt("ALTER TABLE " + name + " ADD " + session.pick("", "UNIQUE ") + "KEY "
                    + object() + " ("
                    + session.some(of, 3).stream().map(HostileMysql::part).collect(Collectors.joining(", "))
                    + ")");
        }
        if (session.oneIn(6)) {
            Column late = columns.column("added late");
            if (session.attempt("ALTER TABLE " + name + " ADD " + late.definition() + session.pick(" FIRST", ""))) {
                of.add(late);
            }
        }
        fill(table, 12);
    }

    private void fill(Table table, int rows) {
        String names =
                table.columns().stream().map(column -> quoted(column.name())).collect(Collectors.joining(", "));
        for (int i = 0; i < rows; i++) {
            String values = table.columns().stream()
                    .map(column -> session.oneIn(12) ? "DEFAULT" : columns.value(column))
                    .collect(Collectors.joining(", "));
            String statement = "INSERT IGNORE INTO " + table.name() + " (" + names + ") VALUES (" + values + ")";
            session.attempt(session.oneIn(6) ? statement + ", (" + values + ")" : statement);
        }
    }

    void empty() {
        session.attempt("CREATE TABLE " + object() + " ("
                + HostileMysqlColumns.definitions(columns.columns(1 + session.random.nextInt(3))) + ")" + options());
    }

    private String actions() {
        return session.pick(
                        "", " ON DELETE CASCADE", " ON DELETE SET NULL", " ON DELETE RESTRICT", " ON DELETE NO ACTION")
                + session.pick("", "", " ON UPDATE CASCADE", " ON UPDATE SET NULL");
    }

    private String constraint() {
        return session.oneIn(2) ? "" : "CONSTRAINT " + object() + " ";
    }

    /** Rows that refer to rows after them, to themselves or, seldom, to nothing. */
    void selfReference() {
        List<Column> of = columns.columns(3);
        String id = quoted(of.get(0).name());
        String parent = quoted(of.get(1).name());
        String name = object();
        String type = session.pick(
                "int", "bigint unsigned", "varchar(20)", "decimal(5,0)", "varbinary(10)", "int auto_increment");
        if (!session.attempt("CREATE TABLE " + name + " (" + id + " " + type + " PRIMARY KEY, " + parent + " "
                + type.replace(" auto_increment", "") + ", " + of.get(2).definition() + ", " + constraint()
                + "FOREIGN KEY ("
                + parent + ") REFERENCES " + name + " (" + id + ")" + actions() + ")")) {
            return;
        }
        boolean dangling = session.oneIn(4);
        session.run("SET foreign_key_checks = 0");
        for (int i = 1; i <= 8; i++) {
            int up = i == 4 ? 4 : i == 8 ? dangling ? 99 : 1 : i + 1;
            session.attempt("INSERT IGNORE INTO " + name + " VALUES ('" + i + "', "
                    + (session.oneIn(5) ? "NULL" : "'" + up + "'") + ", " + columns.value(of.get(2)) + ")");
        }
        session.run("SET foreign_key_checks = 1");
        tables.add(new Table(name, List.of(of.get(2))));
    }

    void cycle() {
        List<String> ring = Stream.generate(this::object)
                .limit(2 + session.random.nextInt(3))
                .toList();
        boolean required = session.oneIn(3);
        for (String name : ring) {
            if (!session.attempt("CREATE TABLE " + name + " (id integer PRIMARY KEY, next integer"
                    + (required ? " NOT NULL" : "") + ", note text)")) {
                return;
            }
        }
        session.run("SET foreign_key_checks = 0");
        for (int i = 0; i < ring.size(); i++) {
            session.attempt("ALTER TABLE " + ring.get(i) + " ADD " + constraint() + "FOREIGN KEY (next) REFERENCES "
                    + ring.get((i + 1) % ring.size()) + " (id)" + actions());
            for (int id = 1; id <= 5; id++) {
                session.attempt("INSERT INTO " + ring.get(i) + " VALUES (" + id * 7 + ", " + (1 + (id + i) % 5) * 7
                        + ", " + literal(session.text()) + ")");
            }
        }
        session.run("SET foreign_key_checks = 1");
    }

    void compositeReference() {
        List<Column> of = columns.columns(3);
        String a = quoted(of.get(0).name());
        String b = quoted(of.get(1).name());
        String parent = object();
        String child = object();
        String keyed = session.pick("varchar(30)", "varchar(30) COLLATE utf8mb4_bin");
        session.attempt("CREATE TABLE " + parent + " (" + a + " " + keyed + ", " + b + " bigint unsigned, "
                + session.pick("PRIMARY KEY", "UNIQUE KEY") + " (" + b + ", " + a + "))");
        if (session.attempt("CREATE TABLE " + child + " (" + of.get(2).definition() + ", " + b + " " + keyed + ", " + a
                + " bigint unsigned, " + constraint() + "FOREIGN KEY (" + a + ", " + b + ") REFERENCES " + parent + " ("
                + b + ", " + a
                + ")" + actions() + ")")) {
            for (int i = 0; i < 6; i++) {
                String text = literal(session.text());
                String number = session.pick("0", "18446744073709551615", "9223372036854775808", "5");
                session.attempt("INSERT INTO " + parent + " VALUES (" + text + ", " + number + ")");
                session.attempt("INSERT IGNORE INTO " + child + " VALUES (" + columns.value(of.get(2)) + ", " + text
                        + ", " + number + ")");
            }
            tables.add(new Table(child, of.subList(2, 3)));
        }
    }

    void partitioned() {
        String name = object();
        Column extra = columns.column("extra");
        String method = session.pick(
                "HASH (k) PARTITIONS 3",
                "KEY (k) PARTITIONS 2",
                "LINEAR HASH (k) PARTITIONS 2",
                "RANGE (k) (PARTITION " + object() + " VALUES LESS THAN (3), PARTITION p1 VALUES LESS THAN MAXVALUE)",
                "LIST (k) (PARTITION p0 VALUES IN (1, 2, NULL), PARTITION " + object()
                        + " VALUES IN (8, -5) COMMENT = 'it''s')",
                "RANGE COLUMNS (k) SUBPARTITION BY HASH (k) SUBPARTITIONS 2 (PARTITION p0 VALUES LESS THAN (3),"
                        + " PARTITION p1 VALUES LESS THAN (MAXVALUE))");
        if (session.attempt("CREATE TABLE " + name + " (" + extra.definition() + ", k int"
                + session.pick("", ", PRIMARY KEY (k)", ", KEY (k)") + ") PARTITION BY " + method)) {
            fill(new Table(name, List.of(new Column("k", "int", List.of("1", "2", "-5", "8")), extra)), 8);
            tables.add(new Table(name, List.of(extra)));
        }
    }

    void numbered() {
        String name = object();
        List<Column> of = columns.columns(2);
        String id = quoted(of.get(0).name());
        String type = session.pick("int", "bigint unsigned", "tinyint", "mediumint unsigned zerofill", "double");
        if (session.attempt("CREATE TABLE " + name + " (" + of.get(1).definition() + ", " + id + " " + type
                + " NOT NULL AUTO_INCREMENT" + session.pick(" PRIMARY KEY", " UNIQUE", ", KEY (" + id + ")") + ")"
                + session.pick("", " AUTO_INCREMENT=100"))) {
            Table table = new Table(name, of.subList(1, 2));
            fill(table, session.random.nextInt(8));
            session.attempt("DELETE FROM " + name + " WHERE " + id + " IN (2, 3, 102)");
            session.attempt("INSERT INTO " + name + " (" + id + ") VALUES (" + session.pick("0", "-1", "50") + ")");
            session.attempt("ALTER TABLE " + name + " AUTO_INCREMENT = " + session.pick("120", "1", "127"));
            tables.add(table);
        }
    }

    void generated() {
        String name = object();
        List<Column> of = columns.columns(5);
        String base = quoted(of.get(0).name());
        String kind = session.pick(" STORED", " VIRTUAL");
        if (session.attempt(
                "CREATE TABLE " + name + " (" + quoted(of.get(1).name()) + " int GENERATED ALWAYS AS (length(" + base
                        + ") * 2)" + kind + ", " + base + " varchar(60), "
                        + quoted(of.get(2).name()) + " varchar(200) AS (concat(" + base
                        + ", 'it''s \\\\', _latin1'e'))" + kind + ", "
                        + of.get(3).definition() + ", " + quoted(of.get(4).name())
                        + " double DEFAULT (1 + 2)" + session.pick("", " INVISIBLE") + ")")) {
            Table table = new Table(
                    name,
                    List.of(
                            new Column(of.get(0).name(), "varchar(60)", List.of(literal(session.text()), "'a'")),
                            of.get(3)));
            fill(table, 6);
            tables.add(table);
        }
    }
}
