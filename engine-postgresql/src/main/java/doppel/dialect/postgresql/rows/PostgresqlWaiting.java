package doppel.dialect.postgresql.rows;

import doppel.dialect.TargetRequest;
import doppel.dialect.postgresql.catalog.PostgresqlSchemaReader;
import doppel.dialect.postgresql.connect.PostgresqlPath;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Handle;

/**
 * Objects that wait for the rows: foreign keys, indexes that are not unique, and everything that would fire. They are
 * removed before the rows come, and created again from the server's own definitions.
 */
public final class PostgresqlWaiting {

    /** Joins an object of a table with the table. */
    static final String OF_TABLE = " JOIN pg_class c ON c.oid = %s JOIN pg_namespace n ON n.oid = c.relnamespace"
            + " WHERE " + PostgresqlSchemaReader.USER_TABLE;

    /** The condition that an index {@code i}, {@code x} in {@code pg_class}, is plain: its definition is complete. */
    static final String PLAIN_INDEX = " AND c.relkind = 'r' AND NOT x.relispartition AND i.indisvalid"
            + " AND NOT i.indisclustered AND NOT i.indisreplident AND x.reltablespace = 0"
            + " AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_class'::regclass"
            + " AND d.objid = x.oid AND d.deptype NOT IN ('a', 'n')"
            + " AND NOT (d.deptype = 'i' AND d.refclassid = 'pg_constraint'::regclass))"
            + " AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.refclassid = 'pg_class'::regclass"
            + " AND d.refobjid = x.oid)"
            + " AND NOT EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = x.oid"
            + " AND coalesce(a.attstattarget, -1) <> -1)";

    private static final String COMMENT =
            " || coalesce('; COMMENT ON %s IS ' || quote_literal(obj_description(%s, '%s')), '')";

    private final Connection connection;
    private final Handle handle;
    private final TargetRequest request;
    private final PostgresqlWaitingKeys keys;
    private final PostgresqlWaitingReferences references;
    private final List<String> indexes = new ArrayList<>();
    private final List<String> unchecked = new ArrayList<>();
    private final List<String> triggers = new ArrayList<>();
    private final List<String> eventTriggers = new ArrayList<>();

    /** The statements that remove something and create it again. */
    private record Steps(String away, String back) {}

    public PostgresqlWaiting(Connection connection, Handle handle, TargetRequest request) {
        this.connection = connection;
        this.handle = handle;
        this.request = request;
        keys = new PostgresqlWaitingKeys(connection, handle);
        references = new PostgresqlWaitingReferences(connection, handle, request.rows() != TargetRequest.Rows.FITTED);
    }

    /**
     * Removes everything, but indexes only from tables without rows: rebuilding them for a few more rows would be slow.
     */
    public void takeAway() throws SQLException {
        run("SET CONSTRAINTS ALL IMMEDIATE");
        takeEventTriggers();
        references.takeAway();
        if (!request.keysAtOnce()) {
            keys.takeAway();
        }
        if (request.rows() == TargetRequest.Rows.UNTOUCHED) {
            takeUncheckedConstraints();
        }
        takeIndexes();
        takeTriggers();
    }

    /** Keys that forbid rows. */
    public PostgresqlWaitingKeys keys() {
        return keys;
    }

    /** Foreign keys. */
    public PostgresqlWaitingReferences references() {
        return references;
    }

    private void takeEventTriggers() throws SQLException {
        take(
                "SELECT format('ALTER EVENT TRIGGER %I DISABLE', evtname), format('ALTER EVENT TRIGGER %I "
                        + "ENABLE%s', evtname,"
                        + " CASE evtenabled WHEN 'R' THEN ' REPLICA' WHEN 'A' THEN ' ALWAYS' ELSE '' END)"
                        + " FROM pg_event_trigger WHERE evtenabled <> 'D' AND pg_has_role(evtowner, 'USAGE') ORDER "
                        + "BY evtname",
                eventTriggers);
    }

    /** Constraints that were added without checking existing rows; these rows come again. */
    private void takeUncheckedConstraints() throws SQLException {
        take(
                "SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', c.oid::regclass, k.conname),"
                        + " format('ALTER TABLE %s ADD CONSTRAINT %I %s', c.oid::regclass, k.conname, "
                        + "pg_get_constraintdef(k.oid))"
                        + String.format(
                                Locale.ROOT,
                                COMMENT,
                                "CONSTRAINT ' || quote_ident(k.conname) || ' ON ' || c.oid::regclass || '",
                                "k.oid",
                                "pg_constraint")
                        + " FROM pg_constraint k" + String.format(Locale.ROOT, OF_TABLE, "k.conrelid")
                        + " AND k.contype IN ('c', 'n') AND NOT k.convalidated AND k.coninhcount = 0"
                        + " AND to_jsonb(k) ->> 'conenforced' IS DISTINCT FROM 'false' ORDER BY k.oid",
                unchecked);
        take(
                "SELECT format('ALTER DOMAIN %s DROP CONSTRAINT %I', k.contypid::regtype, k.conname),"
                        + " format('ALTER DOMAIN %s ADD CONSTRAINT %I %s', k.contypid::regtype, k.conname,"
                        + " pg_get_constraintdef(k.oid))"
                        + String.format(
                                Locale.ROOT,
                                COMMENT,
                                "CONSTRAINT ' || quote_ident(k.conname) || ' ON DOMAIN ' || k.contypid::regtype"
                                        + " || '",
                                "k.oid",
                                "pg_constraint")
                        + " FROM pg_constraint k WHERE k.contypid <> 0 AND k.contype = 'c' AND NOT k.convalidated "
                        + "ORDER BY k.oid",
                unchecked);
    }

