package doppel.shell.work;

import doppel.DatabaseException;
import doppel.ErrorCode;
import doppel.UsageException;
import doppel.dialect.LiveDatabase;
import doppel.dialect.RefusedException;
import doppel.fixture.Row;
import doppel.fixture.Shape;
import doppel.schema.Column;
import doppel.schema.Nearest;
import doppel.schema.Table;
import doppel.shell.change.RowKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Rows of a table of a database. All of it is part of the one transaction. A condition in Java chooses among the rows
 * for which the condition in SQL holds; words that change then go by the keys of the rows that were chosen.
 */
public final class LiveRows extends TableRows {

    private final UnitOfWork work;
    private final String condition;
    private final Predicate<Row> filter;
    private final boolean chosen;
    private final boolean withReferring;

    private LiveRows(
            UnitOfWork work,
            Table table,
            String condition,
            Predicate<Row> filter,
            boolean chosen,
            int limit,
            boolean withReferring) {
        super(table, limit);
        this.work = work;
        this.condition = condition;
        this.filter = filter;
        this.chosen = chosen;
        this.withReferring = withReferring;
    }

    /**
     * All rows of a table.
     *
     * @param name the table's name; upper and lower case matter only if two names differ in nothing else
     * @throws UsageException if there is no such table
     */
    public static LiveRows of(UnitOfWork work, String name) {
        Table found = find(work.database().schema(), name);
        return new LiveRows(work, found, "", null, false, MOST_ROWS, false);
    }

    @Override
    public LiveRows where(String sql, Object... values) {
        if (sql.isBlank()) {
            throw new IllegalArgumentException("a condition says something; all() means all rows");
        }
        String also = SqlText.with(sql, values == null ? new Object[] {null} : values, database()::literal);
        return new LiveRows(
                work,
                table(),
                condition.isEmpty() ? also : "(" + condition + "\n) AND (" + also + "\n)",
                filter,
                true,
                limit(),
                withReferring);
    }

    @Override
    public LiveRows where(Predicate<Row> also) {
        Predicate<Row> both = filter == null ? also : filter.and(also);
        return new LiveRows(work, table(), condition, both, true, limit(), withReferring);
    }

    @Override
    public LiveRows key(Object... values) {
        requireKey(values);
        return where(
                table().primaryKey().stream()
                        .map(column -> database().sqlName(column) + " = ?")
                        .collect(Collectors.joining(" AND ")),
                values);
    }

    @Override
    public LiveRows all() {
        return new LiveRows(work, table(), condition, filter, true, limit(), withReferring);
    }

    @Override
    public LiveRows limit(int rows) {
        return new LiveRows(work, table(), condition, filter, chosen, rows, withReferring);
    }

    @Override
    public LiveRows andWhatRefersToThem() {
        return new LiveRows(work, table(), condition, filter, chosen, limit(), true);
    }

    /** The condition in SQL; empty for all rows. */
    String condition() {
        return condition;
    }

    /** Whether the condition in SQL says all that was said. */
    boolean isSql() {
        return filter == null;
    }

    @Override
    RowReading open() {
        RowReading rows = work.reading(table(), () -> database().rows(table(), condition));
        return filter == null ? rows : rows.where(filter);
    }

    @Override
    RowReading untilEndOfStep(RowReading reading) {
        return reading; // the transaction closes it
    }

    @Override
    public long count() {
        requireWhole();
        return filter == null ? work.read(this::countAll) : countByReading();
    }

    private long countAll() {
        String sql = "SELECT count(*) FROM " + database().sqlName(table()) + LiveDatabase.where(condition);
        try (Statement statement = database().connection().createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw database().failure("Counting rows of " + table().name(), e);
        }
    }

    @Override
    public long set(String column, Object value) {
        if (filter != null) {
            return set(column, row -> value);
        }
        Row changes = new Row(Shape.empty(table().name()), 1).set(known(column), value);
        return changing("changes", "UPDATE ", () -> database().writer().update(changes, LiveDatabase.where(condition)));
    }

