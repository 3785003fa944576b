package doppel.bench.measure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Runs of the same program on the same rows. Not thread-safe. */
public final class Series {

    private final List<Measurement> runs = new ArrayList<>();

    /** Takes one more. */
    public void add(Measurement run) {
        runs.add(run);
    }

    /** The median wall time in seconds; nothing if there was no run. */
    public OptionalDouble seconds() {
        return median(runs.stream().mapToDouble(Measurement::seconds));
    }

    /** The median processor time in seconds. */
    public OptionalDouble cpuSeconds() {
        return median(runs.stream()
                        .map(Measurement::cpu)
                        .flatMap(Optional::stream)
                        .mapToDouble(Duration::toMillis))
                .stream()
                .map(millis -> millis / 1000)
                .findFirst();
    }

    /** The most memory of all runs. */
    public OptionalLong peakBytes() {
        return runs.stream()
                .map(Measurement::peakBytes)
                .flatMapToLong(OptionalLong::stream)
                .max();
    }

    /**
     * The median of the ratios of runs that belong together, so that what slows the machine for a while slows both
     * sides of a ratio.
     */
    public OptionalDouble ratioTo(Series other) {
        int pairs = Math.min(runs.size(), other.runs.size());
        return median(IntStream.range(0, pairs)
                .mapToDouble(i -> runs.get(i).seconds() / other.runs.get(i).seconds()));
    }

    private static OptionalDouble median(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        int middle = sorted.length / 2;
        if (sorted.length == 0) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2);
    }
}
