package doppel.dialect.postgresql.rows;

import doppel.dialect.LateRefusalException;
import doppel.dialect.RefusedException;
import doppel.dialect.postgresql.connect.PostgresqlErrors;
import doppel.dialect.postgresql.connect.PostgresqlName;
import doppel.dialect.postgresql.connect.PostgresqlSavepoint;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Handle;

/**
 * Keys, unique indexes and exclusion constraints that wait for the rows of empty tables: sorting all rows once is much
 * faster than finding the place of each. They are created again for good when rows are looked up by them, or at the
 * end.
 */
public final class PostgresqlWaitingKeys {

    private static final String SAVEPOINT = "doppel_keys";

    private final Connection connection;
    private final Handle handle;
    private final List<Key> keys = new ArrayList<>();
    private int savepoints;

    /** A key; {@code since} is the number of savepoints when it was created again, or -1. */
    private static final class Key {
        private final String table;
        private final String away;
        private final String back;
        private int since = -1;

        Key(String table, String away, String back) {
            this.table = table;
            this.away = away;
            this.back = back;
        }
    }

    PostgresqlWaitingKeys(Connection connection, Handle handle) {
        this.connection = connection;
        this.handle = handle;
    }

    /**
     * Removes those whose definition is complete, but not those that rows of partitions or heirs depend on, nor those
     * that views, replicas or the order of rows on disk use. Foreign keys have to be removed before.
     */
    void takeAway() throws SQLException {
        String of = "c.oid::regclass";
        handle.createQuery("SELECT n.nspname, c.relname, CASE WHEN k.oid IS NULL THEN format('DROP INDEX %s', "
                        + "x.oid::regclass)"
                        + " ELSE format('ALTER TABLE ONLY %s DROP CONSTRAINT %I', " + of + ", k.conname) END,"
                        + " CASE WHEN k.oid IS NULL THEN pg_get_indexdef(x.oid)"
                        + " ELSE format('ALTER TABLE ONLY %s ADD CONSTRAINT %I %s', " + of
                        + ", k.conname, pg_get_constraintdef(k.oid)) END"
                        + " || coalesce('; COMMENT ON CONSTRAINT ' || quote_ident(k.conname) || ' ON ' || " + of
                        + " || ' IS ' || quote_literal(obj_description(k.oid, 'pg_constraint')), '')"
                        + " || coalesce('; COMMENT ON INDEX ' || x.oid::regclass || ' IS '"
                        + " || quote_literal(obj_description(x.oid, 'pg_class')), '')"
                        + " FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid"
                        + " LEFT JOIN pg_constraint k ON k.conindid = x.oid AND k.conrelid = i.indrelid"
                        + " AND k.contype IN ('p', 'u', 'x')"
                        + String.format(Locale.ROOT, PostgresqlWaiting.OF_TABLE, "i.indrelid")
                        + PostgresqlWaiting.PLAIN_INDEX + " AND (i.indisunique OR i.indisexclusion)"
                        + " AND (k.oid IS NULL OR x.reloptions IS NULL) AND NOT c.relhassubclass"
                        + " AND pg_relation_size(c.oid) = 0"
                        + " AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.refclassid = "
                        + "'pg_constraint'::regclass"
                        + " AND d.refobjid = k.oid AND d.deptype <> 'i')"
                        + " ORDER BY x.oid")
                .map((rows, context) -> new Key(
                        new PostgresqlName(rows.getString(1), rows.getString(2)).toString(),
                        rows.getString(3),
                        rows.getString(4)))
                .forEach(keys::add);
        run(String.join("; ", keys.stream().map(key -> key.away).toList()));
    }

    /**
     * Creates those of a table again, since rows are looked up by them.
     *
     * @throws LateRefusalException if rows violate one
     */
    public void require(String table) throws SQLException {
        for (Key key : keys) {
            if (key.since < 0 && key.table.equals(table)) {
                giveBack(key);
            }
        }
    }

    /**
     * Creates all again.
     *
     * @throws LateRefusalException if rows violate one
     */
    public void giveBack() throws SQLException {
        List<Key> missing = keys.stream().filter(key -> key.since < 0).toList();
        if (PostgresqlSavepoint.isMany(missing)
                && PostgresqlSavepoint.isDone(connection, missing, key -> run(key.back))) {
            missing.forEach(key -> key.since = savepoints);
            return;
        }
        for (Key key : missing) {
            giveBack(key);
        }
    }

    /** Uses a savepoint, since code that looks for rows may continue after a failure. */
    private void giveBack(Key key) throws SQLException {
        run("SAVEPOINT " + SAVEPOINT);
        try {
            run(key.back);
            run("RELEASE " + SAVEPOINT);
            key.since = savepoints;
        } catch (SQLException e) {
            run("ROLLBACK TO " + SAVEPOINT + "; RELEASE " + SAVEPOINT);
            try {
                PostgresqlErrors.refuse(key.table, e);
            } catch (RefusedException refused) {
                throw new LateRefusalException(refused.getMessage() + ".", refused);
            }
            throw e;
        }
    }

    /** A savepoint has begun. */
    public void savepoint() {
        savepoints++;
    }

    /** It was released. */
    public void released() {
        savepoints--;
        keys.forEach(key -> key.since = Math.min(key.since, savepoints));
    }

    /** It was rolled back: what was created again since then is removed again. */
    public void rolledBack() {
        keys.forEach(key -> key.since = key.since >= savepoints ? -1 : key.since);
        savepoints--;
    }

    private void run(String sql) throws SQLException {
        if (!sql.isEmpty()) {
            PostgresqlSavepoint.run(connection, sql);
        }
    }
}
