package doppel.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import doppel.DatabaseException;
import doppel.ErrorCode;
import doppel.Progress;
import doppel.compare.FixtureDiff;
import doppel.compare.UnifiedText;
import doppel.dialect.CheckedAbility;
import doppel.dialect.Dialect;
import doppel.dialect.Dialects;
import doppel.dump.DumpOptions;
import doppel.restore.RestoreOptions;
import doppel.restore.Restorer;
import doppel.restore.report.RestoreReport;
import doppel.testing.RichPostgresql;
import doppel.testing.TestServer;
import doppel.testing.VersionedServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every version of PostgreSQL that is at hand: databases with one of everything, within it and to the newest. */
final class PostgresqlVersionsTest {

    private static final int OLDEST = 12;

    @TempDir
    private Path folder;

    static Stream<VersionedServer> servers() {
        return VersionedServer.all(TestServer.POSTGRESQL).stream().filter(server -> server.major() >= OLDEST);
    }

    static Stream<VersionedServer> tooOld() {
        return VersionedServer.all(TestServer.POSTGRESQL).stream().filter(server -> server.major() < OLDEST);
    }

    @ParameterizedTest
    @MethodSource("servers")
    void oneOfEverythingComesBack(VersionedServer server) throws IOException {
        String source = rich(server);
        DoubleDump.assertLossless(source);
        Path first = dump(source, "first");

        String empty = server.freshDatabase();
        restore(first, RestoreOptions.into(empty));
        assertSame(first, dump(empty, "restored"));

        String old = server.freshDatabase();
        Engine.POSTGRESQL.run(old, "CREATE TABLE author (id integer PRIMARY KEY); INSERT INTO author VALUES (7)");
        restore(first, RestoreOptions.into(old).replace());
        restore(first, RestoreOptions.into(old).replace());
        assertSame(first, dump(old, "replaced"));
    }

    @ParameterizedTest
    @MethodSource("servers")
    void theSampleDatabaseComesBack(VersionedServer server) throws IOException {
        Path script = Stream.iterate(Path.of("").toAbsolutePath(), path -> path != null, Path::getParent)
                .map(path -> path.resolve("shared/data/chinook/postgresql.sql"))
                .filter(Files::exists)
                .findFirst()
                .orElse(null);
        assumeTrue(script != null, "there is no shared/data/chinook/postgresql.sql beside the checkout");
        String text = Files.readString(script);
        String source = server.freshDatabase();
        Engine.POSTGRESQL.run(source, text.substring(text.indexOf("CREATE TABLE")));
        DoubleDump.assertLossless(source);
        Path first = dump(source, "first");
        restore(first, RestoreOptions.into(source).replace());
        assertSame(first, dump(source, "replaced"));
    }

