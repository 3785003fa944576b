package doppel.dialect.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.sqlite.Collation;
import org.sqlite.Function;

/** The application of a database: its connections have two collations and a function that SQLite does not have. */
record Application(Database database) {

    /** Creates the file by these statements. */
    static Application create(Path path, String... statements) {
        Application application = new Application(new Database(path));
        application.run(statements);
        return application;
    }

    void run(String... statements) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.executeUpdate(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first column. */
    List<String> query(String sql) {
        List<String> rows = new ArrayList<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                rows.add(result.getString(1));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return rows;
    }

    private Connection connect() throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database.path());
        for (String name : List.of("unicase", "LOCALIZED")) {
            Collation.create(connection, name, new Collation() {
                @Override
                protected int xCompare(String one, String two) {
                    return one.toLowerCase(Locale.ROOT).compareTo(two.toLowerCase(Locale.ROOT));
                }
            });
        }
        Function shout = new Function() {
            @Override
            protected void xFunc() throws SQLException {
                String text = value_text(0);
                result(text == null ? null : text.toUpperCase(Locale.ROOT));
            }
        };
        Function.create(connection, "shout", shout, 1, Function.FLAG_DETERMINISTIC);
        return connection;
    }
}
