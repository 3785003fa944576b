package doppel.dialect.postgresql.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doppel.DoppelException;
import doppel.ErrorCode;
import doppel.UsageException;
import doppel.dialect.server.Credentials;
import doppel.dialect.server.Environment;
import doppel.dialect.server.ServerLogin;
import doppel.testing.GuardedPostgresql;
import java.io.IOException;
import java.io.StringReader;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.PGConnection;

/** Logging in to a PostgreSQL server that asks for passwords. */
final class PostgresqlLoginTest {

    private Credentials credentials = Credentials.none();

    private static final String PASSWORD = GuardedPostgresql.PASSWORD;
    private static final String ESCAPED =
            URLEncoder.encode(PASSWORD, StandardCharsets.UTF_8).replace("+", "%20");

    @TempDir
    private static Path serverFolder;

    private static GuardedPostgresql server;

    @TempDir
    private Path home;

    private final Map<String, String> variables = new HashMap<>();

    @BeforeAll
    static void start() throws IOException, SQLException {
        server = new GuardedPostgresql(serverFolder);
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    private static String url(String login, String rest) {
        return "postgresql://" + login + "@127.0.0.1:" + server.port() + "/" + rest;
    }

    private ServerLogin login(String url) {
        return PostgresqlAddress.login(PostgresqlAddress.parse(url), new Environment(variables, home, "ann"));
    }

    private String value(String url, String sql) throws SQLException {
        try (Connection connection = PostgresqlLogin.connect(login(url), Map.of(), credentials);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private void letsIn(String url) throws SQLException {
        assertThat(value(url, "SELECT current_user || ' ' || current_database()"))
                .isEqualTo("ann library");
    }

    private void turnsAway(String url, ErrorCode code, String... words) {
        assertThatThrownBy(() -> PostgresqlLogin.connect(login(url), Map.of(), credentials))
                .isInstanceOfSatisfying(DoppelException.class, e -> {
                    assertThat(e.code()).isEqualTo(code);
                    assertThat(e.getMessage() + " " + e.nextStep())
                            .contains(words)
                            .doesNotContain("s3cret", "wr0ng");
                });
    }

    private Path passwordFile(String name, String password) throws IOException {
        String escaped = password.replace("\\", "\\\\").replace(":", "\\:");
        Path file = Files.writeString(home.resolve(name), "127.0.0.1:*:library:ann:" + escaped + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void takesThePasswordOfTheUrl() throws SQLException {
        letsIn(url("ann:" + ESCAPED, "library"));
        letsIn("jdbc:postgresql://127.0.0.1:" + server.port() + "/library?user=ann&password=" + ESCAPED);
    }

    @Test
    void takesThePasswordOfTheEnvironment() throws SQLException {
        variables.put("DOPPEL_PASSWORD", PASSWORD);
        variables.put("PGPASSWORD", "wr0ng");
        letsIn(url("ann", "library"));

        variables.remove("DOPPEL_PASSWORD");
        variables.put("PGPASSWORD", PASSWORD);
        letsIn(url("ann", "library"));
    }

    @Test
    void takesThePasswordOfAPasswordFile() throws SQLException, IOException {
        passwordFile(".pgpass", PASSWORD);
        letsIn(url("ann", "library"));

        passwordFile(".pgpass", "wr0ng");
        Path other = passwordFile("other", PASSWORD);
        variables.put("PGPASSFILE", other.toString());
        letsIn(url("ann", "library"));

        variables.put("PGPASSFILE", "/nowhere");
        letsIn(url("ann", "library?passfile=~/other"));
    }

    @Test
    void asksForThePasswordOnceAndOnlyWhereItIsNeeded() throws SQLException {
        List<String> questions = new ArrayList<>();
        credentials = Credentials.of(question -> {
            questions.add(question);
            return Optional.of(PASSWORD);
        });

        assertThat(value(server.administratorUrl("postgres"), "SELECT 1")).isEqualTo("1");
        assertThat(questions).isEmpty();
        letsIn(url("ann", "library"));
        letsIn(url("ann", "library"));
        assertThat(questions).containsExactly("Password of ann@127.0.0.1:" + server.port() + ": ");
    }

    @Test
    void asksAgainAfterAWrongAnswer() throws SQLException {
        List<String> answers = new ArrayList<>(List.of("wr0ng", PASSWORD));
        credentials = Credentials.of(question -> Optional.of(answers.remove(0)));

        turnsAway(url("ann", "library"), ErrorCode.ACCESS_DENIED, "ann");
        letsIn(url("ann", "library"));
    }

    @Test
    void takesFromTheEnvironmentWhatTheUrlLeavesOut() throws SQLException {
        variables.putAll(Map.of(
                "PGHOST", "127.0.0.1", "PGPORT", "" + server.port(), "PGDATABASE", "library", "PGPASSWORD", PASSWORD));
        letsIn("postgresql://");

        variables.put("PGUSER", "postgres");
        assertThat(value("postgresql:///postgres", "SELECT current_user")).isEqualTo("postgres");
    }

    @Test
    void goesThroughAUnixSocket() throws SQLException, IOException {
        variables.put("PGPASSWORD", PASSWORD);
        String directory = URLEncoder.encode(server.socketDirectory().toString(), StandardCharsets.UTF_8);
        letsIn("postgresql:///library?host=" + directory + "&port=" + server.port());
        letsIn("postgresql://ann@" + directory + ":" + server.port() + "/library?sslmode=require");

        variables.put("PGHOST", server.socketDirectory().toString());
        variables.put("PGPORT", "" + server.port());
        assertThat(value("postgresql:///library", "SELECT inet_client_addr() IS NULL"))
                .isEqualTo("t");
    }

    @Test
    void copiesMuchThroughAUnixSocket() throws SQLException, IOException {
        variables.put("PGPASSWORD", PASSWORD);
        variables.put("PGHOST", server.socketDirectory().toString());
        variables.put("PGPORT", "" + server.port());
        String line = "x".repeat(999) + "\n";
        try (Connection connection = PostgresqlLogin.connect(login("postgresql:///library"), Map.of(), credentials);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TEMPORARY TABLE t (a text)");
            long copied = connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("COPY t FROM STDIN", new StringReader(line.repeat(20_000)), 10_000);
            assertThat(copied).isEqualTo(20_000);
            try (ResultSet rows = statement.executeQuery("SELECT string_agg(a, '') FROM t")) {
                rows.next();
                assertThat(rows.getString(1)).hasSize(20_000 * 999);
            }
        }
    }

    @Test
    void keepsTheConnectionAliveUnderItsName() throws SQLException {
        variables.put("DOPPEL_PASSWORD", PASSWORD);

        assertThat(value(url("ann", "library"), "SHOW application_name")).isEqualTo("doppel");
        assertThat(PostgresqlLogin.connect(
                                login(url("ann", "library")), Map.of("ApplicationName", "other"), credentials)
                        .getClientInfo("ApplicationName"))
                .isEqualTo("other");
    }

    @Test
    void saysWhereTheWrongPasswordCameFrom() throws IOException {
        String url = url("ann", "library");
        turnsAway(url, ErrorCode.ACCESS_DENIED, "ann", "No password was found", "DOPPEL_PASSWORD", "~/.pgpass");

        Path file = passwordFile(".pgpass", "wr0ng");
        turnsAway(url, ErrorCode.ACCESS_DENIED, "line 1 of " + file);

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        turnsAway(url, ErrorCode.ACCESS_DENIED, "No password was found", "chmod 600 " + file);

        variables.put("DOPPEL_PASSWORD", "wr0ng");
        turnsAway(url, ErrorCode.ACCESS_DENIED, "the environment variable DOPPEL_PASSWORD");
        turnsAway(url("ann:wr0ng", "library"), ErrorCode.ACCESS_DENIED, "the URL");
    }

    @Test
    void saysWhatIsMissing() {
        variables.put("DOPPEL_PASSWORD", PASSWORD);

        turnsAway(url("ann", "libary"), ErrorCode.DATABASE_MISSING, "There is no database libary at 127.0.0.1:");
        turnsAway(url("ann", "closed"), ErrorCode.ACCESS_DENIED, "may not connect to closed", "GRANT CONNECT");
        turnsAway("postgresql://ann@127.0.0.1:1/library", ErrorCode.SERVER_UNREACHABLE, "127.0.0.1:1", "refused");
        turnsAway(
                "postgresql://ann@nowhere.invalid/library", ErrorCode.SERVER_UNREACHABLE, "nowhere.invalid", "no host");
        turnsAway("postgresql://ann@%2Fnowhere/library", ErrorCode.SERVER_UNREACHABLE, "/nowhere");
    }

    @Test
    void saysWhatIsWrongWithEncryption() {
        variables.put("DOPPEL_PASSWORD", PASSWORD);

        turnsAway(url("ann", "library?sslmode=require"), ErrorCode.NOT_ENCRYPTED, "SSL", "sslmode", "sslrootcert");
        turnsAway(url("bob", "library"), ErrorCode.NOT_ENCRYPTED, "no encryption");

        variables.put("PGSSLMODE", "verify-full");
        turnsAway(url("ann", "library"), ErrorCode.NOT_ENCRYPTED, "sslmode");
    }

    @ParameterizedTest
    @CsvSource({"ssl-mode=require, ssl-mode", "sslmod=require, sslmod", "x=1, x"})
    void refusesOptionsThatNobodyHas(String option, String named) {
        assertThatThrownBy(() -> login(url("ann", "library?" + option)))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("an option " + named);
        assertThatThrownBy(() -> login("jdbc:postgresql://h/db?password=a&s3cret=b"))
                .isInstanceOf(UsageException.class)
                .message()
                .doesNotContain("s3cret");
    }
}
