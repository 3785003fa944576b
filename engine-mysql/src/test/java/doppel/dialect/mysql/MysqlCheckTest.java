package doppel.dialect.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import doppel.DatabaseException;
import doppel.ErrorCode;
import doppel.dialect.CheckedAbility;
import doppel.dialect.CheckedAbility.Verdict;
import doppel.dialect.ScratchDatabase;
import doppel.dialect.mysql.connect.MysqlAddress;
import doppel.dialect.mysql.connect.MysqlConnector;
import doppel.dialect.mysql.connect.MysqlFlavor;
import doppel.dialect.mysql.replace.MysqlBorrowed;
import doppel.dialect.mysql.replace.MysqlScratch;
import doppel.dialect.server.Credentials;
import doppel.testing.TestServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is said of a database and its user, and what is done with one that is lent. */
final class MysqlCheckTest {

    private TestServer server;
    private MysqlFlavor flavor;
    private String url;
    private String database;
    private String user;

    private void use(TestServer chosen) throws SQLException {
        assumeTrue(chosen.available());
        server = chosen;
        url = server.freshDatabase();
        database = MysqlAddress.parse(url).database();
        flavor = server == TestServer.MARIADB ? MysqlFlavor.MARIADB : MysqlFlavor.MYSQL;
        user = "'u" + database + "'@'localhost'";
        run("CREATE USER " + user, "CREATE USER " + user.replace("localhost", "127.0.0.1"));
    }

    private void run(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.url());
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @AfterEach
    void leaveTheServerAsItWas() throws SQLException {
        if (user != null) {
            run(
                    "DROP USER " + user,
                    "DROP USER " + user.replace("localhost", "127.0.0.1"),
                    "DROP DATABASE " + database);
        }
    }

    private void grant(String rights) throws SQLException {
        run("GRANT " + rights + " TO " + user, "GRANT " + rights + " TO " + user.replace("localhost", "127.0.0.1"));
    }

