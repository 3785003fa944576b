package doppel.bench.engine;

import doppel.bench.measure.BenchException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Asks a tool for its version. */
final class ToolVersion {

    private ToolVersion() {}

    /** The first line that it prints for {@code --version}. */
    static String of(List<String> tool) {
        List<String> command = new ArrayList<>(tool);
        command.add("--version");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                    .start();
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return answer.lines().findFirst().orElse("");
        } catch (IOException e) {
            throw new BenchException(String.join(" ", command) + " cannot be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException(String.join(" ", command) + " was interrupted", e);
        }
    }
}
