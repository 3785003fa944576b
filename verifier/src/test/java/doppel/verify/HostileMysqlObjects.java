package doppel.verify;

import doppel.testing.TestServer;
import doppel.verify.HostileMysql.Table;
import doppel.verify.HostileMysqlColumns.Column;
import java.util.List;

/**
 * Indexes, checks, views, triggers and whatever else belongs to the tables of a hostile database of MySQL or MariaDB.
 */
final class HostileMysqlObjects {

    private final HostileServerSession session;
    private final TestServer server;
    private final List<Table> tables;

    HostileMysqlObjects(HostileServerSession session, TestServer server, List<Table> tables) {
        this.session = session;
        this.server = server;
        this.tables = tables;
    }

    List<Runnable> shapes() {
        return List.of(
                this::index,
                this::index,
                this::index,
                this::check,
                this::view,
                this::trigger,
                this::routine,
                this::option);
    }

    private String object() {
        return HostileMysql.quoted(session.names.object());
    }

    private Table table() {
        return tables.isEmpty()
                ? new Table("nothing", List.of(new Column("nothing", "int", List.of())))
                : session.pick(tables);
    }

    void index() {
        Table table = table();
        Column column = table.any(session);
        session.attempt("ALTER TABLE " + table.name() + " ADD "
                + session.pick(
                        "INDEX (" + HostileMysql.part(column) + ")",
                        "UNIQUE KEY " + object() + " (" + HostileMysql.part(column) + " DESC, "
                                + HostileMysql.part(table.any(session)) + ")",
                        "FULLTEXT KEY " + object() + " (" + HostileMysql.quoted(column.name()) + ")",
                        "INDEX " + object() + " (" + HostileMysql.quoted(column.name()) + "(3)) COMMENT "
                                + HostileMysql.literal(session.text()),
                        "INDEX " + object() + " ((length(" + HostileMysql.quoted(column.name()) + ") + 1))",
                        "INDEX " + object() + " USING HASH (" + HostileMysql.part(column) + ")",
                        "INDEX " + object() + " (" + HostileMysql.part(column) + ") "
                                + (server == TestServer.MARIADB ? "IGNORED" : "INVISIBLE")));
    }

    void check() {
        Table table = table();
        session.attempt(
                "ALTER TABLE " + table.name() + " ADD " + session.pick("", "CONSTRAINT " + object() + " ") + "CHECK ("
                        + HostileMysql.quoted(table.any(session).name())
                        + session.pick(" IS NULL OR 'it''s \\\\' <> \"a\"", " IS NOT NULL OR 1") + ")"
                        + (server == TestServer.MYSQL && session.oneIn(3) ? " NOT ENFORCED" : ""));
    }

    void view() {
        String source = table().name();
        // Both servers print the names of a view's columns without the blanks and control characters that they begin
        // with.
        String all = "count(*) AS `all``'\"`";
        session.attempt("CREATE " + session.pick("", "ALGORITHM=MERGE ", "ALGORITHM=TEMPTABLE ")
                + session.pick("", "SQL SECURITY INVOKER ")
                + "VIEW " + object()
                + session.pick(
                        " AS SELECT " + all + " FROM " + source,
                        " (`a.b`, n) AS SELECT 'it''s \\\\', count(*) FROM " + source,
                        " AS SELECT 1 AS `x``y`, '*/' AS `c`",
                        " AS SELECT " + all + " FROM " + source + " WHERE 1 = 1 WITH CHECK OPTION"));
    }

    void trigger() {
        Table table = table();
        if (session.attempt("CREATE TRIGGER " + object() + " "
                + session.pick("BEFORE INSERT", "AFTER INSERT", "BEFORE DELETE") + " ON "
                + table.name() + " FOR EACH ROW "
                + session.pick(
                        "BEGIN /* it's \\ ; */ SET @fired = 'a;b'; SIGNAL SQLSTATE '45000'; END",
                        "SET @`a b` = 1 -- done"))) {
            // Whatever comes later must not make the trigger fire.
            tables.remove(table);
        }
    }

    void routine() {
        String name = object();
        session.attempt(session.pick(
                "CREATE PROCEDURE " + name + " (INOUT `a b` TEXT, x INT) BEGIN -- it's; \\\n SELECT ';' AS \"a\"; END",
                "CREATE FUNCTION " + name
                        + " (x VARCHAR(10) CHARSET latin1) RETURNS TEXT DETERMINISTIC COMMENT 'it''s' RETURN "
                        + "CONCAT(x, '\\\\')",
                "CREATE EVENT " + name + " ON SCHEDULE EVERY 3 YEAR DISABLE DO SELECT 'a;b'",
                server == TestServer.MARIADB
                        ? "CREATE SEQUENCE " + name + " START WITH 5 INCREMENT BY -3 MINVALUE -100 CYCLE"
                        : "CREATE PROCEDURE " + name + " () SELECT 1 /* ; */"));
    }

    void option() {
        Table table = table();
        session.attempt("ALTER TABLE " + table.name()
                + session.pick(
                        " STATS_PERSISTENT=0",
                        " COMMENT=" + HostileMysql.literal(session.text()),
                        " CHECKSUM=1",
                        " PACK_KEYS=1",
                        " MAX_ROWS=1000",
                        server == TestServer.MARIADB ? " ADD SYSTEM VERSIONING" : " ROW_FORMAT=REDUNDANT"));
    }
}
