package doppel.dialect.postgresql.rows;

import doppel.StorageException;
import doppel.dialect.RefusedException;
import doppel.dialect.Target;
import doppel.dialect.postgresql.catalog.PostgresqlLargeObjects;
import doppel.dialect.postgresql.connect.PostgresqlErrors;
import doppel.dialect.postgresql.rows.PostgresqlInserter.Plan;
import doppel.dialect.postgresql.value.PostgresqlCopyBuffer;
import doppel.fixture.ByShape;
import doppel.fixture.Row;
import doppel.fixture.Shape;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.postgresql.copy.CopyIn;

/**
 * Rows on their way into the database: one {@code COPY} for all rows of a shape, shapes in the order of their first
 * rows. Rows are written in binary; from the first row without a binary form on, those of its shape go as text.
 */
final class PostgresqlBatch implements Target.Batch {

    /** How the binary format begins: a signature, no flags, no extension. */
    private static final byte[] HEADER = "PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1);

    private static final byte[] END = {-1, -1};

    private static final int NULL = -1;

    private final PostgresqlInserter inserter;
    private final PostgresqlCopyBuffer binary;
    private final List<Alike> parts = new ArrayList<>();
    private final ByShape<Alike> byShape = new ByShape<>(this::alike);

    /** @param binary an empty buffer, which is returned to the inserter after the rows have been inserted */
    PostgresqlBatch(PostgresqlInserter inserter, PostgresqlCopyBuffer binary) {
        this.inserter = inserter;
        this.binary = binary;
    }

    /** Rows of one shape. */
    private static final class Alike {
        private final Shape shape;
        private final Plan plan;
        private final PostgresqlTargetColumn[] columns;
        private final List<Row> others = new ArrayList<>();
        private int[] pieces = new int[2]; // the ranges of its rows in the buffer
        private int bounds;

        /** @param plan how they go by {@code COPY}; null if they do not */
        Alike(Shape shape, Plan plan) {
            this.shape = shape;
            this.plan = plan;
            columns = plan != null && plan.binary() ? plan.columns().toArray(PostgresqlTargetColumn[]::new) : null;
        }

        void add(Row row, PostgresqlCopyBuffer buffer) {
            int start = buffer.length();
            if (columns == null || !others.isEmpty() || !write(row, buffer)) {
                others.add(row);
                return;
            }
            if (bounds == 0 || pieces[bounds - 1] != start) {
                if (bounds == pieces.length) {
                    pieces = Arrays.copyOf(pieces, 2 * bounds);
                }
                pieces[bounds] = start;
                bounds += 2;
            }
            pieces[bounds - 1] = buffer.length();
        }

        /** Writes a row; writes nothing and returns false if it has no binary form. */
        private boolean write(Row row, PostgresqlCopyBuffer buffer) {
            int start = buffer.length();
            buffer.putShort(columns.length);
            for (int i = 0; i < columns.length; i++) {
                Object value = row.held(i);
                if (value == null) {
                    buffer.putInt(NULL);
                } else if (!columns[i].type().put(value, buffer)) {
                    buffer.truncate(start);
                    return false;
                }
            }
            return true;
        }

        /** Copies what has been written. */
        void copy(CopyIn copy, PostgresqlCopyBuffer buffer) throws SQLException {
            copy.writeToCopy(HEADER, 0, HEADER.length);
            for (int piece = 0; piece < bounds; piece += 2) {
                buffer.send(pieces[piece], pieces[piece + 1], PostgresqlInserter.CHUNK, copy::writeToCopy);
            }
            copy.writeToCopy(END, 0, END.length);
            copy.endCopy();
        }
    }

    @Override
    public void add(Row row) {
        byShape.of(row.shape()).add(row, binary);
    }

    private Alike alike(Shape shape) {
        boolean copied = shape.size() > 0 && !PostgresqlLargeObjects.isPage(shape.table());
        Alike begun = new Alike(shape, copied ? inserter.plan(shape) : null);
        parts.add(begun);
        return begun;
    }

    @Override
    public void insert() throws RefusedException {
        for (Alike part : parts) {
            String table = part.shape.table();
            try {
                insert(part);
            } catch (SQLException e) {
                inserter.giveUp(e);
                PostgresqlErrors.refuse(table, e);
                throw PostgresqlErrors.failure("Saving rows to " + table, e);
            }
        }
        inserter.takeBack(binary);
    }

    private void insert(Alike part) throws RefusedException, SQLException {
        if (part.bounds > 0) {
            CopyIn copy = inserter.begin(part.plan, true);
            try {
                part.copy(copy, binary);
            } catch (StorageException e) { // while the server waits for the rest of a value
                copy.cancelCopy();
                throw e;
            }
        }
        if (part.plan == null) {
            inserter.insertWithoutCopy(part.shape, part.others);
        } else if (!part.others.isEmpty()) {
            inserter.copyText(part.plan, part.others);
        }
    }
}
