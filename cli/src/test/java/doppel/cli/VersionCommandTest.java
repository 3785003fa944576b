package doppel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import doppel.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code doppel version}, and the versions that a dump finds. */
final class VersionCommandTest {

    @TempDir
    private Path folder;

    private Path database;

    @BeforeEach
    void createLibrary() {
        database = Database.library(folder.resolve("library.db"));
    }

    private void createAlembic(String head) {
        Database.create(
                database,
                "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc "
                        + "PRIMARY KEY"
                        + " (version_num))",
                "INSERT INTO alembic_version VALUES ('" + head + "')");
    }

    @Test
    void saysThatThereIsNone() {
        Shell.Result result = Shell.run("version", database);

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .startsWith(database + " does not record its version")
                .hasLineCount(1);
    }

    @Test
    void printsTheVersionToStdoutAndItsPlaceToStderr() {
        createAlembic("1975ea83b712");

        Shell.Result result = Shell.run("version", database);

        assertThat(result.code()).isZero();
        assertThat(result.out()).isEqualTo("1975ea83b712\n");
        assertThat(result.err()).isEqualTo("Found: Alembic's table alembic_version.\n");
        assertThat(Shell.run("version", database, "--quiet")).isEqualTo(new Shell.Result(0, "1975ea83b712\n", ""));
        assertThat(Shell.run("version", database, "--quiet", "--query", "SELECT max(id) FROM book"))
                .isEqualTo(new Shell.Result(0, "3\n", ""));
        assertThat(Shell.run("version", database, "--query", "SELECT id FROM book")
                        .err())
                .startsWith("DOPPEL-048: ");
    }

    @Test
    void stampsWithoutRunningAnything() {
        Shell.Result result = Shell.run("version", database, "--fake", "1.4.0");

        assertThat(result).isEqualTo(new Shell.Result(0, database + " now has version 1.4.0.\n", ""));
        assertThat(Shell.run("version", database).out()).isEqualTo("1.4.0\n");
        assertThat(Shell.run("version", database, "--fake", "1.5.0", "--quiet")).isEqualTo(new Shell.Result(0, "", ""));
        assertThat(Database.value(database, "SELECT group_concat(version) FROM doppel_version"))
                .isEqualTo("1.5.0");
    }

