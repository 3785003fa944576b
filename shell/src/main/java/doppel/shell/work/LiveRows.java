package doppel.shell.work;

import doppel.DatabaseException;
import doppel.ErrorCode;
import doppel.UsageException;
import doppel.dialect.LiveDatabase;
import doppel.dialect.RefusedException;
import doppel.dialect.RowCursor;
import doppel.fixture.Row;
import doppel.fixture.Shape;
import doppel.schema.Column;
import doppel.schema.Nearest;
import doppel.schema.Table;
import doppel.shell.change.RowKey;
import doppel.shell.record.RecordConstructor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Rows of a table, chosen by conditions: {@code table("members").where("born < ?", day).set("senior", true)}.
 * Immutable; each word works on the rows that the conditions hold for when it is said. All of it is part of the one
 * transaction.
 */
public final class TableRows {

    /** How many rows are read into memory unless {@link #limit} says more. */
    public static final int MOST_ROWS = 100_000;

    private final UnitOfWork work;
    private final Table table;
    private final String condition;
    private final boolean chosen;
    private final int limit;
    private final boolean withReferring;

    private TableRows(
            UnitOfWork work, Table table, String condition, boolean chosen, int limit, boolean withReferring) {
        this.work = work;
        this.table = table;
        this.condition = condition;
        this.chosen = chosen;
        this.limit = limit;
        this.withReferring = withReferring;
    }

    /**
     * All rows of a table.
     *
     * @param name the table's name; upper and lower case matter only if two names differ in nothing else
     * @throws UsageException if there is no such table
     */
    public static TableRows of(UnitOfWork work, String name) {
        List<Table> tables = work.database().schema().tables();
        List<Table> alike = tables.stream()
                .filter(table -> table.name().equalsIgnoreCase(name))
                .toList();
        Table found = work.database()
                .schema()
                .table(name)
                .or(() -> alike.size() == 1 ? Optional.of(alike.get(0)) : Optional.empty())
                .orElseThrow(() -> new UsageException(
                        ErrorCode.UNKNOWN_TABLE,
                        "There is no table " + name
                                + Nearest.endOfSentence(name, tables.stream().map(Table::name)),
                        "tables() lists them all."));
        return new TableRows(work, found, "", false, MOST_ROWS, false);
    }

    /**
     * Those of the rows for which a condition holds too.
     *
     * @param sql SQL of the engine on the columns of the table, with a {@code ?} for each value
     */
    public TableRows where(String sql, Object... values) {
        if (sql.isBlank()) {
            throw new IllegalArgumentException("a condition says something; all() means all rows");
        }
        String also = SqlText.with(sql, values == null ? new Object[] {null} : values, database()::literal);
        return new TableRows(
                work,
                table,
                condition.isEmpty() ? also : "(" + condition + "\n) AND (" + also + "\n)",
                true,
                limit,
                withReferring);
    }

    /** The row with this primary key. */
    public TableRows key(Object... values) {
        if (table.primaryKey().isEmpty()) {
            throw new IllegalArgumentException(table.name() + " has no primary key; where(…) chooses rows");
        }
        if (table.primaryKey().size() != values.length) {
            throw new IllegalArgumentException(
                    "the primary key of " + table.name() + " is (" + String.join(", ", table.primaryKey()) + ")");
        }
        return where(
                table.primaryKey().stream()
                        .map(column -> database().sqlName(column) + " = ?")
                        .collect(Collectors.joining(" AND ")),
                values);
    }

    /** The same rows; says that all rows of the table are meant, which need not be confirmed then. */
    public TableRows all() {
        return new TableRows(work, table, condition, true, limit, withReferring);
    }

    /** The same rows, of which {@link #rows} reads this many at most. */
    public TableRows limit(int rows) {
        return new TableRows(work, table, condition, chosen, rows, withReferring);
    }

    /** The same rows; {@link #delete} takes along what refers to them, and what refers to that. */
    public TableRows andWhatRefersToThem() {
        return new TableRows(work, table, condition, chosen, limit, true);
    }

