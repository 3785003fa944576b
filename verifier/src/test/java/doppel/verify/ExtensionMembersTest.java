package doppel.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import doppel.Progress;
import doppel.compare.UnifiedText;
import doppel.dialect.Dialect;
import doppel.dialect.Dialects;
import doppel.dialect.Source;
import doppel.dump.DumpOptions;
import doppel.dump.Dumper;
import doppel.restore.RestoreOptions;
import doppel.restore.Restorer;
import doppel.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an extension owns comes with it; rows that users have added to its tables are theirs. */
final class ExtensionMembersTest {

    private static final String SCRIPT = """
            CREATE TABLE kept (id serial PRIMARY KEY, code text UNIQUE CHECK (code <> ''), own boolean DEFAULT true);
            CREATE INDEX kept_own ON kept (own);
            CREATE TABLE internal_notes (note text PRIMARY KEY);
            CREATE DOMAIN percent AS integer CHECK (VALUE BETWEEN 0 AND 100);
            CREATE FUNCTION nothing() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
            CREATE TRIGGER kept_trigger BEFORE INSERT ON kept FOR EACH ROW EXECUTE FUNCTION nothing();
            CREATE RULE kept_rule AS ON DELETE TO internal_notes DO INSTEAD NOTHING;
            INSERT INTO kept (code, own) VALUES ('built in', false);
            SELECT pg_catalog.pg_extension_config_dump('kept', 'WHERE own');
            SELECT pg_catalog.pg_extension_config_dump('kept_id_seq', '');
            """;

    @TempDir
    private Path directory;

    private final String url = TestServer.POSTGRESQL.freshDatabase();

    @BeforeEach
    void createExtension() throws SQLException, IOException {
        Path extensions = Path.of(
                query(url, "SELECT setting FROM pg_config WHERE name = 'SHAREDIR'")
                        .get(0),
                "extension");
        assumeThat(Files.isWritable(extensions)).isTrue();
        Files.writeString(extensions.resolve("doppel_kept.control"), "default_version = '1.0'\nrelocatable = true\n");
        Files.writeString(extensions.resolve("doppel_kept--1.0.sql"), SCRIPT);
        run(
                url,
                "CREATE EXTENSION doppel_kept; INSERT INTO kept (code) VALUES ('mine'), ('ours');"
                        + " SELECT nextval('kept_id_seq'); CREATE TABLE t (id int PRIMARY KEY, share percent);"
                        + " INSERT INTO t VALUES (1, 50)");
    }

    private static void run(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> query(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                ResultSet rows = connection.createStatement().executeQuery(sql)) {
            List<String> read = new ArrayList<>();
            while (rows.next()) {
                read.add(rows.getString(1));
            }
            return read;
        }
    }

    private Path dump() {
        Dialect dialect = Dialects.forUrl(url);
        try (Source source = dialect.openSource(url)) {
            new Dumper(dialect, source, DumpOptions.defaults(), Progress.NONE).dump(directory.resolve("fixture"));
        }
        return directory.resolve("fixture");
    }

    private static List<String> losses(String url) {
        return new DoubleDump(
                        url,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Progress.NONE,
                        new UnifiedText(new StringBuilder(), false))
                .run()
                .losses();
    }

    @Test
    void rowsThatUsersAddedAndPositionsOfSequencesAreCarried() throws SQLException {
        Path fixture = dump();
        String copy = TestServer.POSTGRESQL.freshDatabase();

        new Restorer(RestoreOptions.into(copy), Progress.NONE).restore(fixture);

        String rows = "SELECT id || ' ' || code FROM kept ORDER BY id";
        assertThat(query(copy, rows))
                .containsExactly("1 built in", "2 mine", "3 ours")
                .isEqualTo(query(url, rows));
        assertThat(query(copy, "SELECT nextval('kept_id_seq')")).containsExactly("5");
        assertThat(losses(url)).isEmpty();
    }

