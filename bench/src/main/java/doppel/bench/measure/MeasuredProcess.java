package doppel.bench.measure;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** Runs programs, one at a time, and tells what each cost. Not thread-safe, but for {@link #stop}. */
public final class MeasuredProcess {

    /** Looks at a program often while it may end at any moment, and then seldom enough not to be noticed. */
    private static final int FIRST_POLL_MILLIS = 1;

    private static final int POLL_MILLIS = 10;
    private static final int FIRST_POLLS = 50;
    private static final int SHOWN_CHARACTERS = 2000;
    private static final File NOTHING = new File("/dev/null");

    private final Path errors;
    private volatile Process running;

    /**
     * Runs programs.
     *
     * @param directory where the errors of a program are kept until the next one runs
     */
    public MeasuredProcess(Path directory) {
        errors = directory.resolve("stderr");
    }

    /**
     * Runs it to its end.
     *
     * @throws BenchException if it cannot be started or does not end with 0: with what it wrote to stderr
     */
    public Measurement run(ShellCommand command) {
        ProcessBuilder builder = new ProcessBuilder(command.words())
                .redirectInput(command.input().map(Path::toFile).orElse(NOTHING))
                .redirectOutput(command.output().map(Path::toFile).orElse(NOTHING))
                .redirectError(errors.toFile());
        try {
            ProcessorTime before = ProcessorTime.ofEndedChildren();
            long start = System.nanoTime();
            Process process = builder.start();
            running = process;
            long peak = 0;
            try {
                ProcessMemory memory = new ProcessMemory(process.toHandle());
                int polls = 0;
                do {
                    peak = Math.max(peak, memory.peakBytes());
                } while (!process.waitFor(
                        polls++ < FIRST_POLLS ? FIRST_POLL_MILLIS : POLL_MILLIS, TimeUnit.MILLISECONDS));
            } finally {
                stop();
            }
            Duration wall = Duration.ofNanos(System.nanoTime() - start);
            if (process.exitValue() != 0) {
                throw new BenchException(command + " ended with " + process.exitValue() + ": " + tail());
            }
            return new Measurement(
                    wall,
                    ProcessorTime.ofEndedChildren().since(before),
                    peak == 0 ? OptionalLong.empty() : OptionalLong.of(peak));
        } catch (IOException e) {
            throw new BenchException(command + " cannot be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException(command + " was interrupted", e);
        }
    }

    /** Stops the program that runs, if any does, with what it started. */
    public void stop() {
        Process process = running;
        if (process != null) {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
            running = null;
        }
    }

    private String tail() throws IOException {
        String text = new String(Files.readAllBytes(errors), StandardCharsets.UTF_8).strip();
        return text.length() <= SHOWN_CHARACTERS ? text : "... " + text.substring(text.length() - SHOWN_CHARACTERS);
    }
}
