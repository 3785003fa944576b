package doppel.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doppel.DatabaseException;
import doppel.ErrorCode;
import doppel.Progress;
import doppel.compare.UnifiedText;
import doppel.dialect.Dialect;
import doppel.dialect.Dialects;
import doppel.dialect.Source;
import doppel.dialect.server.Credentials;
import doppel.dump.DumpOptions;
import doppel.dump.DumpReport;
import doppel.dump.Dumper;
import doppel.restore.RestoreOptions;
import doppel.restore.Restorer;
import doppel.testing.FaultyNetwork;
import doppel.testing.FaultyNetwork.Fault;
import doppel.testing.TestServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A network that fails ends a command, and leaves neither locks nor a half target behind. */
@Timeout(300) // a command that waits for ever
final class NetworkFaultsTest {

    private static final Credentials IMPATIENT = Credentials.none().waiting(Duration.ofSeconds(1));
    private static final int ROWS = 20_000;

    @TempDir
    private Path directory;

    /** Where the connection fails: while a session is prepared, while the schema is read, amid the rows. */
    static Stream<Arguments> faults() {
        return Stream.of(TestServer.POSTGRESQL, TestServer.MARIADB)
                .flatMap(server -> Stream.of(Fault.RESETS, Fault.CLOSES, Fault.STALLS)
                        .flatMap(fault -> Stream.of(100, 5_000, 300_000)
                                .filter(after -> fault != Fault.STALLS || after > 100) // each of them takes seconds
                                .map(after -> Arguments.of(server, fault, (long) after))));
    }

    private static String filled(TestServer server) throws SQLException {
        String url = server.freshDatabase();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE t (id int PRIMARY KEY, words varchar(200))");
            StringBuilder rows = new StringBuilder("INSERT INTO t VALUES ");
            for (int i = 0; i < ROWS; i++) {
                rows.append(i == 0 ? "" : ",").append("(").append(i).append(", 'some words for a row of this table')");
            }
            statement.execute(rows.toString());
        }
        return server.forDoppel(url);
    }

    private static FaultyNetwork network(String url, Fault fault, long after) throws IOException {
        URI address = URI.create(url.substring("jdbc:".length()));
        return new FaultyNetwork(address.getHost(), address.getPort(), fault, after);
    }

    private static String through(FaultyNetwork network, String url) {
        URI address = URI.create(url.substring("jdbc:".length()));
        return url.replace(address.getHost() + ":" + address.getPort(), "127.0.0.1:" + network.port());
    }

    private DumpReport dump(String url) {
        Dialect dialect = Dialects.forUrl(url).with(IMPATIENT);
        try (Source source = dialect.openSource(url)) {
            return new Dumper(dialect, source, DumpOptions.defaults(), Progress.NONE)
                    .dump(directory.resolve("fixture"));
        }
    }

    private static void assertLost(Runnable command) {
        assertThatThrownBy(command::run)
                .isInstanceOfSatisfying(
                        DatabaseException.class,
                        e -> assertThat(e.code()).isIn(ErrorCode.DATABASE_FAILED, ErrorCode.SERVER_UNREACHABLE));
    }

    /** Nobody holds a lock on the table any more. */
    private static void dropTable(TestServer server, String url) throws SQLException {
        String jdbc = server == TestServer.MARIADB ? url.replaceFirst("^jdbc:mariadb:", "jdbc:mysql:") : url;
        try (Connection connection = DriverManager.getConnection(jdbc);
                Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE t");
        }
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aDumpEnds(TestServer server, Fault fault, long after) throws Exception {
        String url = filled(server);
        try (FaultyNetwork network = network(url, fault, after)) {
            assertLost(() -> dump(through(network, url)));
            assertThat(network.faulty()).isTrue();
        }
        assertThat(directory.resolve("fixture")).doesNotExist();
        dropTable(server, url);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aRestoreEndsAndLeavesTheTargetAsItWas(TestServer server, Fault fault, long after) throws Exception {
        String url = filled(server);
        dump(url);
        String target = server.forDoppel(server.freshDatabase());
        try (FaultyNetwork network = network(target, fault, Math.min(after, 8_000))) {
            assertLost(() -> new Restorer(
                            RestoreOptions.into(through(network, target)).credentials(IMPATIENT), Progress.NONE)
                    .restore(directory.resolve("fixture")));
            assertThat(network.faulty()).isTrue();
        }
        assertThat(Dialects.forUrl(target).inspect(target).tables()).isZero();
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aDoubleDumpEnds(TestServer server, Fault fault, long after) throws Exception {
        String url = filled(server);
        try (FaultyNetwork network = network(url, fault, after)) {
            assertLost(() -> new DoubleDump(
                            through(network, url),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Progress.NONE,
                            new UnifiedText(new StringBuilder(), false))
                    .with(IMPATIENT)
                    .run());
        }
        dropTable(server, url);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"RESETS", "CLOSES", "STALLS"})
    void aCheckEnds(Fault fault) throws Exception {
        for (TestServer server : new TestServer[] {TestServer.POSTGRESQL, TestServer.MARIADB}) {
            String url = filled(server);
            try (FaultyNetwork network = network(url, fault, 2_000)) {
                assertLost(() -> Dialects.forUrl(url).with(IMPATIENT).check(through(network, url)));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = TestServer.class,
            names = {"POSTGRESQL", "MARIADB"})
    void aNetworkThatTricklesIsGoodEnough(TestServer server) throws Exception {
        String url = filled(server);
        try (FaultyNetwork network = network(url, Fault.TRICKLES, 100)) {
            assertThat(dump(through(network, url)).rows()).isEqualTo(ROWS);
        }
    }

    /** It sends no byte for longer than a silent server is waited for. */
    @ParameterizedTest
    @EnumSource(
            value = TestServer.class,
            names = {"POSTGRESQL", "MARIADB"})
    void aStatementThatIsAtWorkIsWaitedFor(TestServer server) throws Exception {
        String url = server.forDoppel(server.freshDatabase());
        String slow =
                server == TestServer.POSTGRESQL ? "SELECT pg_sleep(5)::text || 'v'" : "SELECT CONCAT('v', SLEEP(5))";
        try (Source source = Dialects.forUrl(url).with(IMPATIENT).openSource(url)) {
            assertThat(source.version(Optional.of(slow))).isPresent();
        }
    }

    @Test
    void aStatementIsWaitedForAlsoIfTheServerDoesNotSayWhatItDoes() throws Exception {
        String url = TestServer.POSTGRESQL.freshDatabase();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER DATABASE " + connection.getCatalog() + " SET track_activities = off");
        }
        try (Source source = Dialects.forUrl(url).with(IMPATIENT).openSource(url)) {
            assertThat(source.version(Optional.of("SELECT pg_sleep(5)::text || 'v'")))
                    .isPresent();
        }
    }
}