    private void takeIndexes() throws SQLException {
        take(
                "SELECT format('DROP INDEX %s', x.oid::regclass), pg_get_indexdef(x.oid)"
                        + String.format(Locale.ROOT, COMMENT, "INDEX ' || x.oid::regclass || '", "x.oid", "pg_class")
                        + " FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid"
                        + String.format(Locale.ROOT, OF_TABLE, "i.indrelid") + PLAIN_INDEX
                        + " AND NOT i.indisunique AND NOT i.indisexclusion AND pg_relation_size(c.oid) = 0 ORDER "
                        + "BY x.oid",
                indexes);
    }

    private void takeTriggers() throws SQLException {
        take(PostgresqlTriggerSwitches.QUERY, triggers);
        take(
                "SELECT format('ALTER TABLE %s DISABLE RULE %I', c.oid::regclass, r.rulename),"
                        + " format('ALTER TABLE %s ENABLE%s RULE %I', c.oid::regclass, CASE r.ev_enabled WHEN 'R'"
                        + " THEN ' REPLICA' WHEN 'A' THEN ' ALWAYS' ELSE '' END, r.rulename) FROM pg_rewrite r"
                        + String.format(Locale.ROOT, OF_TABLE, "r.ev_class")
                        + " AND r.ev_enabled <> 'D' ORDER BY r.oid",
                triggers);
        take(
                "SELECT format('ALTER TABLE %s NO FORCE ROW LEVEL SECURITY', c.oid::regclass),"
                        + " format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', c.oid::regclass) FROM pg_class c"
                        + " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE " + PostgresqlSchemaReader.USER_TABLE
                        + " AND c.relforcerowsecurity ORDER BY c.oid",
                triggers);
    }

    private void take(String query, List<String> back) throws SQLException {
        List<String> away = new ArrayList<>();
        handle.createQuery(query)
                .map((rows, context) -> new Steps(rows.getString(1), rows.getString(2)))
                .forEach(step -> {
                    away.add(step.away());
                    back.add(step.back());
                });
        run(String.join("; ", away));
    }

    /** Gives everything back. */
    public void giveBack() throws SQLException {
        keys.giveBack();
        references.giveBack();
        PostgresqlPath.runAll(connection, indexes);
        PostgresqlPath.runAll(connection, unchecked);
        run(String.join("; ", triggers));
        refresh();
        run(String.join("; ", eventTriggers));
    }

    /** In the order of their creation, so that those that others read come first. */
    private void refresh() throws SQLException {
        List<String> views = handle.createQuery("SELECT 'REFRESH MATERIALIZED VIEW ' || c.oid::regclass FROM pg_class c"
                        + " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE " + PostgresqlSchemaReader.USER_SCHEMA
                        + " AND c.relkind = 'm' AND c.relispopulated ORDER BY c.oid")
                .mapTo(String.class)
                .list();
        PostgresqlPath.runAll(connection, views);
    }

    /** Violations of constraints by rows, a sentence each. */
    public List<String> faults() {
        List<String> all = new ArrayList<>(references.faults());
        handle.createQuery("SELECT k.conname, c.oid::regclass::text, CASE k.contype WHEN 'n' THEN"
                        + " (SELECT format('%I IS NOT NULL', a.attname) FROM pg_attribute a"
                        + " WHERE a.attrelid = c.oid AND a.attnum = k.conkey[1])"
                        + " ELSE pg_get_expr(k.conbin, k.conrelid) END, c.relkind FROM pg_constraint k"
                        + String.format(Locale.ROOT, OF_TABLE, "k.conrelid")
                        + " AND k.contype IN ('c', 'n') AND NOT k.convalidated"
                        + " AND to_jsonb(k) ->> 'conenforced' IS DISTINCT FROM 'false' ORDER BY k.oid")
                .map((rows, context) ->
                        new String[] {rows.getString(1), rows.getString(2), rows.getString(3), rows.getString(4)})
                .forEach(check -> {
                    long rows = handle.createQuery("SELECT count(*) FROM " + (check[3].equals("p") ? "" : "ONLY ")
                                    + check[1] + " WHERE NOT (" + check[2] + ")")
                            .mapTo(Long.class)
                            .one();
                    if (rows > 0) {
                        all.add(check[1] + ": " + rows + (rows == 1 ? " row breaks" : " rows break")
                                + " the constraint " + check[0]);
                    }
                });
        return all;
    }

    private void run(String sql) throws SQLException {
        if (!sql.isEmpty()) {
            try (Statement statement = connection.createStatement()) {
                statement.setEscapeProcessing(false);
                statement.execute(sql);
            }
        }
    }
}
