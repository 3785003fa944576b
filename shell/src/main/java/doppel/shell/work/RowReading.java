package doppel.shell.work;

import doppel.fixture.Row;
import java.util.function.Predicate;

/** Rows that are read one by one. Used by one thread, and closed by it. */
interface RowReading extends AutoCloseable {

    /** The next row; null if there is none. */
    Row next();

    @Override
    void close();

    /** Those of the rows for which a condition holds. */
    default RowReading where(Predicate<Row> condition) {
        RowReading all = this;
        return new RowReading() {
            @Override
            public Row next() {
                Row row = all.next();
                while (row != null && !condition.test(row)) {
                    row = all.next();
                }
                return row;
            }

            @Override
            public void close() {
                all.close();
            }
        };
    }
}
