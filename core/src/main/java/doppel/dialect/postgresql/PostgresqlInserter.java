package doppel.dialect.postgresql;

import doppel.dialect.RefusedException;
import doppel.dialect.Target;
import doppel.fixture.Row;
import doppel.fixture.Shape;
import doppel.literal.RawText;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Inserts rows: one {@code COPY} for all rows of a shape, shapes in the order in which they first come. What goes in binary is
 * written before the connection is free for it.
 */
final class PostgresqlInserter {

    private static final int CHUNK = 1 << 16;

    /** In binary: the size of NULL, and what stands after the last row. */
    private static final int NULL = -1;

    private static final int END = -1;

    private final Connection connection;
    private final PostgresqlEncoding encoding;
    private final PostgresqlTables tables;
    private final PostgresqlTargetColumns columns;
    private final PostgresqlLargeObjects largeObjects;
    private final PostgresqlCopyBuffer text = new PostgresqlCopyBuffer();
    private final ConcurrentLinkedQueue<PostgresqlCopyBuffer> unused = new ConcurrentLinkedQueue<>();
    private final Map<Shape, Plan> plans = new HashMap<>();

    /** How rows of a shape are written: in binary as far as that says everything. */
    private record Plan(String sql, List<PostgresqlTargetColumn> columns, boolean binary) {}

    /**
     * Rows of a shape.
     *
     * @param plan how they are written; null where they do not go by {@code COPY}
     * @param written how many of them have been written, in binary
     * @param from where these begin in the buffer
     * @param to where these end in the buffer
     */
    private record Alike(Shape shape, List<Row> rows, Plan plan, int written, int from, int to) {}

    PostgresqlInserter(
            Connection connection,
            PostgresqlEncoding encoding,
            PostgresqlTables tables,
            PostgresqlTargetColumns columns,
            PostgresqlLargeObjects largeObjects) {
        this.connection = connection;
        this.encoding = encoding;
        this.tables = tables;
        this.columns = columns;
        this.largeObjects = largeObjects;
    }

    /** See {@link Target#ready}. */
    Target.Ready ready(List<Row> rows) {
        Set<Shape> shapes = shapes(rows);
        PostgresqlCopyBuffer known = unused.poll();
        PostgresqlCopyBuffer binary = known == null ? new PostgresqlCopyBuffer() : known;
        List<Alike> parts = new ArrayList<>();
        for (Shape shape : shapes) {
            List<Row> alike = shapes.size() == 1
                    ? rows
                    : rows.stream().filter(row -> row.shape().equals(shape)).toList();
            parts.add(write(shape, alike, binary));
        }
        return () -> {
            for (Alike part : parts) {
                try {
                    insert(part, binary);
                } catch (SQLException e) {
                    PostgresqlErrors.refuse(part.shape().table(), e);
                    throw PostgresqlErrors.failure(
                            "Saving rows to " + part.shape().table(), e);
                }
            }
            binary.clear();
            unused.add(binary);
        };
    }

    @SuppressWarnings("ReferenceEquality") // most rows have the shape of the one before; others are found in the set
    private static Set<Shape> shapes(List<Row> rows) {
        Set<Shape> shapes = new LinkedHashSet<>();
        Shape last = null;
        for (Row row : rows) {
            if (row.shape() != last) {
                last = row.shape();
                shapes.add(last);
            }
        }
        return shapes;
    }

    /** Writes rows in binary until one has no binary form, or all. */
    private Alike write(Shape shape, List<Row> rows, PostgresqlCopyBuffer binary) {
        int from = binary.length();
        if (PostgresqlLargeObjects.isPage(shape.table()) || shape.size() == 0) {
            return new Alike(shape, rows, null, 0, from, from);
        }
        Plan plan = plans.computeIfAbsent(shape, this::plan);
        int written = 0;
        if (plan.binary()) {
            binary.putHeader();
            while (written < rows.size() && writeBinary(rows.get(written), plan.columns(), binary)) {
                written++;
            }
            binary.putShort(END);
        }
        return new Alike(shape, rows, plan, written, from, binary.length());
    }