    @ParameterizedTest
    @MethodSource("servers")
    void checkSaysThatEverythingCanBeDone(VersionedServer server) {
        String source = rich(server);
        assertThat(Dialects.forUrl(source).check(source))
                .filteredOn(ability -> ability.verdict() != CheckedAbility.Verdict.OK)
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("servers")
    void oneOfEverythingGoesToTheNewestAndBack(VersionedServer server) throws IOException {
        Path first = dump(rich(server), "first");

        String newest = TestServer.POSTGRESQL.freshDatabase();
        restore(first, RestoreOptions.into(newest));
        String back = server.freshDatabase();
        restore(dump(newest, "newest"), RestoreOptions.into(back));

        assertThat(withoutLooseOperators(dump(back, "back"))).isEqualTo(withoutLooseOperators(first));
    }

    /** Which operators a class holds tightly has changed with version 14. */
    private static String withoutLooseOperators(Path fixture) throws IOException {
        try (Stream<Path> files = Files.list(fixture)) {
            return files.filter(file -> file.toString().endsWith("Rows.java") || file.endsWith("schema.sql"))
                    .sorted()
                    .flatMap(PostgresqlVersionsTest::lines)
                    .filter(line -> !line.isBlank() && !line.contains("OPERATOR 1 =(anyenum,anyenum)"))
                    .collect(Collectors.joining("\n"));
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void whatOnlyNewerServersHaveIsNamed(VersionedServer server) throws IOException {
        for (String line : newer()) {
            if (Integer.parseInt(line.substring(0, 2)) > server.major()) {
                refuses(server, line.substring(3, line.lastIndexOf(":CREATE")), line);
            }
        }
    }

    /** A line each: the version that has it, what is told of it, and the script. */
    private static List<String> newer() throws IOException {
        try (InputStream lines = PostgresqlVersionsTest.class.getResourceAsStream("newer-postgresql.txt")) {
            return new String(lines.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }

    private void refuses(VersionedServer server, String name, String line) throws IOException {
        String newest = TestServer.POSTGRESQL.freshDatabase();
        Engine.POSTGRESQL.run(newest, line.substring(line.lastIndexOf(":CREATE") + 1));
        Path fixture = dump(newest, "newer" + line.hashCode());
        String target = server.freshDatabase();
        Engine.POSTGRESQL.run(target, "CREATE TABLE old (a integer); INSERT INTO old VALUES (1)");

        assertThatThrownBy(() -> restore(fixture, RestoreOptions.into(target).replace()), line)
                .isInstanceOfSatisfying(
                        DatabaseException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SCHEMA_NOT_CREATED))
                .hasMessageContaining(name);
        assertThat(count(target, "SELECT count(*) FROM old")).isOne();
    }

    @ParameterizedTest
    @MethodSource("tooOld")
    void olderServersAreRefusedByEverything(VersionedServer server) throws IOException {
        Path fixture = folder.resolve("fixture");
        Engine.POSTGRESQL.dump(TestServer.POSTGRESQL.freshDatabase(), DumpOptions.defaults(), fixture);
        String there = server.freshDatabase();
        String absent = server.url("absent");
        Dialect dialect = Dialects.forUrl(there);

        assertTooOld(server, () -> dialect.openSource(there).close());
        assertTooOld(server, () -> dialect.check(there));
        assertTooOld(server, () -> dialect.scratch(there, folder).close());
        assertTooOld(server, () -> dialect.stamp(there, "1"));
        assertTooOld(server, () -> DoubleDump.assertLossless(there));
        assertTooOld(server, () -> restore(fixture, RestoreOptions.into(there)));
        assertTooOld(server, () -> restore(fixture, RestoreOptions.into(absent)));
        assertThat(count(server.url("postgres"), "SELECT count(*) FROM pg_database WHERE datname = 'absent'"))
                .isZero();
    }

    private static void assertTooOld(VersionedServer server, ThrowingCallable callable) {
        assertThatThrownBy(callable)
                .isInstanceOfSatisfying(
                        DatabaseException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SERVER_TOO_OLD))
                .hasMessage("PostgreSQL " + server.major() + " is too old, 12 is needed.");
    }

    private static String rich(VersionedServer server) {
        String url = server.freshDatabase();
        RichPostgresql.create(url, server.major());
        return url;
    }

    private Path dump(String url, String name) {
        Path fixture = folder.resolve(name);
        Engine.POSTGRESQL.dump(url, DumpOptions.defaults(), fixture);
        return fixture;
    }

    private static void restore(Path fixture, RestoreOptions options) {
        RestoreReport report = new Restorer(options, Progress.NONE).restore(fixture);
        assertThat(report.reasons()).isEmpty();
        assertThat(report.published()).isTrue();
    }

    private static void assertSame(Path one, Path other) throws IOException {
        StringBuilder text = new StringBuilder();
        FixtureDiff.compare(one, other, new UnifiedText(text, false));
        assertThat(text.toString()).isEmpty();
        assertThat(Files.readString(other.resolve("schema.sql")))
                .isEqualTo(Files.readString(one.resolve("schema.sql")));
    }

    private static long count(String url, String query) {
        try (Connection connection = DriverManager.getConnection(url);
                var rows = connection.createStatement().executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
