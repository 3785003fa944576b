package doppel.restore.statement;

import doppel.fixture.Row;
import doppel.migration.passage.Crossing;
import java.util.ArrayList;
import java.util.List;

/** One statement of a fixture: all of its rows are saved, or none. It can be run again. Not thread-safe. */
public final class Statement {

    private final FixtureStatements fixture;
    private final CreateMethod method;
    private final Object[] values;
    private final int file;
    private final int line;
    private final int size;
    private final long ordinal;
    private final long offset;
    private final long largeValues;
    private Row row; // nearly all statements have only this one
    private List<Row> rows; // the other rows, if any
    private Crossing crossing; // if rows go through steps

    /**
     * @param fixture the fixture that it is part of
     * @param method the create method that it calls
     * @param values the values of the call
     * @param origin its place
     */
    public Statement(FixtureStatements fixture, CreateMethod method, Object[] values, Origin origin) {
        this(
                fixture,
                method,
                values,
                origin.file(),
                origin.ordinal(),
                origin.line(),
                origin.offset(),
                origin.size(),
                LargeValues.weight(values));
    }

    /**
     * The same with the parts of its origin, which is only created when it is needed.
     *
     * @param largeValues how many bytes of large values it holds
     */
    public Statement(
            FixtureStatements fixture,
            CreateMethod method,
            Object[] values,
            int file,
            long ordinal,
            int line,
            long offset,
            int size,
            long largeValues) {
        this.fixture = fixture;
        this.method = method;
        this.values = values;
        this.file = file;
        this.ordinal = ordinal;
        this.line = line;
        this.offset = offset;
        this.size = size;
        this.largeValues = largeValues;
    }

    public FixtureStatements fixture() {
        return fixture;
    }

    public CreateMethod method() {
        return method;
    }

    public Object[] values() {
        return values;
    }

    public Origin origin() {
        return new Origin(file, ordinal, line, offset, size);
    }

    /** About how much memory it takes, in bytes. */
    public long weight() {
        return size + largeValues;
    }

    public Account account() {
        return method.account();
    }

    /** The rows that it has given so far. */
    public List<Row> rows() {
        return rows != null ? rows : row == null ? List.of() : List.of(row);
    }

    /** Takes a row. */
    public void add(Row given) {
        if (row == null) {
            row = given;
        } else {
            if (rows == null) {
                rows = new ArrayList<>();
                rows.add(row);
            }
            rows.add(given);
        }
    }

    /** The row that it gave, if it gave exactly one; else null. */
    public Row onlyRow() {
        return rows == null ? row : null;
    }

    /** Whether it has given no row. */
    public boolean isEmpty() {
        return row == null;
    }

    /** Counts it as saved, or as skipped if it gave no rows but those that steps have made of its own. */
    public void countDone() {
        boolean saved = false;
        for (Row each : rows()) {
            if (each.isMade()) {
                account().countMade(each.table());
            } else {
                saved = true;
            }
        }
        if (saved) {
            account().countSaved(1);
        } else {
            account().countSkipped();
        }
    }

    /** The way of its rows through the steps. */
    public Crossing crossing() {
        if (crossing == null) {
            crossing = new Crossing();
        }
        return crossing;
    }

    /** Whether code of steps has seen its rows, so that they must not begin again. */
    public boolean isUnderWay() {
        return crossing != null && crossing.keeps();
    }

    /** Runs it from the beginning, or from where its rows are if code of steps has seen them. */
    public void run() throws Throwable {
        row = null;
        rows = null;
        if (crossing == null) {
            call();
        } else {
            crossing.again();
        }
        if (crossing != null) {
            try {
                fixture.cross(crossing);
            } finally {
                crossing = isUnderWay() ? crossing : null;
            }
        }
    }

    private void call() throws Throwable {
        try {
            method.call(values);
        } catch (Throwable e) {
            crossing = null;
            throw e;
        }
    }
}
