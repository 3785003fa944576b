package doppel.dialect.postgresql.catalog;

import doppel.dialect.postgresql.connect.PostgresqlName;
import doppel.schema.Schema;
import java.util.List;
import java.util.Map;

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
     */
    public record Relation(long oid, PostgresqlName name, String rows) {

        /**
         * A table with its rows, without those of tables that inherit from it, which have their own rows.
         *
         * @param partitioned whether its rows live in its partitions
         */
        public static Relation of(long oid, PostgresqlName name, boolean partitioned) {
            return new Relation(oid, name, (partitioned ? "" : "ONLY ") + name.sql());
        }
    }

    /** A table of the schema. */
    public Relation relation(String table) {
        return relations.get(table);
    }
}
