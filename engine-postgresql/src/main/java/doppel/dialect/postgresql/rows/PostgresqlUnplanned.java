package doppel.dialect.postgresql.rows;

import doppel.DatabaseException;
import doppel.ErrorCode;
import doppel.dialect.postgresql.catalog.PostgresqlSchemaReader;
import doppel.dialect.postgresql.catalog.PostgresqlTables;
import doppel.dialect.postgresql.connect.PostgresqlConnector;
import doppel.dialect.postgresql.connect.PostgresqlEncoding;
import doppel.dialect.postgresql.connect.PostgresqlName;
import doppel.dialect.postgresql.connect.PostgresqlPath;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyOut;

/**
 * Reads tables whose indexes, statistics or partition keys call code of others. The planner of any query on such a
 * table evaluates what it can of these expressions, with the rights of whoever asks. {@code COPY} of the table itself
 * has no planner: it fills a temporary table without indexes, and that is read instead.
 */
public final class PostgresqlUnplanned {

    /** Functions that are not compiled C, which only a superuser can make, and what leads to functions. */
    private static final String CODE = "WITH code (class, oid, others) AS ("
            + "SELECT 'pg_proc'::regclass, oid, " + PostgresqlPath.ofOthers("proowner")
            + " FROM pg_proc WHERE oid >= 16384 AND prolang NOT IN (12, 13)"
            + " UNION ALL SELECT 'pg_operator'::regclass, o.oid, " + PostgresqlPath.ofOthers("p.proowner")
            + " FROM pg_operator o JOIN pg_proc p ON p.oid = o.oprcode"
            + " WHERE o.oid >= 16384 AND p.prolang NOT IN (12, 13)"
            + " UNION ALL SELECT 'pg_type'::regclass, t.oid, " + PostgresqlPath.ofOthers("t.typowner")
            + " FROM pg_type t LEFT JOIN pg_type e ON e.oid = t.typelem"
            + " WHERE t.oid >= 16384 AND (t.typtype IN ('c', 'd') OR e.typtype IN ('c', 'd'))),"
            + " planned (relation, class, oid) AS ("
            + "SELECT indrelid, 'pg_class'::regclass, indexrelid FROM pg_index"
            + " WHERE indexprs IS NOT NULL OR indpred IS NOT NULL"
            + " UNION ALL SELECT stxrelid, 'pg_statistic_ext'::regclass, oid FROM pg_statistic_ext"
            + " UNION ALL SELECT partrelid, 'pg_class'::regclass, partrelid FROM pg_partitioned_table"
            + " WHERE partexprs IS NOT NULL)";

    private static final String TABLES = CODE
            + " SELECT c.oid, n.nspname, c.relname, c.relkind = 'p', bool_or(code.others) FROM planned p"
            + " JOIN pg_depend d ON d.classid = p.class AND d.objid = p.oid"
            + " JOIN code ON code.class = d.refclassid AND code.oid = d.refobjid"
            + " JOIN pg_class c ON c.oid = coalesce(pg_partition_root(p.relation), p.relation)"
            + " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE " + PostgresqlSchemaReader.USER_TABLE
            + " GROUP BY 1, 2, 3, 4 ORDER BY 1";

    /** The columns with what they are made of; a type whose values may have to pass a domain's checks is text. */
    private static final String COLUMNS = "WITH RECURSIVE base (number, name, type, modifier, generated) AS ("
            + "SELECT attnum, attname, atttypid, atttypmod, attgenerated <> '' FROM pg_attribute"
            + " WHERE attrelid = ? AND attnum > 0 AND NOT attisdropped"
            + " UNION ALL SELECT b.number, b.name, t.typbasetype, t.typtypmod, b.generated FROM base b"
            + " JOIN pg_type t ON t.oid = b.type AND t.typtype = 'd')"
            + " SELECT quote_ident(b.name), CASE WHEN t.oid < 16384 OR t.typtype IN ('b', 'e')"
            + " AND coalesce(e.typtype, 'b') IN ('b', 'e') THEN format_type(t.oid, b.modifier) ELSE 'text' END"
            + " FROM base b JOIN pg_type t ON t.oid = b.type AND t.typtype <> 'd'"
            + " LEFT JOIN pg_type e ON e.oid = t.typelem WHERE NOT b.generated ORDER BY b.number";

    /** The tables that hold the rows: the partitions, or the table itself if it has none. */
    private static final String PARTS = "SELECT n.nspname, c.relname FROM (SELECT relid FROM pg_partition_tree(?)"
            + " WHERE isleaf UNION SELECT oid FROM pg_class WHERE oid = ? AND relkind = 'r') t (oid)"
            + " JOIN pg_class c ON c.oid = t.oid JOIN pg_namespace n ON n.oid = c.relnamespace ORDER BY c.oid";

    private final Connection connection;
    private final Handle handle;
    private final PostgresqlEncoding encoding;
    private final Map<Long, String> copies = new HashMap<>();
    private final Set<String> parts = new HashSet<>();

    private record Column(String name, String type) {}

    private PostgresqlUnplanned(Connection connection, Handle handle) {
        this.connection = connection;
        this.handle = handle;
        encoding = PostgresqlEncoding.read(handle);
    }

