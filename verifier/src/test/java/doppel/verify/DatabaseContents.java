package doppel.verify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Everything a SQLite database says about itself, read with plain JDBC from a private copy of the file and its WAL, so
 * that reading never changes the database. Values over 1,000 bytes are kept as their length, start and SHA-256.
 *
 * @param settings the pragmas that belong to the database, by name
 * @param integrity what {@code integrity_check} says, line by line
 * @param tables the rows of {@code sqlite_master} and of every table, by name
 */
record DatabaseContents(Map<String, String> settings, List<String> integrity, Map<String, Table> tables) {

    /** The name under which the rows of {@code sqlite_master} are found; no table can have it. */
    static final String SCHEMA = "sqlite_master";

    /**
     * The rows of one table in the order of its rowid or primary key; not {@code ordered} if that cannot be asked for.
     */
    record Table(List<String> columns, boolean ordered, boolean keyed, List<Row> rows) {}

    /** One row; the first cell of a {@code keyed} table is its rowid. */
    record Row(List<Cell> cells) {}

    /** One value: its storage class, and its exact bits in a readable form that differs for different bits. */
    record Cell(String storageClass, String exact) {

        @Override
        public String toString() {
            return storageClass.equals("null") ? "NULL" : storageClass + " " + exact;
        }
    }

    /** The driver allows results of 2,000 columns unless asked; here each column of a table takes two. */
    private static final String MOST_COLUMNS = "?limit_column=32767";

    private static final int LONGEST_IN_FULL = 1_000;