    @Test
    void aDatabaseThatIsReplacedKeepsNoneOfItsOwnRows() throws SQLException {
        Path fixture = dump();
        run(url, "INSERT INTO kept (code) VALUES ('late'); DELETE FROM kept WHERE code = 'mine'");

        new Restorer(RestoreOptions.into(url).replace(), Progress.NONE).restore(fixture);

        assertThat(query(url, "SELECT code FROM kept ORDER BY id")).containsExactly("built in", "mine", "ours");
    }

    @Test
    void aDatabaseThatIsReplacedKeepsRowsOfExtensionsThatTheFixtureLacks() throws SQLException {
        String target = TestServer.POSTGRESQL.freshDatabase();
        run(target, "CREATE EXTENSION doppel_kept; INSERT INTO kept (code) VALUES ('job'); CREATE TABLE t (id int)");
        run(url, "DROP EXTENSION doppel_kept CASCADE");
        Path fixture = dump();

        new Restorer(RestoreOptions.into(target).replace(), Progress.NONE).restore(fixture);

        assertThat(query(target, "SELECT code FROM kept ORDER BY id")).containsExactly("built in", "job");
    }

    @Test
    void rowsOfExtensionsAreNotRestoredIntoTablesThatAreThere() throws SQLException {
        Path fixture = dump();
        String target = TestServer.POSTGRESQL.freshDatabase();
        run(target, "CREATE EXTENSION doppel_kept; CREATE TABLE t (id int PRIMARY KEY, share percent)");

        assertThatThrownBy(() -> new Restorer(RestoreOptions.into(target).dataOnly(), Progress.NONE).restore(fixture))
                .hasMessageContaining("kept");

        assertThat(query(target, "SELECT code FROM kept")).containsExactly("built in");
    }

    @Test
    void rowsOfExtensionsThatMayNotBeReadAreNamed() throws SQLException {
        String reader = "reader_" + url.replaceAll(".*/|\\?.*", "");
        run(
                url,
                "CREATE ROLE " + reader + " LOGIN; GRANT SELECT ON t, kept_id_seq TO " + reader
                        + "; REVOKE ALL ON kept FROM " + reader);
        String asReader = url.replaceFirst("user=[^&]*", "user=" + reader);
        try (Source source = Dialects.forUrl(asReader).openSource(asReader)) {
            assertThat(source.schema().table("t")).isPresent();
            assertThat(source.schema().table("kept")).isEmpty();
            assertThat(source.ddl(source.schema().tables()).notices().toString())
                    .contains("may not read them all: public.kept");
        } finally {
            run(url, "DROP OWNED BY " + reader + "; DROP ROLE " + reader);
        }
    }

    @Test
    void rowsThatADumpDoesNotSeeAreCountedByADoubleDump() throws SQLException {
        run(url, "INSERT INTO internal_notes VALUES ('lost')");

        assertThat(losses(url)).containsExactly("The server counts 0 instead of 1: rows of internal_notes.");
    }

    @Test
    void anIndexThatWasAddedToATableOfAnExtensionIsNamed() throws SQLException {
        run(url, "CREATE INDEX added ON kept (lower(code))");

        Dialect dialect = Dialects.forUrl(url);
        try (Source source = dialect.openSource(url)) {
            assertThat(source.ddl(source.schema().tables()).notices())
                    .contains("What was added to tables of extensions is not carried: public.added");
        }
    }

    @Test
    void checkAndDumpAgreeOnADomainOfAnExtension() throws SQLException {
        run(
                url,
                "CREATE EXTENSION cube; CREATE EXTENSION earthdistance;"
                        + " CREATE TABLE place (id int PRIMARY KEY, at earth);"
                        + " INSERT INTO place VALUES (1, ll_to_earth(50, 10))");

        assertThat(Dialects.forUrl(url).check(url))
                .noneMatch(ability -> ability.finding().contains("not carried"));
        assertThat(losses(url)).isEmpty();
    }
}
