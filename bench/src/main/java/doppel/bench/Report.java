package doppel.bench;

import doppel.bench.measure.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables of a benchmark's results. What was not measured is a dash. */
final class Report {

    private static final String NOTHING = "-";
    private static final double MEGABYTE = 1_000_000;

    private final TextTable costs = new TextTable(
            3,
            "engine",
            "shape",
            "operation",
            "rows",
            "native s",
            "Doppel s",
            "ratio",
            "Doppel rows/s",
            "native CPU s",
            "Doppel CPU s",
            "native peak MB",
            "Doppel peak MB",
            "native MB",
            "Doppel MB");
    private final TextTable hooks =
            new TextTable(2, "engine", "shape", "restore s", "with hooks s", "ratio", "peak MB");
    private final TextTable floors = new TextTable(3, "engine", "shape", "operation", "floor s", "Doppel s", "ratio");
    private final TextTable starts = new TextTable(1, "command", "s", "CPU s", "peak MB");

    void add(Comparison comparison) {
        Series doppel = comparison.doppel();
        Series nativeTool = comparison.nativeTool();
        costs.add(
                comparison.engine(),
                comparison.shape(),
                comparison.operation(),
                String.format(Locale.ROOT, "%,d", comparison.rows()),
                seconds(nativeTool.seconds()),
                seconds(doppel.seconds()),
                seconds(doppel.ratioTo(nativeTool)),
                perSecond(comparison.rows(), doppel.seconds()),
                seconds(nativeTool.cpuSeconds()),
                seconds(doppel.cpuSeconds()),
                megabytes(nativeTool.peakBytes()),
                megabytes(doppel.peakBytes()),
                megabytes(comparison.nativeBytes()),
                megabytes(comparison.doppelBytes()));
        if (comparison.hooked().seconds().isPresent()) {
            hooks.add(
                    comparison.engine(),
                    comparison.shape(),
                    seconds(doppel.seconds()),
                    seconds(comparison.hooked().seconds()),
                    seconds(comparison.hooked().ratioTo(doppel)),
                    megabytes(comparison.hooked().peakBytes()));
        }
        if (comparison.floor().seconds().isPresent()) {
            floors.add(
                    comparison.engine(),
                    comparison.shape(),
                    comparison.operation(),
                    seconds(comparison.floor().seconds()),
                    seconds(doppel.seconds()),
                    seconds(doppel.ratioTo(comparison.floor())));
        }
    }

    void addStart(String command, Series runs) {
        starts.add(command, seconds(runs.seconds()), seconds(runs.cpuSeconds()), megabytes(runs.peakBytes()));
    }

    /** All tables that have lines. */
    String text(boolean markdown) {
        List<TextTable> filled = new ArrayList<>();
        Stream.of(costs, hooks, floors, starts)
                .filter(table -> !table.isEmpty())
                .forEach(filled::add);
        return filled.stream()
                .map(table -> markdown ? table.markdown() : table.plain())
                .collect(Collectors.joining("\n"));
    }

    private static String seconds(OptionalDouble value) {
        return value.isPresent() ? String.format(Locale.ROOT, "%.2f", value.getAsDouble()) : NOTHING;
    }

    private static String perSecond(long rows, OptionalDouble seconds) {
        return seconds.isPresent() ? String.format(Locale.ROOT, "%,.0f", rows / seconds.getAsDouble()) : NOTHING;
    }

    private static String megabytes(OptionalLong bytes) {
        return bytes.isPresent() ? String.format(Locale.ROOT, "%.1f", bytes.getAsLong() / MEGABYTE) : NOTHING;
    }
}
