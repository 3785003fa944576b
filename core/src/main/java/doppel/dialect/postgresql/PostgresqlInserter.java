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

    private final Connection connection;
    private final PostgresqlEncoding encoding;
    private final PostgresqlTables tables;
    private final PostgresqlTargetColumns columns;
    private final PostgresqlLargeObjects largeObjects;
    private final PostgresqlCopyBuffer buffer = new PostgresqlCopyBuffer();
    private final Map<Shape, Plan> plans = new HashMap<>();

    /** How rows of a shape are written. */
    private record Plan(String sql, List<PostgresqlTargetColumn> columns) {}

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
        buffer.clear();
        for (Row row : rows) {
            write(row, plan.columns());
        }
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(plan.sql());
        for (int from = 0; from < buffer.length(); from += CHUNK) {
            copy.writeToCopy(buffer.bytes(), from, Math.min(CHUNK, buffer.length() - from));
        }
        copy.endCopy();
    }

    /** Refuses a row whose values cannot even be written. */
    void check(Row row) throws RefusedException {
        if (row.shape().size() > 0) {
            buffer.clear();
            write(row, plans.computeIfAbsent(row.shape(), this::plan).columns());
        }
    }

    private void write(Row row, List<PostgresqlTargetColumn> columns) throws RefusedException {
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
    }

    private Plan plan(Shape shape) {
        String names = shape.columns().stream().map(PostgresqlName::quote).collect(Collectors.joining(", "));
        String table = tables.relation(shape.table()).name().sql();
        return new Plan(
                "COPY " + table + " (" + names + ") FROM STDIN" + encoding.copyOption(), List.of(columns.of(shape)));
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
