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
 * Describes the changes to the rows of a table, in the order in which they are made: after {@code rename("a", "b")} the
 * column is called {@code b}. Functions see the row as it is at their place. An exception of a function defers the row.
 * Not thread-safe.
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

    /** Renames the table from this step on. */
    public TableChanges renameTo(String otherName) {
        newName = Objects.requireNonNull(otherName);
        return add(new Change.Move(otherName));
    }

    /** Drops the table and its rows, which count as skipped. Other tables can still join them. */
    public TableChanges drop() {
        dropped = true;
        return this;
    }

    /**
     * A column that not every database of that version has, since engines differ: from here on, changes of this column
     * do nothing to rows that do not have it, and rows lose it at the end if the target's table has none of that name.
     * Its name cannot be checked.
     */
    public TableChanges columnIfThere(String column) {
        return add(new Change.ColumnIfThere(column));
    }

    /** Renames a column. */
    public TableChanges rename(String column, String newColumn) {
        return add(new Change.Rename(column, newColumn));
    }

    /** Drops columns. */
    public TableChanges drop(String column, String... more) {
        add(new Change.Drop(column));
        for (String other : more) {
            add(new Change.Drop(other));
        }
        return this;
    }

    /**
     * Adds a column with the same value in all rows.
     *
     * @param value a value, or null
     */
    public TableChanges add(String column, Object value) {
        return add(new Change.Add(column, new Constant(value)));
    }

    /** Adds a column whose value depends on the rest of the row. */
    public TableChanges add(String column, Function<Row, ?> value) {
        return add(new Change.Add(column, value == null ? new Constant(null) : value)); // null is a value too
    }

    /**
     * Changes the values of a column by a {@link Mapping}, a {@link Cast} or any function. The function is given null
     * for NULL.
     */
    public TableChanges change(String column, UnaryOperator<Object> conversion) {
        return add(new Change.Convert(column, conversion));
    }

    /** Sets an existing column to a value that depends on the whole row. */
    public TableChanges set(String column, Function<Row, ?> value) {
        return add(new Change.SetTo(column, value));
    }

    /**
     * Lets the restored rows replace those that the script of the target's schema has inserted. Without this, the
     * target's rows stay, and a row with the same key is refused.
     */
    public TableChanges replaceRows() {
        return add(new Change.ReplaceRows());
    }

    /**
     * The application numbers a column from a separate sequence, which continues after the restore beyond the greatest
     * number that came. This also applies to later steps, until one names another sequence. If the target has no
     * sequences, or has a table of this name, it changes nothing.
     *
     * @param column the column
     * @param sequence the sequence of the version that the step leads to
     */
    public TableChanges numberedBy(String column, String sequence) {
        return add(new Change.NumberedBy(column, sequence));
    }

    /**
     * Leaves rows out; they count as skipped.
     *
     * @param which is true for rows to leave out
     */
    public TableChanges skip(Predicate<Row> which) {
        return add(new Change.Skip(which));
    }

    /**
     * Leaves out rows that are equal to another in these columns, as a unique key demands: NULL is equal to nothing.
     * The values are kept in memory for each row. Say which row stays:
     *
     * <pre>{@code
     * up.table("members").distinct("name", "city").keepFirst();
     * }</pre>
     */
    public Distinct distinct(String... columns) {
        Distinct distinct = new Distinct(this, List.of(columns));
        add(new Change.KeepOne(distinct));
        return distinct;
    }

    /**
     * Gives each row another key. All references follow, by foreign keys of the fixture's schema, also those of the
     * table to itself and those that lead on from table to table. Rows that would get the same key are refused. Both
     * keys are kept in memory for each row.
     *
     * @param column a column of the primary key, or of another key that others refer to
     * @param key gives the new value, and not null
     */
    public TableChanges rekey(String column, Function<Row, ?> key) {
        return add(new Change.Rekey(name, column, key));
    }

    /**
     * Leaves out rows whose reference leads to no row of the fixture, or to one that this step leaves out; where a
     * table refers to itself, also those that refer to these, and so on. The report counts them. Before anything else
     * happens to the table in this step, the keys that the fixture holds are compared; NULL refers to nothing. Keys of
     * the table referred to are kept in memory.
     *
     * @param column the column, or one of the columns, of a foreign key of the fixture's schema
     */
    public TableChanges skipOrphans(String column) {
        return skipOrphans(column, "", "");
    }

    /**
     * The same where the fixture's schema has no such foreign key.
     *
     * @param table the table referred to, by its name before the step
     * @param key its column
     */
    public TableChanges skipOrphans(String column, String table, String key) {
        return add(new Change.SkipOrphans(name, column, table, key));
    }

    /** Adds a column that refers to the row of another table with the same natural key, which may be created. */
    public TableChanges lookUp(String column, Lookup lookup) {
        return add(new Change.LookUp(column, lookup));
    }

    /** Adds columns from the row of another table that belongs to this row. */
    public TableChanges join(Join join) {
        return add(new Change.Take(join));
    }

    /**
     * Creates a row of another table for each row; both are saved, or neither.
     *
     * @param table the other table, of the version that the step leads to
     * @param fill sets the columns of the other row, which is empty; it is given this row and the other one. If it
     *     {@linkplain Row#skip skips} the other row, none is created.
     */
    public TableChanges also(String table, BiConsumer<Row, Row> fill) {
        return add(new Change.Also(table, fill));
    }

    /** Runs Java code for each row, for changes that no other method describes. */
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

    /** Whether the table may be missing. */
    public boolean isIfThere() {
        return ifThere;
    }

    /** The table's name before the step. */
    public String name() {
        return name;
    }

    /** The table's name after the step. */
    public String newName() {
        return newName;
    }

    /** Whether the step drops the table. */
    public boolean dropped() {
        return dropped;
    }

    /** The line of the application's source that first names the table. */
    public String place() {
        return place;
    }

    /** The changes to its rows, in order. */
    public List<Change.Said> said() {
        return List.copyOf(said);
    }
}
