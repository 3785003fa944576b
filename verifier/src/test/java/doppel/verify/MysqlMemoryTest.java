package doppel.verify;

import static org.assertj.core.api.Assertions.assertThat;

import doppel.Progress;
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
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** However many rows there are, they are dumped and restored in the same memory. */
final class MysqlMemoryTest {

    private static final int ROWS = 300_000; // more than the memory of the child could hold

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL"})
    void dumpsAndRestoresManyRowsInLittleMemory(TestServer server) throws Exception {
        Assumptions.assumeTrue(server.available());
        String source = server.freshDatabase();
        String target = server.freshDatabase();
        try (Connection connection = DriverManager.getConnection(source);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE t (id INT PRIMARY KEY AUTO_INCREMENT, s VARCHAR(400))");
            statement.execute("INSERT INTO t (s) VALUES " + "(REPEAT('x', 200)), ".repeat(99) + "('y')");
            for (int rows = 100; rows < ROWS; rows *= 2) {
                statement.execute("INSERT INTO t (s) SELECT s FROM t LIMIT " + (ROWS - rows));
            }
        }
        assertThat(roundTripInJvm("-Xmx48m", doppel(server, source), doppel(server, target)))
                .isEqualTo(ROWS + " saved");
        drop(source);
        drop(target);
    }

    private static String doppel(TestServer server, String url) {
        return server.forDoppel(url);
    }

    private static void drop(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE " + connection.getCatalog());
        }
    }

    private String roundTripInJvm(String memory, String source, String target)
            throws IOException, InterruptedException {
        Path out = folder.resolve("out.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        memory,
                        "-cp",
                        System.getProperty("java.class.path"),
                        MysqlMemoryTest.class.getName(),
                        source,
                        target,
                        folder.resolve("dump").toString())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        int exit = process.waitFor();
        String text = Files.readString(out).strip();
        assertThat(exit).as(text).isZero();
        return text;
    }

    /** Dumps one database and restores it into another. */
    public static void main(String... arguments) {
        Dialect dialect = Dialects.forUrl(arguments[0]);
        Path directory = Path.of(arguments[2]);
        try (Source source = dialect.openSource(arguments[0])) {
            new Dumper(dialect, source, DumpOptions.defaults(), Progress.NONE).dump(directory);
        }
        System.out.println(new Restorer(RestoreOptions.into(arguments[1]), Progress.NONE)
                        .restore(directory)
                        .savedRows() + " saved");
    }
}