    /**
     * The numbers of such tables: those that call code of others, and those that call the user's own code where it
     * cannot be planned, since it finds its names only on the database's own search path.
     */
    public static List<Long> tables(Connection connection, Handle handle) throws SQLException {
        List<Long> unplanned = new ArrayList<>();
        List<PostgresqlTables.Relation> own = new ArrayList<>();
        handle.createQuery(TABLES)
                .map((rows, context) -> {
                    PostgresqlName name = new PostgresqlName(rows.getString(2), rows.getString(3));
                    long oid = rows.getLong(1);
                    return rows.getBoolean(5)
                            ? unplanned.add(oid)
                            : own.add(PostgresqlTables.Relation.of(oid, name, rows.getBoolean(4)));
                })
                .list();
        for (PostgresqlTables.Relation table : own) {
            if (!isPlanned(connection, table)) {
                unplanned.add(table.oid());
            }
        }
        return unplanned;
    }

    private static boolean isPlanned(Connection connection, PostgresqlTables.Relation table) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            run(connection, "EXPLAIN SELECT * FROM " + table.rows());
            return true;
        } catch (SQLException e) {
            return !PostgresqlPath.isNotFound(e);
        } finally {
            connection.rollback(before);
            connection.releaseSavepoint(before);
        }
    }

    /**
     * Copies such tables, as the open transaction sees them; it has to be one that can write.
     *
     * @throws DatabaseException if the account or the server cannot have temporary tables
     */
    public static PostgresqlUnplanned copy(
            Connection connection, Handle handle, PostgresqlConnector connector, List<Long> tables) {
        PostgresqlUnplanned unplanned = new PostgresqlUnplanned(connection, handle);
        String snapshot = handle.createQuery("SELECT pg_export_snapshot()")
                .mapTo(String.class)
                .one();
        try (Connection reader = connector.openToRead(snapshot)) {
            for (long table : tables) {
                unplanned.copy(reader, table);
            }
            reader.rollback();
            return unplanned;
        } catch (SQLException | JdbiException e) {
            throw refusal(e);
        }
    }

    /** Nothing is copied. */
    public static DatabaseException refusal(Exception cause) {
        return new DatabaseException(
                ErrorCode.CODE_WOULD_RUN,
                "Tables whose indexes, statistics or partition keys call functions of others, or functions that find"
                        + " their names only on the database's search path, have to be copied to temporary tables;"
                        + " that failed: "
                        + cause.getMessage().lines().findFirst().orElse("") + ".",
                "Dump from the primary server, with an account that has the right TEMPORARY on the database.",
                cause);
    }

    /** The rows of such tables, as FROM takes them, by the tables' numbers. */
    public Map<Long, String> copies() {
        return copies;
    }

    /** The partitions of such tables, as FROM takes them. */
    public Set<String> parts() {
        return parts;
    }

    private void copy(Connection reader, long table) throws SQLException {
        String copy = "pg_temp.doppel_" + table;
        List<Column> columns = handle.createQuery(COLUMNS)
                .bind(0, table)
                .map((rows, context) -> new Column(rows.getString(1), rows.getString(2)))
                .list();
        run(
                connection,
                columns.stream()
                        .map(column -> column.name() + " " + column.type())
                        .collect(Collectors.joining(", ", "CREATE TEMPORARY TABLE doppel_" + table + " (", ")")));
        String names = columns.isEmpty()
                ? ""
                : columns.stream().map(Column::name).collect(Collectors.joining(", ", " (", ")"));
        for (PostgresqlName leaf : leaves(handle, table)) {
            parts.add("ONLY " + leaf.sql());
            pump(
                    reader,
                    "COPY " + leaf.sql() + names + " TO STDOUT" + encoding.copyOption(),
                    "COPY " + copy + names + " FROM STDIN" + encoding.copyOption());
        }
        copies.put(table, copy);
    }

    private static List<PostgresqlName> leaves(Handle handle, long table) {
        return handle.createQuery(PARTS)
                .bind(0, table)
                .bind(1, table)
                .map((rows, context) -> new PostgresqlName(rows.getString(1), rows.getString(2)))
                .list();
    }

    private void pump(Connection reader, String out, String in) throws SQLException {
        CopyOut from = reader.unwrap(PGConnection.class).getCopyAPI().copyOut(out);
        CopyIn into = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(in);
        for (byte[] row = from.readFromCopy(); row != null; row = from.readFromCopy()) {
            into.writeToCopy(row, 0, row.length);
        }
        into.endCopy();
    }

    /** Counts the rows of a table where they are stored, whatever was copied. */
    public static long rowCount(Connection connection, Handle handle, PostgresqlTables.Relation table) {
        return leaves(handle, table.oid()).stream()
                .mapToLong(leaf -> PostgresqlCopyOut.count(connection, leaf))
                .sum();
    }

    /** Whether a table, which is not partitioned, holds any row; the transaction is one of several statements. */
    public static boolean hasRows(Connection connection, PostgresqlName table) {
        String doing = "Looking into " + table;
        try (PostgresqlCopyOut copy = PostgresqlCopyOut.ofTable(doing, connection, table)) {
            return copy.skip();
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
