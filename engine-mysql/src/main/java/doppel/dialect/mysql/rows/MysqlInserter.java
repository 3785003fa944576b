package doppel.dialect.mysql.rows;

import com.mysql.cj.jdbc.JdbcStatement;
import doppel.DatabaseException;
import doppel.StorageException;
import doppel.dialect.RefusedException;
import doppel.dialect.Target;
import doppel.dialect.mysql.connect.MysqlErrors;
import doppel.dialect.mysql.connect.MysqlSession;
import doppel.dialect.mysql.connect.MysqlWarnings;
import doppel.dialect.mysql.value.MysqlValue;
import doppel.fixture.Row;
import doppel.fixture.Shape;
import doppel.literal.LargeValue;
import doppel.schema.Schema;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Inserts rows, tables in the order of their first rows. It uses {@code LOAD DATA LOCAL} if the server accepts that,
 * which turns errors into warnings and skips existing rows. Therefore, rows that were not all loaded without a warning
 * are rolled back and inserted again by statements, which fail. One thread may fill batches while another inserts one.
 */
public final class MysqlInserter {

    /**
     * Below this number of rows, a statement costs less than a file, unless the rows are long: a file has no size
     * limit.
     */
    private static final int FEWEST_TO_LOAD = 12;

    private static final int LONG_ROWS = 1 << 16;

    private static final int MOST_CHARACTERS = 4 << 20;

    private final MysqlSession session;
    private final Schema schema;
    private final Runnable rollback;
    private final MysqlEngines engines;
    private final MysqlUndo undo;
    private final MysqlRowFile file = new MysqlRowFile();
    private final ConcurrentLinkedQueue<MysqlRowFile> unused = new ConcurrentLinkedQueue<>();
    private final Map<Shape, MysqlInsertPlan> plans = new ConcurrentHashMap<>();
    private final int mostCharacters;
    private final long mostInStatement;
    private volatile boolean loads;
    private SQLException notLoaded; // why the last file was not loaded, if that is about a row
    private long inserted;

    /**
     * @param schema the tables
     * @param rollback undoes everything since {@link #insert} was called
     * @param engines knows where the server cannot do that
     * @param undo does it there
     */
    public MysqlInserter(MysqlSession session, Schema schema, Runnable rollback, MysqlEngines engines, MysqlUndo undo) {
        this.session = session;
        this.schema = schema;
        this.rollback = rollback;
        this.engines = engines;
        this.undo = undo;
        String doing = "Asking for the server's settings";
        loads = session.string(doing, "SELECT @@local_infile").equals("1");
        long packet = Long.parseLong(session.string(doing, "SELECT @@max_allowed_packet"));
        mostInStatement = packet;
        mostCharacters = (int) Math.min(MOST_CHARACTERS, packet / 4);
    }

    /** Rows of one shape, as they are sent. */
    private record Batch(MysqlInsertPlan plan, List<Object[]> rows, boolean plain) {

        /** The approximate size of their texts and bytes. */
        long bytes() {
            long bytes = 0;
            for (Object[] row : rows) {
                for (Object wire : row) {
                    bytes += wire instanceof byte[] field
                            ? field.length
                            : wire instanceof String text
                                    ? text.length()
                                    : wire instanceof LargeValue large ? large.length() : 0;
                }
            }
            return bytes;
        }
    }

    /** A batch without rows. */
    public Target.Batch batch() {
        MysqlRowFile known = unused.poll();
        return new MysqlBatch(this, known == null ? new MysqlRowFile() : known);
    }

    /** Whether files of rows can be used. */
    boolean loads() {
        return loads;
    }

    /**
     * Inserts all of these rows, or those before the first refused one.
     *
     * @param whole a file that holds them all, if there is one
     */
    void insert(List<Row> rows, Optional<MysqlRowFile> whole) throws RefusedException {
        if (whole.isEmpty()
                || !isWorthAFile(rows.size(), whole.get().length())
                || engines.cannotUndo(rows.get(0).table())) {
            insertBatches(rows);
        } else if (!load(whole.get(), plan(rows.get(0).shape()), rows.size())) {
            rollback.run();
            for (Batch batch : batches(rows)) {
                insertStrictly(batch);
            }
        }
        inserted += rows.size();
    }

