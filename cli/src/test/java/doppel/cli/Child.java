package doppel.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Virtual machines of their own, with the class path of the tests. */
final class Child {

    private static final long PATIENCE_SECONDS = 300;

    private Child() {}

    /** The command line of a virtual machine that runs what these words say. */
    static List<String> java(Path home, Object... words) {
        List<String> command = new ArrayList<>(List.of(
                home.resolve("bin/java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Dorg.sqlite.tmpdir=" + Path.of("target").toAbsolutePath(), // a killed one leaves its library there
                "-cp",
                System.getProperty("java.class.path")));
        Arrays.stream(words).map(Object::toString).forEach(command::add);
        return command;
    }

    /** The virtual machine that runs the tests. */
    static Path ownHome() {
        return Path.of(System.getProperty("java.home"));
    }

    /**
     * The JDKs to test with: those in the variable DOPPEL_TEST_JDKS, divided by colons, else the one that runs the
     * tests.
     */
    static List<Path> homes() {
        String named = System.getenv("DOPPEL_TEST_JDKS");
        return named == null || named.isBlank()
                ? List.of(ownHome())
                : Stream.of(named.split(":")).map(Path::of).toList();
    }

    /** Runs a command to its end. */
    static Shell.Result run(Path directory, List<String> command) throws IOException, InterruptedException {
        Path out = Files.createTempFile("doppel-test", ".out");
        Path err = Files.createTempFile("doppel-test", ".err");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(command + " has not ended after " + PATIENCE_SECONDS + " seconds");
            }
            return new Shell.Result(process.exitValue(), text(out), text(err));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