    @Test
    void stampsNothingThatAnotherToolKeeps() {
        createAlembic("1975ea83b712");
        String before = Database.digest(database);

        Shell.Result result = Shell.run("version", database, "--fake", "2");

        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err()).startsWith("DOPPEL-050: Alembic keeps").contains("`alembic stamp V`");
        assertThat(Database.digest(database)).isEqualTo(before);
    }

    @Test
    void refusesWordsThatDoNotFit() throws IOException {
        assertThat(Shell.run("version", database, "--fake", "1 2").code()).isEqualTo(2);
        assertThat(Shell.run("version", database, "--fake", "1 2").err()).contains("--fake 1.4.0");
        assertThat(Shell.run("version", database, "--fake", "1", "--query", "SELECT 1")
                        .code())
                .isEqualTo(2);
        assertThat(Shell.run("version", folder.resolve("missing.db"), "--fake", "1")
                        .err())
                .startsWith("DOPPEL-003");
        assertThat(Shell.run("dump", database, folder.resolve("a"), "--as-version=1", "--version-query=SELECT 1")
                        .code())
                .isEqualTo(2);
        assertThat(Tree.names(folder)).containsExactly("library.db");
    }

    @Test
    void dumpsAsTheVersionThatTheDatabaseSays() {
        createAlembic("1975ea83b712");

        Shell.Result result = Shell.run("dump", database, folder.resolve("a"));

        assertThat(result.err()).isEqualTo("Version 1975ea83b712: Alembic's table alembic_version.\n");
        assertThat(result.out()).contains("as version 1975ea83b712 to");
        assertThat(folder.resolve("a/MANIFEST")).content().contains("version 1975ea83b712\n");
        assertThat(Shell.run("dump", database, folder.resolve("b"), "--as-version", "7", "--quiet"))
                .isEqualTo(new Shell.Result(0, "", ""));
        assertThat(folder.resolve("b/MANIFEST")).content().contains("version 7\n");
        assertThat(Shell.run("dump", database, folder.resolve("c"), "--quiet")).isEqualTo(new Shell.Result(0, "", ""));
        Shell.Result asked =
                Shell.run("dump", database, folder.resolve("d"), "--version-query", "SELECT 'v' || count(*) FROM book");
        assertThat(asked.err()).isEqualTo("Version v3: what the query gives.\n");
        assertThat(folder.resolve("d/MANIFEST")).content().contains("version v3\n");
    }

    @Test
    void dumpsNothingOfAVersionThatIsNotOneWord() throws IOException {
        createAlembic("add ISBN");

        Shell.Result result = Shell.run("dump", database, folder.resolve("a"));

        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err())
                .startsWith("DOPPEL-049: The version \"add ISBN\"")
                .contains("--as-version");
        assertThat(Tree.names(folder)).containsExactly("library.db");
        assertThat(Shell.run("dump", database, folder.resolve("a"), "--as-version", "1")
                        .code())
                .isZero();
    }

    @Test
    void carriesDoppelsOwnTableLikeAnyOther() {
        Shell.run("version", database, "--fake", "1.4.0");

        assertThat(Shell.run("double-dump", database).code()).isZero();
        Shell.run("dump", database, folder.resolve("a"));
        assertThat(Shell.run("restore", folder.resolve("a"), "--into", folder.resolve("new.db"))
                        .code())
                .isZero();

        assertThat(Database.digest(folder.resolve("new.db"))).isEqualTo(Database.digest(database));
    }

    @ParameterizedTest
    @EnumSource
    void restoresIntoAFreshInstallation(TestServer server) throws IOException {
        assumeTrue(server.available());
        String installed = server.forDoppel(server.freshDatabase());
        Path script = Files.writeString(
                folder.resolve("new.sql"),
                "CREATE TABLE author (id INTEGER PRIMARY KEY, name VARCHAR(50) NOT NULL);"
                        + " CREATE TABLE book (id INTEGER PRIMARY KEY, title VARCHAR(50), author INTEGER REFERENCES "
                        + "author (id));"
                        + " CREATE TABLE doppel_version (version VARCHAR(200) NOT NULL PRIMARY KEY);"
                        + " INSERT INTO doppel_version VALUES ('2.0');");
        Shell.run("version", database, "--fake", "1.4.0");
        Shell.run("dump", database, folder.resolve("a"));
        Shell.run("dump", database, folder.resolve("without"), "--exclude", "doppel_version");

        // with the fixture's own row
        assertThat(Shell.run("restore", folder.resolve("a"), "--into", installed, "--schema", script)
                        .code())
                .isZero();
        assertThat(Shell.run("version", installed).out()).isEqualTo("1.4.0\n");

        // without one, as where a migration has left it out
        String other = server.forDoppel(server.freshDatabase());
        assertThat(Shell.run("restore", folder.resolve("without"), "--into", other, "--schema", script)
                        .code())
                .isZero();
        assertThat(Shell.run("version", other).out()).isEqualTo("2.0\n");
        assertThat(Shell.run("restore", folder.resolve("a"), "--into", other).err())
                .contains("DOPPEL-040");
    }

    @Test
    void restoresIntoTablesOfAFreshInstallation() {
        Path fresh = Database.create(
                folder.resolve("fresh.db"),
                "CREATE TABLE author (id INTEGER PRIMARY KEY, name TEXT NOT NULL)",
                "CREATE TABLE book (id INTEGER PRIMARY KEY, title TEXT, author INTEGER REFERENCES author)");
        Shell.run("version", fresh, "--fake", "1.4.0");
        Shell.run("version", database, "--fake", "1.4.0");
        Shell.run("dump", database, folder.resolve("a"));

        Shell.Result result = Shell.run("restore", folder.resolve("a"), "--into", fresh);

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(Database.value(fresh, "SELECT count(*) FROM book")).isEqualTo(3);
        assertThat(Database.value(fresh, "SELECT group_concat(version) FROM doppel_version"))
                .isEqualTo("1.4.0");
    }
}
