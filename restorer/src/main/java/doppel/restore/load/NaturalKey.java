package doppel.restore.load;

import java.util.List;

/**
 * What a row of a fixture refers to if the application creates that row: nobody knows its key before.
 *
 * @param table the table of that row
 * @param columns the columns that tell which row it is
 * @param values their values
 */
public record NaturalKey(String table, List<String> columns, List<Object> values) {

    public NaturalKey {
        columns = List.copyOf(columns);
        values = List.copyOf(values);
    }

    @Override
    public String toString() {
        return table + " " + values;
    }
}
