package doppel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import doppel.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code doppel schema}. */
final class SchemaCommandTest {

    @TempDir
    private Path folder;

    @Test
    void writesTheTablesWithoutRows() throws IOException {
        Path database = Database.library(folder.resolve("library.db"));
        Shell.run("dump", database, folder.resolve("a"));

        Shell.Result result = Shell.run("schema", database);

        assertThat(result.code()).isZero();
        assertThat(result.out()).isEqualTo(Files.readString(folder.resolve("a/schema.sql")));
        assertThat(result.err())
                .startsWith("No version")
                .contains("--as-version V")
                .hasLineCount(1);
        assertThat(Shell.run("schema", database, "--quiet").err()).isEmpty();
    }

    @Test
    void endsWithTheVersion() {
        Path database = Database.library(folder.resolve("library.db"));

        Shell.Result given = Shell.run("schema", database, "--as-version", "2.0");
        assertThat(given.out()).endsWith("""
                        CREATE TABLE "doppel_version" (version VARCHAR(200) NOT NULL PRIMARY KEY);
                        INSERT INTO "doppel_version" ("version") VALUES ('2.0');
                        """);
        assertThat(given.err()).isEmpty();

        Shell.run("version", database, "--fake", "1.4.0");
        Shell.Result found = Shell.run("schema", database);
        assertThat(found.out())
                .containsOnlyOnce("CREATE TABLE \"doppel_version\"")
                .endsWith("INSERT INTO \"doppel_version\" (\"version\") VALUES ('1.4.0');\n");
        assertThat(found.err()).isEqualTo("Version 1.4.0: Doppel's table doppel_version.\n");
    }

    @Test
    void replacesItsFileAtOnce() throws IOException {
        Path database = Database.library(folder.resolve("library.db"));
        Path file = Files.writeString(folder.resolve("new.sql"), "old");

        assertThat(Shell.run("schema", database, "-o", file, "--quiet")).isEqualTo(new Shell.Result(0, "", ""));

        assertThat(file).content().contains("CREATE TABLE book");
        assertThat(Tree.names(folder)).containsExactly("library.db", "new.sql");
        assertThat(Shell.run("schema", database, "-o", folder.resolve("no/where.sql"))
                        .err())
                .contains("DOPPEL-011");
        assertThat(Shell.run("schema", folder.resolve("missing.db")).code()).isEqualTo(3);
        assertThat(Shell.run("schema", database, "--as-version", "a b").code()).isEqualTo(2);
    }

    @Test
    void isTheSchemaOfARestoreWithAllThatBelongsToIt() {
        Path database = Database.library(folder.resolve("library.db"));
        Database.create(
                database,
                "CREATE VIEW titles AS SELECT title FROM book",
                "CREATE TRIGGER t AFTER INSERT ON book BEGIN SELECT 1; SELECT 2; END");
        Shell.run("dump", database, folder.resolve("a"));
        Path script = folder.resolve("new.sql");
        Shell.run("schema", database, "-o", script, "--as-version", "2.0");
        Path restored = folder.resolve("restored.db");

        Shell.run("restore", folder.resolve("a"), "--into", restored, "--schema", script);

        assertThat(Shell.run("version", restored).out()).isEqualTo("2.0\n");
        assertThat(Database.value(restored, "SELECT count(*) FROM titles")).isEqualTo(3);
        assertThat(Database.value(restored, "SELECT count(*) FROM sqlite_master WHERE type = 'trigger'"))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void isTheSchemaOfARestore(TestServer server) throws IOException, SQLException {
        assumeTrue(server.available());
        String jdbcUrl = server.freshDatabase();
        String source = server.forDoppel(jdbcUrl);
        try (Connection connection = DriverManager.getConnection(jdbcUrl);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE author (id INTEGER PRIMARY KEY, name VARCHAR(50) NOT NULL UNIQUE)");
            statement.execute("CREATE TABLE book (id INTEGER PRIMARY KEY, title VARCHAR(50), author INTEGER,"
                    + " FOREIGN KEY (author) REFERENCES author (id))");
            statement.execute("CREATE INDEX titles ON book (title)");
            statement.execute("CREATE VIEW longest AS SELECT title FROM book");
            statement.execute("INSERT INTO author VALUES (1, 'Astrid')");
            statement.execute("INSERT INTO book VALUES (1, 'Ronja', 1)");
        }
        Path script = folder.resolve("new.sql");
        assertThat(Shell.run("dump", source, folder.resolve("a"), "--as-version", "1")
                        .code())
                .isZero();

        // first the script creates Doppel's table, then the schema has it
        for (String version : new String[] {"2.0", "2.1"}) {
            assertThat(Shell.run("schema", source, "-o", script, "--as-version", version)
                            .err())
                    .isEmpty();
            String target = server.forDoppel(server.freshDatabase());
            Shell.Result restored = Shell.run("restore", folder.resolve("a"), "--into", target, "--schema", script);
            assertThat(restored.code()).as(restored.err()).isZero();
            assertThat(Shell.run("version", target).out()).isEqualTo(version + "\n");
            Shell.run("version", source, "--fake", "9");
        }
        assertThat(script).content().doesNotContain("Ronja");
    }
}
