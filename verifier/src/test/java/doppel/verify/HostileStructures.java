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

/** Tables that are hostile by how they refer to each other, how they are named, or what was done to them. */
final class HostileStructures {

    private final HostileSession session;

    HostileStructures(HostileSession session) {
        this.session = session;
    }

    /** Every shape, in no particular order. */
    List<Runnable> shapes() {
        return List.of(
                this::selfReference,
                this::cycle,
                this::danglingReferences,
                this::wide,
                this::columnsNamedRowid,
                this::altered,
                this::commented,
                this::confusable,
                this::audited);
    }

    /** A tree whose rows stand before the rows they refer to, refer to themselves or to nothing. */
    void selfReference() {
        String name = session.names.object();
        List<String> names = session.names.columns(3);
        String action = session.pick(
                "", " ON DELETE CASCADE", " ON UPDATE SET NULL DEFERRABLE INITIALLY DEFERRED", " MATCH FULL");
        session.run("CREATE TABLE " + quoted(name) + " (" + quoted(names.get(0)) + " INTEGER PRIMARY KEY, "
                + quoted(names.get(1)) + " REFERENCES " + quoted(name)
                + session.pick("", " (" + quoted(names.get(0)) + ")") + action
                + ", " + quoted(names.get(2)) + ")");
        int rows = 10;
        for (long id = 1; id <= rows; id++) {
            Long parent = id == 4
                    ? Long.valueOf(4)
                    : session.oneIn(8) ? Long.valueOf(999) : id == rows ? null : Long.valueOf(id + 1);
            List<Object> values = new ArrayList<>(List.of(id));
            values.add(parent);
            values.add(session.values.draw(Kind.ANYTHING));
            session.insert(name, names, values);
        }
        session.tables.add(new Table(name, List.of(new Column(names.get(2), "", Kind.ANYTHING)), null));
    }

    /** Two or three tables in a ring of references, whose names are decided before the first exists. */
    void cycle() {
        int size = 2 + session.random.nextInt(2);
        List<String> ring = Stream.generate(session.names::object).limit(size).toList();
        String nullable = session.pick("", "", " NOT NULL");
        for (int i = 0; i < size; i++) {
            session.run("CREATE TABLE " + quoted(ring.get(i)) + " (id INTEGER PRIMARY KEY, next INTEGER" + nullable
                    + ", note, FOREIGN KEY (next) REFERENCES " + quoted(ring.get((i + 1) % size)) + " (id)"
                    + session.pick("", " ON DELETE CASCADE", " DEFERRABLE INITIALLY DEFERRED") + ")");
        }
        for (int i = size - 1; i >= 0; i--) {
            for (long id = 1; id <= 5; id++) {
                List<Object> values = new ArrayList<>(List.of(id * 7, (1 + (id + i) % 5) * 7));
                values.add(session.values.draw(Kind.TEXT));
                session.insert(ring.get(i), List.of("id", "next", "note"), values);
            }
            session.tables.add(new Table(ring.get(i), List.of(new Column("note", "", Kind.ANYTHING)), null));
        }
    }

    /** References to a missing table, to missing rows, to columns that are not unique, and of two columns. */
    void danglingReferences() {
        List<Column> columns = session.typed(4);
        String parent = session.tables.isEmpty()
                ? "nowhere"
                : session.pick(session.tables.toArray(Table[]::new)).name();
        columns.set(0, new Column(columns.get(0).name(), "INTEGER REFERENCES \"no such table\"", Kind.INTEGER));
        String tail = ", FOREIGN KEY (" + quoted(columns.get(1).name()) + ") REFERENCES " + quoted(parent)
                + " (\"no such column\")"
                + ", FOREIGN KEY (" + quoted(columns.get(2).name()) + ", "
                + quoted(columns.get(3).name())
                + ") REFERENCES nowhere (a, b) ON DELETE SET DEFAULT ON UPDATE CASCADE NOT DEFERRABLE";
        session.fill(session.create(columns, tail, ""), 8, false);
    }

    /** More columns than a Java method has parameters, and just as many. */
    void wide() {
        int count = session.oneIn(12) ? 2_000 : session.pick(126, 127, 128, 252, 253, 254, 255, 256, 300);
        List<Column> columns = IntStream.range(0, count)
                .mapToObj(i -> session.typed("c" + i))
                .collect(Collectors.toCollection(ArrayList::new));
        boolean key = session.oneIn(2);
        if (key) {
            columns.set(session.random.nextInt(count), new Column("id", "INTEGER PRIMARY KEY", Kind.INTEGER, true));
        }
        session.fill(session.register(columns, "", "", key ? null : "rowid"), count == 2_000 ? 2 : 3, false);
    }

