package doppel.dialect.sqlite;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;

/**
 * Another JVM that holds a connection, since the locks of two connections in one process do not keep each other out.
 * Its end is a kill: nothing is closed in it.
 */
public final class OtherProcess implements AutoCloseable {

    private final Process process;

    private OtherProcess(Process process) {
        this.process = process;
    }

    /** Runs the statements in the other process, and returns while it is still connected. */
    public static OtherProcess connectedTo(Path database, String... statements) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dorg.sqlite.tmpdir=target", // where it leaves the driver's library
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                OtherProcess.class.getName(),
                database.toString());
        builder.command().addAll(java.util.List.of(statements));
        Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        if (!"connected".equals(said.readLine())) {
            process.destroyForcibly();
            throw new IllegalStateException("the other process could not connect");
        }
        return new OtherProcess(process);
    }

    /** Is that other process. */
    public static void main(String... arguments) throws Exception {
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + arguments[0]);
        try (Statement statement = connection.createStatement()) {
            for (int i = 1; i < arguments.length; i++) {
                statement.execute(arguments[i]);
            }
        }
        System.out.println("connected");
        int end = System.in.read(); // nobody writes: this waits for the kill, or for the end of the test's own process
        Runtime.getRuntime().halt(end);
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