    private void insert(Alike part, PostgresqlCopyBuffer binary) throws RefusedException, SQLException {
        List<Row> rows = part.rows();
        if (PostgresqlLargeObjects.isPage(part.shape().table())) {
            largeObjects.insert(rows);
        } else if (part.plan() == null) {
            insertDefaults(part.shape(), rows.size());
        } else {
            if (part.written() > 0) {
                copyBinary(part, binary);
            }
            if (part.written() < rows.size()) {
                copyText(part.plan(), rows.subList(part.written(), rows.size()));
            }
        }
    }

    /** Copies rows that have been written. */
    private void copyBinary(Alike part, PostgresqlCopyBuffer binary) throws SQLException {
        CopyIn copy = begin(part.plan(), true);
        for (int from = part.from(); from < part.to(); from += CHUNK) { // of which the driver makes one message each
            copy.writeToCopy(binary.bytes(), from, Math.min(CHUNK, part.to() - from));
        }
        copy.endCopy();
    }

    /** Copies rows as text. The server takes the first while the others are written. */
    private void copyText(Plan plan, List<Row> rows) throws RefusedException, SQLException {
        text.clear();
        CopyIn copy = begin(plan, false);
        try {
            for (Row row : rows) {
                writeText(row, plan.columns());
                if (text.length() >= CHUNK) {
                    copy.writeToCopy(text.bytes(), 0, text.length());
                    text.clear();
                }
            }
            copy.writeToCopy(text.bytes(), 0, text.length());
            copy.endCopy();
        } catch (RefusedException | RuntimeException e) {
            copy.cancelCopy(); // which the savepoint takes back
            throw e;
        }
    }

    private CopyIn begin(Plan plan, boolean binary) throws SQLException {
        return connection.unwrap(PGConnection.class).getCopyAPI().copyIn(plan.sql() + encoding.copyOptions(binary));
    }

    /** Refuses a row whose values cannot even be written. */
    void check(Row row) throws RefusedException {
        if (row.shape().size() > 0) {
            text.clear();
            writeText(row, plans.computeIfAbsent(row.shape(), this::plan).columns());
        }
    }

    private void writeText(Row row, List<PostgresqlTargetColumn> columns) throws RefusedException {
        for (int i = 0; i < columns.size(); i++) {
            Object value = row.value(i);
            if (value == null) {
                text.putNull();
            } else if (value instanceof RawText raw) {
                text.putBytes(columns.get(i).bytes(raw));
            } else {
                text.putText(columns.get(i).text(value));
            }
            text.endField(i == columns.size() - 1);
        }
    }

    /** Writes a row; or nothing, and gives false, where it has no binary form. */
    private static boolean writeBinary(Row row, List<PostgresqlTargetColumn> columns, PostgresqlCopyBuffer buffer) {
        int start = buffer.length();
        buffer.putShort(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            Object value = row.value(i);
            if (value == null) {
                buffer.putInt(NULL);
            } else if (!columns.get(i).type().put(value, buffer)) {
                buffer.truncate(start);
                return false;
            }
        }
        return true;
    }

    private Plan plan(Shape shape) {
        String names = shape.columns().stream().map(PostgresqlName::quote).collect(Collectors.joining(", "));
        String table = tables.relation(shape.table()).name().sql();
        List<PostgresqlTargetColumn> of = List.of(columns.of(shape));
        boolean binary = !encoding.holdsAnyBytes()
                && of.stream().allMatch(column -> column.type().type().binary() != null);
        return new Plan("COPY " + table + " (" + names + ") FROM STDIN", of, binary);
    }

    private void insertDefaults(Shape shape, int count) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (int i = 0; i < count; i++) {
                statement.executeUpdate(
                        "INSERT INTO " + tables.relation(shape.table()).name().sql() + " DEFAULT VALUES");
            }
        }
    }
}