    private Map<String, CheckedAbility> check(boolean asUser) {
        String asked = asUser ? MysqlAddress.parse(url).withUser("u" + database).url() : url;
        return MysqlCheck.run(asked, new MysqlConnector(flavor, Credentials.none())).stream()
                .collect(Collectors.toMap(CheckedAbility::name, Function.identity()));
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL"})
    void theAdministratorLacksNothing(TestServer chosen) throws SQLException {
        use(chosen);
        run("CREATE TABLE " + database + ".a (id INT)");

        Map<String, CheckedAbility> abilities = check(false);

        assertThat(abilities.values()).noneMatch(ability -> ability.verdict() == Verdict.MISSING);
        assertThat(abilities.get("server").finding()).startsWith(flavor.displayName());
        assertThat(abilities.get("read-tables").finding()).isEqualTo("1 table, read in one snapshot");
        assertThat(abilities.get("scratch-database").verdict()).isEqualTo(Verdict.OK);
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL"})
    void namesWhatAReaderMayNotDo(TestServer chosen) throws SQLException {
        use(chosen);
        run("CREATE TABLE " + database + ".a (id INT)");
        grant("SELECT ON " + database + ".a");
        assertThat(check(true).get("read-tables").verdict()).isEqualTo(Verdict.MISSING);

        grant("SELECT, SHOW VIEW ON " + database + ".*");
        Map<String, CheckedAbility> abilities = check(true);

        assertThat(abilities.get("read-tables").verdict()).isEqualTo(Verdict.OK);
        assertThat(abilities.get("read-definitions").finding()).startsWith("no right TRIGGER, EVENT");
        assertThat(abilities.get("create-objects").verdict()).isEqualTo(Verdict.MISSING);
        assertThat(abilities.get("replace").finding()).contains("doppel_new_" + database, "doppel_old_" + database);
        assertThat(abilities.get("scratch-database").verdict()).isEqualTo(Verdict.LIMITED);
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL"})
    void doingWhatItSaysHelps(TestServer chosen) throws SQLException {
        use(chosen);
        grant("ALL ON " + database + ".*");
        grant("ALL ON `doppel\\_%`.*");

        Map<String, CheckedAbility> abilities = check(true);

        assertThat(abilities.values()).noneMatch(ability -> ability.verdict() == Verdict.MISSING);
        assertThat(abilities.get("scratch-database").verdict()).isEqualTo(Verdict.OK);
        assertThat(abilities.get("triggers").verdict()).isEqualTo(Verdict.LIMITED);
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL"})
    void namesTablesWithoutTransactions(TestServer chosen) throws SQLException {
        use(chosen);
        run("CREATE TABLE " + database + ".a (id INT) ENGINE = MyISAM");
        grant("SELECT ON " + database + ".*");

        assertThat(check(false).get("snapshot").finding()).endsWith(": a");
        assertThat(check(false).get("snapshot").verdict()).isEqualTo(Verdict.LIMITED);
        assertThat(check(true).get("snapshot").verdict()).isEqualTo(Verdict.MISSING);
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL"})
    void emptiesALentDatabaseAgain(TestServer chosen) throws SQLException {
        use(chosen);
        run("ALTER DATABASE " + database + " CHARACTER SET latin1 COLLATE latin1_bin");
        try (ScratchDatabase lent = MysqlBorrowed.of(url, new MysqlConnector(flavor, Credentials.none()))) {
            assertThat(lent.url()).isEqualTo(url);
            run("CREATE TABLE " + database + ".a (id INT)", "CREATE VIEW " + database + ".v AS SELECT 1");
            assertThatThrownBy(() -> MysqlBorrowed.of(url, new MysqlConnector(flavor, Credentials.none())))
                    .isInstanceOfSatisfying(
                            DatabaseException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TARGET_NOT_EMPTY));
        }

        MysqlBorrowed.of(url, new MysqlConnector(flavor, Credentials.none())).close();
        assertThat(check(false).get("encoding").finding()).isEqualTo("latin1, collation latin1_bin");
        assertThatThrownBy(() -> MysqlBorrowed.of(
                        server.url("no_such_database"), new MysqlConnector(flavor, Credentials.none())))
                .isInstanceOfSatisfying(
                        DatabaseException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DATABASE_MISSING));
    }

    /** MySQL hides the routines of others from the owner of the database, and MariaDB shows them. */
    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL"})
    void saysOfRoutinesWhatADumpFinds(TestServer chosen) throws SQLException {
        use(chosen);
        grant("ALL ON `" + database + "`.*");
        run("CREATE PROCEDURE `" + database + "`.p() SELECT 1");

        CheckedAbility found = check(true).get("read-definitions");
        List<String> left;
        String asUser = MysqlAddress.parse(url).withUser("u" + database).url();
        try (MysqlSource source = MysqlSource.open(asUser, new MysqlConnector(flavor, Credentials.none()))) {
            left = source.ddl(List.of()).notCarried();
        }

        assertThat(found.verdict() == Verdict.OK).isEqualTo(left.isEmpty());
        if (chosen == TestServer.MYSQL) {
            assertThat(found.finding()).contains("procedure p");
            assertThat(found.remedy()).contains("SHOW_ROUTINE");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL"})
    void saysWhichRightToTheDatabasesBesideIsNeeded(TestServer chosen) throws SQLException {
        use(chosen);
        grant("ALL ON `" + database + "`.*");
        String asUser = MysqlAddress.parse(url).withUser("u" + database).url();

        assertThatThrownBy(() -> MysqlScratch.create(asUser, new MysqlConnector(flavor, Credentials.none())))
                .isInstanceOfSatisfying(DatabaseException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.ACCESS_DENIED);
                    assertThat(e.nextStep()).contains("GRANT ALL ON `doppel\\_%`.* TO 'u" + database + "'@");
                });
    }

    @ParameterizedTest
    @CsvSource({
        "doppel\\_%, doppel_new_x, true",
        "doppel\\_%, doppelXnew, false",
        "a_c, abc, true",
        "%, anything, true",
        "a.c, abc, false",
        "a\\%, a%, true",
        "a\\%, ab, false"
    })
    void readsThePatternsOfGrants(String pattern, String name, boolean fits) {
        assertThat(MysqlRights.like(pattern, name)).isEqualTo(fits);
    }
}
