package doppel.cli.terminal;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.util.Optional;

/**
 * Reads a line from a terminal that does not show it: {@code stty} turns the echo off, and always back on. Java's own
 * {@link java.io.Console} exists only if the results go to the terminal too.
 *
 * @param in what is typed
 * @param err where the question is asked
 */
public record SilentInput(Reader in, PrintWriter err) {

    /** What was typed; empty if the echo cannot be turned off. */
    public Optional<String> ask(String question) {
        Thread restorer = new Thread(() -> echo(true));
        Runtime.getRuntime().addShutdownHook(restorer);
        try {
            return echo(false) ? line(question) : Optional.empty();
        } finally {
            echo(true);
            Runtime.getRuntime().removeShutdownHook(restorer);
        }
    }

    private Optional<String> line(String question) {
        err.print(question);
        err.flush();
        try {
            return Optional.ofNullable(new BufferedReader(in).readLine());
        } catch (IOException e) {
            return Optional.empty();
        } finally {
            err.println();
        }
    }

    private static boolean echo(boolean on) {
        try {
            return new ProcessBuilder("stty", on ? "echo" : "-echo")
                            .redirectInput(new File("/dev/tty"))
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
