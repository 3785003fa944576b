package doppel.verify;

import doppel.verify.HostilePostgresqlColumns.Column;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Fills databases of PostgreSQL with what breaks tools that copy databases; the same seed fills them the same. */
final class HostilePostgresql {

    /** A table that can be filled. */
    record Table(String name, List<Column> columns) {

        String anyColumn(HostileServerSession session) {
            return quoted(session.pick(columns).name());
        }
    }

    private final HostileServerSession session;
    private final List<String> schemas = new ArrayList<>(List.of("public"));
    private final List<Table> tables = new ArrayList<>();
    private final HostilePostgresqlColumns columns;

    private HostilePostgresql(HostileServerSession session) {
        this.session = session;
        this.columns = new HostilePostgresqlColumns(session, schemas);
    }

    /** Fills the empty database. */
    static void fill(String url, long seed) throws SQLException {
        Random random = new Random(seed * 0x9E3779B97F4A7C15L);
        try (Connection connection = DriverManager.getConnection(url)) {
            HostileNames names = new HostileNames(random, HostilePostgresql::fitted, name -> name);
            HostileServerSession session = new HostileServerSession(connection, random, names);
            session.run("SET synchronous_commit = off");
            session.attempt("SET default_toast_compression = pglz");
            session.run("SELECT setseed(0." + seed % 1000 + ")");
            new HostilePostgresql(session).build();
        }
    }

