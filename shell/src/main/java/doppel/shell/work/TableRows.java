package doppel.shell.work;

import doppel.ErrorCode;
import doppel.UsageException;
import doppel.fixture.Row;
import doppel.schema.Column;
import doppel.schema.Nearest;
import doppel.schema.Schema;
import doppel.schema.Table;
import doppel.shell.record.RecordConstructor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Rows of a table, chosen by conditions: {@code table("members").where("born < ?", day).set("senior", true)}.
 * Immutable; each word works on the rows that the conditions hold for when it is said. Where the table is that of a
 * fixture, the words that change refuse to.
 */
public abstract class TableRows {

    /** How many rows are read into memory unless {@link #limit} says more. */
    public static final int MOST_ROWS = 100_000;

    private final Table table;
    private final int limit;

    TableRows(Table table, int limit) {
        this.table = table;
        this.limit = limit;
    }

    /**
     * A table by its name; upper and lower case matter only if two names differ in nothing else.
     *
     * @throws UsageException if there is no such table
     */
    static Table find(Schema schema, String name) {
        List<Table> alike = schema.tables().stream()
                .filter(table -> table.name().equalsIgnoreCase(name))
                .toList();
        return schema.table(name)
                .or(() -> alike.size() == 1 ? Optional.of(alike.get(0)) : Optional.empty())
                .orElseThrow(() -> new UsageException(
                        ErrorCode.UNKNOWN_TABLE,
                        "There is no table " + name
                                + Nearest.endOfSentence(
                                        name, schema.tables().stream().map(Table::name)),
                        "tables() lists them all."));
    }

    /**
     * Those of the rows for which a condition holds too.
     *
     * @param sql SQL of the engine on the columns of the table, with a {@code ?} for each value
     */
    public abstract TableRows where(String sql, Object... values);

    /**
     * Those of the rows for which a condition in Java holds too. All rows of the other conditions are read for it, one
     * after the other.
     */
    public abstract TableRows where(Predicate<Row> condition);

    /** The row with this primary key. */
    public abstract TableRows key(Object... values);

    /** The same rows; says that all rows of the table are meant, which need not be confirmed then. */
    public abstract TableRows all();

    /** The same rows, of which this many are read at most. */
    public abstract TableRows limit(int rows);

    /** The same rows; {@link #delete} takes along what refers to them, and what refers to that. */
    public abstract TableRows andWhatRefersToThem();

    /** The table. */
    public final Table table() {
        return table;
    }

    /** How many rows are read at most. */
    final int limit() {
        return limit;
    }

    final boolean isLimited() {
        return limit != MOST_ROWS;
    }

    /** Reads the rows of the conditions, whatever the limit says; the caller closes it. */
    abstract RowReading open();

    /** Lets a reading go on after this word; whoever began the step closes it. */
    abstract RowReading untilEndOfStep(RowReading reading);

    /**
     * The rows, in the order of the primary key.
     *
     * @throws UsageException if there are more than {@link #MOST_ROWS}, and no limit says what to do
     */
    public final FoundRows rows() {
        List<Row> rows = new ArrayList<>();
        try (RowReading reading = open()) {
            Row row = limit > 0 ? reading.next() : null;
            while (row != null) {
                rows.add(row);
                row = rows.size() < limit || !isLimited() ? reading.next() : null;
                if (row != null && rows.size() == limit) {
                    throw new UsageException(
                            ErrorCode.USAGE,
                            String.format(Locale.ROOT, "These are more than %,d rows of %s.", limit, table.name()),
                            "Say how many to read, as in limit(20), or which, as in where(\"id > ?\", 5); stream()"
                                    + " reads one after the other.");
                }
            }
        }
        return new FoundRows(shownColumns(), rows);
    }

    /** The columns that a row can have values for. */
    final List<String> shownColumns() {
        return table.insertableColumns().stream().map(Column::name).toList();
    }

