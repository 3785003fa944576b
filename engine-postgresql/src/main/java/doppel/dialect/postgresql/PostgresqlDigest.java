package doppel.dialect.postgresql;

import doppel.dialect.TableDigest;
import doppel.dialect.postgresql.catalog.PostgresqlTables;
import doppel.dialect.postgresql.connect.PostgresqlEncoding;
import doppel.dialect.postgresql.connect.PostgresqlName;
import doppel.dialect.postgresql.value.PostgresqlTypes;
import doppel.schema.Column;
import doppel.schema.Table;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Digests that the server computes from the results of its types' binary send functions; each value is hashed with its
 * length, so that different rows never look alike.
 */
final class PostgresqlDigest {

    private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(256);
    private static final int ROWS_AT_ONCE = 10_000;

    /** Values with more bytes are hashed on their own. */
    private static final int LARGE = 1 << 20;

    /** The functions of types of which no value is large. */
    private static final Set<String> FIXED = Set.of(
            "int2send",
            "int4send",
            "int8send",
            "float4send",
            "float8send",
            "boolsend",
            "date_send",
            "time_send",
            "timestamp_send",
            "timestamptz_send",
            "uuid_send",
            "oidsend");

    private final Connection connection;
    private final PostgresqlEncoding encoding;

    PostgresqlDigest(Connection connection, PostgresqlEncoding encoding) {
        this.connection = connection;
        this.encoding = encoding;
    }

    TableDigest of(Table table, PostgresqlTables.Relation relation) throws SQLException {
        Map<String, String> functions = encoding.holdsAnyBytes() ? Map.of() : sendFunctions(relation);
        String row = table.insertableColumns().stream()
                .map(column -> part(column, functions.get(column.name())))
                .collect(Collectors.joining(" || ", "sha256(''::bytea || ", ")"));
        String sql = "SELECT " + row.replace("''::bytea || )", "''::bytea)") + " FROM " + relation.rows();
        BigInteger sum = BigInteger.ZERO;
        long count = 0;
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(ROWS_AT_ONCE);
            try (ResultSet rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    sum = sum.add(new BigInteger(1, rows.getBytes(1)));
                    count++;
                }
            }
        }
        return new TableDigest(count, sum.mod(MODULUS).toString(16));
    }

    /**
     * The send function of each column's type. Functions of types that contain numbers of other objects, which differ
     * between databases, cannot be used, nor can those that convert text: then it is the text form.
     */
    private Map<String, String> sendFunctions(PostgresqlTables.Relation relation) throws SQLException {
        Map<String, String> functions = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "WITH RECURSIVE base (attribute, type) AS (SELECT attname, atttypid FROM pg_attribute WHERE "
                                + "attrelid = "
                                + relation.oid()
                                + " AND attnum > 0 AND NOT attisdropped UNION ALL SELECT b.attribute, t.typbasetype"
                                + " FROM base b JOIN pg_type t ON t.oid = b.type AND t.typtype = 'd')"
                                + " SELECT b.attribute, t.typsend::regproc::text FROM base b JOIN pg_type t ON "
                                + "t.oid = b.type"
                                + " JOIN pg_proc p ON p.oid = t.typsend JOIN pg_type a ON a.oid = p.proargtypes[0]"
                                + " AND (a.oid = t.oid OR a.typtype = 'p') WHERE t.oid < 16384 AND t.typtype IN "
                                + "('b', 'r', 'm')"
                                + " AND t.typname !~ '^_?(reg|xml$)' AND NOT EXISTS (SELECT 1 FROM pg_type e WHERE "
                                + "e.oid = t.typelem"
                                + " AND e.typsend = 0)")) {
            while (rows.next()) {
                functions.put(rows.getString(1), rows.getString(2));
            }
        }
        return functions;
    }

    private String part(Column column, String function) {
        String name = PostgresqlName.quote(column.name());
        String bytes = function == null ? encoding.bytesOf(PostgresqlTypes.text(column)) : function + "(" + name + ")";
        String small =
                "coalesce('\\x01'::bytea || int4send(octet_length(" + bytes + ")) || " + bytes + ", '\\x00'::bytea)";
        // the values of a row may be larger together than what the server allocates at once
        return FIXED.contains(String.valueOf(function))
                ? small
                : "CASE WHEN octet_length(" + bytes + ") > " + LARGE + " THEN '\\x02'::bytea || sha256(" + bytes
                        + ") ELSE " + small + " END";
    }
}
