package doppel.bench.measure;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What one run cost.
 *
 * @param wall from its start to its end
 * @param cpu of the program and what it started, user and system; nothing where the system does not tell
 * @param peakBytes the most memory that the program ever had in use; nothing where the system does not tell
 */
public record Measurement(Duration wall, Optional<Duration> cpu, OptionalLong peakBytes) {

    /** What happened within this virtual machine, of which only the time is known. */
    public static Measurement ofTime(Duration wall) {
        return new Measurement(wall, Optional.empty(), OptionalLong.empty());
    }

    /** The wall time in seconds. */
    public double seconds() {
        return wall.toNanos() / 1e9;
    }
}