    /**
     * The rows one after the other, in the order of the primary key and in constant memory: {@code
     * stream().filter(…).count()}. Of a database, nothing else can be asked until the stream has come to its end or is
     * closed; it ends with its snippet or script.
     */
    public final Stream<Row> stream() {
        RowReading reading = untilEndOfStep(open());
        Spliterator<Row> rows =
                new Spliterators.AbstractSpliterator<>(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL) {
                    @Override
                    public boolean tryAdvance(Consumer<? super Row> taker) {
                        Row row = reading.next();
                        if (row == null) {
                            reading.close();
                            return false;
                        }
                        taker.accept(row);
                        return true;
                    }
                };
        Stream<Row> stream = StreamSupport.stream(rows, false).onClose(reading::close);
        return isLimited() ? stream.limit(limit) : stream;
    }

    /**
     * The rows as records: the record type of the table, or any record with a component for each of its columns.
     *
     * @throws IllegalArgumentException if a value does not fit
     */
    public final <T extends Record> List<T> as(Class<T> type) {
        RecordConstructor<T> constructor = new RecordConstructor<>(type);
        return rows().stream()
                .map(row -> constructor.of(table.columns().stream()
                        .map(column -> row.get(column.name()))
                        .toArray()))
                .toList();
    }

    /** The first row in the order of the primary key; empty if there is none. */
    public final Optional<Row> first() {
        try (RowReading reading = open()) {
            return limit > 0 ? Optional.ofNullable(reading.next()) : Optional.empty();
        }
    }

    /** How many rows there are. */
    public abstract long count();

    /** The same by reading them. */
    final long countByReading() {
        long count = 0;
        try (RowReading reading = open()) {
            while (reading.next() != null) {
                count++;
            }
        }
        return count;
    }

    /**
     * Sets a column to the same value in all of these rows.
     *
     * @return how many rows there were
     */
    public abstract long set(String column, Object value);

    /**
     * Sets a column to a value that depends on the whole row, as {@code set} of a migration does.
     *
     * @return how many rows have changed
     */
    public abstract long set(String column, Function<Row, ?> value);

    /**
     * Changes the values of a column by a function, a {@link doppel.migration.Mapping} or a
     * {@link doppel.migration.Cast}, as {@code change} of a migration does. The function is given null for NULL.
     *
     * @return how many rows have changed
     */
    public abstract long change(String column, UnaryOperator<Object> conversion);

    /**
     * Inserts a row: {@code insert("name", "Ann", "born", day)}. Columns that are not named get their defaults.
     *
     * @param columnsAndValues each column's name, followed by its value
     */
    public abstract void insert(Object... columnsAndValues);

    /** Inserts a row with the values of another, which may be of another table with columns of the same names. */
    public abstract void insert(Row row);

    /**
     * Deletes the rows.
     *
     * @return how many rows there were, with those that were taken along
     * @throws UsageException if other rows refer to them, and {@link #andWhatRefersToThem} was not said
     */
    public abstract long delete();

    /**
     * Lets everything that refers to these rows refer to another row of the table, and deletes them: they are doubles.
     *
     * @param key the primary key of the row that stays; if it is among these rows, it stays all the same
     * @return how many rows refer to another row now, or are gone
     */
    public abstract long mergeInto(Object... key);

    /** Refuses a limit where a word concerns all rows. */
    final void requireWhole() {
        if (isLimited()) {
            throw new UsageException(
                    ErrorCode.USAGE,
                    "limit(" + limit + ") is for reading: a change concerns all rows of the condition.",
                    "Say which rows by where or key.");
        }
    }

    /** Makes sure that these can be the values of the primary key. */
    final void requireKey(Object... values) {
        if (table.primaryKey().isEmpty()) {
            throw new IllegalArgumentException(table.name() + " has no primary key; where(…) chooses rows");
        }
        if (table.primaryKey().size() != values.length) {
            throw new IllegalArgumentException(
                    "the primary key of " + table.name() + " is (" + String.join(", ", table.primaryKey()) + ")");
        }
    }

    @Override
    public final String toString() {
        return rows().toString();
    }
}
