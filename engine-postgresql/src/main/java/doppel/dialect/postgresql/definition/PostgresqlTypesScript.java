package doppel.dialect.postgresql.definition;

import doppel.dialect.postgresql.definition.PostgresqlDefinition.Kind;
import doppel.dialect.postgresql.definition.PostgresqlDefinition.Part;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Schemas, extensions, collations and types. */
final class PostgresqlTypesScript {

    private static final String DOMAINS = """
            SELECT t.oid,
              format('CREATE DOMAIN %I.%I AS %s', n.nspname, t.typname, format_type(t.typbasetype, t.typtypmod))
              || CASE WHEN t.typcollation <> b.typcollation
                   THEN (SELECT format(' COLLATE %I.%I', cn.nspname, c.collname) FROM pg_collation c
                     JOIN pg_namespace cn ON cn.oid = c.collnamespace WHERE c.oid = t.typcollation) ELSE '' END
              || coalesce(' DEFAULT ' || coalesce(pg_get_expr(t.typdefaultbin, 0), quote_literal(t.typdefault)), '')
              || CASE WHEN t.typnotnull THEN coalesce((SELECT CASE WHEN c.conname = left(t.typname || '_not_null', 63)
                     THEN '' ELSE format(' CONSTRAINT %I', c.conname) END
                   FROM pg_constraint c WHERE c.contypid = t.oid AND c.contype = 'n'), '') || ' NOT NULL' ELSE '' END
            FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace JOIN pg_type b ON b.oid = t.typbasetype
            WHERE t.typtype = 'd'
            """;

    private static final String COMPOSITE_TYPES = """
            SELECT t.oid, format('CREATE TYPE %I.%I AS (', n.nspname, t.typname)
              || coalesce((SELECT string_agg(
                   format(E'\\n    %I %s', a.attname, format_type(a.atttypid, a.atttypmod))
                   || CASE WHEN a.attcollation <> at.typcollation THEN format(' COLLATE %I.%I', cn.nspname, c.collname)
                      ELSE '' END, ',' ORDER BY a.attnum)
                 FROM pg_attribute a JOIN pg_type at ON at.oid = a.atttypid
                 LEFT JOIN pg_collation c ON c.oid = a.attcollation LEFT JOIN pg_namespace cn ON cn.oid = \
            c.collnamespace
                 WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped) || E'\\n', '') || ')'
            FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace JOIN pg_class r ON r.oid = t.typrelid
            WHERE t.typtype = 'c' AND r.relkind = 'c'
            """;

    private static final String RANGE_TYPES = """
            SELECT t.oid, format('CREATE TYPE %I.%I AS RANGE (', n.nspname, t.typname)
              || format(E'\\n    subtype = %s', format_type(r.rngsubtype, NULL))
              || coalesce((SELECT format(E',\\n    multirange_type_name = %I.%I', mn.nspname, m.typname)
                 FROM pg_type m JOIN pg_namespace mn ON mn.oid = m.typnamespace
                 WHERE m.oid = (to_jsonb(r) ->> 'rngmultitypid')::oid
                 AND (m.typnamespace, m.typname::text) <> (t.typnamespace, <its own choice>)), '')
              || coalesce((SELECT format(E',\\n    subtype_opclass = %I.%I', cn.nspname, c.opcname) FROM pg_opclass c
                 JOIN pg_namespace cn ON cn.oid = c.opcnamespace WHERE c.oid = r.rngsubopc AND NOT c.opcdefault), '')
              || coalesce((SELECT format(E',\\n    collation = %I.%I', cn.nspname, c.collname) FROM pg_collation c
                 JOIN pg_namespace cn ON cn.oid = c.collnamespace
                 WHERE c.oid = r.rngcollation AND r.rngcollation <> s.typcollation), '')
              || CASE WHEN r.rngcanonical::oid <> 0 THEN format(E',\\n    canonical = %s', r.rngcanonical) ELSE '' END
              || CASE WHEN r.rngsubdiff::oid <> 0 THEN format(E',\\n    subtype_diff = %s', r.rngsubdiff) ELSE '' END
              || E'\\n)'
            FROM pg_range r JOIN pg_type t ON t.oid = r.rngtypid JOIN pg_namespace n ON n.oid = t.typnamespace
            JOIN pg_type s ON s.oid = r.rngsubtype
            """.replace(
                    // what the server would call it, if the script says nothing: older servers have no such types
                    "<its own choice>",
                    "CASE WHEN t.typname LIKE '%range%' THEN regexp_replace(t.typname::text, 'range', 'multirange')"
                            + " ELSE t.typname || '_multirange' END");

