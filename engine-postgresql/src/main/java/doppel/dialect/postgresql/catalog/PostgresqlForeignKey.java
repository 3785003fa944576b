package doppel.dialect.postgresql.catalog;

import doppel.schema.ForeignKey;
import java.util.List;

/**
 * A foreign key as the server has it.
 *
 * @param table the table of the schema whose rows refer
 * @param key the key
 * @param referring the rows that refer, in SQL: those of one partition, if the key is its own
 * @param referred the rows that are referred to, in SQL
 * @param operators the operators that compare a column referred to with one that refers, in SQL
 * @param valid whether the server says that all rows keep it
 */
public record PostgresqlForeignKey(
        String table, ForeignKey key, String referring, String referred, List<String> operators, boolean valid) {

    public PostgresqlForeignKey {
        operators = List.copyOf(operators);
    }
}
