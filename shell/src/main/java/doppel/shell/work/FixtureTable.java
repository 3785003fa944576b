package doppel.shell.work;

import doppel.ErrorCode;
import doppel.UsageException;
import doppel.fixture.Row;
import doppel.literal.EqualValue;
import doppel.restore.load.FixtureCursor;
import doppel.restore.load.FixtureRows;
import doppel.schema.Table;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Rows of a table of a fixture, which are read from its files as data. */
public final class FixtureTable extends TableRows {

    private final ReadingOnly work;
    private final FixtureRows fixture;
    private final Predicate<Row> condition;
    private final boolean single;

    private FixtureTable(
            ReadingOnly work, FixtureRows fixture, Table table, Predicate<Row> condition, boolean single, int limit) {
        super(table, limit);
        this.work = work;
        this.fixture = fixture;
        this.condition = condition;
        this.single = single;
    }

    /**
     * All rows of a table.
     *
     * @param name the table's name; upper and lower case matter only if two names differ in nothing else
     * @throws UsageException if there is no such table
     */
    public static TableRows of(ReadingOnly work, FixtureRows fixture, String name) {
        return new FixtureTable(work, fixture, find(fixture.schema(), name), null, false, MOST_ROWS);
    }

    /** The error of a word that a fixture does not have. */
    public static UsageException refused(String word) {
        return new UsageException(
                ErrorCode.FIXTURE_IS_READ_ONLY,
                "A fixture is read-only and no database: " + word + " does not work here.",
                "Restore it into a database, as in doppel restore FIXTURE --into copy.db, and work there.");
    }

    @Override
    public TableRows where(String sql, Object... values) {
        throw new UsageException(
                ErrorCode.FIXTURE_IS_READ_ONLY,
                "A condition in SQL needs a database, and a fixture is none: " + sql,
                "Say it in Java, as in where(row -> row.number(\"id\") > 5), or restore the fixture into a database.");
    }

    @Override
    public TableRows where(Predicate<Row> also) {
        return new FixtureTable(
                work, fixture, table(), condition == null ? also : condition.and(also), single, limit());
    }

    @Override
    public TableRows key(Object... values) {
        requireKey(values);
        List<String> columns = table().primaryKey();
        Predicate<Row> equal = row -> {
            for (int i = 0; i < values.length; i++) {
                if (!isEqual(row.get(columns.get(i)), values[i])) {
                    return false;
                }
            }
            return true;
        };
        return new FixtureTable(
                work, fixture, table(), condition == null ? equal : equal.and(condition), true, limit());
    }

    /** A day or a number may also be given as its text, as in SQL. */
    private static boolean isEqual(Object held, Object given) {
        if (held == null || given == null) {
            return false;
        }
        return EqualValue.of(held).equals(EqualValue.of(given))
                || given instanceof String
                        && !(held instanceof byte[])
                        && held.toString().equals(given);
    }

    @Override
    public TableRows all() {
        return this;
    }

    @Override
    public TableRows limit(int rows) {
        return new FixtureTable(work, fixture, table(), condition, single, rows);
    }

    @Override
    public TableRows andWhatRefersToThem() {
        return this;
    }

    @Override
    RowReading open() {
        RowReading rows = new Files(fixture.rows(table().name()));
        RowReading chosen = condition == null ? rows : rows.where(condition);
        return single ? new First(chosen) : chosen;
    }

    @Override
    RowReading untilEndOfStep(RowReading reading) {
        return work.untilEndOfStep(reading);
    }

    @Override
    public long count() {
        requireWhole();
        return condition == null ? fixture.count(table().name()) : countByReading();
    }

    @Override
    public long set(String column, Object value) {
        throw refused("set");
    }

    @Override
    public long set(String column, Function<Row, ?> value) {
        throw refused("set");
    }

    @Override
    public long change(String column, UnaryOperator<Object> conversion) {
        throw refused("change");
    }

    @Override
    public void insert(Object... columnsAndValues) {
        throw refused("insert");
    }

    @Override
    public void insert(Row row) {
        throw refused("insert");
    }

    @Override
    public long delete() {
        throw refused("delete");
    }

    @Override
    public long mergeInto(Object... key) {
        throw refused("mergeInto");
    }

    /** The rows in the files. */
    private record Files(FixtureCursor cursor) implements RowReading {

        @Override
        public Row next() {
            Row row = cursor.next();
            return row == null ? null : row.strict(true);
        }

        @Override
        public void close() {
            cursor.close();
        }
    }

    /** The first row of others, after which nothing is read. */
    private static final class First implements RowReading {

        private final RowReading rows;
        private boolean given;

        First(RowReading rows) {
            this.rows = rows;
        }

        @Override
        public Row next() {
            Row row = given ? null : rows.next();
            given = true;
            return row;
        }

        @Override
        public void close() {
            rows.close();
        }
    }
}
