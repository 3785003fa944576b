package doppel.dialect.postgresql.catalog;

import doppel.dialect.postgresql.connect.PostgresqlName;
import doppel.schema.ForeignKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Handle;

/** Reads the foreign keys of all tables, except those of periods, which do not compare for equality. */
final class PostgresqlKeyReader {

    private static final String COLUMNS =
            "(SELECT array_agg(a.attname ORDER BY k.place) FROM unnest(%s) WITH ORDINALITY"
                    + " k (number, place) JOIN pg_attribute a ON a.attrelid = %s AND a.attnum = k.number)";

    /** What a column's type is made of, if it is a domain. */
    private static final String BASE =
            "(WITH RECURSIVE base (type, next) AS (SELECT t.oid, t.typbasetype FROM pg_type t"
                    + " WHERE t.oid = %1$s.atttypid UNION ALL SELECT t.oid, t.typbasetype FROM base b JOIN pg_type t"
                    + " ON t.oid = b.next) SELECT type FROM base WHERE next = 0)";

    /** Whether a user's type is compared with another type, which needs a cast that may be his own. */
    private static final String BY_CODE = "EXISTS (SELECT 1 FROM unnest(f.conkey, f.confkey) k (own, other)"
            + " JOIN pg_attribute a ON a.attrelid = f.conrelid AND a.attnum = k.own"
            + " JOIN pg_attribute b ON b.attrelid = f.confrelid AND b.attnum = k.other,"
            + " LATERAL (SELECT " + String.format(Locale.ROOT, BASE, "a") + " AS own, "
            + String.format(Locale.ROOT, BASE, "b") + " AS other) t"
            + " WHERE t.own <> t.other AND greatest(t.own, t.other) >= 16384)";

    private final Handle handle;

    PostgresqlKeyReader(Handle handle) {
        this.handle = handle;
    }

    List<PostgresqlForeignKey> read() {
        // a partition's own key is attributed to the partitioned table
        return handle.createQuery("SELECT rn.nspname, r.relname, n.nspname, c.relname, c.relkind = 'p',"
                        + " pn.nspname, p.relname, p.relkind = 'p', "
                        + String.format(Locale.ROOT, COLUMNS, "f.conkey", "f.conrelid") + ", "
                        + String.format(Locale.ROOT, COLUMNS, "f.confkey", "f.confrelid") + ","
                        + " (SELECT array_agg('OPERATOR(' || quote_ident(n.nspname) || '.' || o.oprname || ')'"
                        + " ORDER BY k.place) FROM unnest(f.conpfeqop) WITH ORDINALITY k (number, place)"
                        + " JOIN pg_operator o ON o.oid = k.number JOIN pg_namespace n ON n.oid = o.oprnamespace),"
                        + " f.confdeltype, f.confupdtype,"
                        + " f.convalidated AND to_jsonb(f) ->> 'conenforced' IS DISTINCT FROM 'false', "
                        + BY_CODE
                        + " FROM pg_constraint f JOIN pg_class c ON c.oid = f.conrelid"
                        + " JOIN pg_namespace n ON n.oid = c.relnamespace"
                        + " JOIN pg_class r ON r.oid = CASE WHEN c.relispartition THEN pg_partition_root(c.oid)::oid"
                        + " ELSE c.oid END JOIN pg_namespace rn ON rn.oid = r.relnamespace"
                        + " JOIN pg_class p ON p.oid = f.confrelid JOIN pg_namespace pn ON pn.oid = p.relnamespace"
                        + " WHERE f.contype = 'f' AND f.conparentid = 0"
                        + " AND to_jsonb(f) ->> 'conperiod' IS DISTINCT FROM 'true' AND "
                        + PostgresqlSchemaReader.USER_TABLE
                        + " ORDER BY rn.nspname, r.relname, f.conname")
                .map((rows, context) -> key(rows))
                .list();
    }

    private static PostgresqlForeignKey key(ResultSet rows) throws SQLException {
        PostgresqlName root = new PostgresqlName(rows.getString(1), rows.getString(2));
        var referring = PostgresqlTables.Relation.of(
                0, new PostgresqlName(rows.getString(3), rows.getString(4)), rows.getBoolean(5));
        var referred = PostgresqlTables.Relation.of(
                0, new PostgresqlName(rows.getString(6), rows.getString(7)), rows.getBoolean(8));
        ForeignKey key = new ForeignKey(
                        List.of(PostgresqlSchemaReader.strings(rows, 9)),
                        referred.name().toString(),
                        List.of(PostgresqlSchemaReader.strings(rows, 10)))
                .withActions(action(rows.getString(12)), action(rows.getString(13)));
        return new PostgresqlForeignKey(
                root.toString(),
                key,
                referring.rows(),
                referred.rows(),
                List.of(PostgresqlSchemaReader.strings(rows, 11)),
                rows.getBoolean(14),
                rows.getBoolean(15));
    }

    private static String action(String letter) {
        return switch (letter) {
            case "r" -> "RESTRICT";
            case "c" -> "CASCADE";
            case "n" -> "SET NULL";
            case "d" -> "SET DEFAULT";
            default -> ForeignKey.NO_ACTION;
        };
    }
}
