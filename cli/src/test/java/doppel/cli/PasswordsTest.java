package doppel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import doppel.testing.GuardedPostgresql;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole command, in a process with an environment of its own, against a server that asks for passwords. */
final class PasswordsTest {

    @TempDir
    private static Path serverFolder;

    private static GuardedPostgresql server;

    @TempDir
    private Path home;

    @BeforeAll
    static void start() throws IOException, SQLException {
        server = new GuardedPostgresql(serverFolder);
        try (Connection connection = DriverManager.getConnection(server.administratorUrl("library"));
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "ALTER ROLE ann CREATEDB; SET ROLE ann; CREATE TABLE book (id int PRIMARY KEY, title text);"
                            + " INSERT INTO book VALUES (1, 'Emma'), (2, 'Persuasion')");
        }
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    private String url(String database) {
        return "postgresql://ann@127.0.0.1:" + server.port() + "/" + database;
    }

    private Shell.Result run(Map<String, String> variables, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(Child.java(Child.ownHome(), "doppel.cli.Doppel"));
        command.addAll(Arrays.asList(words));
        File out = home.resolve("out").toFile();
        File err = home.resolve("err").toFile();
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(out)
                .redirectError(err);
        builder.environment().keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("DOPPEL"));
        builder.environment().put("HOME", home.toString());
        builder.environment().putAll(variables);
        Process process = builder.start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        Shell.Result result =
                new Shell.Result(process.exitValue(), Files.readString(out.toPath()), Files.readString(err.toPath()));
        assertThat(result.out() + result.err()).doesNotContain("s3cret");
        return result;
    }

    @Test
    void dumpsVerifiesAndRestoresWithThePasswordOfOneDatabase() throws IOException, InterruptedException {
        String password = GuardedPostgresql.PASSWORD.replace("\\", "\\\\").replace(":", "\\:");
        Path file = Files.writeString(
                home.resolve(".pgpass"),
                "127.0.0.1:*:library:ann:" + password + "\n127.0.0.1:*:copy:ann:" + password + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        String fixture = home.resolve("fixture").toString();

        Shell.Result dumped = run(Map.of(), "dump", url("library"), fixture, "--verify", "--verbose");
        Shell.Result restored = run(Map.of(), "restore", fixture, "--into", url("copy"));

        assertThat(dumped.code()).as(dumped.err()).isZero();
        assertThat(dumped.out()).contains("Verified");
        assertThat(restored.code()).as(restored.err()).isZero();
        assertThat(run(Map.of("PGPASSFILE", "/nowhere"), "check", url("copy")).code())
                .isEqualTo(3);
    }

    @Test
    void takesThePasswordOfTheEnvironmentAndSaysWhereTheWrongOneWas() throws IOException, InterruptedException {
        assertThat(run(Map.of("DOPPEL_PASSWORD", GuardedPostgresql.PASSWORD), "check", url("library"))
                        .code())
                .isZero();
        assertThat(run(Map.of("PGPASSWORD", GuardedPostgresql.PASSWORD), "double-dump", url("library"))
                        .code())
                .isZero();

        Shell.Result none = run(Map.of(), "check", url("library"), "--stacktrace");
        Shell.Result wrong = run(Map.of("DOPPEL_PASSWORD", "s3cretly wrong"), "check", url("library"), "--stacktrace");

        assertThat(none.code()).isEqualTo(3);
        assertThat(none.err()).contains("DOPPEL-014", "No password was found");
        assertThat(wrong.code()).isEqualTo(3);
        assertThat(wrong.err()).contains("DOPPEL-014", "the environment variable DOPPEL_PASSWORD");
    }
}
