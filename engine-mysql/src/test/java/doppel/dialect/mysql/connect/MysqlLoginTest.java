package doppel.dialect.mysql.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import doppel.DoppelException;
import doppel.ErrorCode;
import doppel.UsageException;
import doppel.dialect.server.Credentials;
import doppel.dialect.server.Environment;
import doppel.dialect.server.ServerAddress;
import doppel.dialect.server.ServerLogin;
import doppel.testing.TestServer;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Logging in to servers as a user who has a password. */
final class MysqlLoginTest {

    private Credentials credentials = Credentials.none();

    /** Everything in it has a meaning somewhere. */
    private static final String PASSWORD = "s3cret@:/&;#?% \\'\"ü";

    private static final String ESCAPED =
            URLEncoder.encode(PASSWORD, StandardCharsets.UTF_8).replace("+", "%20");

    @TempDir
    private Path home;

    private final Map<String, String> variables = new HashMap<>();

    private TestServer server;
    private String database;
    private String user;
    private int port;

    private void use(TestServer chosen) throws SQLException {
        assumeTrue(chosen.available());
        server = chosen;
        ServerAddress address = MysqlAddress.parse(server.freshDatabase());
        database = address.database();
        port = address.hosts().get(0).port();
        user = "u" + database;
        String quoted = PASSWORD.replace("\\", "\\\\").replace("'", "''");
        for (String at : List.of("'@'localhost'", "'@'127.0.0.1'")) {
            administer("CREATE USER '" + user + at + " IDENTIFIED BY '" + quoted + "'");
            administer("GRANT ALL ON " + database + ".* TO '" + user + at);
        }
    }

    private void administer(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.url());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @AfterEach
    void leaveTheServerAsItWas() throws SQLException {
        if (user != null) {
            administer("DROP USER '" + user + "'@'localhost', '" + user + "'@'127.0.0.1'");
            administer("DROP DATABASE " + database);
        }
    }

    private String url(String login, String rest) {
        return "mysql://" + login + "@127.0.0.1:" + port + "/" + rest;
    }

    private String url() {
        return url(user, database);
    }

    private ServerLogin login(String url) {
        return MysqlAddress.login(url, new Environment(variables, home, user));
    }

    private String value(String url, String sql) throws SQLException {
        try (Connection connection = MysqlLogin.connect(login(url), Map.of(), credentials);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private String variable(String name) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.url());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT @@" + name)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private void letsIn(String url) throws SQLException {
        assertThat(value(url, "SELECT concat(user(), ' ', database())")).matches(user + "@\\S+ " + database);
    }

    private void turnsAway(String url, ErrorCode code, String... words) {
        assertThatThrownBy(() -> MysqlLogin.connect(login(url), Map.of(), credentials))
                .isInstanceOfSatisfying(DoppelException.class, e -> {
                    assertThat(e.code()).isEqualTo(code);
                    assertThat(e.getMessage() + " " + e.nextStep())
                            .contains(words)
                            .doesNotContain("s3cret", "wr0ng");
                });
    }

    private Path optionFile(String name, String... lines) throws IOException {
        return Files.write(home.resolve(name), List.of(lines));
    }

