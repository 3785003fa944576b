package doppel.verify;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** A database of Spring Batch, filled as its version 4.3 does. */
final class BatchDatabase {

    /** Where version 4.3 found the definition of a job, which 5.2 does not know any more. */
    static final String LOCATION = "/jobs/import.xml";

    private static final int INSTANCES = 90;
    private static final int EXECUTIONS = 120;
    private static final int STEPS = 240;
    private static final LocalDateTime EPOCH = LocalDateTime.of(1970, 1, 1, 0, 0);

    private final Engine engine;
    private final String jdbc;
    private final Random random = new Random(43);

    BatchDatabase(Engine engine, String jdbc) {
        this.engine = engine;
        this.jdbc = jdbc;
    }

    Engine engine() {
        return engine;
    }

    /** As Doppel takes it. */
    String url() {
        return engine.doppel(jdbc);
    }

    void run(String... statements) {
        for (String statement : statements) {
            if (!statement.isBlank()) {
                engine.run(jdbc, statement);
            }
        }
    }

    void drop() {
        engine.drop(jdbc);
    }

    /**
     * Rows as version 4.3 writes them: a column that a parameter does not use holds an empty text, 0 or the first of
     * all times.
     */
    void fill() {
        try (Connection connection = DriverManager.getConnection(jdbc)) {
            connection.setAutoCommit(false);
            for (long id = 1; id <= INSTANCES; id++) {
                insert(
                        connection,
                        "BATCH_JOB_INSTANCE",
                        id,
                        0L,
                        "job " + id % 7,
                        String.format(Locale.ROOT, "%032x", id));
            }
            for (long id = 1; id <= EXECUTIONS; id++) {
                execution(connection, id);
                parameters(connection, id);
                insert(connection, "BATCH_JOB_EXECUTION_CONTEXT", id, "{\"@class\":\"java.util.HashMap\"}", null);
            }
            for (long id = 1; id <= STEPS; id++) {
                step(connection, id);
                boolean isLong = id % 10 == 0;
                String context = "{\"lines\":" + id + ",\"text\":\"é😀\\\"\"}";
                insert(connection, "BATCH_STEP_EXECUTION_CONTEXT", id, context, isLong ? context.repeat(500) : null);
            }
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        draw("BATCH_JOB_SEQ", INSTANCES);
        draw("BATCH_JOB_EXECUTION_SEQ", EXECUTIONS);
        draw("BATCH_STEP_EXECUTION_SEQ", STEPS);
    }

    private void execution(Connection connection, long id) throws SQLException {
        LocalDateTime created = time(id);
        boolean started = id % 11 != 0;
        insert(
                connection,
                "BATCH_JOB_EXECUTION",
                id,
                2L,
                1 + (id - 1) % INSTANCES,
                created,
                started ? created.plusNanos(5_000_000) : null,
                started && id % 5 != 0 ? created.plusSeconds(60) : null,
                id % 5 == 0 ? "FAILED" : "COMPLETED",
                id % 5 == 0 ? "FAILED" : "COMPLETED",
                id % 5 == 0 ? "java.lang.IllegalStateException: no file\n\tat batch.Job.run".repeat(20) : "",
                created.plusSeconds(61),
                id % 30 == 0 ? LOCATION : null);
    }

    private void parameters(Connection connection, long id) throws SQLException {
        if (id == 1) {
            parameter(connection, id, "STRING", "empty", "", EPOCH, 0L, 0.0, "N");
            parameter(connection, id, "STRING", "nothing", null, EPOCH, 0L, 0.0, "N");
            parameter(connection, id, "STRING", "long", "x€'\"\\ ".repeat(41), EPOCH, 0L, 0.0, "Y");
            parameter(connection, id, "LONG", "most", "", EPOCH, Long.MAX_VALUE, 0.0, "Y");
            parameter(connection, id, "LONG", "least", "", EPOCH, Long.MIN_VALUE, 0.0, "Y");
            parameter(connection, id, "LONG", "no number", "", EPOCH, null, 0.0, "N");
            parameter(connection, id, "DOUBLE", "tenth", "", EPOCH, 0L, 0.1, "Y");
            parameter(connection, id, "DOUBLE", "tiny", "", EPOCH, 0L, Double.MIN_VALUE, "Y");
            parameter(connection, id, "DOUBLE", "great", "", EPOCH, 0L, -Double.MAX_VALUE, "Y");
            parameter(connection, id, "DATE", "no day", "", null, 0L, 0.0, "N");
            parameter(connection, id, "DATE", "epoch", "", EPOCH, 0L, 0.0, "Y");
            LocalDateTime day = LocalDateTime.of(2024, 2, 29, 23, 59, 59, 123_456_000);
            parameter(connection, id, "DATE", "day", "", day, 0L, 0.0, "Y");
            return;
        }
        parameter(connection, id, "STRING", "file", "/in/" + id + ".csv", EPOCH, 0L, 0.0, "Y");
        parameter(connection, id, "LONG", "run.id", "", EPOCH, random.nextLong(), 0.0, "Y");
        parameter(connection, id, "DOUBLE", "rate", "", EPOCH, 0L, random.nextGaussian() * id, "N");
        parameter(connection, id, "DATE", "until", "", time(id), 0L, 0.0, "N");
    }

    private void parameter(
            Connection connection,
            long execution,
            String type,
            String name,
            String text,
            LocalDateTime time,
            Long number,
            Double fraction,
            String identifying)
            throws SQLException {
        insert(
                connection,
                "BATCH_JOB_EXECUTION_PARAMS",
                execution,
                type,
                name,
                text,
                time,
                number,
                fraction,
                identifying);
    }

    private void step(Connection connection, long id) throws SQLException {
        LocalDateTime started = time(id);
        insert(
                connection,
                "BATCH_STEP_EXECUTION",
                id,
                3L,
                "step " + id % 3,
                1 + (id - 1) % EXECUTIONS,
                started,
                id % 5 == 0 ? null : started.plusSeconds(9),
                "COMPLETED",
                id,
                id * 10,
                0L,
                id * 10,
                0L,
                0L,
                null,
                0L,
                "COMPLETED",
                "",
                started.plusSeconds(10));
    }

    private LocalDateTime time(long id) {
        return LocalDateTime.of(2023, 1, 1, 0, 0).plusHours(id * 7).plusNanos(random.nextInt(1_000_000) * 1000L);
    }

    private void insert(Connection connection, String table, Object... values) throws SQLException {
        String marks = "?, ".repeat(values.length - 1) + "?";
        try (PreparedStatement statement =
                connection.prepareStatement("INSERT INTO " + table + " VALUES (" + marks + ")")) {
            for (int i = 0; i < values.length; i++) {
                boolean sqliteTime = engine == Engine.SQLITE && values[i] instanceof LocalDateTime;
                statement.setObject(
                        i + 1, // SQLite's driver writes times as milliseconds
                        sqliteTime
                                ? ((LocalDateTime) values[i])
                                        .toInstant(ZoneOffset.UTC)
                                        .toEpochMilli()
                                : values[i]);
            }
            statement.executeUpdate();
        }
    }

    /** Draws numbers from a sequence as Spring does, until this one is the last. */
    private void draw(String sequence, long last) {
        switch (engine) {
            case POSTGRESQL -> run("SELECT setval('" + sequence + "', " + last + ")");
            case SQLITE -> run("INSERT INTO " + sequence + " VALUES (" + last + ")");
            default -> run("UPDATE " + sequence + " SET ID = " + last);
        }
    }

    /** The numbers that the application draws next: for job instances, job executions and step executions. */
    List<Long> nextNumbers() {
        String jobs =
                rows().containsKey("batch_job_instance_seq") || sequences().contains("batch_job_instance_seq")
                        ? "BATCH_JOB_INSTANCE_SEQ"
                        : "BATCH_JOB_SEQ";
        List<Long> next = new ArrayList<>();
        for (String sequence : List.of(jobs, "BATCH_JOB_EXECUTION_SEQ", "BATCH_STEP_EXECUTION_SEQ")) {
            switch (engine) {
                case POSTGRESQL -> next.add(count("SELECT nextval('" + sequence + "')"));
                case SQLITE -> next.add(1 + count("SELECT seq FROM sqlite_sequence WHERE name = '" + sequence + "'"));
                default -> next.add(1 + count("SELECT ID FROM " + sequence));
            }
        }
        return next;
    }

    private List<String> sequences() {
        return engine == Engine.POSTGRESQL ? column("SELECT relname FROM pg_class WHERE relkind = 'S'") : List.of();
    }

    long count(String query) {
        return Long.parseLong(column(query).get(0));
    }

    private List<String> column(String query) {
        try (Connection connection = DriverManager.getConnection(jdbc);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            List<String> values = new ArrayList<>();
            while (result.next()) {
                values.add(result.getString(1));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All rows in words, sorted, by table in lower case. */
    Map<String, List<String>> rows() {
        Map<String, List<String>> rows = new TreeMap<>();
        try (Connection connection = DriverManager.getConnection(jdbc);
                ResultSet tables = connection
                        .getMetaData()
                        .getTables(connection.getCatalog(), null, "%", new String[] {"TABLE"})) {
            while (tables.next()) {
                String table = tables.getString("TABLE_NAME");
                if (table.toLowerCase(Locale.ROOT).startsWith("batch_")) {
                    rows.put(table.toLowerCase(Locale.ROOT), rows(connection, table));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return rows;
    }

    private static List<String> rows(Connection connection, String table) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT * FROM " + table)) {
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.add(result.getMetaData().getColumnName(i).toLowerCase(Locale.ROOT) + "=" + result.getObject(i));
                }
                Collections.sort(row);
                rows.add(String.join(", ", row));
            }
        }
        Collections.sort(rows);
        return rows;
    }
}
