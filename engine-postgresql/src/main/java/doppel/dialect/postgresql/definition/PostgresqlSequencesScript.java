package doppel.dialect.postgresql.definition;

import doppel.dialect.postgresql.connect.PostgresqlName;
import doppel.dialect.postgresql.definition.PostgresqlDefinition.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sequences that belong to no column, and the positions of all sequences. */
final class PostgresqlSequencesScript {

    /** A sequence's options; {@code s} is its row in {@code pg_sequence}. */
    static final String OPTIONS =
            "format('START WITH %s INCREMENT BY %s MINVALUE %s MAXVALUE %s CACHE %s%s', s.seqstart, s.seqincrement, "
                    + "s.seqmin,"
                    + " s.seqmax, s.seqcache, CASE WHEN s.seqcycle THEN ' CYCLE' ELSE '' END)";

    private static final int SEQUENCES_AT_ONCE = 100;

    private PostgresqlSequencesScript() {}

    static void define(PostgresqlDefinitions definitions) {
        definitions.define(
                Kind.SEQUENCE,
                "pg_class",
                "SELECT c.oid, format('CREATE %sSEQUENCE %I.%I AS %s ', CASE c.relpersistence WHEN 'u' THEN 'UNLOGGED '"
                        + " ELSE '' END, n.nspname, c.relname, format_type(s.seqtypid, NULL)) || " + OPTIONS
                        + " FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid"
                        + " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relpersistence <> 't'");
        defineOwners(definitions);
        followPositions(definitions);
    }

    private static void defineOwners(PostgresqlDefinitions definitions) {
        definitions
                .catalog()
                .query(
                        "sequence",
                        "SELECT d.objid, d.refobjid, format('ALTER SEQUENCE %I.%I OWNED BY %I.%I.%I', n.nspname, "
                                + "c.relname,"
                                + " tn.nspname, t.relname, a.attname) FROM pg_depend d"
                                + " JOIN pg_class c ON c.oid = d.objid JOIN pg_namespace n ON n.oid = c.relnamespace"
                                + " JOIN pg_class t ON t.oid = d.refobjid JOIN pg_namespace tn ON tn.oid = "
                                + "t.relnamespace"
                                + " JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid"
                                + " WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass"
                                + " AND d.deptype = 'a' AND d.refobjsubid > 0 AND c.relkind = 'S'",
                        row -> new Object[] {row.getLong(1), row.getLong(2), row.getString(3)})
                .forEach(row -> {
                    PostgresqlKey sequence = PostgresqlKey.relation((Long) row[0]);
                    if (definitions.wants(sequence)) {
                        PostgresqlKey step = PostgresqlKey.ownership(sequence.oid());
                        definitions.define(PostgresqlDefinition.of(
                                step,
                                Kind.SEQUENCE_OWNER,
                                definitions.catalog().items().get(sequence).identity(),
                                (String) row[2]));
                        definitions.need(step, sequence, 'a');
                        definitions.need(step, PostgresqlKey.relation((Long) row[1]), 'a');
                    }
                });
    }

    /** Each sequence has its position in its own row. */
    private static void followPositions(PostgresqlDefinitions definitions) {
        Map<Long, String> names = new LinkedHashMap<>();
        definitions
                .catalog()
                .query(
                        "sequence",
                        "SELECT s.seqrelid, format('%I.%I', n.nspname, c.relname) FROM pg_sequence s"
                                + " JOIN pg_class c ON c.oid = s.seqrelid JOIN pg_namespace n ON n.oid = c.relnamespace"
                                + " WHERE c.relpersistence <> 't' ORDER BY n.nspname COLLATE \"C\","
                                + " c.relname COLLATE \"C\"",
                        row -> names.put(row.getLong(1), row.getString(2)));
        Map<Long, Long> extensions = new LinkedHashMap<>();
        definitions
                .catalog()
                .query(
                        "pg_extension",
                        "SELECT k.oid, x.oid FROM pg_extension x, unnest(x.extconfig) k (oid)"
                                + " JOIN pg_class c ON c.oid = k.oid AND c.relkind = 'S'",
                        row -> extensions.put(row.getLong(1), row.getLong(2)));
        List<String> queries = new ArrayList<>();
        names.forEach((oid, name) -> {
            Long extension = extensions.get(oid);
            String position = ", format('SELECT pg_catalog.setval(%L, %s, %s)', " + PostgresqlName.literal(name)
                    + ", last_value, is_called::text) FROM " + name;
            if (extension != null) { // it comes with the extension, but users have counted on
                definitions.follow("pg_extension", "SELECT " + extension + position);
            } else if (!definitions.catalog().cameWithExtension(PostgresqlKey.relation(oid))) {
                queries.add("SELECT " + oid + position);
            }
        });
        for (int i = 0; i < queries.size(); i += SEQUENCES_AT_ONCE) {
            definitions.follow(
                    "pg_class",
                    String.join(" UNION ALL ", queries.subList(i, Math.min(queries.size(), i + SEQUENCES_AT_ONCE))));
        }
    }
}
