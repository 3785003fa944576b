package doppel.dialect.postgresql.definition;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The definition of an object.
 *
 * @param key the object
 * @param kind its kind: of two objects that do not need each other, the one of the earlier kind comes first
 * @param name its name, unique among its kind
 * @param create gives the statement that creates it, without the parts of this set
 * @param parts its parts, which are created within it if possible, and the statements that create them separately
 */
record PostgresqlDefinition(
        PostgresqlKey key,
        Kind kind,
        String name,
        Function<Set<PostgresqlKey>, String> create,
        Map<PostgresqlKey, Part> parts) {

    /**
     * A part that can be created separately.
     *
     * @param name its name in a report, such as {@code the default of public.t.a}
     * @param statement the statement that creates it
     */
    record Part(String name, String statement) {}

    /** Kinds of objects, in the order in which they are created if possible. */
    enum Kind {
        SCHEMA("schema"),
        LANGUAGE("language"),
        EXTENSION("extension"),
        ACCESS_METHOD("access method"),
        COLLATION("collation"),
        SHELL_TYPE("type"),
        TYPE("type"),
        CONVERSION("conversion"),
        SEQUENCE("sequence"),
        FUNCTION("function"),
        AGGREGATE("aggregate"),
        OPERATOR("operator"),
        OPERATOR_FAMILY("operator family"),
        OPERATOR_CLASS("operator class"),
        OPERATOR_FAMILY_MEMBER("member of an operator family"),
        CAST("cast"),
        TRANSFORM("transform"),
        TEXT_SEARCH("text search object"),
        TABLE("table"),
        SEQUENCE_OWNER("owner of a sequence"),
        PARTITION("partition"),
        PART("part"),
        VIEW("view"),
        MATERIALIZED_VIEW("materialized view"),
        CONSTRAINT("constraint"),
        INDEX("index"),
        INDEX_PARTITION("partition of an index"),
        STATISTICS("statistics object"),
        FOREIGN_KEY("foreign key"),
        TRIGGER("trigger"),
        POLICY("policy"),
        RULE("rule"),
        EVENT_TRIGGER("event trigger");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /** The kind in words. */
        String words() {
            return words;
        }
    }

    PostgresqlDefinition {
        parts = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(parts));
    }

    /** An object that one statement creates. */
    static PostgresqlDefinition of(PostgresqlKey key, Kind kind, String name, String statement) {
        return new PostgresqlDefinition(key, kind, name, without -> statement, Map.of());
    }

    /** Terminated statements, each on its own lines. */
    static String script(List<String> statements) {
        StringBuilder script = new StringBuilder();
        for (String statement : statements) {
            script.append(statement.stripTrailing()).append(";\n");
        }
        return script.toString();
    }
}
