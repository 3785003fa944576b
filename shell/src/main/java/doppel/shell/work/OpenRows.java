package doppel.shell.work;

import doppel.ErrorCode;
import doppel.UsageException;
import doppel.dialect.RowCursor;
import doppel.fixture.Row;
import doppel.fixture.Shape;
import doppel.schema.Column;
import doppel.schema.Table;
import java.util.List;

/** Rows of a database that are read one by one, while its connection does nothing else. Used by one thread. */
final class OpenRows implements RowReading {

    private final Table table;
    private final RowCursor cursor;
    private final Watch watch;
    private final Shape shape;
    private final Object[] values;
    private boolean closed;

    /** Sees what happens. */
    interface Watch {

        /** Whether the database is at work now. */
        void reads(boolean now);

        /** The rows are not read any more. */
        void closed();

        /** The rows are not read any more, since the database has failed. */
        void failed(RuntimeException e);
    }

    OpenRows(Table table, RowCursor cursor, Watch watch) {
        this.table = table;
        this.cursor = cursor;
        this.watch = watch;
        List<String> columns =
                table.insertableColumns().stream().map(Column::name).toList();
        shape = Shape.of(table.name(), columns);
        values = new Object[columns.size()];
    }

    /** The table's name. */
    String table() {
        return table.name();
    }

    @Override
    public Row next() {
        if (closed) {
            throw new UsageException(
                    ErrorCode.USAGE,
                    "The rows of " + table() + " are not read any more: their snippet or transaction has ended.",
                    "Read them to their end in one snippet, without commit(), rollback() or undo().");
        }
        watch.reads(true);
        try {
            return cursor.next(values) ? Row.of(shape, values).strict(true) : null;
        } catch (RuntimeException e) {
            closed = true;
            try {
                cursor.close();
            } catch (RuntimeException also) {
                e.addSuppressed(also);
            }
            watch.failed(e);
            throw e;
        } finally {
            watch.reads(false);
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        watch.reads(true);
        try {
            cursor.close();
        } catch (RuntimeException e) {
            watch.failed(e);
            throw e;
        } finally {
            watch.reads(false);
        }
        watch.closed();
    }
}
