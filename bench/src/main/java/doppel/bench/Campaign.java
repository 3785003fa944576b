package doppel.bench;

import doppel.bench.engine.BenchEngine;
import doppel.bench.engine.RowLoader;
import doppel.bench.measure.BenchException;
import doppel.bench.measure.MeasuredProcess;
import doppel.bench.measure.Measurement;
import doppel.bench.measure.ShellCommand;
import doppel.bench.shape.Shape;
import doppel.bench.shape.ShapeTable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Measures one shape on one engine: the native tool and Doppel take turns, and nothing that was restored is believed
 * before its rows have been compared with those of the source. Each dump goes to a new place, and stays there. Its
 * databases are gone when it is closed, which any thread may do.
 */
final class Campaign implements AutoCloseable {

    private static final String NAMES =
            "doppel_bench_" + ProcessHandle.current().pid();
    private static final String SOURCE = NAMES + "_source";
    private static final String RESTORED = NAMES + "_restored";

    private final BenchEngine engine;
    private final Shape shape;
    private final List<ShapeTable> tables;
    private final Plan plan;
    private final DoppelCommand doppel;
    private final MeasuredProcess process;
    private final Consumer<String> log;
    private final Path directory;
    private final Path hooked;
    private final boolean withNativeTool;

    private Path nativeDump; // the last one
    private Path fixture; // the last one
    private Fingerprint expected;
    private RowLoader loader;

    /**
     * Plans it.
     *
     * @param engine one that has been started
     * @param directory an empty directory
     * @param log for what is being done
     */
    Campaign(BenchEngine engine, Shape shape, Plan plan, DoppelCommand doppel, Path directory, Consumer<String> log) {
        this.engine = engine;
        this.shape = shape;
        this.plan = plan;
        this.doppel = doppel;
        this.log = log;
        this.directory = directory;
        tables = shape.tables(plan.rows());
        process = new MeasuredProcess(directory);
        hooked = directory.resolve("hooked");
        withNativeTool = engine.withoutNativeTools().isEmpty();
    }

    /** Fills the source and measures what was planned. */
    List<Comparison> run() {
        log.accept("filling " + engine.displayName() + " with " + shapeName());
        engine.create(SOURCE);
        loader = engine.prepare(tables, Folder.in(directory, "rows"));
        loader.loadInto(SOURCE);
        expected = Fingerprint.of(engine.url(SOURCE)); // which also brings the source into the file cache
        List<Comparison> comparisons = new ArrayList<>();
        Comparison dumps = dumps(plan.dump() ? plan.runs() : 1);
        if (plan.dump()) {
            comparisons.add(dumps);
        }
        if (plan.restore()) {
            comparisons.add(restores());
        }
        return comparisons;
    }

    private Comparison dumps(int runs) {
        Comparison comparison = comparison("dump");
        for (int run = 1; run <= runs; run++) {
            log.accept(engine.displayName() + ", " + shapeName() + ": dump " + run + " of " + runs);
            nativeDump = directory.resolve("native-" + run + ".sql");
            fixture = directory.resolve("fixture-" + run);
            if (withNativeTool) {
                comparison.nativeTool().add(timed(engine.nativeDump(SOURCE, nativeDump)));
            }
            comparison.doppel().add(timed(doppel.dump(engine.url(SOURCE), fixture)));
            if (plan.floor() && plan.dump()) {
                comparison.floor().add(timed(() -> engine.readAll(SOURCE, tables)));
            }
        }
        return comparison.withSizes(Folder.bytes(nativeDump), Folder.bytes(fixture));
    }

    private Comparison restores() {
        Comparison comparison = comparison("restore");
        if (plan.hooks()) {
            HookedFixture.make(fixture, hooked);
        }
        for (int run = 1; run <= plan.runs(); run++) {
            log.accept(engine.displayName() + ", " + shapeName() + ": restore " + run + " of " + plan.runs());
            if (withNativeTool) {
                comparison.nativeTool().add(restored(engine.nativeRestore(nativeDump, RESTORED), "the native tool"));
            }
            comparison.doppel().add(restored(doppel.restore(fixture, engine.url(RESTORED)), "Doppel"));
            if (plan.hooks()) {
                comparison.hooked().add(restored(doppel.restore(hooked, engine.url(RESTORED)), "Doppel with hooks"));
            }
            if (plan.floor()) {
                comparison.floor().add(loaded());
            }
        }
        return comparison;
    }

    private Measurement restored(ShellCommand command, String restoredBy) {
        engine.create(RESTORED);
        Measurement measurement = timed(command);
        expected.require(Fingerprint.of(engine.url(RESTORED)), restoredBy);
        engine.drop(RESTORED);
        return measurement;
    }

    /** The making of rows is no part of the floor where an engine's loader makes them while it loads. */
    private Measurement loaded() {
        engine.create(RESTORED);
        Measurement loading = timed(() -> loader.loadInto(RESTORED));
        engine.drop(RESTORED);
        if (!engine.makesRowsWhileLoading()) {
            return loading;
        }
        Measurement making = timed(() -> tables.forEach(table -> table.rows().writeTo(values -> {})));
        Duration rest = loading.wall().minus(making.wall());
        return rest.isNegative() ? loading : Measurement.ofTime(rest); // as with a handful of rows
    }

    private Measurement timed(ShellCommand command) {
        settle();
        return process.run(command);
    }

    private static Measurement timed(Runnable work) {
        settle();
        long start = System.nanoTime();
        work.run();
        return Measurement.ofTime(Duration.ofNanos(System.nanoTime() - start));
    }

    /** Lets what was written before reach the disk, so that nobody pays for another's writing. */
    private static void settle() {
        try {
            new ProcessBuilder("sync").start().waitFor();
        } catch (IOException e) {
            // a system without this command writes when it likes
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        }
    }

    private Comparison comparison(String operation) {
        return Comparison.of(engine.displayName(), shapeName(), operation, expected.rows());
    }

    private String shapeName() {
        return shape.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public synchronized void close() {
        process.stop();
        if (!plan.keep()) {
            engine.drop(SOURCE);
            engine.drop(RESTORED);
        }
    }
}
