package doppel.dialect.postgresql.rows;

import doppel.dialect.postgresql.catalog.PostgresqlSchemaReader;

/**
 * How triggers are kept from firing: each is switched off where it stands, also on partitions, which may have other
 * states than their parents. PostgreSQL 12 lets only superusers switch triggers of partitions; for anybody else, the
 * trigger of the partitioned table is dropped, with those of its partitions, and created again.
 */
final class PostgresqlTriggerSwitches {

    private static final String STATE =
            " CASE t.tgenabled WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'ENABLE REPLICA' WHEN 'A' THEN 'ENABLE ALWAYS'"
                    + " ELSE 'ENABLE' END";

    /** A row for each trigger: the statement that keeps it from firing, and the one that gives its state back. */
    static final String QUERY = "SELECT CASE WHEN dropped THEN format('DROP TRIGGER %I ON %s', t.tgname, c.name)"
            + " ELSE format('ALTER TABLE ONLY %s DISABLE TRIGGER %I', c.name, t.tgname) END,"
            + " CASE WHEN dropped THEN pg_get_triggerdef(t.oid) || '; ' || coalesce(format('COMMENT ON TRIGGER %I ON"
            + " %s IS ', t.tgname, c.name) || quote_literal(obj_description(t.oid, 'pg_trigger')) || '; ', '') ELSE ''"
            + " END || format('ALTER TABLE ONLY %s %s TRIGGER %I', c.name," + STATE + ", t.tgname)"
            + " FROM (SELECT c.oid, c.oid::regclass AS name, c.relkind FROM pg_class c JOIN pg_namespace n"
            + " ON n.oid = c.relnamespace WHERE " + PostgresqlSchemaReader.USER_TABLE
            + ") c JOIN pg_trigger t ON t.tgrelid = c.oid AND " + PostgresqlSchemaReader.USER_TRIGGER
            + ", LATERAL (SELECT to_jsonb(t) -> 'tgparentid' IS NULL AND current_setting('is_superuser') = 'off' AND"
            + " (c.relkind = 'p' OR t.tgisinternal) AS fixed) f, LATERAL (SELECT fixed AND NOT t.tgisinternal AS"
            + " dropped) d WHERE (dropped OR NOT fixed AND t.tgenabled <> 'D') ORDER BY t.oid";

    private PostgresqlTriggerSwitches() {}
}
