package doppel.bench.engine;

import doppel.bench.measure.ShellCommand;
import doppel.bench.shape.ColumnType;
import doppel.bench.shape.ShapeColumn;
import doppel.bench.shape.ShapeTable;
import doppel.testing.TestServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What MySQL and MariaDB have in common: all but the names of their tools. */
abstract class MysqlFamilyEngine implements BenchEngine {

    private static final String NO_ENCRYPTION = "false";

    private final Tools tools;
    private final Server server;
    private final String client;
    private final String dump;
    private final String plainConnection;
    private String version;

    /**
     * An engine.
     *
     * @param client the name of the tool that runs scripts
     * @param dump the name of the tool that dumps
     * @param plainConnection the option of both for a connection that is not encrypted
     */
    MysqlFamilyEngine(Tools tools, TestServer server, String client, String dump, String plainConnection) {
        this.tools = tools;
        this.server = new Server(server, "");
        this.client = client;
        this.dump = dump;
        this.plainConnection = plainConnection;
    }

    @Override
    public final void start() {
        version = server.start("SELECT version()");
    }

    @Override
    public final Optional<String> withoutNativeTools() {
        return tools.problem(dump).or(() -> tools.problem(client));
    }

    @Override
    public final String versions() {
        return "server " + version + ", "
                + (withoutNativeTools().isPresent() ? "without native tools" : tools.version(dump));
    }

    @Override
    public final void create(String database) {
        drop(database);
        server.execute("CREATE DATABASE " + database);
    }

    /**
     * With what a Doppel that was stopped while it restored left beside it, under names that end with the database's.
     */
    @Override
    public final void drop(String database) {
        for (String name : server.values("SHOW DATABASES LIKE '%" + database + "'")) {
            server.execute("DROP DATABASE " + name);
        }
    }

    @Override
    public final String url(String database) {
        return server.urlForDoppel(database);
    }

    @Override
    public final RowLoader prepare(List<ShapeTable> tables, Path directory) {
        RowFiles files = new RowFiles(directory, "");
        files.write(tables);
        return database -> load(database, tables, files);
    }

    @Override
    public final boolean makesRowsWhileLoading() {
        return false;
    }

    @Override
    public final void readAll(String database, List<ShapeTable> tables) {
        try (Connection connection = server.connect(database);
                Statement statement = connection.createStatement()) {
            statement.setFetchSize(Integer.MIN_VALUE); // the driver's sign for rows one by one
            for (ShapeTable table : tables) {
                try (ResultSet rows =
                        statement.executeQuery("SELECT " + TableScript.names(table) + " FROM " + table.name())) {
                    int columns = table.columns().size();
                    while (rows.next()) {
                        for (int column = 1; column <= columns; column++) {
                            rows.getBytes(column);
                        }
                    }
                }
            }
        } catch (SQLException e) {
            throw server.failed("reading " + database, e);
        }
    }

    @Override
    public final ShellCommand nativeDump(String database, Path file) {
        return tool(dump).with("--single-transaction", database).into(file);
    }

    @Override
    public final ShellCommand nativeRestore(Path file, String database) {
        return tool(client).with(database).from(file);
    }

    private ShellCommand tool(String name) {
        List<String> where = new ArrayList<>(List.of(
                "--host=" + server.host(), "--port=" + server.port(), "--protocol=TCP", "--user=" + server.user()));
        if (server.option("useSSL").filter(NO_ENCRYPTION::equals).isPresent()) {
            where.add(plainConnection);
        }
        return ShellCommand.of(tools.command(name), where.toArray(String[]::new));
    }

    private void load(String database, List<ShapeTable> tables, RowFiles files) {
        TableScript script = new TableScript(MysqlFamilyEngine::type);
        try (Connection connection = server.connectReadingFiles(database);
                Statement statement = connection.createStatement()) {
            statement.execute("SET time_zone = '+00:00', unique_checks = 0, foreign_key_checks = 0");
            for (ShapeTable table : tables) {
                statement.execute(script.table(table));
                statement.execute(loadData(table, files.of(table)));
            }
            for (ShapeTable table : tables) {
                for (String reference : script.references(table)) {
                    statement.execute(reference);
                }
            }
        } catch (SQLException e) {
            throw server.failed("filling " + database, e);
        }
    }

    /** Bytes come as hexadecimal digits, by way of a variable. */
    private static String loadData(ShapeTable table, Path file) {
        String places = table.columns().stream()
                .map(column -> column.type() == ColumnType.BYTES ? "@" + column.name() : column.name())
                .collect(Collectors.joining(", "));
        String bytes = table.columns().stream()
                .filter(column -> column.type() == ColumnType.BYTES)
                .map(column -> column.name() + " = UNHEX(@" + column.name() + ")")
                .collect(Collectors.joining(", "));
        return "LOAD DATA LOCAL INFILE '"
                + file.toString().replace("\\", "\\\\").replace("'", "''") + "' INTO TABLE " + table.name()
                + " CHARACTER SET utf8mb4 (" + places + ")" + (bytes.isEmpty() ? "" : " SET " + bytes);
    }

    private static String type(ShapeColumn column) {
        return switch (column.type()) {
            case BOOLEAN -> "BOOLEAN";
            case SMALL -> "SMALLINT";
            case INTEGER -> "INT";
            case BIG -> "BIGINT";
            case DECIMAL -> "DECIMAL(" + column.detail() + ")";
            case DOUBLE -> "DOUBLE";
            case CHARACTERS -> "CHAR(" + column.detail() + ")";
            case VARYING -> "VARCHAR(" + column.detail() + ")";
            case TEXT -> "LONGTEXT";
            case CHOICE -> "ENUM(" + column.detail() + ")";
            case DATE -> "DATE";
            case TIME -> "TIME";
            case MOMENT -> "DATETIME(3)";
            case INSTANT -> "TIMESTAMP(3)";
            case UUID -> "CHAR(36)";
            case JSON -> "JSON";
            case BYTES -> "LONGBLOB";
        };
    }
}