    /** Reads the database in {@code file}. */
    static DatabaseContents read(Path file) {
        try {
            Path folder = Files.createTempDirectory("doppel-equality");
            try {
                Path copy = folder.resolve("copy.db");
                Files.copy(file, copy);
                for (String suffix : List.of("-wal", "-journal")) {
                    Path companion = file.resolveSibling(file.getFileName() + suffix);
                    if (Files.exists(companion)) {
                        Files.copy(companion, folder.resolve("copy.db" + suffix));
                    }
                }
                try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + copy + MOST_COLUMNS)) {
                    return read(connection);
                }
            } finally {
                try (Stream<Path> files = Files.list(folder)) {
                    for (Path each : files.toList()) {
                        Files.delete(each);
                    }
                }
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private static DatabaseContents read(Connection connection) throws SQLException {
        Map<String, String> settings = new LinkedHashMap<>();
        for (String pragma : List.of("user_version", "application_id", "encoding", "page_size", "auto_vacuum")) {
            settings.put(pragma, strings(connection, "PRAGMA " + pragma).get(0));
        }
        settings.put(
                "wal", String.valueOf(strings(connection, "PRAGMA journal_mode").equals(List.of("wal"))));
        Map<String, Table> tables = new LinkedHashMap<>();
        List<String> schemaColumns = List.of("type", "name", "tbl_name", "sql");
        tables.put(SCHEMA, table(connection, SCHEMA, schemaColumns, null, true));
        for (String name : strings(connection, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY rowid")) {
            tables.put(name, table(connection, name));
        }
        return new DatabaseContents(settings, strings(connection, "PRAGMA integrity_check"), tables);
    }

    private static Table table(Connection connection, String name) throws SQLException {
        List<String> columns = strings(connection, "SELECT name FROM pragma_table_xinfo(?) WHERE hidden <> 1", name);
        boolean virtual = !strings(
                        connection,
                        "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ? AND sql LIKE 'CREATE VIRTUAL%'",
                        name)
                .isEmpty();
        boolean withoutRowid = !strings(
                        connection, "SELECT 1 FROM pragma_table_list WHERE schema = 'main' AND name = ? AND wr", name)
                .isEmpty();
        List<String> taken =
                columns.stream().map(c -> c.toLowerCase(Locale.ROOT)).toList();
        String rowid = withoutRowid
                ? null
                : Stream.of("rowid", "_rowid_", "oid")
                        .filter(alias -> !taken.contains(alias))
                        .findFirst()
                        .orElse(null);
        return table(connection, name, columns, rowid, !virtual && (withoutRowid || rowid != null));
    }

    private static Table table(Connection connection, String name, List<String> columns, String rowid, boolean ordered)
            throws SQLException {
        List<String> expressions = new ArrayList<>();
        if (rowid != null) {
            expressions.add("t." + rowid);
        }
        columns.forEach(column -> expressions.add("t." + quoted(column)));
        String select = expressions.stream()
                .map(e -> "typeof(" + e + "), CASE typeof(" + e + ") WHEN 'text' THEN CAST(" + e + " AS BLOB) ELSE " + e
                        + " END")
                .collect(Collectors.joining(", ", "SELECT ", " FROM " + quoted(name) + " AS t"));
        // A full scan runs in the order of the table's own b-tree: the rowid, or the primary key WITHOUT ROWID.
        String scan = ordered && !name.equals(SCHEMA) ? " NOT INDEXED" : "";
        Charset charset = Charset.forName(strings(connection, "PRAGMA encoding").get(0));
        List<Row> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(select + scan)) {
            while (result.next()) {
                List<Cell> cells = new ArrayList<>(expressions.size());
                for (int i = 0; i < expressions.size(); i++) {
                    cells.add(cell(result, 2 * i + 1, charset));
                }
                rows.add(new Row(List.copyOf(cells)));
            }
        } catch (SQLException e) {
            if (ordered || rowid == null) {
                throw e;
            }
            // A virtual table that cannot be scanned, as a full-text index without content: let it say so on both
            // sides.
            rows.add(new Row(List.of(new Cell("error", e.getMessage()))));
        }
        List<String> names = rowid == null
                ? columns
                : Stream.concat(Stream.of(rowid), columns.stream()).toList();
        return new Table(names, ordered, rowid != null, rows);
    }

    private static Cell cell(ResultSet result, int index, Charset charset) throws SQLException {
        String storageClass = result.getString(index);
        return new Cell(
                storageClass,
                switch (storageClass) {
                    case "null" -> "";
                    case "integer" -> Long.toString(result.getLong(index + 1));
                    case "real" -> {
                        double value = result.getDouble(index + 1);
                        yield value + " (bits " + HexFormat.of().toHexDigits(Double.doubleToRawLongBits(value)) + ")";
                    }
                    case "text" -> exactText(bytes(result, index + 1), charset);
                    default -> exactBytes(bytes(result, index + 1));
                });
    }

    private static byte[] bytes(ResultSet result, int index) throws SQLException {
        byte[] bytes = result.getBytes(index);
        return bytes == null ? new byte[0] : bytes;
    }

    /** Texts which everybody sees the same way as themselves, others with their bytes. */
    private static String exactText(byte[] value, Charset charset) {
        String text = new String(value, charset);
        boolean printable = value.length <= LONGEST_IN_FULL
                && Arrays.equals(text.getBytes(charset), value)
                && text.codePoints().allMatch(c -> c >= ' ' && c != 0x7F || c == '\n' || c == '\r' || c == '\t');
        boolean plain = printable && text.chars().allMatch(c -> c >= ' ' && c < 0x7F || c == '\n');
        return plain ? "'" + text + "'" : (printable ? "'" + text + "' " : "") + exactBytes(value);
    }

    private static String exactBytes(byte[] value) {
        if (value.length <= LONGEST_IN_FULL) {
            return "x'" + HexFormat.of().formatHex(value) + "'";
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(value);
            return value.length + " bytes x'" + HexFormat.of().formatHex(value, 0, 32) + "…' sha256 "
                    + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> strings(Connection connection, String query, String... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            for (int i : IntStream.range(0, parameters.length).toArray()) {
                statement.setString(i + 1, parameters[i]);
            }
            List<String> strings = new ArrayList<>();
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    strings.add(result.getString(1));
                }
            }
            return strings;
        }
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