    /** Names are neither empty nor longer than 63 bytes. */
    private static String fitted(String name) {
        String fitted = name.isEmpty() ? "e" : name.replace("\0", "");
        while (fitted.getBytes(StandardCharsets.UTF_8).length > 63) {
            fitted = fitted.substring(0, fitted.offsetByCodePoints(fitted.length(), -1));
        }
        return fitted;
    }

    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    static String literal(String text) {
        return "E'" + text.replace("\0", "").replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    private void build() {
        for (int i = session.random.nextInt(4); i > 0; i--) {
            String name = session.names.object();
            if (session.attempt("CREATE SCHEMA " + quoted(name))) {
                schemas.add(name);
            }
        }
        columns.makeTypes();
        List<Runnable> shapes = List.of(
                this::plain,
                this::plain,
                this::plain,
                this::plain,
                this::selfReference,
                this::cycle,
                this::compositeReference,
                this::partitioned,
                this::heirs,
                this::numbered,
                this::generated,
                this::empty);
        for (int i = 3 + session.random.nextInt(5); i > 0; i--) {
            session.pick(shapes).run();
        }
        HostilePostgresqlObjects objects = new HostilePostgresqlObjects(session, tables, this::object);
        for (int i = 3 + session.random.nextInt(12); i > 0; i--) {
            session.pick(objects.shapes()).run();
        }
    }

    /** The qualified name of a new object; seldom one that another schema has too. */
    private String object() {
        String schema = session.pick(schemas);
        if (!tables.isEmpty() && session.oneIn(6)) {
            String twin = session.pick(tables).name();
            String name = quoted(schema) + twin.substring(twin.indexOf("\".\"") + 1);
            if (tables.stream().noneMatch(table -> table.name().equals(name))) {
                return name;
            }
        }
        return quoted(schema) + "." + quoted(session.names.object());
    }

    private boolean create(String name, List<Column> of, String more, String after) {
        String kind = session.oneIn(12) ? "UNLOGGED TABLE " : "TABLE ";
        String definitions = HostilePostgresqlColumns.definitions(of);
        return session.attempt("CREATE " + kind + name + " (" + definitions
                + (definitions.isEmpty() ? more.replaceFirst("^, ", "") : more) + ")" + after);
    }

    /** Any columns, with any key, or none. */
    void plain() {
        List<Column> of = columns.columns(1 + session.random.nextInt(7));
        String name = object();
        if (!create(name, of, "", session.pick("", "", "", " WITH (fillfactor = 70, autovacuum_enabled = off)"))) {
            return;
        }
        Table table = new Table(name, of);
        tables.add(table);
        for (Column column : of) {
            if (session.oneIn(5)) {
                session.attempt("ALTER TABLE " + name + " ALTER " + quoted(column.name()) + " SET DEFAULT "
                        + session.pick(column.values()));
            }
            if (session.oneIn(6)) {
                session.attempt("ALTER TABLE " + name + " ALTER " + quoted(column.name()) + " SET NOT NULL");
            }
        }
        if (session.oneIn(6)) {
            session.attempt("ALTER TABLE " + name + " DROP COLUMN "
                    + quoted(of.remove(0).name()));
        }
        if (session.oneIn(6)) {
            Column late = columns.column("added late");
            if (session.attempt(
                    "ALTER TABLE " + name + " ADD " + late.definition() + " DEFAULT " + session.pick(late.values()))) {
                of.add(late);
            }
        }
        if (of.isEmpty()) {
            session.run("INSERT INTO " + name + " DEFAULT VALUES");
            tables.remove(table);
            return;
        }
        if (session.oneIn(2)) {
            session.attempt("ALTER TABLE " + name + " ADD " + constraint() + "PRIMARY KEY ("
                    + names(session.some(of, 3)) + ")" + session.pick("", "", " DEFERRABLE"));
        }
        fill(table, 12);
    }

    private String constraint() {
        return session.oneIn(2) ? "" : "CONSTRAINT " + quoted(session.names.object()) + " ";
    }

    private static String names(List<Column> columns) {
        return columns.stream().map(column -> quoted(column.name())).collect(Collectors.joining(", "));
    }

    private void fill(Table table, int rows) {
        for (int i = 0; i < rows; i++) {
            String values = table.columns().stream()
                    .map(column -> session.oneIn(12) ? "DEFAULT" : columns.value(column))
                    .collect(Collectors.joining(", "));
            String statement =
                    "INSERT INTO " + table.name() + " (" + names(table.columns()) + ") VALUES (" + values + ")";
            session.attempt(session.oneIn(6) ? statement + ", (" + values + ")" : statement);
        }
    }

    void empty() {
        create(object(), columns.columns(1 + session.random.nextInt(3)), "", "");
        if (session.oneIn(3)) {
            String name = object();
            session.attempt("CREATE TABLE " + name + " ()");
            session.attempt("INSERT INTO " + name + " DEFAULT VALUES");
        }
    }

    private String actions() {
        return session.pick("", " MATCH FULL", "")
                + session.pick("", " ON DELETE CASCADE", " ON DELETE SET NULL", " ON DELETE RESTRICT")
                + session.pick("", " ON UPDATE CASCADE", " ON UPDATE SET DEFAULT")
                + session.pick("", "", " DEFERRABLE", " DEFERRABLE INITIALLY DEFERRED");
    }

    /** Rows that refer to rows after them, to themselves or, seldom, in a key that was never checked, to nothing. */
    void selfReference() {
        List<Column> of = columns.columns(3);
        Column id = new Column(of.get(0).name(), session.pick("integer", "bigint", "text", "uuid"), List.of());
        Column parent = new Column(of.get(1).name(), id.type(), List.of());
        String name = object();
        if (!create(name, List.of(id, parent, of.get(2)), ", PRIMARY KEY (" + quoted(id.name()) + ")", "")) {
            return;
        }
        boolean dangling = session.oneIn(4);
        for (int i = 1; i <= 8; i++) {
            int up = i == 4 ? 4 : i == 8 ? dangling ? 99 : 1 : i + 1;
            session.attempt("INSERT INTO " + name + " VALUES (" + key(id, i) + ", "
                    + (session.oneIn(5) ? "NULL" : key(id, up)) + ", " + columns.value(of.get(2)) + ")");
        }
        String reference =
                " ADD " + constraint() + "FOREIGN KEY (" + quoted(parent.name()) + ") REFERENCES " + name + actions();
        if (!dangling || !session.attempt("ALTER TABLE " + name + reference)) {
            session.attempt("ALTER TABLE " + name + reference + " NOT VALID");
        }
        tables.add(new Table(name, List.of(of.get(2))));
    }

    private static String key(Column column, int number) {
        return column.type().equals("uuid") ? "lpad('" + number + "', 32, '0')::uuid" : "'" + number + "'";
    }

    void cycle() {
        List<String> ring = Stream.generate(this::object)
                .limit(2 + session.random.nextInt(3))
                .distinct()
                .toList();
        boolean required = session.oneIn(3);
        for (String name : ring) {
            if (!session.attempt("CREATE TABLE " + name + " (id integer PRIMARY KEY, next integer"
                    + (required ? " NOT NULL" : "") + ", note text)")) {
                return;
            }
        }
        for (int i = 0; i < ring.size(); i++) {
            session.run("ALTER TABLE " + ring.get(i) + " ADD " + constraint() + "FOREIGN KEY (next) REFERENCES "
                    + ring.get((i + 1) % ring.size()) + actions().replaceAll(" DEFERRABLE.*", "")
                    + " DEFERRABLE INITIALLY DEFERRED");
        }
        session.run("BEGIN");
        for (int i = 0; i < ring.size(); i++) {
            for (int id = 1; id <= 5; id++) {
                session.run("INSERT INTO " + ring.get(i) + " VALUES (" + id * 7 + ", " + (1 + (id + i) % 5) * 7 + ", "
                        + literal(session.text()) + ")");
            }
        }
        session.run("COMMIT");
    }

    void compositeReference() {
        List<Column> of = columns.columns(4);
        String parent = object();
        String a = quoted(of.get(0).name());
        String b = quoted(of.get(1).name());
        String unique = session.pick("PRIMARY KEY", "UNIQUE", "UNIQUE NULLS NOT DISTINCT");
        if (!session.attempt("CREATE TABLE " + parent + " (" + a + " text, " + b + " numeric, " + unique + " (" + b
                + ", " + a + "))")) {
            return;
        }
        String child = object();
        if (!session.attempt("CREATE TABLE " + child + " (" + b + " text, " + a + " numeric, "
                + of.get(2).definition() + ", " + constraint() + "FOREIGN KEY (" + a + ", " + b + ") REFERENCES "
                + parent
                + " (" + b + ", " + a + ")" + actions() + ")")) {
            return;
        }
        for (int i = 0; i < 6; i++) {
            String keys = literal(session.text()) + ", " + session.pick("1.0", "1.00", "'NaN'", "-5", "0");
            session.attempt("INSERT INTO " + parent + " VALUES (" + keys + ")");
            session.attempt("INSERT INTO " + child + " VALUES (" + keys + ", " + columns.value(of.get(2)) + ")");
            session.attempt("INSERT INTO " + child + " VALUES (NULL, NULL)");
        }
        tables.add(new Table(child, List.of(of.get(2))));
    }

    void partitioned() {
        String name = object();
        Column extra = columns.column("extra");
        String method = session.pick("RANGE (k)", "LIST (k)", "HASH (k)", "RANGE (k, (k + 1))");
        String key = method.contains("+") ? "" : session.pick("", ", PRIMARY KEY (k)", ", UNIQUE (k)");
        if (!session.attempt(
                "CREATE TABLE " + name + " (k integer, " + extra.definition() + key + ") PARTITION BY " + method)) {
            return;
        }
        List<String> bounds = method.startsWith("HASH")
                ? List.of("FOR VALUES WITH (MODULUS 2, REMAINDER 0)", "FOR VALUES WITH (MODULUS 2, REMAINDER 1)")
                : method.startsWith("LIST")
                        ? List.of("FOR VALUES IN (1, 2)", "FOR VALUES IN (NULL, -5)", "DEFAULT")
                        : method.contains("+")
                                ? List.of("FOR VALUES FROM (MINVALUE, MINVALUE) TO (5, MAXVALUE)", "DEFAULT")
                                : List.of("FOR VALUES FROM (MINVALUE) TO (3)", "FOR VALUES FROM (3) TO (MAXVALUE)");
        for (String bound : bounds) {
            String part = object();
            boolean deeper = session.oneIn(5);
            if (session.oneIn(3) && !deeper) {
                session.attempt("CREATE TABLE " + part + " (" + extra.definition() + ", k integer"
                        + (key.contains("PRIMARY") ? " NOT NULL" : "") + ")");
                session.attempt("ALTER TABLE " + name + " ATTACH PARTITION " + part + " " + bound);
            } else {
                session.attempt("CREATE TABLE " + part + " PARTITION OF " + name + " " + bound
                        + (deeper ? " PARTITION BY HASH (k)" : ""));
                session.attempt(
                        deeper
                                ? "CREATE TABLE " + object() + " PARTITION OF " + part
                                        + " FOR VALUES WITH (MODULUS 1, REMAINDER 0)"
                                : "ALTER TABLE " + part + " ADD CHECK (k IS NULL OR k <> 77)");
            }
        }
        Table table = new Table(name, List.of(new Column("k", "integer", List.of("1", "2", "-5", "8")), extra));
        fill(table, 8);
        tables.add(new Table(name, List.of(extra)));
    }

    void heirs() {
        List<Column> of = columns.columns(3);
        String parent = object();
        String child = object();
        String other = object();
        if (!create(parent, of.subList(0, 2), ", CHECK (1 = 1)", "")
                || !create(child, of.subList(2, 3), "", " INHERITS (" + parent + ")")) {
            return;
        }
        session.attempt(
                "CREATE TABLE " + other + " (" + of.get(0).definition() + ") INHERITS (" + parent + ", " + child + ")");
        session.attempt("ALTER TABLE " + child + " ALTER " + quoted(of.get(0).name()) + " SET DEFAULT "
                + session.pick(of.get(0).values()));
        fill(new Table(parent, of.subList(0, 2)), 4);
        fill(new Table(child, of), 4);
        fill(new Table(other, of), 3);
        tables.add(new Table(child, of));
    }

    void numbered() {
        String name = object();
        List<Column> of = columns.columns(2);
        String id = quoted(of.get(0).name());
        String options = session.pick(
                "",
                " (START WITH 100 INCREMENT BY -7 MINVALUE -1000 MAXVALUE 1000)",
                " (CACHE 5 CYCLE)",
                " (MINVALUE 0 START 0)");
        String type = session.pick(
                "serial",
                "bigserial",
                "smallserial",
                "integer GENERATED ALWAYS AS IDENTITY" + options,
                "bigint GENERATED BY DEFAULT AS IDENTITY" + options);
        if (!session.attempt("CREATE TABLE " + name + " (" + of.get(1).definition() + ", " + id + " " + type
                + session.pick("", " PRIMARY KEY", " UNIQUE") + ")")) {
            return;
        }
        Table table = new Table(name, of.subList(1, 2));
        fill(table, session.random.nextInt(8));
        session.attempt("DELETE FROM " + name + " WHERE " + id + " = 3");
        session.attempt("INSERT INTO " + name + " (" + id + ") OVERRIDING SYSTEM VALUE VALUES ("
                + session.pick("0", "-1", "50") + ")");
        tables.add(table);
    }

    void generated() {
        String name = object();
        List<Column> of = columns.columns(4);
        String base = quoted(of.get(0).name());
        String kind = session.pick(" STORED", " STORED", " VIRTUAL");
        if (session.attempt("CREATE TABLE " + name + " (" + quoted(of.get(2).name())
                + " integer GENERATED ALWAYS AS (length(" + base + ") * 2)" + kind + ", " + base + " text, "
                + quoted(of.get(1).name()) + " text GENERATED ALWAYS AS (" + base + " || 'it''s \\')" + kind + ", "
                + of.get(3).definition() + ")")) {
            Table table = new Table(
                    name,
                    List.of(new Column(of.get(0).name(), "text", List.of(literal(session.text()), "'a'")), of.get(3)));
            fill(table, 6);
            tables.add(table);
        }
    }
}