    @Override
    public long set(String column, Function<Row, ?> value) {
        if (value == null) { // which is a value, too
            return set(column, (Object) null);
        }
        String known = known(column);
        return each(row -> row.set(known, value.apply(row)));
    }

    @Override
    public long change(String column, UnaryOperator<Object> conversion) {
        String known = known(column);
        return each(row -> row.set(known, conversion.apply(row.get(known))));
    }

    private long each(Consumer<Row> change) {
        requireWhole();
        work.ready();
        database().lock(table(), condition);
        FoundRows rows = rows();
        return changing("changes", "UPDATE ", () -> {
            long changed = 0;
            for (Row row : rows) {
                Row after = row.copy();
                change.accept(after);
                Row changes = new Row(Shape.empty(table().name()), 2);
                for (String column : row.columns()) {
                    if (!Objects.deepEquals(row.get(column), after.get(column))) {
                        changes.set(column, after.get(column));
                    }
                }
                if (!changes.columns().isEmpty() && database().writer().updateOne(RowKey.of(table(), row), changes)) {
                    changed++;
                }
            }
            return changed;
        });
    }

    @Override
    public void insert(Object... columnsAndValues) {
        if (columnsAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("insert takes a name and a value for each column");
        }
        Row row = new Row(Shape.empty(table().name()));
        for (int i = 0; i < columnsAndValues.length; i += 2) {
            row.set(known(String.valueOf(columnsAndValues[i])), columnsAndValues[i + 1]);
        }
        insert(row);
    }

    @Override
    public void insert(Row row) {
        Row own = row.copy().moveTo(table().name());
        own.columns().forEach(this::known);
        changing("inserts", "INSERT INTO ", () -> {
            database().writer().insert(own);
            return 1L;
        });
    }

    @Override
    public long delete() {
        requireWhole();
        ReferringRows referring = ReferringRows.of(work, this);
        if (!withReferring) {
            referring.requireNone();
        }
        if (referring.isEmpty() && filter == null) {
            return changing(
                    "deletes",
                    "DELETE FROM ",
                    () -> execute("DELETE FROM " + database().sqlName(table()) + LiveDatabase.where(condition)));
        }
        return changing("deletes", "DELETE FROM ", referring::deleteAll);
    }

    @Override
    public long mergeInto(Object... key) {
        LiveRows stays = of(work, table().name()).key(key);
        Row kept = stays.first()
                .orElseThrow(() -> new UsageException(
                        ErrorCode.USAGE,
                        "There is no such row of " + table().name() + " to merge into.",
                        "Correct the key."));
        requireWhole();
        FoundRows gone = where("NOT (" + stays.condition + ")").rows();
        return changing("merges", "DELETE FROM ", () -> new References(database(), table()).merge(gone, kept));
    }

    private long execute(String sql) throws RefusedException {
        try (Statement statement = database().connection().createStatement()) {
            return statement.executeUpdate(sql);
        } catch (SQLException e) {
            throw database().failure("Changing " + table().name(), e);
        }
    }

    private long changing(String what, String sql, UnitOfWork.Words<Long, RefusedException> change) {
        requireWhole();
        try {
            return work.change(sql + database().sqlName(table()), () -> {
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
        List<String> names = table().columns().stream().map(Column::name).toList();
        List<String> alike =
                names.stream().filter(name -> name.equalsIgnoreCase(column)).toList();
        if (names.contains(column) || alike.size() == 1) {
            return names.contains(column) ? column : alike.get(0);
        }
        throw new UsageException(
                ErrorCode.UNKNOWN_COLUMN,
                "There is no column " + table().name() + "." + column + Nearest.endOfSentence(column, names.stream()),
                "The columns are " + String.join(", ", names) + ".");
    }

    private LiveDatabase database() {
        return work.database();
    }
}
