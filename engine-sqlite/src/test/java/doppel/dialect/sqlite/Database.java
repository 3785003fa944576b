package doppel.dialect.sqlite;

import doppel.dialect.Dialect;
import doppel.dialect.Dialects;
import doppel.dialect.RefusedException;
import doppel.dialect.RowCursor;
import doppel.dialect.Source;
import doppel.dialect.Target;
import doppel.dialect.TargetRequest;
import doppel.fixture.Row;
import doppel.fixture.Shape;
import doppel.schema.Column;
import doppel.schema.Table;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A database file of a test, looked at and filled by plain JDBC. */
public record Database(Path path) {

    static final Dialect SQLITE = Dialects.forId("sqlite");

    /** Creates the file, or changes it, by these statements. */
    public static Database create(Path path, String... statements) {
        Database database = new Database(path);
        database.run(statements);
        return database;
    }

    public void run(String... statements) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.executeUpdate(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Each row in one text. */
    public List<String> query(String sql) {
        List<String> rows = new ArrayList<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                StringBuilder row = new StringBuilder();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.append(i == 1 ? "" : "|").append(result.getString(i));
                }
                rows.add(row.toString());
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return rows;
    }

    List<String> master() {
        return query("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY rowid");
    }

    public Source source() {
        return SQLITE.openSource(path.toString());
    }

    Target target(String script) {
        return SQLITE.openTarget(
                new TargetRequest(path.toString(), Optional.of(script), false, TargetRequest.Rows.FITTED));
    }

    Target targetAsItIs() {
        return SQLITE.openTarget(
                new TargetRequest(path.toString(), Optional.empty(), false, TargetRequest.Rows.FITTED));
    }

    /** The values of all rows, in the order in which a dump reads them. */
    List<List<Object>> rows(String table) {
        try (Source source = source()) {
            return rows(source, source.schema().table(table).orElseThrow());
        }
    }

    public static List<List<Object>> rows(Source source, Table table) {
        List<List<Object>> rows = new ArrayList<>();
        Object[] values = new Object[table.insertableColumns().size()];
        try (RowCursor cursor = source.rows(table)) {
            while (cursor.next(values)) {
                rows.add(new ArrayList<>(java.util.Arrays.asList(values)));
            }
        }
        return rows;
    }

    /** Carries everything into another file, as a dump and a restore do. */
    Database copyTo(Path other) throws RefusedException {
        Database copy = new Database(other);
        try (Source source = source()) {
            List<Table> tables = source.schema().tables();
            String script = source.ddl(tables).script();
            TargetRequest request =
                    new TargetRequest(other.toString(), Optional.of(script), false, TargetRequest.Rows.UNTOUCHED);
            try (Target target = SQLITE.openTarget(request)) {
                for (Table table : tables) {
                    target.prepare(table.name());
                    target.insert(allRows(source, table));
                }
                target.finishRows();
                target.verify();
                target.publish();
            }
        }
        return copy;
    }

    private static List<Row> allRows(Source source, Table table) {
        List<Row> rows = new ArrayList<>();
        Shape shape = Shape.empty(table.name());
        List<Column> columns = table.insertableColumns();
        for (List<Object> values : rows(source, table)) {
            Row row = new Row(shape);
            for (int i = 0; i < columns.size(); i++) {
                row.set(columns.get(i).name(), values.get(i));
            }
            rows.add(row);
        }
        return rows;
    }

    /** A row from pairs of a column and a value. */
    static Row row(String table, Object... columnsAndValues) {
        Row row = new Row(Shape.empty(table));
        for (int i = 0; i < columnsAndValues.length; i += 2) {
            row.set((String) columnsAndValues[i], columnsAndValues[i + 1]);
        }
        return row;
    }

    /** The digests of all tables, by name, and of the definitions. */
    Map<String, Object> digests() {
        Map<String, Object> digests = new HashMap<>();
        try (Source source = source()) {
            for (Table table : source.schema().tables()) {
                digests.put(table.name(), source.digest(table));
            }
            digests.put("definitions", source.definitionDigest());
        }
        return digests;
    }

    private Connection connect() throws SQLException {
        StringBuilder uri = new StringBuilder("jdbc:sqlite:file:");
        for (byte b : path.toAbsolutePath().toString().getBytes(java.nio.charset.StandardCharsets.UTF_8)) {
            uri.append(String.format("%%%02x", b & 0xff));
        }
        return DriverManager.getConnection(uri.toString());
    }
}
