package doppel.migration;

import doppel.fixture.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Finds the key of a row of another table by that row's natural key. Table and columns are named as after the step. If
 * a part of the natural key is NULL in this row, the key is NULL too. The natural keys are kept in memory for each row
 * of the other table. Not thread-safe.
 */
public final class Lookup {

    private final String table;
    private final String key;
    private final List<String> own = new ArrayList<>();
    private final List<String> natural = new ArrayList<>();
    private BiConsumer<Row, Row> creation;
    private Function<Row, ?> newKey;
    private boolean ignoresCase;

    private Lookup(String table, String key) {
        this.table = table.intern();
        this.key = key.intern();
    }

    /**
     * A lookup in this table.
     *
     * @param key the column whose value is looked up; it has to hold whole numbers if rows are created,
     *     unless {@link #keyedBy} gives their keys
     */
    public static Lookup in(String table, String key) {
        return new Lookup(table, key);
    }

    /** This column of the row has to be equal to that column of the other table. More than one pair can be given. */
    public Lookup by(String ownColumn, String naturalColumn) {
        own.add(ownColumn.intern());
        natural.add(naturalColumn.intern());
        return this;
    }

    /** Creates missing rows with their natural key and the next number as their key. */
    public Lookup orCreate() {
        return orCreate((row, created) -> {});
    }

    /**
     * The same, and sets more columns.
     *
     * @param fill is given the row with the reference, and the row that is created
     */
    public Lookup orCreate(BiConsumer<Row, Row> fill) {
        creation = Objects.requireNonNull(fill);
        return this;
    }

    /**
     * Created rows get this key instead of the next number, such as a UUID.
     *
     * @param keyOfCreated is given the created row, with its natural key and what else was set
     */
    public Lookup keyedBy(Function<Row, ?> keyOfCreated) {
        newKey = Objects.requireNonNull(keyOfCreated);
        return this;
    }

    /**
     * Texts that differ only in upper and lower case are the same, whatever the collation of the target; without this,
     * they never are.
     */
    public Lookup ignoringCase() {
        ignoresCase = true;
        return this;
    }

    /** Gives created rows their key, if that is not the next number. */
    public Optional<Function<Row, ?>> newKey() {
        return Optional.ofNullable(newKey);
    }

    /** Whether upper and lower case are the same. */
    public boolean ignoresCase() {
        return ignoresCase;
    }

    /** The other table. */
    public String table() {
        return table;
    }

    /** The column of the other table whose value is looked up. */
    public String key() {
        return key;
    }

    /** The columns of this table that identify the other row. */
    public List<String> own() {
        return own;
    }

    /** The natural key's columns, in the same order. */
    public List<String> natural() {
        return natural;
    }

    /** Fills missing rows, if they are created. */
    public Optional<BiConsumer<Row, Row>> creation() {
        return Optional.ofNullable(creation);
    }
}
