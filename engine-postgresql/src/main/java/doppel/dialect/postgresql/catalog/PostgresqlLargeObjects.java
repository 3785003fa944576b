package doppel.dialect.postgresql.catalog;

import doppel.dialect.RefusedException;
import doppel.dialect.postgresql.connect.PostgresqlName;
import doppel.fixture.Row;
import doppel.schema.Table;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import org.jdbi.v3.core.Handle;

/**
 * The large objects, as a table of their pages that only this engine understands: the pages that the server has, so
 * that holes stay holes, and one empty page for an object without any. Owners of objects are not carried.
 */
public final class PostgresqlLargeObjects {

    /** The table's name. */
    public static final PostgresqlName NAME = new PostgresqlName("pg_catalog", "pg_largeobject");

    private static final int PAGE = 2_048;
    private static final String OBJECT = "loid";
    private static final String PAGE_NUMBER = "pageno";
    private static final String DATA = "data";

    private final Connection connection;
    private final Set<Long> before;

    /** Remembers the existing objects, which are not to be touched. */
    public PostgresqlLargeObjects(Connection connection, Handle handle) {
        this.connection = connection;
        before = new HashSet<>(handle.createQuery("SELECT oid FROM pg_largeobject_metadata")
                .mapTo(Long.class)
                .list());
    }

    /** Whether there are any. */
    public static boolean exist(Handle handle) {
        return handle.createQuery("SELECT EXISTS (SELECT 1 FROM pg_largeobject_metadata)")
                .mapTo(Boolean.class)
                .one();
    }

    /** The table of their pages. */
    static Table table() {
        return Table.named(NAME.toString())
                .required(OBJECT, "oid")
                .required(PAGE_NUMBER, "integer")
                .required(DATA, "bytea")
                .primaryKey(OBJECT, PAGE_NUMBER)
                .internal()
                .build();
    }

    /** The rows of that table; only a superuser sees pages as they are. */
    static PostgresqlTables.Relation relation(Handle handle) {
        boolean pages = handle.createQuery("SELECT has_table_privilege('pg_largeobject', 'SELECT')")
                .mapTo(Boolean.class)
                .one();
        String rows = pages
                ? "(SELECT m.oid AS loid, coalesce(p.pageno, 0) AS pageno, coalesce(p.data, '') AS data"
                        + " FROM pg_largeobject_metadata m LEFT JOIN pg_largeobject p ON p.loid = m.oid) pages"
                : "(SELECT m.oid AS loid, n AS pageno, lo_get(m.oid, n::bigint * " + PAGE + ", " + PAGE + ") AS data"
                        + " FROM pg_largeobject_metadata m, generate_series(0, "
                        + "greatest(octet_length(lo_get(m.oid)) - 1, 0)"
                        + " / " + PAGE + ") n) pages";
        long oid = handle.createQuery("SELECT 'pg_largeobject'::regclass::oid")
                .mapTo(Long.class)
                .one();
        return new PostgresqlTables.Relation(oid, NAME, rows, false);
    }

    /** Whether a row is a page. */
    public static boolean isPage(String table) {
        return table.equals(NAME.toString());
    }

    /** Writes pages, and creates their objects. */
    public void insert(List<Row> rows) throws SQLException, RefusedException {
        StringJoiner objects = new StringJoiner(",", "{", "}");
        StringJoiner offsets = new StringJoiner(",", "{", "}");
        StringJoiner data = new StringJoiner(",", "{", "}");
        for (Row row : rows) {
            if (!(row.get(OBJECT) instanceof Long object)
                    || !(row.get(PAGE_NUMBER) instanceof Long page)
                    || !(row.get(DATA) instanceof byte[] bytes)) {
                throw new RefusedException(NAME + ": a page has an object's number, its own, and bytes", null);
            }
            if (before.contains(object)) {
                throw new RefusedException(
                        NAME + "." + OBJECT + ": there is a large object " + object + " already", null);
            }
            objects.add(object.toString());
            offsets.add(Long.toString(page * PAGE));
            data.add("\"\\\\x" + HexFormat.of().formatHex(bytes) + "\"");
        }
        run(
                "SELECT lo_create(o) FROM (SELECT DISTINCT o FROM unnest(?::oid[]) o) o"
                        + " WHERE NOT EXISTS (SELECT 1 FROM pg_largeobject_metadata m WHERE m.oid = o.o)",
                objects.toString());
        run(
                "SELECT lo_put(o, p, d) FROM unnest(?::oid[], ?::bigint[], ?::bytea[]) u (o, p, d) WHERE d <> ''",
                objects.toString(),
                offsets.toString(),
                data.toString());
    }

    private void run(String sql, String... arrays) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arrays.length; i++) {
                statement.setString(i + 1, arrays[i]);
            }
            statement.execute();
        }
    }

    /** Removes all of them. */
    public static void unlink(Handle handle) {
        handle.createQuery("SELECT count(lo_unlink(oid)) FROM pg_largeobject_metadata")
                .mapTo(Long.class)
                .one();
    }
}
