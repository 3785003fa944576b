package doppel.dialect.postgresql.definition;

import doppel.dialect.postgresql.definition.PostgresqlDefinition.Kind;

/** Keys, exclusion constraints, indexes and extended statistics, which come after the tables. */
final class PostgresqlConstraintsScript {

    private static final String KEYS = """
            SELECT c.oid, format('ALTER TABLE ONLY %I.%I ADD CONSTRAINT %I %s', n.nspname, t.relname, c.conname,
              pg_get_constraintdef(c.oid))
            FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid JOIN pg_namespace n ON n.oid = t.relnamespace
            WHERE c.contype IN ('p', 'u', 'x') AND t.relpersistence <> 't'
            """;

    private static final String FOREIGN_KEYS = """
            SELECT c.oid, format('ALTER TABLE %s%I.%I ADD CONSTRAINT %I %s', CASE t.relkind WHEN 'p' THEN '' ELSE \
            'ONLY ' END,
              n.nspname, t.relname, c.conname, pg_get_constraintdef(c.oid))
            FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid JOIN pg_namespace n ON n.oid = t.relnamespace
            WHERE c.contype = 'f' AND c.conparentid = 0 AND t.relpersistence <> 't'
            """;

    private static final String INDEXES = """
            SELECT i.indexrelid, pg_get_indexdef(i.indexrelid) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
            WHERE c.oid >= 16384 AND c.relpersistence <> 't' AND (i.indisvalid OR c.relkind = 'I')
            """;

    private static final String OPTIONS_OF_CONSTRAINTS = """
            SELECT c.oid, format('ALTER INDEX %I.%I SET %s', n.nspname, i.relname, <options>)
            FROM pg_constraint c JOIN pg_class i ON i.oid = c.conindid JOIN pg_namespace n ON n.oid = i.relnamespace
            WHERE c.contype IN ('p', 'u', 'x') AND i.reloptions IS NOT NULL
            """.replace("<options>", PostgresqlTablesScript.options("i"));

    /** Properties of tables and columns that concern their indexes. */
    private static final String SETTINGS_OF_INDEXES = """
            SELECT i.indexrelid, words FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
            JOIN pg_class t ON t.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace,
            LATERAL (
              SELECT 0, CASE WHEN i.indisclustered THEN format('ALTER %s %I.%I CLUSTER ON %I',
                CASE t.relkind WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'TABLE' END, n.nspname, t.relname, c.relname) END
              UNION ALL SELECT 1, CASE WHEN i.indisreplident THEN format(
                'ALTER TABLE ONLY %I.%I REPLICA IDENTITY USING INDEX %I', n.nspname, t.relname, c.relname) END
              UNION ALL SELECT 1 + a.attnum, format('ALTER INDEX %I.%I ALTER COLUMN %s SET STATISTICS %s', n.nspname,
                c.relname, a.attnum, a.attstattarget) FROM pg_attribute a
              WHERE a.attrelid = c.oid AND a.attstattarget >= 0) AS x (rank, words)
            WHERE c.oid >= 16384 AND words IS NOT NULL ORDER BY rank
            """;

    private static final String PARTITIONS = """
            SELECT c.oid, i.inhparent, format('ALTER INDEX %I.%I ATTACH PARTITION %I.%I', pn.nspname, p.relname, \
            n.nspname,
              c.relname), x.indrelid, px.indrelid
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_inherits i ON i.inhrelid = c.oid
            JOIN pg_class p ON p.oid = i.inhparent JOIN pg_namespace pn ON pn.oid = p.relnamespace
            JOIN pg_index x ON x.indexrelid = c.oid JOIN pg_index px ON px.indexrelid = p.oid
            WHERE c.relkind IN ('i', 'I') AND c.relispartition
            """;

    private PostgresqlConstraintsScript() {}

    static void define(PostgresqlDefinitions definitions) {
        definitions.define(Kind.CONSTRAINT, "pg_constraint", KEYS);
        definitions.define(Kind.FOREIGN_KEY, "pg_constraint", FOREIGN_KEYS);
        definitions.define(Kind.INDEX, "pg_class", INDEXES);
        definitions.impossible(
                "pg_class",
                "was never completed",
                "SELECT i.indexrelid FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid"
                        + " WHERE c.oid >= 16384 AND NOT i.indisvalid AND c.relkind = 'i'");
        definitions.follow("pg_constraint", OPTIONS_OF_CONSTRAINTS);
        definitions.follow("pg_class", SETTINGS_OF_INDEXES);
        definitions.define(
                Kind.STATISTICS,
                "pg_statistic_ext",
                "SELECT s.oid, pg_get_statisticsobjdef(s.oid) FROM pg_statistic_ext s"
                        + " JOIN pg_class c ON c.oid = s.stxrelid"
                        + " WHERE s.oid >= 16384 AND c.relpersistence <> 't'");
        definitions.follow(
                "pg_statistic_ext",
                "SELECT s.oid, format('ALTER STATISTICS %I.%I SET STATISTICS %s', n.nspname, s.stxname, "
                        + "to_jsonb(s) ->> 'stxstattarget')"
                        + " FROM pg_statistic_ext s JOIN pg_namespace n ON n.oid = s.stxnamespace"
                        + " WHERE (to_jsonb(s) ->> 'stxstattarget')::integer >= 0");
        definePartitions(definitions);
    }

    private static void definePartitions(PostgresqlDefinitions definitions) {
        record Partition(PostgresqlKey index, PostgresqlKey parent, String statement, long table, long parentTable) {}
        definitions
                .catalog()
                .query(
                        PARTITIONS,
                        row -> new Partition(
                                PostgresqlKey.relation(row.getLong(1)),
                                PostgresqlKey.relation(row.getLong(2)),
                                row.getString(3),
                                row.getLong(4),
                                row.getLong(5)))
                .forEach(partition -> {
                    PostgresqlKey step =
                            PostgresqlKey.attachment(partition.index().oid());
                    definitions.define(PostgresqlDefinition.of(
                            step,
                            Kind.INDEX_PARTITION,
                            definitions.catalog().items().get(partition.index()).identity(),
                            partition.statement()));
                    definitions.need(step, partition.index(), 'a');
                    definitions.need(step, partition.parent(), 'a');
                    definitions.need(step, PostgresqlKey.attachment(partition.table()), 'a');
                    // an index that exists when a table becomes a partition would be copied to it
                    definitions.need(partition.parent(), PostgresqlKey.attachment(partition.table()), 'n');
                });
    }
}
