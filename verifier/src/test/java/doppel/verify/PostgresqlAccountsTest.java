package doppel.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doppel.DatabaseException;
import doppel.Progress;
import doppel.dialect.CheckedAbility;
import doppel.dialect.Dialects;
import doppel.dump.DumpOptions;
import doppel.restore.RestoreOptions;
import doppel.restore.Restorer;
import doppel.testing.KillableServer;
import doppel.testing.TestServer;
import doppel.testing.VersionedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Accounts with few rights, and servers and databases that allow little: what check says is what happens. */
final class PostgresqlAccountsTest {

    private static final String TABLES = """
            CREATE TABLE parts (id integer, k integer, PRIMARY KEY (id, k)) PARTITION BY LIST (k);
            CREATE TABLE part PARTITION OF parts FOR VALUES IN (1);
            CREATE FUNCTION fire() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''fired''; END';
            CREATE TABLE person (id serial PRIMARY KEY, name text UNIQUE, boss integer REFERENCES person);
            INSERT INTO person (name, boss) SELECT 'n' || i, 1 FROM generate_series(1, 9) i;
            INSERT INTO parts VALUES (1, 1), (2, 1);
            CREATE TRIGGER fires AFTER INSERT ON parts FOR EACH ROW EXECUTE FUNCTION fire();
            COMMENT ON TRIGGER fires ON parts IS 'at each row';
            """;

    private static final AtomicInteger COUNTER = new AtomicInteger();

    @TempDir
    private Path folder;

    private final String role = "doppel_joe_" + ProcessHandle.current().pid() + "_" + COUNTER.incrementAndGet();
    private String admin;

    /** The newest server, and others. */
    static Stream<Arguments> servers() {
        Supplier<String> newest = TestServer.POSTGRESQL::freshDatabase;
        return Stream.concat(
                Stream.of(Arguments.of("the newest", newest)),
                VersionedServer.all(TestServer.POSTGRESQL).stream()
                        .filter(server -> server.major() >= 12)
                        .map(server -> Arguments.of(server.toString(), (Supplier<String>) server::freshDatabase)));
    }

    @AfterEach
    void dropRole() {
        if (admin != null) {
            String other = admin.replaceFirst("/[^/?]*\\?", "/postgres?");
            Engine.POSTGRESQL.run(other, "DROP DATABASE IF EXISTS " + name(admin));
            Engine.POSTGRESQL.run(other, "DROP DATABASE IF EXISTS " + name(admin) + "_copy", "DROP ROLE " + role);
        }
    }

    private static String name(String url) {
        return url.replaceAll(".*/([^/?]*)\\?.*", "$1");
    }

    /** Gives a database whose owner is no superuser, as the owner reaches it. */
    private String owned(Supplier<String> server) {
        admin = server.get();
        Engine.POSTGRESQL.run(
                admin,
                "CREATE ROLE " + role + " LOGIN CREATEDB",
                "ALTER DATABASE " + name(admin) + " OWNER TO " + role);
        Engine.POSTGRESQL.run(asRole(), TABLES);
        return asRole();
    }

