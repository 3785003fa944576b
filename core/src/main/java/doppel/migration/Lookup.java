package doppel.migration;

import doppel.fixture.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Where a row finds the key of a row of another table by that row's natural key. Table and columns have the names that they have
 * after the step. Where the row's part of the natural key is NULL, so is the key. The natural keys are kept in memory for each
 * row of the other table. Not thread-safe.
 */
public final class Lookup {

    private final String table;
    private final String key;
    private final List<String> own = new ArrayList<>();
    private final List<String> natural = new ArrayList<>();
    private BiConsumer<Row, Row> creation;

    private Lookup(String table, String key) {
        this.table = table.intern();
        this.key = key.intern();
    }

    /**
     * In this table.
     *
     * @param key the column whose value is wanted: whole numbers, where rows are created
     */
    public static Lookup in(String table, String key) {
        return new Lookup(table, key);
    }

    /** The row's column has to be equal to that column of the other table. More than one pair can be given. */
    public Lookup by(String ownColumn, String naturalColumn) {
        own.add(ownColumn.intern());
        natural.add(naturalColumn.intern());
        return this;
    }

    /** A row that does not exist is created with its natural key, and the next number for its key. */
    public Lookup orCreate() {
        return orCreate((row, created) -> {});
    }

    /**
     * The same, and more columns are set.
     *
     * @param fill is given the row that looks, and the row that is created
     */
    public Lookup orCreate(BiConsumer<Row, Row> fill) {
        creation = Objects.requireNonNull(fill);
        return this;
    }

    /** The other table. */
    public String table() {
        return table;
    }

    /** The column of it whose value is wanted. */
    public String key() {
        return key;
    }

    /** The columns of this table that say in which row. */
    public List<String> own() {
        return own;
    }

    /** The natural key's columns, in the same order. */
    public List<String> natural() {
        return natural;
    }

    /** Fills rows that do not exist, if these are created. */
    public Optional<BiConsumer<Row, Row>> creation() {
        return Optional.ofNullable(creation);
    }
}
