package doppel.dialect.postgresql;

import doppel.dialect.RefusedException;
import doppel.fixture.Row;
import doppel.fixture.Shape;
import doppel.literal.RawText;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Inserts rows: one {@code COPY} for all rows of a shape, shapes in the order in which they first come. */
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
    private final PostgresqlCopyBuffer buffer = new PostgresqlCopyBuffer();
    private final Map<Shape, Plan> plans = new HashMap<>();

    /** How rows of a shape are written: in binary as far as that says everything. */
    private record Plan(String sql, List<PostgresqlTargetColumn> columns, boolean binary) {}

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

    void insert(List<Row> rows) throws RefusedException {
        Set<Shape> shapes = new LinkedHashSet<>();
        rows.forEach(row -> shapes.add(row.shape()));
        for (Shape shape : shapes) {
            List<Row> alike = shapes.size() == 1
                    ? rows
                    : rows.stream().filter(row -> row.shape().equals(shape)).toList();
            try {
                insert(shape, alike);
            } catch (SQLException e) {
                PostgresqlErrors.refuse(shape.table(), e);
                throw PostgresqlErrors.failure("Saving rows to " + shape.table(), e);
            }
        }
    }

    private void insert(Shape shape, List<Row> rows) throws RefusedException, SQLException {
        if (PostgresqlLargeObjects.isPage(shape.table())) {
            largeObjects.insert(rows);
            return;
        }
        if (shape.size() == 0) {
            insertDefaults(shape, rows.size());
            return;
        }
        Plan plan = plans.computeIfAbsent(shape, this::plan);
        int written = plan.binary() ? copy(plan, rows, true) : 0;
        if (written < rows.size()) {
            copy(plan, rows.subList(written, rows.size()), false);
        }
    }

    /** Copies rows until one has no binary form, or all; gives how many. The server takes the first while the others are written. */
    private int copy(Plan plan, List<Row> rows, boolean binary) throws RefusedException, SQLException {
        buffer.clear();
        if (binary) {
            buffer.putHeader();
        }
        CopyIn copy =
                connection.unwrap(PGConnection.class).getCopyAPI().copyIn(plan.sql() + encoding.copyOptions(binary));
        try {
            int written = 0;
            while (written < rows.size() && write(rows.get(written), plan.columns(), binary)) {
                written++;
                if (buffer.length() >= CHUNK) {
                    copy.writeToCopy(buffer.bytes(), 0, buffer.length());
                    buffer.clear();
                }
            }
            if (binary) {
                buffer.putShort(END);
            }
            copy.writeToCopy(buffer.bytes(), 0, buffer.length());
            copy.endCopy();
            return written;
        } catch (RefusedException | RuntimeException e) {
            copy.cancelCopy(); // which the savepoint takes back
            throw e;
        }
    }

    /** Refuses a row whose values cannot even be written. */
    void check(Row row) throws RefusedException {
        if (row.shape().size() > 0) {
            buffer.clear();
            write(row, plans.computeIfAbsent(row.shape(), this::plan).columns(), false);
        }
    }

    /** Writes a row; or nothing, and gives false, where it has no binary form. */
    private boolean write(Row row, List<PostgresqlTargetColumn> columns, boolean binary) throws RefusedException {
        if (binary) {
            return writeBinary(row, columns);
        }
        for (int i = 0; i < columns.size(); i++) {
            Object value = row.value(i);
            if (value == null) {
                buffer.putNull();
            } else if (value instanceof RawText raw) {
                buffer.putBytes(columns.get(i).bytes(raw));
            } else {
                buffer.putText(columns.get(i).text(value));
            }
            buffer.endField(i == columns.size() - 1);
        }
        return true;
    }

    private boolean writeBinary(Row row, List<PostgresqlTargetColumn> columns) {
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
