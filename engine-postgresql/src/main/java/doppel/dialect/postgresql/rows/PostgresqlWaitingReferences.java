package doppel.dialect.postgresql.rows;

import doppel.DatabaseException;
import doppel.ErrorCode;
import doppel.dialect.postgresql.connect.PostgresqlErrors;
import doppel.dialect.postgresql.connect.PostgresqlName;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Handle;

/** Foreign keys that wait for the rows. */
public final class PostgresqlWaitingReferences {

    private static final String FOREIGN_KEY_VIOLATION = "23503";

    private final Connection connection;
    private final Handle handle;
    private final boolean own;
    private final List<Key> keys = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private boolean there;

    /**
     * A foreign key, its table in SQL, the statements that create it and comment on it, and whether it is declared to
     * hold for all rows.
     */
    private record Key(String name, String table, String create, String comment, boolean valid) {}

    /** @param own whether the rows come from this very schema */
    PostgresqlWaitingReferences(Connection connection, Handle handle, boolean own) {
        this.connection = connection;
        this.handle = handle;
        this.own = own;
    }

    void takeAway() throws SQLException {
        String query = "SELECT f.conname, c.oid::regclass::text,"
                + " format('ALTER TABLE %s ADD CONSTRAINT %I %s', c.oid::regclass, f.conname, "
                + "pg_get_constraintdef(f.oid)),"
                + " format('COMMENT ON CONSTRAINT %I ON %s IS %L', f.conname, c.oid::regclass,"
                + " obj_description(f.oid, 'pg_constraint')), f.convalidated FROM pg_constraint f"
                + String.format(Locale.ROOT, PostgresqlWaiting.OF_TABLE, "f.conrelid")
                + " AND f.contype = 'f' AND f.conparentid = 0 ORDER BY f.oid";
        handle.createQuery(query)
                .map((rows, context) -> new Key(
                        rows.getString(1), rows.getString(2), rows.getString(3), rows.getString(4), rows.getBoolean(5)))
                .forEach(keys::add);
        drop();
    }

    private void drop() throws SQLException {
        run(String.join(
                "; ",
                keys.stream()
                        .map(key ->
                                "ALTER TABLE " + key.table() + " DROP CONSTRAINT " + PostgresqlName.quote(key.name()))
                        .toList()));
    }

    /** Removes those that were created again, so that rows can be removed even if others refer to them. */
    public void takeAwayAgain() throws SQLException {
        if (there) {
            drop();
            there = false;
        }
    }

    /** Creates all again if no row violates one: the server then knows that all references lead somewhere. */
    public boolean giveBackWhole() throws SQLException {
        if (there) {
            return true;
        }
        run("SAVEPOINT doppel_keys");
        try {
            for (Key key : keys) {
                run(key.create());
            }
            run("RELEASE doppel_keys");
            there = true;
        } catch (SQLException e) {
            run("ROLLBACK TO doppel_keys; RELEASE doppel_keys");
            if (!FOREIGN_KEY_VIOLATION.equals(e.getSQLState())) {
                throw e;
            }
        }
        return there;
    }

    /** Creates all removed ones again. */
    void giveBack() throws SQLException {
        for (Key key : keys) {
            if (!there) {
                giveBack(key);
            }
            run(key.comment());
        }
    }

    /** A key that is violated, as it was in the source, cannot be added like any other. */
    private void giveBack(Key key) throws SQLException {
        run("SAVEPOINT doppel_keys");
        try {
            run(key.create());
            run("RELEASE doppel_keys");
        } catch (SQLException e) {
            run("ROLLBACK TO doppel_keys; RELEASE doppel_keys");
            if (!own || !key.valid() || !FOREIGN_KEY_VIOLATION.equals(e.getSQLState())) {
                throw new DatabaseException(
                        ErrorCode.VERIFICATION_FAILED,
                        "The foreign key " + key.name() + " of " + key.table() + " does not hold: "
                                + PostgresqlErrors.words(e) + ".",
                        "The target was not touched. Correct the rows, or the key.",
                        e);
            }
            run(key.create() + " NOT VALID");
            pretendValid(key);
        }
    }

    /** Only a superuser can declare a violated key as valid, as it was in the source. */
    private void pretendValid(Key key) throws SQLException {
        boolean superuser = handle.createQuery("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
                .mapTo(Boolean.class)
                .one();
        if (superuser) {
            run("UPDATE pg_catalog.pg_constraint SET convalidated = true WHERE contype = 'f' AND conrelid = "
                    + PostgresqlName.literal(key.table()) + "::regclass AND conname = "
                    + PostgresqlName.literal(key.name()));
        } else {
            faults.add("the foreign key " + key.name() + " of " + key.table()
                    + " is NOT VALID now, since rows violate it and only a superuser can hide that");
        }
    }

    /** What could not be declared as in the source, a sentence each. */
    List<String> faults() {
        return faults;
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