    private static final String COLLATIONS = """
            SELECT c.oid, format('CREATE COLLATION %I.%I (provider = %s', n.nspname, c.collname,
                CASE c.collprovider WHEN 'b' THEN 'builtin' WHEN 'i' THEN 'icu' WHEN 'd' THEN 'default' ELSE 'libc' END)
              || CASE WHEN c.collisdeterministic THEN '' ELSE ', deterministic = false' END
              || coalesce(', locale = ' || quote_literal(coalesce(to_jsonb(c) ->> 'colllocale',
                   to_jsonb(c) ->> 'colliculocale', CASE WHEN c.collprovider = 'i' THEN c.collcollate END)), '')
              || CASE WHEN c.collprovider = 'c' THEN format(', lc_collate = %L, lc_ctype = %L', c.collcollate, \
            c.collctype)
                 ELSE '' END
              || coalesce(', rules = ' || quote_literal(to_jsonb(c) ->> 'collicurules'), '') || ')'
            FROM pg_collation c JOIN pg_namespace n ON n.oid = c.collnamespace WHERE c.oid >= 16384
            """;

    private PostgresqlTypesScript() {}

    static void define(PostgresqlDefinitions definitions) {
        definitions.define(
                Kind.SCHEMA,
                "pg_namespace",
                "SELECT oid, format('CREATE SCHEMA %I', nspname) FROM pg_namespace WHERE nspname <> 'public'");
        definitions.define(
                Kind.EXTENSION,
                "pg_extension",
                "SELECT e.oid, format('CREATE EXTENSION IF NOT EXISTS %I WITH SCHEMA %I', e.extname, n.nspname)"
                        + " FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace");
        definitions.define(Kind.COLLATION, "pg_collation", COLLATIONS);
        definitions.define(
                Kind.TYPE,
                "pg_type",
                "SELECT t.oid, format('CREATE TYPE %I.%I AS ENUM (', n.nspname, t.typname)"
                        + " || coalesce((SELECT string_agg(E'\\n    ' || quote_literal(e.enumlabel), ','"
                        + " ORDER BY e.enumsortorder) || E'\\n' FROM pg_enum e WHERE e.enumtypid = t.oid), '') || ')'"
                        + " FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace WHERE t.typtype = 'e'");
        definitions.define(Kind.TYPE, "pg_type", COMPOSITE_TYPES);
        definitions.define(Kind.TYPE, "pg_type", RANGE_TYPES);
        definitions.define(
                Kind.TYPE,
                "pg_type",
                "SELECT t.oid, format('CREATE TYPE %I.%I', n.nspname, t.typname) FROM pg_type t"
                        + " JOIN pg_namespace n ON n.oid = t.typnamespace WHERE NOT t.typisdefined");
        definitions.impossible(
                "pg_type",
                "has its own input and output functions",
                "SELECT oid FROM pg_type WHERE typtype = 'b' AND typisdefined AND oid >= 16384");
        defineShells(definitions);
        defineDomains(definitions);
    }

