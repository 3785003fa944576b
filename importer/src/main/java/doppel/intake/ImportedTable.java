package doppel.intake;

import doppel.csv.BadRecord;
import doppel.csv.CsvRows;
import doppel.csv.CsvTable;
import doppel.csv.record.Place;
import doppel.dialect.Dialect;
import doppel.fixture.Row;
import doppel.fixture.Shape;
import doppel.restore.statement.DirectSave;
import doppel.restore.statement.FixtureStatements;
import doppel.restore.statement.Origin;
import doppel.restore.statement.Statement;
import doppel.schema.Column;
import doppel.schema.Table;
import java.util.function.Consumer;

/** The records of a table, as rows and as statements. Used by one thread. */
final class ImportedTable {

    private final CsvTable records;
    private final Table table;
    private final Dialect dialect;
    private final int number;
    private CsvRows first; // also reads records again
    private DirectSave method;

    /** @param number its number among the tables that are imported */
    ImportedTable(CsvTable records, Table table, Dialect dialect, int number) {
        this.records = records;
        this.table = table;
        this.dialect = dialect;
        this.number = number;
    }

    CsvTable records() {
        return records;
    }

    Table table() {
        return table;
    }

    DirectSave method() {
        return method;
    }

    private CsvRows open(Consumer<BadRecord> bad) {
        return records.rows(table, dialect, bad);
    }

    private Shape shape(CsvRows rows) {
        return Shape.of(table.name(), rows.columns().stream().map(Column::name).toList());
    }

    /** Gives each record that is a row. */
    void forEachRow(Consumer<Row> taker) {
        try (CsvRows rows = open(bad -> {})) {
            Shape shape = shape(rows);
            Object[] values = new Object[rows.columns().size()];
            while (rows.next(values)) {
                taker.accept(Row.of(shape, values));
            }
        }
    }

    /**
     * Gives a statement for each record that is a row.
     *
     * @param saver takes the rows of the statements
     * @param bad takes each record that is none
     * @param notice takes what the user should know of the header
     */
    void forEachStatement(
            FixtureStatements all,
            Consumer<Row> saver,
            Consumer<BadRecord> bad,
            Consumer<String> notice,
            Consumer<Statement> taker) {
        first = open(bad);
        first.notices().forEach(notice);
        Shape shape = shape(first);
        method = new DirectSave(table.name(), values -> saver.accept(Row.of(shape, values)));
        for (long ordinal = 0; ; ordinal++) {
            Object[] values = new Object[first.columns().size()];
            if (!first.next(values)) {
                return;
            }
            method.account().countRead();
            Place place = first.place();
            Origin origin = new Origin(
                    number, ordinal, (int) Math.min(Integer.MAX_VALUE, place.line()), place.offset(), place.size());
            taker.accept(new Statement(all, method, values, origin));
        }
    }

    /** The statement of a record that was read before. */
    Statement again(FixtureStatements all, Origin origin) {
        return new Statement(all, method, first.again(place(origin)), origin);
    }

    Place place(Origin origin) {
        return new Place(records.file(), origin.line(), origin.offset(), origin.size());
    }

    void close() {
        if (first != null) {
            first.close();
        }
    }
}
