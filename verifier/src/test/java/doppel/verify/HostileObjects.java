package doppel.verify;

import static doppel.verify.HostileSession.quoted;

import doppel.verify.HostileSession.Table;
import doppel.verify.HostileValues.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Indexes, views, triggers, virtual tables and statistics of a hostile database. */
final class HostileObjects {

    private final HostileSession session;

    HostileObjects(HostileSession session) {
        this.session = session;
    }

    /** Everything else that may stand between the tables. */
    List<Runnable> shapes() {
        return List.of(
                this::index,
                this::index,
                this::view,
                this::trigger,
                this::insteadOfTrigger,
                this::fts5,
                this::fts4,
                this::rtree);
    }

    void index() {
        Table table = anyTable();
        if (table == null) {
            return;
        }
        String column = quoted(table.anyStored(session.random).name());
        String other = quoted(table.anyStored(session.random).name());
        String keys = session.pick(
                column,
                column + " DESC",
                column + " COLLATE NOCASE, " + other,
                "lower(" + column + ")",
                "typeof(" + column + "), " + other + " DESC",
                "length(" + column + ") + 1",
                "'constant'");
        String where = session.pick(
                "",
                "",
                " WHERE " + other + " IS NOT NULL",
                " WHERE typeof(" + column + ") = 'text' -- only texts",
                "\nWHERE " + column + " > 5 /* */");
        session.attempt("CREATE" + session.pick("", "", " UNIQUE") + " INDEX " + session.pick("", "IF NOT EXISTS ")
                + quoted(session.names.object()) + " ON " + quoted(table.name()) + " (" + keys + ")" + where);
    }

