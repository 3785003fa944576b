package doppel.dialect.postgresql.replace;

import doppel.DatabaseException;
import doppel.ErrorCode;
import doppel.dialect.postgresql.catalog.PostgresqlSchemaReader;
import java.util.List;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * The locks of a transaction. The server has room for a number of them that is set when it starts, and everything that
 * one transaction reads, creates or drops takes one.
 *
 * @param room for how many there is room, if nobody else needs any
 * @param dump how many a dump takes: one for each table and index
 * @param replacement how many it takes to drop everything and to create as much again, about
 */
public record PostgresqlLocks(long room, long dump, long replacement) {

    /** As the server reckons it ({@code NLOCKENTS} in {@code lock.c}, {@code InitializeMaxBackends}). */
    private static final String ROOM = "(SELECT max(setting::bigint) FILTER (WHERE name = 'max_locks_per_transaction')"
            + " * (sum(setting::bigint) FILTER (WHERE name <> 'max_locks_per_transaction') + 2) FROM pg_settings"
            + " WHERE name IN ('max_locks_per_transaction', 'max_connections', 'max_prepared_transactions',"
            + " 'max_worker_processes', 'max_wal_senders', CASE WHEN EXISTS (SELECT FROM pg_settings"
            + " WHERE name = 'autovacuum_worker_slots') THEN 'autovacuum_worker_slots'"
            + " ELSE 'autovacuum_max_workers' END))";

    private static final String DUMP = "(SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            + " WHERE c.relkind IN ('r', 'p', 'i', 'I') AND c.relpersistence <> 't' AND "
            + PostgresqlSchemaReader.USER_SCHEMA + ")";

    private static final String DROP = List.of(
                    "pg_class",
                    "pg_type",
                    "pg_constraint",
                    "pg_attrdef",
                    "pg_trigger",
                    "pg_rewrite",
                    "pg_proc",
                    "pg_policy",
                    "pg_statistic_ext",
                    "pg_operator")
            .stream()
            .map(catalog -> "(SELECT count(*) FROM " + catalog + " WHERE oid >= 16384)")
            .collect(Collectors.joining(" + ", "(", ")"));

    /** What creating takes of what dropping takes, in tenths: fewer, since keys and defaults come with their tables. */
    private static final int CREATE_TENTHS = 8;

    /** The locks that this database needs. */
    public static PostgresqlLocks of(Handle handle) {
        return handle.createQuery("SELECT " + ROOM + ", " + DUMP + ", " + DROP)
                .map((rows, context) -> new PostgresqlLocks(
                        rows.getLong(1), rows.getLong(2), rows.getLong(3) * (10 + CREATE_TENTHS) / 10))
                .one();
    }

    /** Whether all fit. */
    public boolean suffice() {
        return Math.max(dump, replacement) <= room;
    }

    /** How many there are and are needed, a phrase. */
    public String words() {
        return "room for " + room + " locks; a dump takes " + dump + ", a replacement about " + replacement;
    }

    /** What to set, a sentence. */
    public String remedy() {
        return "Raise max_locks_per_transaction, by a factor of " + (Math.max(dump, replacement) / room + 1)
                + ", and restart the server.";
    }

    /**
     * Refuses to replace a database that needs more.
     *
     * @throws DatabaseException before anything is done
     */
    public static void requireRoomToReplace(Handle handle) {
        PostgresqlLocks locks = of(handle);
        if (locks.replacement() > locks.room()) {
            throw new DatabaseException(
                    ErrorCode.TOO_FEW_LOCKS,
                    "The server has " + locks.words() + ".",
                    locks.remedy() + " Or restore into a new database, and rename it when it is complete.");
        }
    }
}
