package doppel.dialect.postgresql.replace;

import doppel.DatabaseException;
import doppel.ErrorCode;
import doppel.dialect.Queries;
import doppel.dialect.TargetState;
import doppel.dialect.postgresql.catalog.PostgresqlLargeObjects;
import doppel.dialect.postgresql.catalog.PostgresqlSchemaReader;
import doppel.dialect.postgresql.catalog.PostgresqlTables;
import doppel.dialect.postgresql.connect.PostgresqlConnector;
import doppel.dialect.postgresql.connect.PostgresqlErrors;
import doppel.dialect.postgresql.connect.PostgresqlName;
import doppel.dialect.postgresql.rows.PostgresqlUnplanned;
import doppel.dialect.version.VersionStamp;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/** Inspects the target database of a restore. */
public final class PostgresqlTargetState {

    private PostgresqlTargetState() {}

    static TargetState of(PostgresqlConnector connector) {
        return of(connector, Set.of());
    }

    /** The state of the target; tables of these names count as empty. */
    public static TargetState of(PostgresqlConnector connector, Set<String> mayHaveRows) {
        try (Connection connection = connector.openToRead()) {
            return inspect(connection, Queries.on(connection), mayHaveRows);
        } catch (SQLException | JdbiException e) {
            throw PostgresqlErrors.failure("Reading the schema of the target", e);
        } catch (DatabaseException e) {
            if (e.code() == ErrorCode.DATABASE_MISSING) {
                return new TargetState(TargetState.Kind.ABSENT, 0, null);
            }
            throw e;
        }
    }

    /** The connections of others, a few words each. */
    public static List<String> connections(PostgresqlConnector connector) {
        try (Connection connection = connector.open()) {
            return Queries.on(connection)
                    .createQuery("SELECT concat('connection ', pid, ' of ', usename, ' from ' || host(client_addr))"
                            + " FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
                            // without pg_read_all_stats, more of the sessions of others is not to be seen
                            + " AND usename IS NOT NULL AND coalesce(backend_type, 'client backend') = 'client backend'"
                            + " AND application_name IS DISTINCT FROM 'doppel' ORDER BY pid")
                    .mapTo(String.class)
                    .list();
        } catch (SQLException | JdbiException e) {
            throw PostgresqlErrors.failure("Asking who is connected to the target", e);
        }
    }

    private static TargetState inspect(Connection connection, Handle handle, Set<String> mayHaveRows) {
        List<PostgresqlTables.Relation> tables = handle.createQuery(
                        "SELECT c.oid, n.nspname, c.relname, c.relkind = 'p' FROM pg_class c"
                                + " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE "
                                + PostgresqlSchemaReader.USER_TABLE
                                + " AND NOT c.relispartition ORDER BY n.nspname <> 'public', n.nspname, c.relname")
                .map((rows, context) -> PostgresqlTables.Relation.of(
                        rows.getLong(1), new PostgresqlName(rows.getString(2), rows.getString(3)), rows.getBoolean(4)))
                .list();
        for (PostgresqlTables.Relation table : tables) {
            if (mayHaveRows.contains(table.name().toString())) {
                continue;
            }
            boolean filled =
                    parts(handle, table).stream().anyMatch(part -> PostgresqlUnplanned.hasRows(connection, part));
            if (filled && !VersionStamp.isOwn(table.name().toString())) {
                return new TargetState(
                        TargetState.Kind.FILLED, tables.size(), table.name().toString());
            }
        }
        if (PostgresqlLargeObjects.exist(handle)) {
            return new TargetState(TargetState.Kind.FILLED, tables.size(), PostgresqlLargeObjects.NAME.toString());
        }
        return new TargetState(isVirgin(handle) ? TargetState.Kind.EMPTY : TargetState.Kind.BLANK, tables.size(), null);
    }

    /** The table, or its partitions, as far as any page of them is in use. */
    private static List<PostgresqlName> parts(Handle handle, PostgresqlTables.Relation table) {
        return handle.createQuery(
                        "SELECT n.nspname, c.relname FROM (SELECT relid FROM pg_partition_tree(?) WHERE isleaf"
                                + " UNION SELECT ?) t (relid) JOIN pg_class c ON c.oid = t.relid"
                                + " JOIN pg_namespace n ON n.oid = c.relnamespace"
                                + " WHERE c.relkind = 'r' AND pg_relation_size(c.oid) > 0 ORDER BY c.oid")
                .bind(0, table.oid())
                .bind(1, table.oid())
                .map((rows, context) -> new PostgresqlName(rows.getString(1), rows.getString(2)))
                .list();
    }

    /** Whether the database contains nothing but extensions. */
    public static boolean isVirgin(Handle handle) {
        return handle.createQuery(
                        "SELECT NOT EXISTS (SELECT 1 FROM pg_largeobject_metadata) AND NOT EXISTS (SELECT 1 FROM "
                                + "pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
                                + " WHERE " + PostgresqlSchemaReader.USER_SCHEMA + notOfExtension("pg_class", "c.oid")
                                + ") AND NOT EXISTS (SELECT 1 FROM pg_proc p JOIN pg_namespace n ON n.oid = "
                                + "p.pronamespace WHERE "
                                + PostgresqlSchemaReader.USER_SCHEMA + notOfExtension("pg_proc", "p.oid")
                                + ") AND NOT EXISTS (SELECT 1 FROM pg_type t JOIN pg_namespace n ON n.oid = "
                                + "t.typnamespace"
                                + " WHERE t.typelem = 0 AND " + PostgresqlSchemaReader.USER_SCHEMA
                                + notOfExtension("pg_type", "t.oid")
                                + ") AND NOT EXISTS (SELECT 1 FROM pg_namespace n WHERE n.nspname <> 'public' AND "
                                + PostgresqlSchemaReader.USER_SCHEMA + notOfExtension("pg_namespace", "n.oid") + ")")
                .mapTo(Boolean.class)
                .one();
    }

    /** The condition that an object does not belong to an extension. */
    public static String notOfExtension(String catalog, String oid) {
        return " AND NOT EXISTS (SELECT 1 FROM pg_depend e WHERE e.classid = '" + catalog + "'::regclass AND e.objid = "
                + oid + " AND e.deptype IN ('e', 'i') AND e.refclassid = 'pg_extension'::regclass)";
    }
}
