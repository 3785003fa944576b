package doppel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import doppel.testing.TestServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who is connected to a database on a server that is to be replaced. */
class WritersTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(TestServer.class)
    void areNamedAndAskedFor(TestServer server) throws SQLException {
        Assumptions.assumeTrue(server.available());
        String url = server.freshDatabase();
        String doppel = server == TestServer.MARIADB ? url.replace("jdbc:mysql:", "jdbc:mariadb:") : url;
        Path fixture = folder.resolve("fixture");
        Object[] restore = {"restore", fixture, "--into", doppel, "--replace", "--yes"};
        try (Connection application = DriverManager.getConnection(url);
                Statement statement = application.createStatement()) {
            statement.execute("CREATE TABLE t (id INTEGER PRIMARY KEY)");
            assertThat(Shell.run("dump", doppel, fixture).code()).isZero();

            Shell.Result refused = Shell.run(restore);

            assertThat(refused.code()).as(refused.err()).isEqualTo(2);
            assertThat(refused.err()).contains("DOPPEL-091").contains("  connection ");
            assertThat(Shell.answering("n", restore).code()).isEqualTo(2);
            assertThat(Shell.answering("y", restore).code()).isZero();
        }
        try (Connection application = DriverManager.getConnection(url)) {
            assertThat(application.isValid(5)).isTrue();
            Shell.Result ignored =
                    Shell.run("restore", fixture, "--into", doppel, "--replace", "--yes", "--ignore-writers");
            assertThat(ignored.code()).as(ignored.err()).isZero();
        }
        Shell.Result alone = Shell.run(restore);
        assertThat(alone.code()).as(alone.err()).isZero();
    }
}
