package doppel.verify;

import static doppel.verify.HostilePostgresql.literal;
import static doppel.verify.HostilePostgresql.quoted;

import doppel.verify.HostilePostgresql.Table;
import java.util.List;
import java.util.function.Supplier;

/** Indexes, constraints, views, triggers, sequences and whatever else belongs to the tables of a hostile database. */
final class HostilePostgresqlObjects {

    private final HostileServerSession session;
    private final List<Table> tables;
    private final Supplier<String> objects;

    /** @param objects gives the qualified name of a new object */
    HostilePostgresqlObjects(HostileServerSession session, List<Table> tables, Supplier<String> objects) {
        this.session = session;
        this.tables = tables;
        this.objects = objects;
    }

    List<Runnable> shapes() {
        return List.of(
                this::index,
                this::index,
                this::index,
                this::constraint,
                this::constraint,
                this::view,
                this::trigger,
                this::sequence,
                this::comment,
                this::option,
                this::routine,
                this::policy);
    }

    private Table table() {
        return tables.isEmpty() ? new Table("pg_catalog.nothing", List.of()) : session.pick(tables);
    }

    void index() {
        Table table = table();
        if (table.columns().isEmpty()) {
            return;
        }
        String column = table.anyColumn(session);
        String other = table.anyColumn(session);
        session.attempt("CREATE " + session.pick("", "", "UNIQUE ") + "INDEX " + quoted(session.names.object()) + " ON "
                + table.name()
                + session.pick(
                        " (" + column + ")",
                        " (" + column + " DESC NULLS LAST, " + other + ")",
                        " (" + column + ") INCLUDE (" + other + ")",
                        " USING hash (" + column + ")",
                        " USING gin (" + column + ")",
                        " USING gist (" + column + ")",
                        " USING brin (" + column + ")",
                        " (lower(" + column + "::text)) WHERE " + other + " IS NOT NULL",
                        " (" + column + " text_pattern_ops)",
                        " (" + column + ") NULLS NOT DISTINCT",
                        " (" + column + " COLLATE \"C\") WITH (fillfactor = 50)",
                        " ((" + column + " IS NULL), (1 + 2))"));
    }

    void constraint() {
        Table table = table();
        if (table.columns().isEmpty()) {
            return;
        }
        String column = table.anyColumn(session);
        session.attempt("ALTER TABLE " + table.name() + " ADD CONSTRAINT " + quoted(session.names.object())
                + session.pick(
                        " CHECK (" + column + " IS NULL OR " + column + "::text <> 'it''s \\ not') NO INHERIT",
                        " CHECK (length(" + column + "::text) < 3) NOT VALID",
                        " CHECK (length(" + column + "::text) >= 0)",
                        " UNIQUE (" + column + ")",
                        " UNIQUE (" + column + ") DEFERRABLE INITIALLY DEFERRED",
                        " EXCLUDE (" + column + " WITH =)",
                        " CHECK (" + column + " IS NOT NULL) NOT ENFORCED",
                        " EXCLUDE USING gist (" + column + " WITH &&)",
                        " NOT NULL " + column,
                        " NOT NULL " + column + " NOT VALID"));
    }

    void view() {
        String source = table().name();
        String name = objects.get();
        session.attempt(session.pick(
                "CREATE VIEW " + name + " AS SELECT * FROM " + source,
                "CREATE VIEW " + name + " (\"a.b\", n) WITH (security_barrier) AS SELECT 'it''s \\', count(*) FROM "
                        + source,
                "CREATE MATERIALIZED VIEW " + name + " AS SELECT * FROM " + source + " WITH NO DATA",
                "CREATE MATERIALIZED VIEW " + name + " AS SELECT * FROM " + source,
                "CREATE VIEW " + name
                        + " AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3)"
                        + " SELECT t, n.i FROM n, " + source + " t"));
    }

