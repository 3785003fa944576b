package doppel.verify;

import static doppel.verify.HostileSession.quoted;

import doppel.verify.HostileSession.Column;
import doppel.verify.HostileSession.Table;
import doppel.verify.HostileValues.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Tables with hostile keys, types and constraints; each method makes one shape and fills it. */
final class HostileTables {

    private final HostileSession session;

    HostileTables(HostileSession session) {
        this.session = session;
    }

    /** Every shape, in no particular order. */
    List<Runnable> shapes() {
        return List.of(
                this::plain,
                this::plain,
                this::rowidBoundaries,
                this::primaryKey,
                this::primaryKeyThatIsNoRowid,
                this::autoincrement,
                this::autoincrementWithoutTable,
                this::withoutRowid,
                this::strict,
                this::generated,
                this::defaultsAndChecks,
                this::compositeKeyWithNulls,
                this::uniqueAndCollated,
                this::empty);
    }

    /** No primary key, rowids with gaps, duplicates of whole rows. */
    void plain() {
        Table table = session.create(session.typed(1 + session.random.nextInt(7)), "", "");
        session.fill(table, 3 + session.random.nextInt(20), false);
    }

    void rowidBoundaries() {
        session.fill(session.create(session.typed(1 + session.random.nextInt(3)), "", ""), 15, true);
    }

    /** An INTEGER PRIMARY KEY in each of the spellings that make it the rowid. */
    void primaryKey() {
        List<Column> columns = session.typed(1 + session.random.nextInt(6));
        int place = session.random.nextInt(columns.size());
        String name = columns.get(place).name();
        String tail = "";
        String declaration = session.pick(
                "INTEGER PRIMARY KEY",
                "INTEGER PRIMARY KEY ASC",
                "\"integer\" NOT NULL PRIMARY KEY",
                "INTEGER CONSTRAINT \"key\" PRIMARY KEY ON CONFLICT REPLACE",
                "INTEGER");
        if (declaration.equals("INTEGER")) {
            tail = ", PRIMARY KEY (" + quoted(name) + session.pick("", " DESC", " COLLATE nocase") + ")";
        }
        columns.set(place, new Column(name, declaration, Kind.INTEGER, true));
        session.fill(session.register(columns, tail, "", null), 12, false);
    }

    /** Primary keys that look like the rowid and are not. */
    void primaryKeyThatIsNoRowid() {
        List<Column> columns = session.typed(2 + session.random.nextInt(3));
        String declaration =
                session.pick("INTEGER PRIMARY KEY DESC", "INT PRIMARY KEY", "BIGINT PRIMARY KEY", "PRIMARY KEY");
        columns.set(0, new Column(columns.get(0).name(), declaration, Kind.ANYTHING));
        session.fill(session.create(columns, "", ""), 15, session.oneIn(3));
    }

    void autoincrement() {
        List<Column> columns = session.typed(2 + session.random.nextInt(3));
        columns.set(0, new Column(columns.get(0).name(), "INTEGER PRIMARY KEY AUTOINCREMENT", Kind.INTEGER, true));
        Table table = session.register(columns, "", "", null);
        if (!session.oneIn(4)) {
            session.fill(table, 8, false);
        }
        if (session.oneIn(2)) {
            long ahead = session.pick(0L, 5_000L, Long.MAX_VALUE, -3L, 9_007_199_254_740_993L);
            session.run("UPDATE sqlite_sequence SET seq = " + ahead);
        }
        if (session.oneIn(6)) {
            session.run("INSERT INTO sqlite_sequence VALUES ('of no table', 7), (NULL, 'x'), ('of no table', -0.0)");
        }
    }

    /** Leaves sqlite_sequence behind, perhaps as the only trace of a table that was dropped. */
    void autoincrementWithoutTable() {
        session.run("CREATE TABLE \"dropped later\" (id INTEGER PRIMARY KEY AUTOINCREMENT)");
        session.run("INSERT INTO \"dropped later\" VALUES (41)");
        session.run("DROP TABLE \"dropped later\"");
    }

    void withoutRowid() {
        List<Column> columns = session.typed(2 + session.random.nextInt(4));
        String first = quoted(columns.get(0).name());
        String second = quoted(columns.get(1).name());
        String key = session.pick(
                first,
                second + " DESC, " + first,
                first + " COLLATE NOCASE, " + second,
                second + " COLLATE RTRIM DESC");
        session.fill(session.register(columns, ", PRIMARY KEY (" + key + ")", " WITHOUT ROWID", null), 20, false);
    }

