package doppel.verify;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a database of PostgreSQL holds, by its own catalogs and its own text of rows, sharing no code with Doppel.
 * What an older version's catalog has no column for is null. Privileges are the server's, and left out.
 */
final class PostgresqlFacts {

    private static final String MINE = " NOT IN ('pg_catalog', 'information_schema', 'pg_toast')";

    private static final Map<String, String> DEFINITIONS = new TreeMap<>(Map.ofEntries(
            Map.entry(
                    "schemas",
                    "SELECT nspname, obj_description(oid) FROM pg_namespace WHERE nspname" + MINE
                            + " AND nspname !~ '_temp_[0-9]+$'"),
            Map.entry("relations", """
                    SELECT c.oid::regclass, relkind, relpersistence, relreplident, relrowsecurity, \
                    relforcerowsecurity, c.reloptions,
                      relispartition, relispopulated, pg_get_expr(relpartbound, c.oid), obj_description(c.oid, \
                    'pg_class'),
                      (SELECT t.reloptions FROM pg_class t WHERE t.oid = c.reltoastrelid), reloftype::regtype,
                      CASE relkind WHEN 'p' THEN pg_get_partkeydef(c.oid) END,
                      CASE WHEN relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid) END,
                      (SELECT array_agg(inhparent::regclass::text ORDER BY inhseqno) FROM pg_inherits WHERE inhrelid = \
                    c.oid)
                    FROM pg_class c WHERE relnamespace::regnamespace::text !~ '^(pg_|information_schema)'"""),
            Map.entry("columns", """
                    SELECT attrelid::regclass, row_number() OVER (PARTITION BY attrelid ORDER BY attnum), attname,
                      format_type(atttypid, atttypmod), attnotnull, attidentity, attgenerated, attislocal, \
                    attinhcount, attstorage,
                      to_jsonb(a) ->> 'attcompression' AS compression, attstattarget, attoptions, (SELECT \
                    collnamespace::regnamespace || '.' || collname FROM pg_collation WHERE oid = attcollation),
                      pg_get_expr(adbin, adrelid), col_description(attrelid, attnum)
                    FROM pg_attribute a LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
                    JOIN pg_class c ON c.oid = attrelid
                    WHERE relnamespace::regnamespace::text !~ '^(pg_|information_schema)' AND attnum > 0 AND NOT \
                    attisdropped"""),
            Map.entry("constraints", """
                    SELECT connamespace::regnamespace, conrelid::regclass, contypid::regtype, conname, contype, \
                    condeferrable,
                      condeferred, convalidated, to_jsonb(k) ->> 'conenforced' AS enforced, conislocal, coninhcount,
                      contype IN ('c', 'n') AND connoinherit AS noinherit, pg_get_constraintdef(oid),
                      obj_description(oid) FROM pg_constraint k
                    WHERE connamespace::regnamespace::text !~ '^(pg_|information_schema)'"""),
            Map.entry("indexes", """
                    SELECT indexrelid::regclass, pg_get_indexdef(indexrelid), indisunique,
                      to_jsonb(i) ->> 'indnullsnotdistinct' AS nullsnotdistinct, indisprimary,
                      indimmediate, indisclustered, indisreplident, indisvalid
                    FROM pg_index i JOIN pg_class c ON c.oid = indrelid
                    WHERE relnamespace::regnamespace::text !~ '^(pg_|information_schema)'"""),
            Map.entry("sequences", """
                    SELECT seqrelid::regclass, format_type(seqtypid, NULL), seqstart, seqincrement, seqmax, seqmin, \
                    seqcache, seqcycle,
                      (SELECT array_agg(deptype::text || ' ' || refobjid::regclass || ' ' || (SELECT attname FROM \
                    pg_attribute
                        WHERE attrelid = refobjid AND attnum = refobjsubid)) FROM pg_depend
                        WHERE objid = seqrelid AND deptype IN ('a', 'i') AND refclassid = 'pg_class'::regclass)
                    FROM pg_sequence"""),
            Map.entry(
                    "triggers",
                    "SELECT tgrelid::regclass, tgname, pg_get_triggerdef(oid), tgenabled FROM pg_trigger WHERE NOT "
                            + "tgisinternal"),
            Map.entry("types", """
                    SELECT t.oid::regtype, typtype, typnotnull, typdefault, format_type(typbasetype, typtypmod), \
                    (SELECT collname FROM pg_collation WHERE oid = typcollation),
                      obj_description(t.oid, 'pg_type'), (SELECT array_agg(enumlabel ORDER BY enumsortorder) FROM \
                    pg_enum WHERE enumtypid = t.oid),
                      (SELECT row_to_json(r) FROM (SELECT rngsubtype::regtype,
                        (SELECT collname FROM pg_collation WHERE oid = rngcollation),
                        (to_jsonb(g) ->> 'rngmultitypid')::oid::regtype AS multirange FROM pg_range g
                        WHERE rngtypid = t.oid) r)
                    FROM pg_type t WHERE typnamespace::regnamespace::text !~ '^(pg_|information_schema)'"""),
            Map.entry("routines", """
                    SELECT oid::regprocedure, prokind, CASE WHEN prokind <> 'a' THEN pg_get_functiondef(oid) END FROM \
                    pg_proc
                    WHERE pronamespace::regnamespace::text !~ '^(pg_|information_schema)'"""),
            Map.entry("rules", "SELECT tablename, rulename, definition FROM pg_rules WHERE schemaname" + MINE),
            Map.entry("policies", "SELECT * FROM pg_policies"),
            Map.entry(
                    "statistics",
                    "SELECT pg_get_statisticsobjdef(oid), to_jsonb(s) ->> 'stxstattarget' AS target,"
                            + " obj_description(oid) FROM pg_statistic_ext s")));

    private PostgresqlFacts() {}

    /** All facts, as sorted lines by what they are about. */
    static Map<String, List<String>> of(String url) throws SQLException {
        Map<String, List<String>> facts = new TreeMap<>();
        try (Connection connection = DriverManager.getConnection(url)) {
            lines(connection, "SET search_path = ''");
            for (Map.Entry<String, String> definitions : DEFINITIONS.entrySet()) {
                facts.put(
                        definitions.getKey(),
                        lines(connection, "SELECT row_to_json(f)::text FROM (" + definitions.getValue() + ") f"));
            }
            for (String table : lines(connection, relations("'r', 'm'"))) {
                facts.put("rows of " + table, lines(connection, "SELECT t::text FROM ONLY " + table + " t"));
            }
            for (String sequence : lines(connection, relations("'S'"))) {
                facts.put(
                        "state of " + sequence,
                        lines(connection, "SELECT last_value || ' ' || is_called FROM " + sequence));
            }
        }
        return facts;
    }

    private static String relations(String kinds) {
        return "SELECT oid::regclass::text FROM pg_class WHERE relkind IN (" + kinds
                + ") AND relispopulated AND relnamespace::regnamespace::text !~ '^(pg_|information_schema)'";
    }

    private static List<String> lines(Connection connection, String sql) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            if (statement.execute(sql)) {
                ResultSet rows = statement.getResultSet();
                while (rows.next()) {
                    lines.add(String.valueOf(rows.getString(1)));
                }
            }
        }
        lines.sort(null);
        return lines;
    }
}