    void trigger() {
        Table table = table();
        String function = objects.get();
        session.attempt("CREATE FUNCTION " + function + "() RETURNS trigger LANGUAGE plpgsql AS "
                + literal("BEGIN -- it's \\ $$ \r\n RAISE EXCEPTION 'fired; %', TG_NAME; END"));
        String when = session.pick("AFTER INSERT", "BEFORE INSERT OR UPDATE", "AFTER DELETE");
        if (session.attempt(
                "CREATE TRIGGER " + quoted(session.names.object()) + " " + when + " ON " + table.name() + " FOR EACH "
                        + session.pick("ROW", "STATEMENT") + " EXECUTE FUNCTION " + function + "('a\\', 'it''s')")) {
            session.attempt("ALTER TABLE " + table.name() + session.pick(" DISABLE", " ENABLE REPLICA", " ENABLE")
                    + " TRIGGER ALL");
            // Whatever comes later must not make the trigger fire.
            tables.remove(table);
        }
    }

    void sequence() {
        String name = objects.get();
        session.attempt("CREATE SEQUENCE " + name
                + session.pick("", " AS smallint CYCLE", " INCREMENT -3 START -9 MINVALUE -99", " CACHE 20"));
        session.attempt(session.pick(
                "SELECT nextval(" + literal(name) + ")",
                "SELECT setval(" + literal(name) + ", -20, false)",
                "SELECT setval(" + literal(name) + ", 77)",
                "SELECT 1"));
        Table table = table();
        if (!table.columns().isEmpty() && session.oneIn(2)) {
            String column = table.anyColumn(session);
            session.attempt("ALTER SEQUENCE " + name + " OWNED BY " + table.name() + "." + column);
            session.attempt(
                    "ALTER TABLE " + table.name() + " ALTER " + column + " SET DEFAULT nextval(" + literal(name) + ")");
        }
    }

    void comment() {
        Table table = table();
        String text = literal(session.text());
        session.attempt("COMMENT ON TABLE " + table.name() + " IS " + text);
        if (!table.columns().isEmpty()) {
            session.attempt("COMMENT ON COLUMN " + table.name() + "." + table.anyColumn(session) + " IS " + text);
        }
    }

    void option() {
        Table table = table();
        if (table.columns().isEmpty()) {
            return;
        }
        String column = table.anyColumn(session);
        session.attempt("ALTER TABLE " + table.name()
                + session.pick(
                        " REPLICA IDENTITY FULL",
                        " ALTER " + column + " SET STORAGE EXTERNAL",
                        " ALTER " + column + " SET STATISTICS 7",
                        " ALTER " + column + " SET (n_distinct = -0.5)",
                        " ALTER " + column + " SET COMPRESSION pglz",
                        " SET (toast.autovacuum_enabled = off)",
                        " SET WITHOUT CLUSTER"));
        session.attempt("CREATE STATISTICS " + objects.get() + session.pick("", " (mcv)", " (ndistinct, dependencies)")
                + " ON " + column + ", " + table.anyColumn(session) + " FROM " + table.name());
    }

    void routine() {
        Table table = table();
        String name = objects.get();
        session.attempt(session.pick(
                "CREATE FUNCTION " + name + "(a integer DEFAULT 5, VARIADIC b text[] DEFAULT '{\\}') RETURNS SETOF "
                        + table.name() + " LANGUAGE sql STABLE SET work_mem = '1MB' AS "
                        + literal("SELECT * FROM " + table.name()),
                "CREATE PROCEDURE " + name + "(INOUT x " + table.name() + ") LANGUAGE sql BEGIN ATOMIC SELECT 1; END",
                "CREATE FUNCTION " + name
                        + "(x text) RETURNS text IMMUTABLE STRICT LANGUAGE sql RETURN x || 'it''s \\'",
                "CREATE AGGREGATE " + name + "(integer) (sfunc = int4pl, stype = integer, initcond = '0')"));
    }

    void policy() {
        Table table = table();
        session.attempt("ALTER TABLE " + table.name() + " ENABLE ROW LEVEL SECURITY");
        session.attempt("CREATE POLICY " + quoted(session.names.object()) + " ON " + table.name()
                + " AS RESTRICTIVE FOR SELECT TO PUBLIC USING (1 = 1)");
        session.attempt("CREATE RULE " + quoted(session.names.object()) + " AS ON DELETE TO " + table.name()
                + " DO INSTEAD NOTHING");
    }
}
