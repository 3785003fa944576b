package doppel.dialect.postgresql.catalog;

import doppel.dialect.postgresql.connect.PostgresqlName;
import doppel.schema.Schema;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What {@link PostgresqlSchemaReader} finds.
 *
 * @param schema the tables as the rest of Doppel knows them
 * @param relations the tables as SQL names them, by their names in the schema
 * @param references the foreign keys, including those of single partitions
 */
public record PostgresqlTables(Schema schema, Map<String, Relation> relations, List<PostgresqlForeignKey> references) {

    public PostgresqlTables {
        relations = Map.copyOf(relations);
        references = List.copyOf(references);
    }

    /**
     * A table.
     *
     * @param oid its number in {@code pg_class}
     * @param name its name
     * @param rows its rows, as FROM takes them
     * @param copied whether these rows are a copy, without columns that the server computes
     */
    public record Relation(long oid, PostgresqlName name, String rows, boolean copied) {

        /**
         * A table with its rows, without those of tables that inherit from it, which have their own rows.
         *
         * @param partitioned whether its rows live in its partitions
         */
        public static Relation of(long oid, PostgresqlName name, boolean partitioned) {
            return new Relation(oid, name, (partitioned ? "" : "ONLY ") + name.sql(), false);
        }

        /** The rows that a filter of an extension chooses, a clause of SQL; all if there is none. */
        Relation filtered(String clause) {
            return clause == null || clause.isBlank()
                    ? this
                    : new Relation(oid, name, "(SELECT * FROM " + rows + " " + clause + ") kept", copied);
        }

        /** The table as UPDATE and DELETE take it. */
        public String stored() {
            return rows.startsWith("(") ? "ONLY " + name.sql() : rows;
        }
    }

    /**
     * The same, with other places for the rows of some tables.
     *
     * @param copies where they are, as FROM takes them, by the tables' numbers
     * @param parts partitions of these tables, which are not to be read themselves
     */
    public PostgresqlTables reading(Map<Long, String> copies, Set<String> parts) {
        Map<String, Relation> others = new HashMap<>();
        Map<String, String> places = new HashMap<>();
        relations.forEach((name, relation) -> {
            String rows = copies.getOrDefault(relation.oid(), relation.rows());
            places.put(relation.rows(), rows);
            others.put(name, new Relation(relation.oid(), relation.name(), rows, !rows.equals(relation.rows())));
        });
        List<PostgresqlForeignKey> keys = references.stream()
                .map(key -> new PostgresqlForeignKey(
                        key.table(),
                        key.key(),
                        places.getOrDefault(key.referring(), key.referring()),
                        places.getOrDefault(key.referred(), key.referred()),
                        key.operators(),
                        key.valid(),
                        key.byCode()
                                || isPart(key.referring(), places, parts)
                                || isPart(key.referred(), places, parts)))
                .toList();
        return new PostgresqlTables(schema, others, keys);
    }

    private static boolean isPart(String rows, Map<String, String> places, Set<String> parts) {
        return parts.contains(rows) && !places.containsKey(rows);
    }

    /** A table of the schema. */
    public Relation relation(String table) {
        return relations.get(table);
    }
}
