package doppel.bench.engine;

import doppel.bench.measure.BenchException;
import doppel.bench.measure.ShellCommand;
import doppel.bench.shape.ShapeColumn;
import doppel.bench.shape.ShapeTable;
import doppel.testing.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.PGConnection;

/** PostgreSQL with {@code pg_dump} and {@code psql}. */
final class PostgresqlEngine implements BenchEngine {

    private static final String DUMP = "pg_dump";
    private static final String CLIENT = "psql";
    private static final Pattern MAJOR = Pattern.compile("\\(PostgreSQL\\) (\\d+)");
    private static final int COPY_BUFFER = 1 << 16;

    private final Tools tools;
    private final Server server = new Server(TestServer.POSTGRESQL, "postgres");
    private String version;

    PostgresqlEngine(Tools tools) {
        this.tools = tools;
    }

    @Override
    public String displayName() {
        return "PostgreSQL";
    }

    @Override
    public void start() {
        version = server.start("SHOW server_version");
    }

    @Override
    public Optional<String> withoutNativeTools() {
        return tools.problem(DUMP).or(() -> tools.problem(CLIENT)).or(this::tooOld);
    }

    @Override
    public String versions() {
        String toolVersions = withoutNativeTools().isPresent()
                ? "without native tools"
                : tools.version(DUMP) + ", " + tools.version(CLIENT);
        return "server " + version + ", " + toolVersions;
    }

    @Override
    public void create(String database) {
        drop(database);
        server.execute("CREATE DATABASE " + database);
    }

    @Override
    public void drop(String database) {
        server.execute("DROP DATABASE IF EXISTS " + database + " WITH (FORCE)");
    }

    @Override
    public String url(String database) {
        return server.urlForDoppel(database);
    }

    @Override
    public RowLoader prepare(List<ShapeTable> tables, Path directory) {
        RowFiles files = new RowFiles(directory, "\\\\x");
        files.write(tables);
        return database -> load(database, tables, files);
    }

    @Override
    public boolean makesRowsWhileLoading() {
        return false;
    }

    @Override
    public void readAll(String database, List<ShapeTable> tables) {
        try (Connection connection = server.connect(database)) {
            for (ShapeTable table : tables) {
                connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyOut("COPY " + table.name() + " TO STDOUT", OutputStream.nullOutputStream());
            }
        } catch (SQLException e) {
            throw server.failed("reading " + database, e);
        } catch (IOException e) {
            throw new BenchException("cannot read " + database + ": " + e.getMessage(), e);
        }
    }

    @Override
    public ShellCommand nativeDump(String database, Path file) {
        return tool(DUMP, "-d", database).into(file);
    }

    @Override
    public ShellCommand nativeRestore(Path file, String database) {
        return tool(CLIENT, "-q", "-X", "-v", "ON_ERROR_STOP=1", "-d", database, "-f", file.toString());
    }

    private ShellCommand tool(String name, String... arguments) {
        // -w: nobody is there to be asked for a password
        return ShellCommand.of(tools.command(name), "-h", server.host(), "-p", server.port(), "-U", server.user(), "-w")
                .with(arguments);
    }

    /** A server is dumped only by a pg_dump that is as new. */
    private Optional<String> tooOld() {
        Matcher tool = MAJOR.matcher(tools.version(DUMP));
        int major = Integer.parseInt(version.split("[^0-9]")[0]);
        if (tool.find() && Integer.parseInt(tool.group(1)) < major) {
            return Optional.of("the server is version " + version + ", and " + tools.version(DUMP)
                    + " is too old for it (name a newer one with --tool " + DUMP + "=COMMAND)");
        }
        return Optional.empty();
    }

    private void load(String database, List<ShapeTable> tables, RowFiles files) {
        TableScript script = new TableScript(PostgresqlEngine::type);
        try (Connection connection = server.connect(database);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SET timezone = 'UTC'");
            for (ShapeTable table : tables) {
                statement.execute(script.bareTable(table));
                try (InputStream rows = Files.newInputStream(files.of(table))) {
                    connection
                            .unwrap(PGConnection.class)
                            .getCopyAPI()
                            .copyIn("COPY " + table.name() + " FROM STDIN (FREEZE)", rows, COPY_BUFFER);
                }
                for (String key : script.keys(table)) {
                    statement.execute(key);
                }
            }
            for (ShapeTable table : tables) {
                for (String reference : script.references(table)) {
                    statement.execute(reference);
                }
            }
            connection.commit();
        } catch (SQLException e) {
            throw server.failed("filling " + database, e);
        } catch (IOException e) {
            throw new BenchException("cannot fill " + database + ": " + e.getMessage(), e);
        }
    }

    private static String type(ShapeColumn column) {
        return switch (column.type()) {
            case BOOLEAN -> "boolean";
            case SMALL -> "smallint";
            case INTEGER -> "integer";
            case BIG -> "bigint";
            case DECIMAL -> "numeric(" + column.detail() + ")";
            case DOUBLE -> "double precision";
            case CHARACTERS -> "char(" + column.detail() + ")";
            case VARYING -> "varchar(" + column.detail() + ")";
            case TEXT -> "text";
            case CHOICE -> "varchar(10) CHECK (" + column.name() + " IN (" + column.detail() + "))";
            case DATE -> "date";
            case TIME -> "time";
            case MOMENT -> "timestamp";
            case INSTANT -> "timestamptz";
            case UUID -> "uuid";
            case JSON -> "jsonb";
            case BYTES -> "bytea";
        };
    }
}