    /** The table. */
    public Table table() {
        return table;
    }

    /** The condition in SQL; empty for all rows. */
    String condition() {
        return condition;
    }

    /**
     * The rows, in the order of the primary key.
     *
     * @throws UsageException if there are more than {@link #MOST_ROWS}, and no limit says what to do
     */
    public FoundRows rows() {
        return work.read(this::read);
    }

    private FoundRows read() {
        List<String> columns =
                table.insertableColumns().stream().map(Column::name).toList();
        Shape shape = Shape.of(table.name(), columns);
        List<Row> rows = new ArrayList<>();
        Object[] values = new Object[columns.size()];
        try (RowCursor cursor = database().rows(table, condition)) {
            while (rows.size() < limit && cursor.next(values)) {
                rows.add(Row.of(shape, values).strict(true));
            }
            if (limit == MOST_ROWS && rows.size() == limit && cursor.next(values)) {
                throw new UsageException(
                        ErrorCode.USAGE,
                        String.format(Locale.ROOT, "These are more than %,d rows of %s.", limit, table.name()),
                        "Say how many to read, as in limit(20), or which, as in where(\"id > ?\", 5).");
            }
        }
        return new FoundRows(columns, rows);
    }

    /**
     * The rows as records: the record type of the table, or any record with a component for each of its columns.
     *
     * @throws IllegalArgumentException if a value does not fit
     */
    public <T extends Record> List<T> as(Class<T> type) {
        RecordConstructor<T> constructor = new RecordConstructor<>(type);
        return rows().stream()
                .map(row -> constructor.of(table.columns().stream()
                        .map(column -> row.get(column.name()))
                        .toArray()))
                .toList();
    }

    /** The first row in the order of the primary key; empty if there is none. */
    public Optional<Row> first() {
        return limit(1).rows().stream().findFirst();
    }

    /** How many rows there are. */
    public long count() {
        return whole().work.read(this::countAll);
    }

    private long countAll() {
        String sql = "SELECT count(*) FROM " + database().sqlName(table) + LiveDatabase.where(condition);
        try (Statement statement = database().connection().createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw database().failure("Counting rows of " + table.name(), e);
        }
    }

    /**
     * Sets a column to the same value in all of these rows.
     *
     * @return how many rows there were
     */
    public long set(String column, Object value) {
        Row changes = new Row(Shape.empty(table.name()), 1).set(known(column), value);
        return changing("changes", "UPDATE ", () -> database().writer().update(changes, LiveDatabase.where(condition)));
    }

    /**
     * Sets a column to a value that depends on the whole row, as {@code set} of a migration does.
     *
     * @return how many rows have changed
     */
    public long set(String column, Function<Row, ?> value) {
        if (value == null) { // which is a value, too
            return set(column, (Object) null);
        }
        String known = known(column);
        return each(row -> row.set(known, value.apply(row)));
    }

    /**
     * Changes the values of a column by a function, a {@link doppel.migration.Mapping} or a
     * {@link doppel.migration.Cast}, as {@code change} of a migration does. The function is given null for NULL.
     *
     * @return how many rows have changed
     */
    public long change(String column, UnaryOperator<Object> conversion) {
        String known = known(column);
        return each(row -> row.set(known, conversion.apply(row.get(known))));
    }

    private long each(Consumer<Row> change) {
        whole();
        work.ready();
        database().lock(table, condition);
        FoundRows rows = rows();
        return changing("changes", "UPDATE ", () -> {
            long changed = 0;
            for (Row row : rows) {
                Row after = row.copy();
                change.accept(after);
                Row changes = new Row(Shape.empty(table.name()), 2);
                for (String column : row.columns()) {
                    if (!Objects.deepEquals(row.get(column), after.get(column))) {
                        changes.set(column, after.get(column));
                    }
                }
                if (!changes.columns().isEmpty() && database().writer().updateOne(RowKey.of(table, row), changes)) {
                    changed++;
                }
            }
            return changed;
        });
    }

