package doppel.dialect.postgresql;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** PostgreSQL's own dump, where the path has one that knows the server. */
public final class PgDump {

    private PgDump() {}

    /** Whether there is one whose major version is the server's or newer. */
    public static boolean knows(ServerDatabase database) {
        try {
            int server =
                    Integer.parseInt(database.query("SHOW server_version_num").get(0)) / 10_000;
            String version = run(List.of("pg_dump", "--version"));
            return Integer.parseInt(version.replaceFirst("(?s)^\\D*(\\d+).*", "$1")) >= server;
        } catch (IOException e) {
            return false;
        }
    }

    /** What it says of the definitions, but for comments and what is another each time. */
    public static String definitions(ServerDatabase database) throws IOException {
        URI uri = URI.create(database.url().substring("jdbc:".length()));
        List<String> command = new ArrayList<>(List.of("pg_dump", "--schema-only", "--no-owner"));
        command.add("--dbname=postgresql://" + uri.getAuthority() + uri.getPath() + "?" + uri.getQuery());
        return run(command)
                .lines()
                .filter(line -> !line.startsWith("--") && !line.startsWith("\\") && !line.isEmpty())
                .collect(Collectors.joining("\n"));
    }

    private static String run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        return output;
    }
}