    /** Views, some of which refer to nothing. */
    void view() {
        Table table = anyTable();
        String source = table == null ? "\"no such table\"" : quoted(table.name());
        String query = session.pick(
                "SELECT * FROM " + source,
                "SELECT * FROM \"no such table\"",
                "SELECT no_such_function(x) AS y FROM \"dropped\" -- gone",
                "SELECT 'a;b''*/\\u0022' AS \"quoted\", count(*) FROM " + source + " -- counted",
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3)\r\nSELECT i FROM n",
                "VALUES (1), (2)");
        session.run("CREATE VIEW " + quoted(session.names.object()) + " AS\n" + query);
    }

    /** Triggers that would add, change, drop or refuse rows if they fired. */
    void trigger() {
        Table table = anyTable();
        if (table == null) {
            return;
        }
        String name = quoted(table.name());
        String column = quoted(table.anyStored(session.random).name());
        String body = session.pick(
                "BEFORE INSERT ON " + name + " BEGIN SELECT RAISE(ABORT, 'no; never'); END",
                "BEFORE INSERT ON " + name + " BEGIN SELECT RAISE(IGNORE); END",
                "AFTER INSERT ON " + name + " BEGIN INSERT INTO " + name + " (" + column
                        + ") SELECT 'fired' WHERE 0; DELETE FROM " + name + "; END",
                "AFTER INSERT ON " + name + " WHEN NEW." + column + " IS NOT NULL BEGIN UPDATE " + name + " SET "
                        + column + " = 'fired'; END -- done",
                "AFTER UPDATE OF " + column + " ON " + name
                        + " FOR EACH ROW BEGIN SELECT CASE WHEN 1 THEN 'END;' END; -- END;\nSELECT 2; END",
                "BEFORE DELETE ON " + name + " BEGIN INSERT INTO \"no such table\" VALUES (OLD." + column + "); END",
                "AFTER INSERT ON " + name + " BEGIN\r\n  INSERT INTO \"no such log\" VALUES (no_such_function(NEW."
                        + column + "));\r\nEND");
        session.run("CREATE TRIGGER " + quoted(session.names.object()) + " " + body);
        // Whatever comes later must not make the trigger fire.
        session.tables.remove(table);
    }

    void insteadOfTrigger() {
        String view = session.names.object();
        session.run("CREATE VIEW " + quoted(view) + " (a, \"b c\") AS SELECT 1, 2");
        session.run("CREATE TRIGGER " + quoted(session.names.object()) + " INSTEAD OF INSERT ON " + quoted(view)
                + " BEGIN INSERT INTO " + quoted(view) + " VALUES (NEW.a, NEW.\"b c\"); END");
    }

    /** Full-text indexes with their own, external or no content. */
    void fts5() {
        String name = "fts" + session.random.nextInt(1_000);
        if (!session.names.claim(name)) {
            return;
        }
        String content = session.pick(
                "",
                ", content=''",
                ", content='', contentless_delete=1",
                ", content='" + name + " texts', content_rowid='id'");
        if (content.contains("content_rowid")) {
            session.run("CREATE TABLE \"" + name + " texts\" (id INTEGER PRIMARY KEY, title, \"it's a body\")");
        }
        session.run("CREATE VIRTUAL TABLE " + name + " USING fts5(title, \"it's a body\"" + content
                + session.pick(
                        "",
                        ", prefix='2 3'",
                        ", tokenize=\"unicode61 remove_diacritics 2\"",
                        ", detail=none",
                        content.contains("_delete") ? "" : ", columnsize=0")
                + ")");
        for (long id = 1; id <= 6; id++) {
            List<Object> values = List.of(id * 3, session.values.words(), session.values.words());
            if (content.contains("content_rowid")) {
                session.insert(name + " texts", List.of("id", "title", "it's a body"), values);
            }
            session.insert(name, List.of("rowid", "title", "it's a body"), values);
        }
        if (content.isEmpty() || content.contains("contentless_delete")) {
            session.attempt("DELETE FROM " + name + " WHERE rowid IN (6, 9)");
        }
        if (session.oneIn(3)) {
            session.attempt("INSERT INTO " + name + "(" + name + ") VALUES ('optimize')");
        }
    }

    void fts4() {
        String name = "Fts4 \"" + session.random.nextInt(1_000);
        if (!session.names.claim(name)) {
            return;
        }
        String options = session.pick("", ", matchinfo=fts3", ", tokenize=porter", ", notindexed=b", ", content=\"\"");
        session.run("CREATE VIRTUAL TABLE " + quoted(name) + " USING fts4(a, b" + options + ")");
        for (long id = 1; id <= 5; id++) {
            session.insert(
                    name, List.of("docid", "a", "b"), List.of(id * id, session.values.words(), session.values.words()));
        }
        if (!options.contains("content")) {
            session.attempt("DELETE FROM " + quoted(name) + " WHERE docid = 4");
        }
    }

    void rtree() {
        String name = "boxes " + session.random.nextInt(1_000);
        if (!session.names.claim(name)) {
            return;
        }
        String type = session.pick("rtree", "rtree_i32");
        session.run("CREATE VIRTUAL TABLE " + quoted(name) + " USING " + type + "(id, x0, x1, +note)");
        for (long id = -3; id <= 3; id++) {
            List<Object> values = new ArrayList<>(
                    Arrays.asList(id * 11, session.random.nextInt(50), 60 + session.random.nextInt(50)));
            values.add(session.values.draw(Kind.ANYTHING));
            session.insert(name, List.of("id", "x0", "x1", "note"), values);
        }
    }

    /** Statistics of ANALYZE, perhaps edited. */
    void statistics() {
        session.attempt("ANALYZE");
        if (session.oneIn(3)) {
            session.attempt("INSERT INTO sqlite_stat1 VALUES ('no such table', NULL, '10 2'), ('x', 'y', x'00')");
        }
        if (session.oneIn(4)) {
            session.attempt("DELETE FROM sqlite_stat4");
        }
    }

    private Table anyTable() {
        return session.tables.isEmpty() ? null : session.pick(session.tables.toArray(Table[]::new));
    }
}