    /** A range type and its canonical function need each other. */
    private static void defineShells(PostgresqlDefinitions definitions) {
        definitions
                .query(
                        "pg_type",
                        "SELECT rngtypid, rngcanonical::oid, format('CREATE TYPE %I.%I', n.nspname, t.typname)"
                                + " FROM pg_range JOIN pg_type t ON t.oid = rngtypid"
                                + " JOIN pg_namespace n ON n.oid = t.typnamespace WHERE rngcanonical::oid <> 0",
                        row -> new Object[] {row.getLong(1), row.getLong(2), row.getString(3)})
                .forEach(row -> {
                    PostgresqlKey type = PostgresqlKey.type((Long) row[0]);
                    if (definitions.wants(type)) {
                        PostgresqlKey shell = PostgresqlKey.shell(type.oid());
                        PostgresqlKey canonical = new PostgresqlKey("pg_proc", (Long) row[1]);
                        String statement = (String) row[2];
                        definitions.define(PostgresqlDefinition.of(shell, Kind.SHELL_TYPE, statement, statement));
                        definitions.redirect(canonical, type, shell);
                        definitions.need(type, shell, 'n');
                        definitions
                                .catalog()
                                .query(
                                        "SELECT typnamespace FROM pg_type WHERE oid = " + type.oid(),
                                        schema -> new PostgresqlKey("pg_namespace", schema.getLong(1)))
                                .forEach(schema -> definitions.need(shell, schema, 'n'));
                    }
                });
    }

    private static void defineDomains(PostgresqlDefinitions definitions) {
        record Check(long domain, long oid, String domainName, String name, String text, boolean valid) {}
        Map<Long, Map<PostgresqlKey, Part>> partsByDomain = new LinkedHashMap<>();
        Map<PostgresqlKey, String> inline = new LinkedHashMap<>();
        definitions
                .catalog()
                .query(
                        "domain constraint",
                        "SELECT c.contypid, c.oid, format('%I.%I', n.nspname, t.typname), quote_ident(c.conname),"
                                + " pg_get_constraintdef(c.oid), c.convalidated FROM pg_constraint c"
                                + " JOIN pg_type t ON t.oid = c.contypid JOIN pg_namespace n ON n.oid = t.typnamespace"
                                + " WHERE c.contype = 'c' ORDER BY c.conname COLLATE \"C\"",
                        row -> new Check(
                                row.getLong(1),
                                row.getLong(2),
                                row.getString(3),
                                row.getString(4),
                                row.getString(5),
                                row.getBoolean(6)))
                .forEach(check -> {
                    PostgresqlKey key = PostgresqlKey.constraint(check.oid());
                    String statement = "ALTER DOMAIN " + check.domainName() + " ADD CONSTRAINT " + check.name() + " "
                            + check.text();
                    if (check.valid()) {
                        partsByDomain
                                .computeIfAbsent(check.domain(), any -> new LinkedHashMap<>())
                                .put(key, new Part("check " + check.name() + " of " + check.domainName(), statement));
                        inline.put(key, "\n    CONSTRAINT " + check.name() + " " + check.text());
                    } else {
                        definitions.define(Kind.PART, key, statement);
                    }
                });
        definitions
                .query("pg_type", DOMAINS, row -> new Object[] {PostgresqlKey.type(row.getLong(1)), row.getString(2)})
                .forEach(row -> {
                    PostgresqlKey key = (PostgresqlKey) row[0];
                    if (definitions.wants(key)) {
                        Map<PostgresqlKey, Part> parts = partsByDomain.getOrDefault(key.oid(), Map.of());
                        definitions.define(new PostgresqlDefinition(
                                key,
                                Kind.TYPE,
                                definitions.catalog().items().get(key).identity(),
                                without -> row[1] + checks(parts, inline, without),
                                parts));
                    }
                });
    }

    private static String checks(
            Map<PostgresqlKey, Part> parts, Map<PostgresqlKey, String> inline, Set<PostgresqlKey> without) {
        StringBuilder checks = new StringBuilder();
        parts.keySet().stream()
                .filter(part -> !without.contains(part))
                .forEach(part -> checks.append(inline.get(part)));
        return checks.toString();
    }
}
