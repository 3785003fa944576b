package doppel.dialect.mysql.connect;

import com.mysql.cj.conf.PropertyKey;
import com.mysql.cj.jdbc.JdbcConnection;
import doppel.DatabaseException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** A connection to a server, and its properties. Used by one thread. */
public final class MysqlSession implements AutoCloseable {

    private final Connection connection;
    private final MysqlFlavor flavor;
    private final String version;
    private final String comment;
    private String database;

    MysqlSession(Connection connection, MysqlFlavor flavor) throws SQLException {
        this.connection = connection;
        this.flavor = flavor;
        try (Statement statement = connection.createStatement()) {
            statement.execute(MysqlConnector.ALL_ROWS);
            try (ResultSet rows = statement.executeQuery("SELECT VERSION(), @@version_comment")) {
                rows.next();
                version = rows.getString(1);
                comment = rows.getString(2);
            }
        }
    }

    /** The connection itself. */
    public Connection connection() {
        return connection;
    }

    /** The server's flavour. */
    public MysqlFlavor flavor() {
        return flavor;
    }

    /** Whether the server is MariaDB. */
    public boolean isMariadb() {
        return flavor == MysqlFlavor.MARIADB;
    }

    /** The server's name for its version. */
    public String version() {
        return comment.contains("MariaDB") && !version.contains("MariaDB") ? version + "-MariaDB" : version;
    }

    /** Whether the server's version is this one or a later one. */
    public boolean isAtLeast(int major, int minor) {
        String[] parts = version.split("[^0-9]+");
        int foundMajor = Integer.parseInt(parts[0]);
        return foundMajor > major || foundMajor == major && Integer.parseInt(parts[1]) >= minor;
    }

    /** Whether the server takes names of databases and tables that differ in letter case for the same. */
    public boolean foldsNames() {
        return !"0".equals(string("Reading the settings", "SELECT @@lower_case_table_names"));
    }

    /** Whether the server describes itself with this column of the information schema: older servers lack some. */
    public boolean describes(String view, String column) {
        return !strings(
                        "Asking what the server knows",
                        "SELECT 1 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = 'information_schema' AND"
                                + " TABLE_NAME = '" + view + "' AND COLUMN_NAME = '" + column + "'")
                .isEmpty();
    }

    /** The chosen database. */
    public String database() {
        return database;
    }

    /** Chooses a database. */
    public void use(String name) {
        run("Opening the database " + name, "USE " + quote(name));
        database = name;
    }

    /** An access to the server. */
    public interface Query<T> {
        T run() throws SQLException;
    }

    /** Accesses the server; if that fails, the error says what was being done. */
    public <T> T query(String doing, Query<T> query) {
        try {
            return query.run();
        } catch (SQLException e) {
            throw failure(doing, e);
        }
    }

    /** Something made of a row. */
    public interface RowMapper<T> {
        T map(ResultSet row) throws SQLException;
    }

    /**
     * All rows of a query. Not by JDBI: it prepares statements, and the driver then takes a question mark in a
     * quoted name that also holds a backslash for a parameter.
     */
    public <T> List<T> list(String doing, String sql, RowMapper<T> mapper) {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<T> all = new ArrayList<>();
            while (rows.next()) {
                all.add(mapper.map(rows));
            }
            return all;
        } catch (SQLException e) {
            throw failure(doing, e);
        }
    }

    /** The first column of a query's rows as text. */
    public List<String> strings(String doing, String sql) {
        return list(doing, sql, row -> row.getString(1));
    }

    /** The first column of a query's first row as text; null if there is none. */
    public String string(String doing, String sql) {
        List<String> all = strings(doing, sql);
        return all.isEmpty() ? null : all.get(0);
    }

    /** Runs a statement that returns no rows. */
    public void run(String doing, String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false); // braces in a body are not JDBC's
            statement.execute(sql);
        } catch (SQLException e) {
            throw failure(doing, e);
        }
    }

    /**
     * Allows or forbids the server to ask for a file, as it does to load rows, which are then sent as a stream. The
     * server could also ask at any other time, and for any file, so it is forbidden otherwise.
     */
    public void allowFiles(boolean allowed) throws SQLException {
        connection
                .unwrap(JdbcConnection.class)
                .getPropertySet()
                .getBooleanProperty(PropertyKey.allowLoadLocalInfile)
                .setValue(allowed);
    }

    /** The exception for an error that the driver reports. */
    public DatabaseException failure(String doing, SQLException e) {
        return MysqlErrors.failure(doing, e);
    }

    /** An identifier in its quotes. */
    public static String quote(String identifier) {
        return '`' + identifier.replace("`", "``") + '`';
    }

    /** A table with its database. */
    public static String quote(String database, String table) {
        return quote(database) + "." + quote(table);
    }

    /** Text in a script, where a backslash begins an escape. */
    public static String text(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "''").replace("\0", "\\0") + "'";
    }

    /** Text as a literal that no setting of a session changes. */
    public static String literal(String text) {
        return text.chars().allMatch(c -> c >= ' ' && c < 0x7f && c != '\'' && c != '\\')
                ? "'" + text + "'"
                : "CONVERT(0x" + HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8)) + " USING utf8mb4)";
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw failure("Closing the connection", e);
        }
    }
}
