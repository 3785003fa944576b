package doppel.dialect.postgresql.rows;

import doppel.dialect.postgresql.catalog.PostgresqlSchemaReader;
import doppel.dialect.postgresql.catalog.PostgresqlTables;
import doppel.dialect.postgresql.connect.PostgresqlErrors;
import doppel.dialect.postgresql.connect.PostgresqlName;
import java.sql.Connection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/**
 * Counts what a database holds, straight from the catalogs: objects by catalog and kind, and the rows of the tables
 * that a dump does not read, as those of extensions. It knows nothing of what the dump looks for.
 */
public final class PostgresqlCensus {

    /** Objects of users and of extensions, but not those of sessions, and no copies that the server makes itself. */
    private static final String OBJECTS = """
            SELECT 'relations of the kind ' || c.relkind::text, count(*) FROM pg_class c
            JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.oid >= 16384 AND c.relpersistence <> 't' AND n.nspname !~ '^pg_' GROUP BY 1
            UNION ALL SELECT 'constraints of the kind ' || contype::text, count(*) FROM pg_constraint k
            JOIN pg_namespace n ON n.oid = k.connamespace
            WHERE k.oid >= 16384 AND n.nspname !~ '^pg_' GROUP BY 1
            UNION ALL SELECT 'types of the kind ' || typtype::text, count(*) FROM pg_type t
            JOIN pg_namespace n ON n.oid = t.typnamespace
            WHERE t.oid >= 16384 AND n.nspname !~ '^pg_' GROUP BY 1
            UNION ALL SELECT 'columns', count(*) FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
            JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.oid >= 16384 AND c.relpersistence <> 't' AND n.nspname !~ '^pg_' AND a.attnum > 0
            AND NOT a.attisdropped
            UNION ALL SELECT 'triggers', count(*) FROM pg_trigger WHERE NOT tgisinternal
            """;

    /** Catalogs whose objects count alike. */
    private static final List<String> CATALOGS = List.of(
            "pg_aggregate",
            "pg_cast",
            "pg_collation",
            "pg_conversion",
            "pg_event_trigger",
            "pg_extension",
            "pg_foreign_data_wrapper",
            "pg_foreign_server",
            "pg_language",
            "pg_opclass",
            "pg_operator",
            "pg_opfamily",
            "pg_policy",
            "pg_proc",
            "pg_rewrite",
            "pg_statistic_ext",
            "pg_ts_config",
            "pg_ts_dict",
            "pg_ts_parser",
            "pg_ts_template");

    /** Tables with rows of their own. */
    private static final String STORED = "SELECT c.oid, n.nspname, c.relname FROM pg_class c"
            + " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid >= 16384 AND c.relkind = 'r'"
            + " AND NOT c.relispartition AND c.relpersistence <> 't' AND n.nspname !~ '^pg_'"
            + " AND " + PostgresqlSchemaReader.READABLE;

    private final Connection connection;
    private final Handle handle;

    public PostgresqlCensus(Connection connection, Handle handle) {
        this.connection = connection;
        this.handle = handle;
    }

    private record Stored(long oid, PostgresqlName name) {}

    /** The counts by what is counted. */
    public SortedMap<String, Long> count(PostgresqlTables dumped) {
        SortedMap<String, Long> counts = new TreeMap<>();
        StringBuilder query = new StringBuilder(OBJECTS);
        for (String catalog : CATALOGS) {
            String oid = catalog.equals("pg_aggregate") ? "aggfnoid::oid" : "oid";
            query.append(
                    " UNION ALL SELECT '" + catalog + "', count(*) FROM " + catalog + " WHERE " + oid + " >= 16384");
        }
        return PostgresqlErrors.query("Counting objects", () -> {
            handle.createQuery(query.toString())
                    .map((rows, context) -> counts.put(rows.getString(1), rows.getLong(2)))
                    .list();
            Set<Long> read = new HashSet<>();
            dumped.relations().values().forEach(relation -> read.add(relation.oid()));
            handle
                    .createQuery(STORED)
                    .map((rows, context) ->
                            new Stored(rows.getLong(1), new PostgresqlName(rows.getString(2), rows.getString(3))))
                    .list()
                    .stream()
                    .filter(table -> !read.contains(table.oid()))
                    .forEach(table ->
                            counts.put("rows of " + table.name(), PostgresqlCopyOut.count(connection, table.name())));
            return counts;
        });
    }
}
