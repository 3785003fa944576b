package doppel.shell;

import doppel.dialect.Dialect;
import doppel.dialect.Dialects;
import doppel.dialect.Source;
import doppel.schema.Table;
import doppel.shell.work.Questions;
import doppel.testing.TestServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;

/** Databases of each engine for the tests of the shell: members with visits, a table without a key, and an audit. */
enum LiveDatabases {
    SQLITE,
    POSTGRESQL,
    MYSQL,
    MARIADB;

    /** Whether a database of this kind can be had here. */
    boolean available() {
        return this == SQLITE || server().available();
    }

    private TestServer server() {
        return TestServer.valueOf(name());
    }

    /** A new database with the tables, and no rows. */
    String create(Path folder) {
        String url = this == SQLITE ? "jdbc:sqlite:" + folder.resolve("live.db") : server().freshDatabase();
        run(
                url,
                "CREATE TABLE member (id INTEGER PRIMARY KEY, name VARCHAR(40) NOT NULL, fee DECIMAL(10,2), born DATE,"
                        + " chief INTEGER REFERENCES member (id))" + option(),
                "CREATE TABLE visit (id INTEGER PRIMARY KEY, member_id INTEGER NOT NULL, note VARCHAR(100),"
                        + " FOREIGN KEY (member_id) REFERENCES member (id) ON DELETE CASCADE)" + option(),
                "CREATE TABLE loose (a INTEGER, b VARCHAR(20))" + option(),
                "CREATE TABLE audit (id " + numbered() + ", what VARCHAR(100))" + option());
        run(url, trigger());
        return url;
    }

    private String option() {
        return this == MYSQL || this == MARIADB ? " ENGINE = InnoDB" : "";
    }

    private String numbered() {
        return switch (this) {
            case SQLITE -> "INTEGER PRIMARY KEY AUTOINCREMENT";
            case POSTGRESQL -> "SERIAL PRIMARY KEY";
            default -> "INTEGER AUTO_INCREMENT PRIMARY KEY";
        };
    }

    private String[] trigger() {
        return switch (this) {
            case SQLITE ->
                new String[] {
                    "CREATE TRIGGER member_audit AFTER UPDATE ON member BEGIN"
                            + " INSERT INTO audit (what) VALUES ('was ' || OLD.name); END"
                };
            case POSTGRESQL ->
                new String[] {
                    "CREATE FUNCTION audited() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                            + " INSERT INTO audit (what) VALUES ('was ' || OLD.name); RETURN NULL; END $$",
                    "CREATE TRIGGER member_audit AFTER UPDATE ON member FOR EACH ROW EXECUTE FUNCTION audited()"
                };
            default ->
                new String[] {
                    "CREATE TRIGGER member_audit AFTER UPDATE ON member FOR EACH ROW"
                            + " INSERT INTO audit (what) VALUES (CONCAT('was ', OLD.name))"
                };
        };
    }

    /** Runs statements on a connection of their own. */
    static void run(String url, String... statements) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            if (url.startsWith("jdbc:sqlite:")) {
                statement.execute("PRAGMA foreign_keys = ON");
            }
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(String.join("; ", statements), e);
        }
    }

    /** The URL as Doppel takes it. */
    String forDoppel(String url) {
        return this == SQLITE ? url : server().forDoppel(url);
    }

    /** The dialect of a database. */
    Dialect dialect(String url) {
        return Dialects.forUrl(forDoppel(url));
    }

    /** Opens a workbench whose output goes to a text. */
    Workbench open(String url, Path folder, Questions questions, StringWriter out) {
        return Workbench.open(
                dialect(url),
                forDoppel(url),
                new Workbench.Settings(
                        false,
                        true,
                        true,
                        folder.resolve("back"),
                        folder.resolve("records"),
                        questions,
                        new PrintWriter(out, true)));
    }

    /** The digest of each table's rows, as others see them. */
    Map<String, Object> digests(String url) {
        Map<String, Object> digests = new TreeMap<>();
        try (Source source = dialect(url).openSource(forDoppel(url))) {
            for (Table table : source.schema().tables()) {
                digests.put(table.name(), source.digest(table));
            }
        }
        return digests;
    }

    /** A folder that is not there yet. */
    static Path fresh(Path parent, String name) {
        try {
            return Files.createDirectory(parent.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