    void strict() {
        List<Column> columns = new ArrayList<>();
        List<String> names = session.names.columns(3 + session.random.nextInt(4));
        for (String name : names) {
            Kind kind = session.pick(Kind.values());
            String type =
                    kind == Kind.ANYTHING ? "ANY" : kind == Kind.INTEGER ? session.pick("INT", "INTEGER") : kind.name();
            columns.add(new Column(name, type, kind, true));
        }
        if (session.oneIn(3)) {
            Column key = columns.get(0);
            columns.set(0, new Column(key.name(), key.declaration() + " NOT NULL PRIMARY KEY", key.kind(), true));
            boolean alias = key.declaration().equals("INTEGER");
            String options = session.pick(" STRICT, WITHOUT ROWID", " WITHOUT ROWID, STRICT", " STRICT");
            session.fill(
                    session.register(
                            columns,
                            "",
                            options,
                            alias || options.contains("WITHOUT") ? null : HostileSession.rowid(columns)),
                    12,
                    false);
        } else {
            session.fill(session.create(columns, "", " STRICT"), 12, false);
        }
    }

    /** Generated columns, virtual and stored, at the start, in the middle and at the end. */
    void generated() {
        List<Column> columns = session.typed(2 + session.random.nextInt(3));
        String base = quoted(columns.get(0).name());
        String other = quoted(columns.get(1).name());
        List<String> names = session.names.columns(12).stream()
                .filter(name -> columns.stream()
                        .noneMatch(c -> c.name().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))))
                .limit(1 + session.random.nextInt(3))
                .toList();
        for (String name : names) {
            String declaration = session.pick(
                    "AS (length(" + base + "))", "INTEGER GENERATED ALWAYS AS (typeof(" + base + ") || '*/') VIRTUAL",
                    "TEXT AS (hex(" + other + ")) STORED",
                            "REAL AS (" + base + " || " + other + ") STORED NOT NULL DEFAULT 1",
                    "AS (" + other + ") STORED COLLATE NOCASE",
                            "BLOB GENERATED ALWAYS AS (CAST(" + base + " AS BLOB))");
            if (declaration.contains("DEFAULT")) {
                declaration = "REAL AS (coalesce(" + base + ", '') || typeof(" + other + ")) STORED NOT NULL";
            }
            columns.add(session.random.nextInt(columns.size() + 1), new Column(name, declaration, null));
        }
        session.fill(session.create(columns, "", ""), 12, false);
    }

    void defaultsAndChecks() {
        List<String> names = session.names.columns(9);
        String[] declarations = {
            "DEFAULT CURRENT_TIMESTAMP",
            "TEXT DEFAULT 'it''s \"*/\" \\u0022'",
            "DEFAULT -9223372036854775808",
            "DEFAULT (1 + length('abc'))",
            "BLOB NOT NULL DEFAULT x'00ff'",
            "DEFAULT TRUE",
            "NUMERIC NOT NULL ON CONFLICT REPLACE DEFAULT 1e400",
            "CHECK (" + quoted(names.get(7)) + " IS NULL OR typeof(" + quoted(names.get(7)) + ") <> 'integer')",
            "INTEGER CONSTRAINT \"it's positive\" CHECK (" + quoted(names.get(8)) + " IS NULL OR "
                    + quoted(names.get(8)) + " > 0) DEFAULT +3"
        };
        List<Column> columns = IntStream.range(0, names.size())
                .mapToObj(i -> new Column(names.get(i), declarations[i], Kind.ANYTHING))
                .collect(Collectors.toCollection(ArrayList::new));
        session.fill(session.create(columns, ", CHECK (1), CONSTRAINT \"\" CHECK ('a' <> 'b')", ""), 25, false);
    }

    /** SQLite allows NULL, and so many equal keys, in a primary key of a rowid table. */
    void compositeKeyWithNulls() {
        List<Column> columns = session.typed(3);
        String key =
                quoted(columns.get(0).name()) + ", " + quoted(columns.get(1).name()) + " DESC";
        Table table = session.create(columns, ", PRIMARY KEY (" + key + ")", "");
        session.fill(table, 10, false);
        List<String> names = columns.stream().map(Column::name).toList();
        for (int i = 0; i < 4; i++) {
            List<Object> values = new ArrayList<>();
            values.add(null);
            values.add(i < 2 ? null : 1L);
            values.add("same");
            if (table.rowid() != null) {
                values.add(1_000_000L + i * 3L);
            }
            session.insert(
                    table.name(),
                    Stream.concat(names.stream(), Stream.ofNullable(table.rowid()))
                            .toList(),
                    values);
        }
    }

    void uniqueAndCollated() {
        List<Column> columns = session.typed(4);
        columns.set(0, new Column(columns.get(0).name(), "TEXT UNIQUE COLLATE NOCASE", Kind.TEXT));
        columns.set(1, new Column(columns.get(1).name(), "UNIQUE ON CONFLICT IGNORE", Kind.ANYTHING));
        columns.set(2, new Column(columns.get(2).name(), "TEXT COLLATE RTRIM", Kind.TEXT));
        String tail = ", CONSTRAINT \"u\" UNIQUE (" + quoted(columns.get(2).name()) + " COLLATE BINARY DESC, "
                + quoted(columns.get(3).name()) + ") ON CONFLICT REPLACE";
        session.fill(session.create(columns, tail, ""), 15, false);
    }

    void empty() {
        session.create(session.typed(1 + session.random.nextInt(4)), "", "");
    }
}
