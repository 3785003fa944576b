package doppel.migration;

import doppel.fixture.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Says what becomes of the rows of a table, in the order in which it is said: after {@code rename("a", "b")} the column is called
 * {@code b}. Functions see the row as it is at their place. What a function throws defers the row. Not thread-safe.
 */
public final class TableChanges {

    private final String name;
    private final String place = Place.ofCaller();
    private final List<Change.Said> said = new ArrayList<>();
    private String newName;
    private boolean dropped;
    private boolean ifThere;

    TableChanges(String name) {
        this.name = Objects.requireNonNull(name);
        newName = name;
    }

    /** The table has another name from this step on. */
    public TableChanges renameTo(String otherName) {
        newName = Objects.requireNonNull(otherName);
        return add(new Change.Move(otherName));
    }

    /** The table is no more, and neither are its rows: they are counted as skipped. Other tables can still join them. */
    public TableChanges drop() {
        dropped = true;
        return this;
    }

    /** A column has another name. */
    public TableChanges rename(String column, String newColumn) {
        return add(new Change.Rename(column, newColumn));
    }

    /** Columns are no more. */
    public TableChanges drop(String column, String... more) {
        add(new Change.Drop(column));
        for (String other : more) {
            add(new Change.Drop(other));
        }
        return this;
    }

    /**
     * A new column has the same value in all rows.
     *
     * @param value a value, or null
     */
    public TableChanges add(String column, Object value) {
        return add(new Change.Add(column, row -> value));
    }

    /** A new column has a value that depends on the rest of the row. */
    public TableChanges add(String column, Function<Row, ?> value) {
        return add(new Change.Add(column, value == null ? row -> null : value)); // null is a value too
    }

    /** The values of a column become others: a {@link Mapping}, a {@link Cast} or any function. It is given null for NULL. */
    public TableChanges change(String column, UnaryOperator<Object> conversion) {
        return add(new Change.Convert(column, conversion));
    }

    /**
     * Rows that the target has already, since the script of its schema inserts them, give way to those that come. Without it they stay,
     * and a row that has a key of theirs is refused.
     */
    public TableChanges replaceRows() {
        return add(new Change.ReplaceRows());
    }

    /**
     * The application draws the numbers of a column from a sequence that stands on its own: after the restore it goes on beyond the
     * greatest number that came. It holds for later steps too, until one names another sequence. Where the target has no sequences, or a
     * table of this name, it changes nothing.
     *
     * @param column the column
     * @param sequence the sequence of the version that the step leads to
     */
    public TableChanges numberedBy(String column, String sequence) {
        return add(new Change.NumberedBy(column, sequence));
    }

    /**
     * Rows are left out, and counted as skipped.
     *
     * @param which those of which this is true
     */
    public TableChanges skip(Predicate<Row> which) {
        return add(new Change.Skip(which));
    }

    /** A new column refers to the row of another table that has the same natural key, which may be created for it. */
    public TableChanges lookUp(String column, Lookup lookup) {
        return add(new Change.LookUp(column, lookup));
    }

    /** New columns come from the row of another table that belongs to this one. */
    public TableChanges join(Join join) {
        return add(new Change.Take(join));
    }

    /**
     * Each row gives a row of another table besides; both are saved, or none.
     *
     * @param table the other table, of the version that the step leads to
     * @param fill sets the columns of the other row, which is empty: it is given this row and that one. If it {@linkplain Row#skip skips}
     *     that one, there is none.
     */
    public TableChanges also(String table, BiConsumer<Row, Row> fill) {
        return add(new Change.Also(table, fill));
    }

    /** Plain Java for each row, where nothing else says it. */
    public TableChanges each(RowChange code) {
        return add(new Change.Each(code));
    }

    private TableChanges add(Change change) {
        said.add(new Change.Said(change, Place.ofCaller()));
        return this;
    }

    TableChanges ifThere() {
        ifThere = true;
        return this;
    }

    /** Whether nothing happens where the table is not there. */
    public boolean isIfThere() {
        return ifThere;
    }

    /** The table's name before the step. */
    public String name() {
        return name;
    }

    /** The table's name behind the step. */
    public String newName() {
        return newName;
    }

    /** Whether the table is no more behind the step. */
    public boolean dropped() {
        return dropped;
    }

    /** The line of the application's source that begins to speak of the table. */
    public String place() {
        return place;
    }

    /** What is said of its rows, in order. */
    public List<Change.Said> said() {
        return List.copyOf(said);
    }
}