    private static String inOptionFile(String password) {
        return "password=\"" + password.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL"})
    void takesThePasswordOfTheUrl(TestServer chosen) throws SQLException {
        use(chosen);

        letsIn(url(user + ":" + ESCAPED, database));
        letsIn("mariadb://" + user + ":" + ESCAPED + "@127.0.0.1:" + port + "/" + database);
        letsIn("jdbc:mysql://127.0.0.1:" + port + "/" + database + "?user=" + user + "&password=" + ESCAPED);
        letsIn("jdbc:mariadb://127.0.0.1:" + port + "/" + database
                + "?sslMode=disable&allowPublicKeyRetrieval=true&user=" + user + "&password=" + ESCAPED);
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL"})
    void takesThePasswordOfTheEnvironment(TestServer chosen) throws SQLException, IOException {
        use(chosen);
        variables.put("MYSQL_PWD", PASSWORD);
        letsIn(url());

        optionFile(".my.cnf", "[client]", "password=wr0ng");
        variables.put("DOPPEL_PASSWORD", PASSWORD);
        letsIn(url());
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL"})
    void takesPasswordAndAddressOfAnOptionFile(TestServer chosen) throws SQLException, IOException {
        use(chosen);
        variables.put("MYSQL_PWD", "wr0ng");
        optionFile(".my.cnf", "[client]", "host=127.0.0.1", "port=" + port, "user=" + user, inOptionFile(PASSWORD));
        letsIn("mysql:///" + database);
        letsIn(url());

        optionFile(
                "other.cnf", "[client]", "password=wr0ng", "[mysql]", inOptionFile(PASSWORD), "database=" + database);
        letsIn("mysql://" + user + "@127.0.0.1:" + port + "?defaults-file=~/other.cnf");
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL"})
    void asksForThePasswordOnceAndOnlyWhereItIsNeeded(TestServer chosen) throws SQLException {
        use(chosen);
        List<String> questions = new ArrayList<>();
        credentials = Credentials.of(question -> {
            questions.add(question);
            return Optional.of(PASSWORD);
        });

        assertThat(value(server.url(database), "SELECT 1")).isEqualTo("1");
        assertThat(questions).isEmpty();
        letsIn(url());
        letsIn(url());
        assertThat(questions).containsExactly("Password of " + user + "@127.0.0.1:" + port + ": ");
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL"})
    void goesThroughAUnixSocket(TestServer chosen) throws SQLException, IOException {
        use(chosen);
        variables.put("DOPPEL_PASSWORD", PASSWORD);
        String socket = variable("socket");
        assumeTrue(Files.exists(Path.of(socket)), "the server's socket is on this machine");

        letsIn("mysql://" + user + "@localhost/" + database + "?socket=" + socket);
        letsIn("mysql://" + user + "@localhost/" + database + "?ssl-mode=DISABLED&socket=" + socket);
        letsIn("jdbc:mariadb://localhost/" + database + "?localSocket=" + socket + "&user=" + user);

        optionFile(".my.cnf", "[client]", "socket=" + socket);
        letsIn("mysql:///" + database);
        assertThat(value("mysql://localhost/" + database, "SELECT repeat('x', 16000000)"))
                .hasSize(16_000_000);
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL"})
    void saysWhereTheWrongPasswordCameFrom(TestServer chosen) throws SQLException, IOException {
        use(chosen);
        turnsAway(url(), ErrorCode.ACCESS_DENIED, user, "No password was found", "DOPPEL_PASSWORD", "~/.my.cnf");

        Path file = optionFile(".my.cnf", "[client]", "password=wr0ng");
        turnsAway(url(), ErrorCode.ACCESS_DENIED, "came from " + file);

        variables.put("DOPPEL_PASSWORD", "wr0ng");
        turnsAway(url(), ErrorCode.ACCESS_DENIED, "the environment variable DOPPEL_PASSWORD");
        turnsAway(url(user + ":wr0ng", database), ErrorCode.ACCESS_DENIED, "the URL");
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL"})
    void saysWhatIsMissing(TestServer chosen) throws SQLException {
        use(chosen);
        variables.put("DOPPEL_PASSWORD", PASSWORD);

        turnsAway(server.url("no_such_database"), ErrorCode.ACCESS_DENIED, "root");
        variables.remove("DOPPEL_PASSWORD");
        turnsAway(server.url("no_such_database"), ErrorCode.DATABASE_MISSING, "There is no database no_such_database");
        variables.put("DOPPEL_PASSWORD", PASSWORD);
        turnsAway(url(user, "mysql"), ErrorCode.ACCESS_DENIED, "no rights to the database mysql", "GRANT");
        turnsAway("mysql://u@127.0.0.1:1/db", ErrorCode.SERVER_UNREACHABLE, "127.0.0.1:1", "refused");
        turnsAway("mysql://u@nowhere.invalid/db", ErrorCode.SERVER_UNREACHABLE, "nowhere.invalid", "no host");
        turnsAway("mysql://u@localhost/db?socket=/nowhere.sock", ErrorCode.SERVER_UNREACHABLE, "/nowhere.sock");
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL"})
    void takesEncryptionAsItComesUnlessSaid(TestServer chosen) throws SQLException {
        use(chosen);
        variables.put("DOPPEL_PASSWORD", PASSWORD);
        String cipher =
                "SELECT variable_value FROM performance_schema.session_status WHERE variable_name = 'Ssl_cipher'";
        String url = url() + "?get-server-public-key=1";

        if (server == TestServer.MYSQL) {
            assertThat(value(url, cipher)).isNotEmpty();
            assertThat(value(url + "&ssl-mode=REQUIRED", cipher)).isNotEmpty();
            assertThat(value(url + "&skip-ssl=1", cipher)).isEmpty();
        } else {
            letsIn(url);
        }
        turnsAway(url + "&ssl-mode=VERIFY_IDENTITY", ErrorCode.NOT_ENCRYPTED, "ssl-mode", "ssl-ca");
    }

    @Test
    void trustsTheAuthorityThatIsNamed() throws SQLException, IOException {
        use(TestServer.MYSQL);
        variables.put("DOPPEL_PASSWORD", PASSWORD);
        Path authority = Path.of(variable("datadir")).resolve("ca.pem");
        assumeTrue(Files.isReadable(authority), "the server's files are on this machine");
        Path empty = Files.createFile(home.resolve("empty.pem"));

        letsIn(url() + "?ssl-ca=" + authority);
        letsIn(url() + "?ssl-mode=VERIFY_CA&ssl-ca=" + authority + "&ssl-cert="
                + authority.resolveSibling("client-cert.pem") + "&ssl-key="
                + authority.resolveSibling("client-key.pem"));
        turnsAway(url() + "?ssl-mode=VERIFY_IDENTITY&ssl-ca=" + authority, ErrorCode.NOT_ENCRYPTED, "ssl-mode");
        turnsAway(url() + "?ssl-ca=" + empty, ErrorCode.USAGE, "empty.pem");
        turnsAway(url() + "?ssl-ca=/nowhere.pem", ErrorCode.USAGE, "/nowhere.pem");
    }

    @ParameterizedTest
    @CsvSource({"sslmode=require, sslmode", "ssl-mod=x, ssl-mod", "x=1, x"})
    void refusesOptionsThatNobodyHas(String option, String named) {
        user = null;
        assertThatThrownBy(() -> MysqlAddress.login("mysql://h/db?" + option, new Environment(variables, home, "ann")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("an option " + named);
    }
}
