package doppel.csv;

import doppel.csv.record.Place;
import doppel.csv.record.RecordReader;
import doppel.csv.record.RecordTooLargeException;
import doppel.csv.value.FieldReader;
import doppel.csv.value.Unfit;
import doppel.dialect.RowCursor;
import doppel.literal.ValueTaker;
import doppel.schema.Column;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The records of a CSV file as rows. Values are objects of the classes that literals have, in the order of the header.
 * A record that is no row goes to the taker of bad records, and reading goes on behind it. Used by one thread.
 */
public final class CsvRows implements RowCursor {

    private final CsvTable table;
    private final CsvColumns columns;
    private final Consumer<BadRecord> bad;
    private final RecordReader records;
    private RecordReader again;
    private long read;
    private long refused;
    private boolean ended;

    CsvRows(CsvTable table, CsvColumns columns, Consumer<BadRecord> bad) throws IOException {
        this.table = table;
        this.columns = columns;
        this.bad = bad;
        records = table.records();
    }

    /** The columns that rows have values of, in the order of the header. */
    public List<Column> columns() {
        return columns.columns();
    }

    /** What the user should know of the header, a sentence each. */
    public List<String> notices() {
        return columns.notices();
    }

    /** Where the row that was read last is. */
    public Place place() {
        return records.place();
    }

    /** How many records have been read, good and bad. */
    public long read() {
        return read;
    }

    /** How many of them were bad. */
    public long refused() {
        return refused;
    }

    @Override
    public boolean next(ValueTaker into) {
        Object[] values = new Object[columns.columns().size()];
        if (!next(values)) {
            return false;
        }
        for (Object value : values) {
            into.take(value);
        }
        return true;
    }

    @Override
    public boolean next(Object[] into) {
        try {
            while (!ended && records.next()) {
                if (records.isBlank() && table.columns().size() > 1) {
                    continue;
                }
                read++;
                Optional<BadRecord> problem = values(records, into);
                if (problem.isEmpty()) {
                    return true;
                }
                refused++;
                bad.accept(problem.get());
            }
        } catch (RecordTooLargeException e) {
            read++;
            refused++;
            String why = "does not end within " + e.place().size()
                    + " bytes, which is more than memory should hold: look for a quote that is not closed";
            bad.accept(new BadRecord(e.place(), List.of(why), true));
        } catch (IOException e) {
            throw table.failure(e);
        }
        ended = true;
        return false;
    }

    /**
     * Reads the row of a place once more; the rows that {@link #next} gives are not disturbed.
     *
     * @throws doppel.StorageException if the file cannot be read, or has changed since
     */
    public Object[] again(Place place) {
        try {
            if (again == null) {
                again = table.records();
            }
            again.seek(place.offset(), place.line());
            Object[] values = new Object[columns.columns().size()];
            if (!again.next() || values(again, values).isPresent()) {
                throw new IOException("the record of line " + place.line() + " has changed since it was read");
            }
            return values;
        } catch (IOException e) {
            throw table.failure(e);
        }
    }

    private Optional<BadRecord> values(RecordReader record, Object[] into) {
        Optional<String> fault = record.fault();
        if (fault.isPresent()) {
            return Optional.of(new BadRecord(record.place(), List.of("it " + fault.get()), record.isUnclosed()));
        }
        FieldReader[] readers = columns.readers();
        if (record.count() != readers.length) {
            String why = "it has " + record.count() + (record.count() == 1 ? " field" : " fields")
                    + ", and the header has " + readers.length;
            return Optional.of(new BadRecord(record.place(), List.of(why), false));
        }
        List<String> problems = List.of();
        int[] fields = columns.fields();
        for (int i = 0; i < fields.length; i++) {
            Object value = readers[fields[i]].read(record, fields[i]);
            if (value instanceof Unfit unfit) {
                problems = problems.isEmpty() ? new ArrayList<>() : problems;
                problems.add(columns.columns().get(i).name() + ": " + unfit.why());
            }
            into[i] = value;
        }
        return problems.isEmpty() ? Optional.empty() : Optional.of(new BadRecord(record.place(), problems, false));
    }

    @Override
    public void close() {
        ended = true;
        try {
            records.close();
            if (again != null) {
                again.close();
            }
        } catch (IOException e) {
            throw table.failure(e);
        }
    }
}
