package doppel.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The processor time of all programs that this process started and that have ended, with what they started themselves,
 * as Linux counts it: the difference of two such times is exactly what was used by the programs that ended in between.
 *
 * @param ticks hundredths of a second; nothing where the system does not tell
 */
record ProcessorTime(Optional<Long> ticks) {

    private static final Path OWN = Path.of("/proc/self/stat");
    private static final int CHILDREN_USER = 13;
    private static final int CHILDREN_SYSTEM = 14;
    private static final int TICK_MILLIS = 10;

    static ProcessorTime ofEndedChildren() {
        try {
            String line = Files.readString(OWN);
            // The second field is a name in parentheses, which may hold anything.
            String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
            return new ProcessorTime(
                    Optional.of(Long.parseLong(fields[CHILDREN_USER]) + Long.parseLong(fields[CHILDREN_SYSTEM])));
        } catch (IOException e) {
            return new ProcessorTime(Optional.empty());
        }
    }

    Optional<Duration> since(ProcessorTime earlier) {
        return ticks.flatMap(now -> earlier.ticks.map(before -> Duration.ofMillis((now - before) * TICK_MILLIS)));
    }
}