    /**
     * Inserts a row: {@code insert("name", "Ann", "born", day)}. Columns that are not named get their defaults.
     *
     * @param columnsAndValues each column's name, followed by its value
     */
    public void insert(Object... columnsAndValues) {
        if (columnsAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("insert takes a name and a value for each column");
        }
        Row row = new Row(Shape.empty(table.name()));
        for (int i = 0; i < columnsAndValues.length; i += 2) {
            row.set(known(String.valueOf(columnsAndValues[i])), columnsAndValues[i + 1]);
        }
        insert(row);
    }

    /** Inserts a row with the values of another, which may be of another table with columns of the same names. */
    public void insert(Row row) {
        Row own = row.copy().moveTo(table.name());
        own.columns().forEach(this::known);
        changing("inserts", "INSERT INTO ", () -> {
            database().writer().insert(own);
            return 1L;
        });
    }

    /**
     * Deletes the rows.
     *
     * @return how many rows there were, with those that were taken along
     * @throws UsageException if other rows refer to them, and {@link #andWhatRefersToThem} was not said
     */
    public long delete() {
        ReferringRows referring = ReferringRows.of(work, whole());
        if (!withReferring) {
            referring.requireNone();
        }
        if (referring.isEmpty()) {
            return changing(
                    "deletes",
                    "DELETE FROM ",
                    () -> execute("DELETE FROM " + database().sqlName(table) + LiveDatabase.where(condition)));
        }
        return changing("deletes", "DELETE FROM ", referring::deleteAll);
    }

    /**
     * Lets everything that refers to these rows refer to another row of the table, and deletes them: they are doubles.
     *
     * @param key the primary key of the row that stays; if it is among these rows, it stays all the same
     * @return how many rows refer to another row now, or are gone
     */
    public long mergeInto(Object... key) {
        TableRows stays = of(work, table.name()).key(key);
        Row kept = stays.first()
                .orElseThrow(() -> new UsageException(
                        ErrorCode.USAGE,
                        "There is no such row of " + table.name() + " to merge into.",
                        "Correct the key."));
        TableRows doubles = where("NOT (" + stays.condition + ")").whole();
        FoundRows gone = doubles.rows();
        return changing("merges", "DELETE FROM ", () -> new References(database(), table).merge(gone, kept));
    }

    /** The same rows for a word that works on all of them. */
    private TableRows whole() {
        if (limit != MOST_ROWS) {
            throw new UsageException(
                    ErrorCode.USAGE,
                    "limit(" + limit + ") is for reading: a change concerns all rows of the condition.",
                    "Say which rows by where or key.");
        }
        return this;
    }

    private long execute(String sql) throws RefusedException {
        try (Statement statement = database().connection().createStatement()) {
            return statement.executeUpdate(sql);
        } catch (SQLException e) {
            throw database().failure("Changing " + table.name(), e);
        }
    }

    private long changing(String what, String sql, UnitOfWork.Words<Long, RefusedException> change) {
        whole();
        try {
            return work.change(sql + database().sqlName(table), () -> {
                long rows = change.run();
                if (!chosen && !what.equals("inserts")) {
                    work.confirmAll(what, rows);
                }
                return rows;
            });
        } catch (RefusedException e) {
            throw new DatabaseException(
                    ErrorCode.DATABASE_FAILED,
                    "The database refused this: " + e.getMessage() + ".",
                    "Correct the value, or the row that it clashes with. Nothing of this statement was kept.",
                    e);
        }
    }

    private String known(String column) {
        List<String> names = table.columns().stream().map(Column::name).toList();
        List<String> alike =
                names.stream().filter(name -> name.equalsIgnoreCase(column)).toList();
        if (names.contains(column) || alike.size() == 1) {
            return names.contains(column) ? column : alike.get(0);
        }
        throw new UsageException(
                ErrorCode.UNKNOWN_COLUMN,
                "There is no column " + table.name() + "." + column + Nearest.endOfSentence(column, names.stream()),
                "The columns are " + String.join(", ", names) + ".");
    }

    private LiveDatabase database() {
        return work.database();
    }

    @Override
    public String toString() {
        return rows().toString();
    }
}