    private String asRole() {
        return admin.replaceFirst("user=postgres", "user=" + role);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("servers")
    void anOwnerWhoIsNoSuperuserDoesEverything(String name, Supplier<String> server) {
        String url = owned(server);
        Engine.POSTGRESQL.run(admin, "ALTER SCHEMA public OWNER TO " + role);

        assertThat(verdicts(url)).containsOnly(CheckedAbility.Verdict.OK);
        DoubleDump.assertLossless(url);
        Path fixture = dump(url);
        restore(fixture, RestoreOptions.into(url).replace());
        restore(fixture, RestoreOptions.into(url.replace(name(url), name(url) + "_copy")));
        DoubleDump.assertLossless(url);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("servers")
    void whoDoesNotOwnTheSchemaIsToldWhatToGrant(String name, Supplier<String> server) {
        String url = owned(server);
        Engine.POSTGRESQL.run(admin, "ALTER SCHEMA public OWNER TO postgres");
        Path fixture = dump(url);

        assertThat(verdict(url, "replace")).isEqualTo(CheckedAbility.Verdict.MISSING);
        assertThatThrownBy(() -> restore(fixture, RestoreOptions.into(url).replace()))
                .isInstanceOfSatisfying(
                        DatabaseException.class,
                        e -> assertThat(e.nextStep()).contains("ALTER schema public OWNER TO"));
        DoubleDump.assertLossless(url);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("servers")
    void rightsOnOneDatabaseAloneAreEnoughForIt(String name, Supplier<String> server) {
        String url = owned(server);
        Engine.POSTGRESQL.run(admin, "ALTER ROLE " + role + " NOCREATEDB");
        Path fixture = dump(url);
        String copy = url.replace(name(url), name(url) + "_copy");

        assertThat(verdict(url, "scratch-database")).isEqualTo(CheckedAbility.Verdict.LIMITED);
        Stream.<Runnable>of(() -> restore(fixture, RestoreOptions.into(copy)), () -> DoubleDump.assertLossless(url))
                .forEach(needsDatabase -> assertThatThrownBy(needsDatabase::run)
                        .isInstanceOfSatisfying(
                                DatabaseException.class,
                                e -> assertThat(e.nextStep()).contains("CREATEDB", "CREATE DATABASE", "--scratch")));

        Engine.POSTGRESQL.run(admin, "CREATE DATABASE " + name(copy));
        Engine.POSTGRESQL.run(admin.replace(name(url), name(copy)), "REVOKE CREATE ON SCHEMA public FROM PUBLIC");
        assertThat(verdict(copy, "create-objects")).isEqualTo(CheckedAbility.Verdict.MISSING);
        assertThatThrownBy(() -> restore(fixture, RestoreOptions.into(copy)))
                .isInstanceOfSatisfying(
                        DatabaseException.class,
                        e -> assertThat(e.nextStep()).contains("GRANT USAGE, CREATE ON SCHEMA public TO"));
        Engine.POSTGRESQL.run(
                admin.replace(name(url), name(copy)),
                "GRANT CREATE ON SCHEMA public TO " + role,
                "GRANT CREATE ON DATABASE " + name(copy) + " TO " + role);
        assertThat(verdict(copy, "create-objects")).isEqualTo(CheckedAbility.Verdict.OK);
        restore(fixture, RestoreOptions.into(copy));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("servers")
    void whoMayNotReadIsToldWhatToGrant(String name, Supplier<String> server) {
        String url = owned(server);
        Engine.POSTGRESQL.run(admin, "CREATE TABLE secret AS SELECT 1 AS a");

        assertThat(verdict(url, "read-tables")).isEqualTo(CheckedAbility.Verdict.MISSING);
        assertThatThrownBy(() -> dump(url))
                .isInstanceOfSatisfying(
                        DatabaseException.class, e -> assertThat(e.nextStep()).contains("GRANT SELECT ON secret TO"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("servers")
    void rowsThatPoliciesHideAreNeverLeftOutInSilence(String name, Supplier<String> server) {
        String url = owned(server);
        Engine.POSTGRESQL.run(
                admin,
                "CREATE TABLE hidden AS SELECT 1 AS a",
                "GRANT SELECT ON hidden TO PUBLIC",
                "ALTER TABLE hidden ENABLE ROW LEVEL SECURITY");

        assertThat(verdict(url, "read-tables")).isEqualTo(CheckedAbility.Verdict.MISSING);
        assertThatThrownBy(() -> dump(url))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("hidden");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("servers")
    void aDatabaseThatIsReadOnlyIsDumpedAndNotRestoredInto(String name, Supplier<String> server) {
        String url = owned(server);
        Engine.POSTGRESQL.run(admin, "ALTER DATABASE " + name(admin) + " SET default_transaction_read_only = on");

        Path fixture = dump(url);
        assertThat(verdict(url, "create-objects")).isEqualTo(CheckedAbility.Verdict.MISSING);
        assertThatThrownBy(() -> restore(fixture, RestoreOptions.into(url).replace()))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("the server is a standby, or the database is read-only");
    }

    @Test
    void aStandbyIsDumpedAndNotRestoredInto() throws Exception {
        try (KillableServer server = KillableServer.start(TestServer.POSTGRESQL, folder.resolve("server"))) {
            String url = server.url("postgres");
            Engine.POSTGRESQL.run(url, TABLES, "CHECKPOINT");
            server.kill();
            Files.createFile(folder.resolve("server/data/standby.signal"));
            server.start();

            Path fixture = dump(url);
            assertThat(verdict(url, "create-objects")).isEqualTo(CheckedAbility.Verdict.MISSING);
            assertThat(verdict(url, "scratch-database")).isEqualTo(CheckedAbility.Verdict.LIMITED);
            assertThatThrownBy(() -> restore(fixture, RestoreOptions.into(url).replace()))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("the server is a standby, or the database is read-only");
            assertThatThrownBy(() -> DoubleDump.assertLossless(url))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("the server is a standby");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"LATIN1", "SQL_ASCII", "WIN1252", "EUC_JP"})
    void otherEncodingsComeBack(String encoding) {
        String url = TestServer.POSTGRESQL.freshDatabase("ENCODING '" + encoding + "' LOCALE 'C' TEMPLATE template0");
        Engine.POSTGRESQL.run(url, TABLES, "CREATE TABLE \"a b\" (t text PRIMARY KEY, c char(3))");
        String text = encoding.equals("EUC_JP") ? "\u65e5\u672c" : "\u00e4\u00df";
        Engine.POSTGRESQL.run(url, "INSERT INTO \"a b\" VALUES ('" + text + "', 'x')");
        if (encoding.equals("SQL_ASCII")) {
            Engine.POSTGRESQL.run(url, "INSERT INTO \"a b\" VALUES (E'\\xff\\xfe', 'y')");
        }
        DoubleDump.assertLossless(url);
    }

    @Test
    void manySchemasComeBack() throws IOException {
        String url = TestServer.POSTGRESQL.freshDatabase();
        StringBuilder script = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            script.append("CREATE SCHEMA \"s " + i + "\"; CREATE TABLE \"s " + i + "\".t (id serial PRIMARY KEY, up"
                    + " integer" + (i == 0 ? "" : " REFERENCES \"s " + (i - 1) + "\".t") + ");"
                    + "INSERT INTO \"s " + i + "\".t (up) VALUES (NULL), (" + (i == 0 ? "NULL" : "1") + ");");
        }
        Engine.POSTGRESQL.run(url, script.toString());
        DoubleDump.assertLossless(url);
        Path fixture = dump(url);
        restore(fixture, RestoreOptions.into(url).replace());
        DoubleDump.assertLossless(url);
    }

    private static List<CheckedAbility.Verdict> verdicts(String url) {
        return Dialects.forUrl(url).check(url).stream()
                .map(CheckedAbility::verdict)
                .toList();
    }

    private static CheckedAbility.Verdict verdict(String url, String ability) {
        return Dialects.forUrl(url).check(url).stream()
                .filter(checked -> checked.name().equals(ability))
                .findFirst()
                .orElseThrow()
                .verdict();
    }

    private Path dump(String url) {
        Path fixture = folder.resolve("fixture" + COUNTER.incrementAndGet());
        Engine.POSTGRESQL.dump(url, DumpOptions.defaults(), fixture);
        return fixture;
    }

    private static void restore(Path fixture, RestoreOptions options) {
        assertThat(new Restorer(options, Progress.NONE).restore(fixture).published())
                .isTrue();
    }
}