    /** Takes back the file of a batch that has been inserted. */
    void takeBack(MysqlRowFile written) {
        written.clear();
        unused.add(written);
    }

    /** How many rows have been inserted, whether they are still there or not. */
    public long inserted() {
        return inserted;
    }

    /** The refusal of a row; if a key forbids it, with the row that already has that key. */
    RefusedException explained(Row row, RefusedException refusal) {
        boolean duplicate =
                refusal.getCause() instanceof SQLException cause && cause.getErrorCode() == MysqlErrors.DUPLICATE_KEY;
        return duplicate ? MysqlDuplicates.explained(session, schema, row, refusal) : refusal;
    }

    private void insertBatches(List<Row> rows) throws RefusedException {
        List<Batch> batches = batches(rows);
        for (Batch batch : batches) {
            if (!canLoad(batch)) {
                insertStrictly(batch);
            } else if (!load(batch)) {
                rollback.run();
                for (Batch again : batches) {
                    insertStrictly(again);
                }
                return;
            }
        }
    }

    /** Refuses a row whose values cannot even be sent. */
    public void check(Row row) throws RefusedException {
        plan(row.shape()).wires(row);
    }

    /** How rows of a shape are inserted. */
    MysqlInsertPlan plan(Shape shape) {
        return plans.computeIfAbsent(
                shape,
                unknown -> MysqlInsertPlan.of(
                        unknown, schema.table(unknown.table()).orElseThrow()));
    }

    private List<Batch> batches(List<Row> rows) throws RefusedException {
        Map<Shape, Batch> plain = new LinkedHashMap<>();
        Map<Shape, Batch> special = new LinkedHashMap<>();
        for (Row row : rows) {
            Shape shape = row.shape();
            MysqlInsertPlan plan = plan(shape);
            Object[] wires = plan.wires(row);
            Map<Shape, Batch> batches = isSpecial(wires) ? special : plain;
            Batch batch = batches.get(shape);
            if (batch == null) {
                batch = new Batch(plan, new ArrayList<>(), batches == plain);
                batches.put(shape, batch);
            }
            batch.rows().add(wires);
        }
        List<Batch> batches = new ArrayList<>(plain.values());
        batches.addAll(special.values());
        return batches;
    }

    /** Whether the row has values that no file of rows can express. */
    private static boolean isSpecial(Object[] wires) {
        for (Object wire : wires) {
            if (MysqlValue.isSpecial(wire)) {
                return true;
            }
        }
        return false;
    }

    private boolean isWorthAFile(int rows, long bytes) {
        return loads && (rows >= FEWEST_TO_LOAD || bytes >= LONG_ROWS);
    }

    private boolean canLoad(Batch batch) {
        return batch.plain()
                && isWorthAFile(batch.rows().size(), batch.bytes())
                && !engines.cannotUndo(batch.plan().table())
                && !batch.plan().columns().isEmpty();
    }

    /** Whether all rows were inserted without a warning. */
    private boolean load(Batch batch) {
        for (Object[] row : batch.rows()) {
            for (Object wire : row) {
                file.field(wire);
            }
            file.endRow();
        }
        return load(file, batch.plan(), batch.rows().size());
    }

    /** Loads a file; returns whether all of it was loaded without a warning. */
    private boolean load(MysqlRowFile written, MysqlInsertPlan plan, int rows) {
        try (Statement statement = session.connection().createStatement()) {
            statement.setEscapeProcessing(false);
            statement.unwrap(JdbcStatement.class).setLocalInfileInputStream(written.take());
            session.allowFiles(true);
            try {
                int loaded = statement.executeUpdate(plan.loading());
                List<SQLWarning> warnings = MysqlWarnings.of(statement);
                notLoaded = warnings.isEmpty() ? null : warnings.get(0);
                return loaded == rows && warnings.isEmpty();
            } finally {
                session.allowFiles(false);
            }
        } catch (SQLException e) {
            if (MysqlErrors.isAboutRow(e)) {
                notLoaded = e;
                return false;
            }
            if (MysqlErrors.forbidsLoading(e)) {
                loads = false;
                notLoaded = null;
                return false;
            }
            throw failure(plan, e);
        } catch (StorageException e) { // amid a file that the server is waiting for
            abort(e);
            throw e;
        }
    }

