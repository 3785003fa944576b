package doppel.dialect.postgresql.definition;

import doppel.dialect.postgresql.definition.PostgresqlDefinition.Kind;
import doppel.dialect.postgresql.definition.PostgresqlDefinition.Part;
import java.util.Map;

/** Views and materialized views. */
final class PostgresqlViewsScript {

    private static final String VIEWS = """
            SELECT c.oid, format('%I.%I', n.nspname, c.relname), (SELECT r.oid FROM pg_rewrite r
                WHERE r.ev_class = c.oid AND r.rulename = '_RETURN'),
              coalesce(' WITH ' || <options>, '') || E' AS\\n' || rtrim(pg_get_viewdef(c.oid), ';'),
              coalesce((SELECT string_agg(format(E'\\n  NULL::%s%s AS %I', format_type(a.atttypid, a.atttypmod),
                  CASE WHEN a.attcollation <> t.typcollation THEN format(' COLLATE %I.%I', cn.nspname, co.collname)
                    ELSE '' END, a.attname), ',' ORDER BY a.attnum)
                FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
                LEFT JOIN pg_collation co ON co.oid = a.attcollation LEFT JOIN pg_namespace cn ON cn.oid = \
            co.collnamespace
                WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped), '')
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind = 'v' AND c.relpersistence <> 't' AND c.oid >= 16384
            """.replace("<options>", PostgresqlTablesScript.options("c"));

    private static final String MATERIALIZED_VIEWS = """
            SELECT c.oid, format('CREATE MATERIALIZED VIEW %I.%I', n.nspname, c.relname)
              || coalesce((SELECT format(' USING %I', amname) FROM pg_am WHERE oid = c.relam AND amname <> 'heap'), '')
              || coalesce(' WITH ' || <options>, '') || E' AS\\n' || rtrim(pg_get_viewdef(c.oid), ';') || E'\\nWITH NO \
            DATA',
              format('REFRESH MATERIALIZED VIEW %I.%I', n.nspname, c.relname), c.relispopulated
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'm' AND c.oid >= 16384
            """.replace("<options>", PostgresqlTablesScript.options("c"));

    private static final String DEFAULTS = """
            SELECT d.oid, format('%I.%I.%I', n.nspname, c.relname, a.attname),
              format('ALTER VIEW %I.%I ALTER COLUMN %I SET DEFAULT %s', n.nspname, c.relname, a.attname,
                pg_get_expr(d.adbin, d.adrelid)), c.oid
            FROM pg_attrdef d JOIN pg_class c ON c.oid = d.adrelid JOIN pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.adnum
            WHERE c.relkind = 'v' AND c.relpersistence <> 't' AND c.oid >= 16384
            """;

    private PostgresqlViewsScript() {}

    static void define(PostgresqlDefinitions definitions) {
        PostgresqlCatalog catalog = definitions.catalog();
        record View(PostgresqlKey key, String name, PostgresqlKey rule, String definition, String nulls) {}
        catalog
                .query(
                        "view",
                        VIEWS,
                        row -> new View(
                                PostgresqlKey.relation(row.getLong(1)),
                                row.getString(2),
                                new PostgresqlKey("pg_rewrite", row.getLong(3)),
                                row.getString(4),
                                row.getString(5)))
                .stream()
                .filter(view -> definitions.wants(view.key()))
                .forEach(view -> definitions.define(new PostgresqlDefinition(
                        view.key(),
                        Kind.VIEW,
                        catalog.items().get(view.key()).identity(),
                        without -> "CREATE VIEW " + view.name()
                                + (without.contains(view.rule()) ? " AS\n SELECT" + view.nulls() : view.definition()),
                        Map.of(
                                view.rule(),
                                new Part(
                                        "query of " + view.name(),
                                        "CREATE OR REPLACE VIEW " + view.name() + view.definition())))));
        record Materialized(PostgresqlKey key, String statement, String refresh, boolean filled) {}
        catalog.query(
                        "materialized view",
                        MATERIALIZED_VIEWS,
                        row -> new Materialized(
                                PostgresqlKey.relation(row.getLong(1)),
                                row.getString(2),
                                row.getString(3),
                                row.getBoolean(4)))
                .forEach(view -> {
                    definitions.define(Kind.MATERIALIZED_VIEW, view.key(), view.statement());
                    if (view.filled()) {
                        definitions.afterRows(view.key(), view.refresh());
                    }
                });
        catalog.query("view", DEFAULTS, row -> {
            PostgresqlKey view = PostgresqlKey.relation(row.getLong(4));
            if (definitions.wants(view)) {
                PostgresqlKey key = new PostgresqlKey("pg_attrdef", row.getLong(1));
                definitions.define(PostgresqlDefinition.of(key, Kind.PART, row.getString(2), row.getString(3)));
                definitions.need(key, view, 'a');
            }
            return view;
        });
    }
}