    /** Columns that hide the rowid under one, two or all three of its names. */
    void columnsNamedRowid() {
        List<Column> columns = session.typed(1);
        List<String> aliases = session.pick(
                List.of("rowid"), List.of("oid"), List.of("_RowID_", "rowid"), List.of("rowid", "OID", "_rowid_"));
        columns.removeIf(column -> column.name().toLowerCase(Locale.ROOT).matches("_?(row|o)id_?"));
        aliases.forEach(alias -> columns.add(new Column(alias, session.pick("", "TEXT", "INTEGER"), Kind.ANYTHING)));
        session.fill(session.create(columns, "", ""), 10, false);
    }

    /** What ALTER TABLE leaves: names quoted anew, rows shorter than the table, texts patched in place. */
    void altered() {
        List<Column> columns = session.typed(4);
        Table table = session.create(columns, "", "");
        session.fill(table, 6, false);
        String name = quoted(table.name());
        session.attempt("ALTER TABLE " + name + " ADD COLUMN \"added later\" TEXT NOT NULL DEFAULT 'new ''n'''");
        session.attempt(
                "ALTER TABLE " + name + " ADD \"added, too\" REAL DEFAULT 1.50 /* why */ CHECK (\"added, too\" < 2e0)");
        session.attempt("ALTER TABLE " + name + " ADD computed AS (length(\"added later\"))");
        session.attempt("ALTER TABLE " + name + " RENAME COLUMN "
                + quoted(columns.get(0).name()) + " TO \"renamed \"\"column\"");
        session.attempt(
                "ALTER TABLE " + name + " DROP COLUMN " + quoted(columns.get(1).name()));
        String renamed = session.names.object();
        boolean moved = session.attempt("ALTER TABLE " + name + " RENAME TO " + quoted(renamed));
        session.tables.remove(table);
        session.tables.add(new Table(moved ? renamed : table.name(), List.of(columns.get(3)), table.rowid()));
        session.insert(
                moved ? renamed : table.name(), List.of(columns.get(3).name()), List.of(session.values.integer()));
    }

    /** Comments, blanks and line ends wherever the DDL keeps them. */
    void commented() {
        String name = session.names.object();
        String comment = session.pick("-- x", "-- it's \"open\"", "/* a; b */", "/* ) */ -- ", "--", "-- \\u000a */");
        String end = session.pick("\n", "\r\n");
        session.run("create  Table" + end + quoted(name) + " " + comment + end + "(\ta -- no type" + end
                + ", \"b\" /**/ integer" + end + ",c text default ')' " + comment + end + ") "
                + session.pick("", "-- after", "/* unclosed"));
        Table table = new Table(
                name,
                List.of(
                        new Column("a", "", Kind.ANYTHING),
                        new Column("b", "", Kind.INTEGER),
                        new Column("c", "", Kind.TEXT)),
                "rowid");
        session.tables.add(table);
        session.fill(table, 4, false);
    }

    /** Tables and columns whose names become the same when they are made into Java identifiers or files. */
    void confusable() {
        List<String> family = session.pick(
                List.of("a b", "a_b", "aB", "a-b", "a.b", "a  b", "a$b", "a b "),
                List.of(
                        "Track",
                        "TrackRows",
                        "TrackRows_2",
                        "Track_2",
                        "Track Rows",
                        "Track\u0131",
                        "track_",
                        "Tra\u0308ck"),
                List.of("\u00c9t\u00e9", "\u00e9t\u00e9", "e\u0301te\u0301", "\u00e9t\u00c9", "\u00c9T\u00c9"),
                List.of("", " ", "_", "__", "\u00a0", "-", "\u200b"),
                List.of("class", "class_", "_class", "class1", "1class", "\\u0063lass"));
        for (String name : family.subList(0, 3 + session.random.nextInt(family.size() - 2))) {
            if (session.names.claim(name)) {
                List<Column> columns = family.stream().map(session::typed).toList();
                session.run("CREATE TABLE " + quoted(name)
                        + columns.stream().map(Column::definition).collect(Collectors.joining(", ", " (", ")")));
                Table table = new Table(name, columns, "rowid");
                session.tables.add(table);
                session.fill(table, 3, false);
            }
        }
    }

    /** A table whose trigger has fired for every row: one that fires again makes a second log. */
    void audited() {
        Table table = session.create(session.typed(2), "", "");
        String log = session.names.object();
        session.run("CREATE TRIGGER " + quoted(session.names.object()) + " AFTER INSERT ON " + quoted(table.name())
                + " BEGIN INSERT INTO " + quoted(log) + " (what) VALUES (NEW."
                + quoted(table.columns().get(0).name()) + "); END");
        session.run("CREATE TABLE " + quoted(log) + " (id INTEGER PRIMARY KEY" + session.pick("", " AUTOINCREMENT")
                + ", what)");
        session.fill(table, 8, false);
    }
}
