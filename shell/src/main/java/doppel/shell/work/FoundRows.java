package doppel.shell.work;

import doppel.Counted;
import doppel.fixture.Row;
import doppel.shell.text.TextTable;
import java.util.AbstractList;
import java.util.List;

/** Rows that were found, as a list that shows itself as a table. They are copies: changing them changes no database. */
public final class FoundRows extends AbstractList<Row> {

    private final List<String> columns;
    private final List<Row> rows;

    /** @param columns the columns to show */
    public FoundRows(List<String> columns, List<Row> rows) {
        this.columns = List.copyOf(columns);
        this.rows = rows;
    }

    /** The columns' names. */
    public List<String> columns() {
        return columns;
    }

    @Override
    public Row get(int index) {
        return rows.get(index);
    }

    @Override
    public int size() {
        return rows.size();
    }

    /** The rows as a table. */
    public TextTable table() {
        return TextTable.of(
                columns,
                () -> rows.stream()
                        .map(row -> columns.stream().map(row::held).toArray())
                        .iterator());
    }

    @Override
    public String toString() {
        return table() + "\n" + Counted.of(rows.size(), "row");
    }
}
