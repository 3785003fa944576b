package doppel.verify;

import static org.assertj.core.api.Assertions.assertThat;

import doppel.Progress;
import doppel.compare.UnifiedText;
import doppel.dialect.Dialects;
import doppel.testing.TestServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No command runs code that the owner of a database wrote into it, with the rights of whoever runs the command. */
class MysqlOwnersCodeTest {

    static Stream<TestServer> servers() {
        return Stream.of(TestServer.MARIADB, TestServer.MYSQL).filter(TestServer::available);
    }

    @ParameterizedTest
    @MethodSource("servers")
    void isNotRunByACheckOrADoubleDump(TestServer server) throws SQLException {
        String url = server.freshDatabase();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            for (String sql : List.of(
                    "CREATE TABLE log (who TEXT)",
                    "CREATE TABLE t (a INT, b INT)",
                    "INSERT INTO t VALUES (1, 2)",
                    "CREATE FUNCTION spy() RETURNS INT DETERMINISTIC SQL SECURITY INVOKER"
                            + " BEGIN INSERT INTO log VALUES (USER()); RETURN 1; END",
                    "CREATE SQL SECURITY INVOKER VIEW v AS SELECT a FROM t WHERE a = spy() AND b BETWEEN spy() AND 4",
                    "CREATE SQL SECURITY INVOKER VIEW w AS SELECT (SELECT spy()) AS one FROM v WHERE a IN (spy())",
                    "CREATE ALGORITHM = TEMPTABLE SQL SECURITY INVOKER VIEW x AS SELECT DISTINCT spy() AS one FROM t",
                    "CREATE TRIGGER r AFTER INSERT ON t FOR EACH ROW SET @spied = spy()")) {
                statement.execute(sql);
            }
            String doppelUrl = server.forDoppel(url);

            Dialects.forUrl(doppelUrl).check(doppelUrl);
            DoubleDumpReport report = new DoubleDump(
                            doppelUrl,
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Progress.NONE,
                            new UnifiedText(new StringBuilder(), false))
                    .run();

            assertThat(report.lossless()).isTrue();
            try (ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM log")) {
                rows.next();
                assertThat(rows.getInt(1)).isZero();
            }
        }
    }
}
