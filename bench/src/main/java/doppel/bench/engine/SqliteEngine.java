package doppel.bench.engine;

import doppel.bench.measure.BenchException;
import doppel.bench.measure.ShellCommand;
import doppel.bench.shape.ShapeColumn;
import doppel.bench.shape.ShapeTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/** SQLite: databases are files, and its tool is {@code sqlite3}. */
final class SqliteEngine implements BenchEngine {

    private static final String TOOL = "sqlite3";
    private static final int BATCH = 1000;

    private final Tools tools;
    private final Path directory;

    /** Keeps databases in this directory. */
    SqliteEngine(Tools tools, Path directory) {
        this.tools = tools;
        this.directory = directory;
    }

    @Override
    public String displayName() {
        return "SQLite";
    }

    @Override
    public void start() {
        // a file needs nobody to serve it
    }

    @Override
    public Optional<String> withoutNativeTools() {
        return tools.problem(TOOL);
    }

    @Override
    public String versions() {
        // a date and a hash follow
        return withoutNativeTools().isPresent()
                ? "without " + TOOL
                : TOOL + " " + tools.version(TOOL).split(" ")[0];
    }

    @Override
    public void create(String database) {
        drop(database); // a new file is made by whoever opens it
    }

    @Override
    public void drop(String database) {
        try {
            for (String suffix : List.of("", "-journal", "-wal", "-shm")) {
                Files.deleteIfExists(Path.of(url(database) + suffix));
            }
        } catch (IOException e) {
            throw new BenchException("cannot delete " + url(database) + ": " + e.getMessage(), e);
        }
    }

    @Override
    public String url(String database) {
        return directory.resolve(database + ".db").toString();
    }

    /** Rows are made while they are loaded: they go to the driver one by one in any case. */
    @Override
    public RowLoader prepare(List<ShapeTable> tables, Path unused) {
        return database -> {
            try (Connection connection = connect(database);
                    Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA journal_mode = OFF");
                statement.execute("PRAGMA synchronous = OFF");
                connection.setAutoCommit(false);
                for (ShapeTable table : tables) {
                    statement.execute(new TableScript(SqliteEngine::type).tableWithReferences(table));
                }
                for (ShapeTable table : tables) {
                    fill(connection, table);
                }
                connection.commit();
            } catch (SQLException e) {
                throw new BenchException("cannot fill " + url(database) + ": " + e.getMessage(), e);
            }
        };
    }

    @Override
    public boolean makesRowsWhileLoading() {
        return true;
    }

    @Override
    public void readAll(String database, List<ShapeTable> tables) {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            for (ShapeTable table : tables) {
                try (ResultSet rows =
                        statement.executeQuery("SELECT " + TableScript.names(table) + " FROM " + table.name())) {
                    while (rows.next()) {
                        read(rows, table.columns());
                    }
                }
            }
        } catch (SQLException e) {
            throw new BenchException("cannot read " + url(database) + ": " + e.getMessage(), e);
        }
    }

    @Override
    public ShellCommand nativeDump(String database, Path file) {
        return ShellCommand.of(tools.command(TOOL), url(database), ".dump").into(file);
    }

    @Override
    public ShellCommand nativeRestore(Path file, String database) {
        return ShellCommand.of(tools.command(TOOL), url(database)).from(file);
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + url(database));
    }

    private static void fill(Connection connection, ShapeTable table) throws SQLException {
        String places = ", ?".repeat(table.columns().size()).substring(2);
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO " + table.name() + " VALUES (" + places + ")")) {
            int[] waiting = {0};
            table.rows().writeTo(values -> {
                try {
                    for (int i = 0; i < values.length; i++) {
                        bind(insert, i + 1, values[i]);
                    }
                    insert.addBatch();
                    if (++waiting[0] % BATCH == 0) {
                        insert.executeBatch();
                    }
                } catch (SQLException e) {
                    throw new BenchException("cannot fill " + table.name() + ": " + e.getMessage(), e);
                }
            });
            insert.executeBatch();
        }
    }

    private static void bind(PreparedStatement insert, int place, Object value) throws SQLException {
        if (value instanceof String text) {
            insert.setString(place, text);
        } else if (value instanceof Long number) {
            insert.setLong(place, number);
        } else if (value instanceof Boolean truth) {
            insert.setInt(place, truth ? 1 : 0);
        } else if (value instanceof byte[] bytes) {
            insert.setBytes(place, bytes);
        } else {
            insert.setObject(place, value);
        }
    }

    private static void read(ResultSet rows, List<ShapeColumn> columns) throws SQLException {
        for (int i = 0; i < columns.size(); i++) {
            switch (columns.get(i).type()) {
                case BOOLEAN, SMALL, INTEGER, BIG -> rows.getLong(i + 1);
                case DECIMAL, DOUBLE -> rows.getDouble(i + 1);
                case BYTES -> rows.getBytes(i + 1);
                default -> rows.getString(i + 1);
            }
        }
    }

    private static String type(ShapeColumn column) {
        return switch (column.type()) {
            case BOOLEAN -> "BOOLEAN";
            case SMALL -> "SMALLINT";
            case INTEGER -> "INT";
            case BIG -> "INTEGER";
            case DECIMAL -> "DECIMAL(" + column.detail() + ")";
            case DOUBLE -> "REAL";
            case CHARACTERS -> "CHAR(" + column.detail() + ")";
            case VARYING -> "VARCHAR(" + column.detail() + ")";
            case TEXT, UUID, JSON -> "TEXT";
            case CHOICE -> "TEXT CHECK (" + column.name() + " IN (" + column.detail() + "))";
            case DATE -> "DATE";
            case TIME -> "TIME";
            case MOMENT, INSTANT -> "DATETIME";
            case BYTES -> "BLOB";
        };
    }
}
