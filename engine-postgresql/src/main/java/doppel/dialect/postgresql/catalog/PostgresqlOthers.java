package doppel.dialect.postgresql.catalog;

import java.util.List;
import org.jdbi.v3.core.Handle;

/** Names the definitions of a database that only its own DDL contains. */
final class PostgresqlOthers {

    private static final String NAME = "CASE n.nspname WHEN 'public' THEN '' ELSE n.nspname || '.' END || c.relname";

    private static final String NOT_OF_EXTENSION = " AND NOT EXISTS (SELECT 1 FROM pg_depend e"
            + " WHERE e.classid = 'pg_type'::regclass AND e.objid = y.oid AND e.deptype = 'e')";

    private static final String TABLES = "SELECT c.oid, " + NAME + " AS name FROM pg_class c"
            + " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE " + PostgresqlSchemaReader.USER_TABLE
            + " AND NOT c.relispartition";

    private static final String QUERY = "WITH tables AS (" + TABLES
            + ") SELECT * FROM (SELECT CASE c.relkind WHEN 'v' THEN 'view ' WHEN 'm'"
            + " THEN 'materialized view ' WHEN 'f' THEN 'foreign table ' ELSE 'sequence ' END || " + NAME + " AS words"
            + " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE "
            + PostgresqlSchemaReader.USER_SCHEMA
            + " AND (c.relkind IN ('v', 'm', 'f') OR c.relkind = 'S' AND NOT EXISTS (SELECT 1 FROM pg_depend d"
            + " WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype IN ('a', 'i')))"
            + " AND NOT EXISTS (SELECT 1 FROM pg_depend e WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid"
            + " AND e.deptype = 'e')"
            + " UNION ALL SELECT 'function ' || p.oid::regprocedure FROM pg_proc p"
            + " JOIN pg_namespace n ON n.oid = p.pronamespace WHERE " + PostgresqlSchemaReader.USER_SCHEMA
            + " AND NOT EXISTS (SELECT 1 FROM pg_depend e WHERE e.classid = 'pg_proc'::regclass AND e.objid = p.oid"
            + " AND e.deptype IN ('e', 'i'))"
            + " UNION ALL SELECT 'trigger ' || t.tgname || ' on ' || c.name FROM pg_trigger t"
            + " JOIN tables c ON c.oid = t.tgrelid WHERE NOT t.tgisinternal"
            + " UNION ALL SELECT 'rule ' || t.rulename || ' on ' || c.name FROM pg_rewrite t"
            + " JOIN tables c ON c.oid = t.ev_class"
            + " UNION ALL SELECT CASE t.contype WHEN 'c' THEN 'check ' WHEN 'x' THEN 'exclusion constraint ' ELSE"
            + " 'temporal foreign key ' END || t.conname || ' of ' || c.name FROM pg_constraint t"
            + " JOIN tables c ON c.oid = t.conrelid WHERE t.contype IN ('c', 'x')"
            + " OR t.contype = 'f' AND to_jsonb(t) ->> 'conperiod' = 'true'"
            + " UNION ALL SELECT 'index ' || x.relname || ' of ' || c.name FROM pg_index i"
            + " JOIN pg_class x ON x.oid = i.indexrelid JOIN pg_am m ON m.oid = x.relam"
            + " JOIN tables c ON c.oid = i.indrelid WHERE NOT i.indisexclusion AND NOT i.indisprimary"
            + " AND (i.indexprs IS NOT NULL OR i.indpred IS NOT NULL OR m.amname NOT IN ('btree', 'hash'))"
            + " UNION ALL SELECT 'included columns of ' || x.relname FROM pg_index i"
            + " JOIN pg_class x ON x.oid = i.indexrelid JOIN tables c ON c.oid = i.indrelid"
            + " WHERE i.indnkeyatts < i.indnatts"
            + " UNION ALL SELECT 'order of ' || x.relname FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid"
            + " JOIN tables c ON c.oid = i.indrelid WHERE i.indoption::int2[] && '{1,2,3}'::int2[]"
            + " UNION ALL SELECT 'equal NULLs of ' || x.relname FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid"
            + " JOIN tables c ON c.oid = i.indrelid WHERE to_jsonb(i) ->> 'indnullsnotdistinct' = 'true'"
            + " UNION ALL SELECT 'deferrable constraint ' || t.conname || ' of ' || c.name FROM pg_constraint t"
            + " JOIN tables c ON c.oid = t.conrelid WHERE t.condeferrable AND t.contype IN ('p', 'u', 'f')"
            + " UNION ALL SELECT 'collation ' || l.collname || ' of ' || c.name || '.' || a.attname FROM pg_attribute a"
            + " JOIN tables c ON c.oid = a.attrelid JOIN pg_collation l ON l.oid = a.attcollation"
            + " JOIN pg_type y ON y.oid = a.atttypid WHERE NOT a.attisdropped AND a.attcollation <> y.typcollation"
            + " UNION ALL SELECT 'domain ' || y.oid::regtype FROM pg_type y"
            + " JOIN pg_namespace n ON n.oid = y.typnamespace WHERE y.typtype = 'd' AND "
            + PostgresqlSchemaReader.USER_SCHEMA + NOT_OF_EXTENSION
            + " UNION ALL SELECT 'unlogged table ' || c.name FROM pg_class t JOIN tables c ON c.oid = t.oid"
            + " WHERE t.relpersistence = 'u'"
            + " UNION ALL SELECT 'partitions of ' || c.name FROM pg_class t JOIN tables c ON c.oid = t.oid"
            + " WHERE t.relkind = 'p'"
            + " UNION ALL SELECT 'inheritance of ' || c.name FROM pg_inherits i JOIN tables c ON c.oid = i.inhrelid"
            + " UNION ALL SELECT 'row security of ' || c.name FROM pg_class t JOIN tables c ON c.oid = t.oid"
            + " WHERE t.relrowsecurity"
            + " UNION ALL SELECT DISTINCT 'comments of ' || c.name FROM pg_description d"
            + " JOIN tables c ON c.oid = d.objoid WHERE d.classoid = 'pg_class'::regclass"
            + " UNION ALL SELECT 'event trigger ' || evtname FROM pg_event_trigger"
            + " UNION ALL SELECT 'policy ' || t.polname || ' on ' || c.name FROM pg_policy t"
            + " JOIN tables c ON c.oid = t.polrelid"
            + " UNION ALL SELECT 'extension ' || extname FROM pg_extension WHERE extname <> 'plpgsql') others"
            + " ORDER BY words COLLATE \"C\"";

    private PostgresqlOthers() {}

    static List<String> read(Handle handle) {
        return handle.createQuery(QUERY).mapTo(String.class).list();
    }
}
