package doppel.dialect.postgresql.catalog;

import doppel.schema.ForeignKey;
import java.util.List;

/**
 * A foreign key as the server has it.
 *
 * @param table the table of the schema whose rows refer
 * @param key the key
 * @param referring the rows that refer, in SQL; if the key belongs to one partition, its rows
 * @param referred the rows that are referred to, in SQL
 * @param operators the operators that compare a column referred to with one that refers, in SQL
 * @param valid whether it holds for all rows according to the server
 * @param byCode whether the server compares two different types by code of a user, as a cast of his own
 */
public record PostgresqlForeignKey(
        String table,
        ForeignKey key,
        String referring,
        String referred,
        List<String> operators,
        boolean valid,
        boolean byCode) {

    public PostgresqlForeignKey {
        operators = List.copyOf(operators);
    }
}
