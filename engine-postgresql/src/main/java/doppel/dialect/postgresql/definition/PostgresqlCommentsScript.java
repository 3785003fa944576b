package doppel.dialect.postgresql.definition;

import doppel.dialect.postgresql.connect.PostgresqlName;

/** The comments on everything. */
final class PostgresqlCommentsScript {

    /** The comment of initdb on the schema public, which is not a user's comment. */
    private static final String COMMENT_OF_PUBLIC = "standard public schema";

    private static final String COMMENTS = """
            SELECT c.relname, d.objoid, format('COMMENT ON %s %s IS %L', CASE
                WHEN i.type = 'domain constraint' THEN 'CONSTRAINT'
                WHEN i.type = 'table constraint' THEN 'CONSTRAINT'
                WHEN i.type = 'statistics object' THEN 'STATISTICS'
                WHEN i.type LIKE '% column' THEN 'COLUMN'
                ELSE upper(i.type) END,
              CASE WHEN i.type = 'domain constraint' THEN (SELECT format('%I ON DOMAIN %I.%I', k.conname, n.nspname, \
            t.typname)
                  FROM pg_constraint k JOIN pg_type t ON t.oid = k.contypid JOIN pg_namespace n ON n.oid = \
            t.typnamespace
                  WHERE k.oid = d.objoid)
                ELSE i.identity END, d.description)
            FROM pg_description d JOIN pg_class c ON c.oid = d.classoid,
            LATERAL pg_identify_object(d.classoid, d.objoid, d.objsubid) i
            WHERE d.objoid >= 16384 AND c.relname <> 'pg_largeobject'
            AND NOT (c.relname = 'pg_extension' AND EXISTS (SELECT FROM pg_available_extensions e
              WHERE quote_ident(e.name) = i.identity AND e.comment = d.description))
            ORDER BY d.objsubid
            """;

    private PostgresqlCommentsScript() {}

    static void define(PostgresqlDefinitions definitions) {
        definitions
                .catalog()
                .query(COMMENTS, row ->
                        new Object[] {new PostgresqlKey(row.getString(1), row.getLong(2)), row.getString(3)})
                .forEach(row -> definitions.follow((PostgresqlKey) row[0], (String) row[1]));
    }

    /** The statement that gives the schema public an unusual comment, or null. */
    static String ofPublic(PostgresqlCatalog catalog) {
        return catalog
                .query(
                        "SELECT obj_description(oid, 'pg_namespace') FROM pg_namespace WHERE nspname = 'public'",
                        row -> row.getString(1))
                .stream()
                .map(comment -> comment == null ? "" : comment)
                .filter(comment -> !comment.equals(COMMENT_OF_PUBLIC))
                .map(comment ->
                        "COMMENT ON SCHEMA public IS " + (comment.isEmpty() ? "NULL" : PostgresqlName.literal(comment)))
                .findFirst()
                .orElse(null);
    }
}
