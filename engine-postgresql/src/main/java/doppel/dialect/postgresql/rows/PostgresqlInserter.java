package doppel.dialect.postgresql.rows;

import doppel.dialect.RefusedException;
import doppel.dialect.Target;
import doppel.dialect.postgresql.catalog.PostgresqlLargeObjects;
import doppel.dialect.postgresql.catalog.PostgresqlTables;
import doppel.dialect.postgresql.connect.PostgresqlEncoding;
import doppel.dialect.postgresql.connect.PostgresqlErrors;
import doppel.dialect.postgresql.connect.PostgresqlName;
import doppel.dialect.postgresql.value.PostgresqlCopyBuffer;
import doppel.fixture.Row;
import doppel.fixture.Shape;
import doppel.literal.LargeValue;
import doppel.literal.RawText;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Knows how rows of each shape are inserted. One thread may fill batches while another inserts one. */
public final class PostgresqlInserter {

    /** How many bytes are passed to the driver at once. */
    static final int CHUNK = 1 << 16;

    private final Connection connection;
    private final PostgresqlEncoding encoding;
    private final PostgresqlTables tables;
    private final PostgresqlTargetColumns columns;
    private final PostgresqlLargeObjects largeObjects;
    private final PostgresqlCopyBuffer text = new PostgresqlCopyBuffer();
    private final ConcurrentLinkedQueue<PostgresqlCopyBuffer> unused = new ConcurrentLinkedQueue<>();
    private final Map<Shape, Plan> plans = new ConcurrentHashMap<>();
    private boolean inserted;

    /**
     * How rows of a shape go by {@code COPY}.
     *
     * @param sql the statement without its options
     * @param binary whether each column has a binary form
     */
    record Plan(String sql, List<PostgresqlTargetColumn> columns, boolean binary) {}

    public PostgresqlInserter(
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

    /** A batch without rows. */
    public Target.Batch batch() {
        PostgresqlCopyBuffer known = unused.poll();
        return new PostgresqlBatch(this, known == null ? new PostgresqlCopyBuffer() : known);
    }

    /** Takes back the buffer of a batch that has been inserted. */
    void takeBack(PostgresqlCopyBuffer buffer) {
        buffer.clear();
        unused.add(buffer);
    }

    /** Aborts a connection that is lost: the driver's lock for COPY would be waited for. */
    void giveUp(SQLException e) {
        if (PostgresqlErrors.isLost(e)) {
            PostgresqlErrors.abort(connection, e);
        }
    }

    /** Whether any row has been inserted. */
    public boolean hasInserted() {
        return inserted;
    }

    /** Inserts rows that do not go by {@code COPY}. */
    void insertWithoutCopy(Shape shape, List<Row> rows) throws RefusedException, SQLException {
        inserted = true;
        if (PostgresqlLargeObjects.isPage(shape.table())) {
            largeObjects.insert(rows);
        } else {
            insertDefaults(shape, rows.size());
        }
    }

    /** Copies rows as text. The server reads the first rows while the others are written. */
    void copyText(Plan plan, List<Row> rows) throws RefusedException, SQLException {
        text.clear();
        CopyIn copy = begin(plan, false);
        try {
            for (Row row : rows) {
                writeText(row, plan.columns(), copy::writeToCopy);
                if (text.length() >= CHUNK) {
                    pass(copy::writeToCopy);
                }
            }
            pass(copy::writeToCopy);
            copy.endCopy();
        } catch (RefusedException | RuntimeException e) {
            copy.cancelCopy(); // which the savepoint undoes
            throw e;
        }
    }

    /** Begins to copy rows. */
    CopyIn begin(Plan plan, boolean binary) throws SQLException {
        inserted = true;
        return connection.unwrap(PGConnection.class).getCopyAPI().copyIn(plan.sql() + encoding.copyOptions(binary));
    }

    /** Refuses a row whose values cannot even be written. */
    public void check(Row row) throws RefusedException {
        if (row.shape().size() > 0) {
            text.clear();
            try {
                writeText(row, plan(row.shape()).columns(), (piece, from, length) -> {});
            } catch (SQLException e) {
                throw new IllegalStateException("nothing was sent", e);
            }
        }
    }

    private void pass(PostgresqlCopyBuffer.Sink sink) throws SQLException {
        text.send(0, text.length(), CHUNK, sink);
        text.clear();
    }

    private void writeText(Row row, List<PostgresqlTargetColumn> columns, PostgresqlCopyBuffer.Sink sink)
            throws RefusedException, SQLException {
        for (int i = 0; i < columns.size(); i++) {
            Object value = row.held(i);
            if (value instanceof LargeValue large) {
                writeLarge(large, columns.get(i), sink);
            } else {
                write(value, columns.get(i));
            }
            text.endField(i == columns.size() - 1);
        }
    }

    private void write(Object value, PostgresqlTargetColumn column) throws RefusedException {
        if (value == null) {
            text.putNull();
        } else if (value instanceof RawText raw) {
            text.putBytes(column.bytes(raw));
        } else {
            text.putText(column.text(value));
        }
    }

    /** Writes a value piece by piece, if its text can be written like this. */
    private void writeLarge(LargeValue value, PostgresqlTargetColumn column, PostgresqlCopyBuffer.Sink sink)
            throws RefusedException, SQLException {
        boolean isText = column.takesInPieces(value);
        if (!isText && !column.takesInDigits(value)) {
            write(value.whole(), column);
            return;
        }
        if (!isText) {
            text.putText("\\x");
        }
        byte[] piece = new byte[CHUNK];
        try (InputStream in = value.open()) {
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                if (isText) {
                    column.requireText(value, piece, read);
                    text.putBytes(piece, 0, read);
                } else {
                    text.putText(HexFormat.of().formatHex(piece, 0, read));
                }
                pass(sink);
            }
        } catch (IOException e) {
            throw value.failure(e);
        }
    }

    /** How rows of a shape that has columns go by {@code COPY}. */
    Plan plan(Shape shape) {
        return plans.computeIfAbsent(shape, this::newPlan);
    }

    private Plan newPlan(Shape shape) {
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