    private void abort(StorageException cause) {
        try {
            session.connection().abort(Runnable::run);
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    /** Refuses a row that no statement can hold; the server may have said why it has not loaded it. */
    private void requireRoom(Batch batch, Object[] row) throws RefusedException {
        try {
            batch.plan().requireRoom(row, mostInStatement);
        } catch (RefusedException e) {
            throw notLoaded == null
                    ? e
                    : new RefusedException(batch.plan().table() + ": " + MysqlErrors.words(notLoaded), notLoaded);
        }
    }

    private void insertStrictly(Batch batch) throws RefusedException {
        StringBuilder sql = new StringBuilder();
        List<Object[]> pending = new ArrayList<>();
        boolean onlyOne = engines.cannotUndo(batch.plan().table());
        for (Object[] row : batch.rows()) {
            if (Arrays.asList(row).contains(MysqlValue.ENUM_ERROR)) {
                flush(batch, sql, pending);
                insertLeniently(batch, row);
                continue;
            }
            requireRoom(batch, row);
            sql.append(pending.isEmpty() ? batch.plan().inserting() : ", ");
            batch.plan().literals(sql, row);
            pending.add(row);
            if (onlyOne || sql.length() > mostCharacters) {
                flush(batch, sql, pending);
            }
        }
        flush(batch, sql, pending);
    }

    private void flush(Batch batch, StringBuilder sql, List<Object[]> rows) throws RefusedException {
        if (!rows.isEmpty()) {
            List<SQLWarning> warnings = run(batch, sql.toString(), rows);
            if (!warnings.isEmpty()) {
                throw refusal(batch, warnings.get(0));
            }
            sql.setLength(0);
            rows.clear();
        }
    }

    private List<SQLWarning> run(Batch batch, String sql, List<Object[]> rows) throws RefusedException {
        try (Statement statement = session.connection().createStatement()) {
            statement.setEscapeProcessing(false);
            statement.executeUpdate(sql);
            List<SQLWarning> warnings = MysqlWarnings.of(statement);
            if (engines.cannotUndo(batch.plan().table())) {
                rows.forEach(row -> undo.inserted(batch.plan(), row));
            }
            return warnings;
        } catch (SQLException e) {
            MysqlErrors.refuse(e);
            throw failure(batch.plan(), e);
        }
    }

    /** Inserts a row with error values; the server has to warn about each of them, and about nothing else. */
    private void insertLeniently(Batch batch, Object[] row) throws RefusedException {
        StringBuilder sql = new StringBuilder(batch.plan().inserting());
        batch.plan().literals(sql, row);
        long expected = Arrays.asList(row).stream()
                .filter(wire -> wire == MysqlValue.ENUM_ERROR)
                .count();
        session.run(
                "Allowing error values",
                "SET @doppel_mode = @@sql_mode, SESSION sql_mode = REPLACE(@@sql_mode, 'STRICT_ALL_TABLES', '')");
        try {
            List<SQLWarning> warnings = run(batch, sql.toString(), List.<Object[]>of(row));
            for (SQLWarning warning : warnings) {
                if (warning.getErrorCode() != MysqlWarnings.TRUNCATED || warnings.size() > expected) {
                    throw refusal(batch, warning);
                }
            }
        } finally {
            session.run("Forbidding error values", "SET SESSION sql_mode = @doppel_mode");
        }
    }

    private static RefusedException refusal(Batch batch, SQLWarning warning) {
        return new RefusedException(batch.plan().table() + ": " + MysqlErrors.words(warning), warning);
    }

    private DatabaseException failure(MysqlInsertPlan plan, SQLException e) {
        return session.failure("Saving rows to " + plan.table(), e);
    }
}
