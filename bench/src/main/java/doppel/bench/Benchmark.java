package doppel.bench;

import doppel.DoppelException;
import doppel.bench.engine.BenchEngine;
import doppel.bench.measure.BenchException;
import doppel.bench.measure.MeasuredProcess;
import doppel.bench.measure.Series;
import doppel.bench.shape.Shape;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Runs campaigns, one after the other. Whatever becomes of them, and when the virtual machine is told to end as well,
 * their databases are taken away, and at the end all files: where many files have just been deleted, ext4 without a
 * journal takes long to make new ones, for minutes, and the next dump would pay for it.
 */
final class Benchmark implements AutoCloseable {

    private final Plan plan;
    private final DoppelCommand doppel;
    private final Path folder;
    private final Path starts;
    private final List<Path> made = new CopyOnWriteArrayList<>();
    private final Report report;
    private final Consumer<String> log;
    private final Thread ender = new Thread(this::end);
    private boolean complete = true;
    private volatile Campaign running;
    private volatile boolean ending;

    /**
     * A benchmark without results.
     *
     * @param folder where campaigns have their directories
     * @param ownFolder whether the folder was made for this benchmark, and goes with it
     * @param log for what a person who waits wants to know
     */
    Benchmark(Plan plan, DoppelCommand doppel, Path folder, boolean ownFolder, Report report, Consumer<String> log) {
        this.plan = plan;
        this.doppel = doppel;
        this.folder = folder;
        this.report = report;
        this.log = log;
        starts = Folder.in(folder, "starts");
        made.add(ownFolder ? folder : starts);
        Runtime.getRuntime().addShutdownHook(ender);
    }

    /**
     * Runs Doppel for the first time, since it builds itself if need be.
     *
     * @param measured whether the time that a start takes is to be measured afterwards
     */
    void start(boolean measured) {
        MeasuredProcess process = new MeasuredProcess(starts);
        process.run(doppel.version());
        if (measured) {
            Series series = new Series();
            for (int run = 0; run < plan.runs(); run++) {
                series.add(process.run(doppel.version()));
            }
            report.addStart("doppel --version", series);
        }
    }

    /**
     * Measures shapes on an engine; where that is not possible, it is told, and others are not affected.
     *
     * @param required whether it counts as a failure if there is no such engine
     */
    void measure(BenchEngine engine, List<Shape> shapes, boolean required) {
        try {
            engine.start();
        } catch (BenchException e) {
            log.accept(engine.displayName() + " is left out: " + e.getMessage() + ".");
            complete &= !required;
            return;
        }
        log.accept(engine.displayName() + ": " + engine.versions());
        engine.withoutNativeTools()
                .ifPresent(reason -> log.accept(engine.displayName() + ": Doppel is measured alone: " + reason + "."));
        for (Shape shape : shapes) {
            if (!ending) {
                measure(engine, shape);
            }
        }
    }

    /** Whether all that was asked for has been measured. */
    boolean complete() {
        return complete;
    }

    /** Takes away what is left in the folder. */
    @Override
    public void close() {
        if (!ending) {
            Runtime.getRuntime().removeShutdownHook(ender);
        }
        tidy();
    }

    private void measure(BenchEngine engine, Shape shape) {
        String place = engine.displayName() + "-" + shape.name().toLowerCase(Locale.ROOT);
        Path directory = Folder.in(folder, place);
        made.add(directory);
        Campaign campaign = new Campaign(engine, shape, plan, doppel, directory, log);
        running = campaign;
        try {
            campaign.run().forEach(report::add);
        } catch (BenchException | DoppelException e) {
            if (!ending) {
                log.accept(place + ": " + e.getMessage());
            }
            complete = false;
        } finally {
            close(campaign);
            running = null;
        }
    }

    /** The virtual machine is told to end in the middle of it. */
    private void end() {
        ending = true;
        Campaign interrupted = running;
        if (interrupted != null) {
            close(interrupted);
        }
        tidy();
    }

    private synchronized void tidy() {
        if (!plan.keep()) {
            made.forEach(Folder::delete);
        }
    }

    private void close(Campaign campaign) {
        try {
            campaign.close();
        } catch (BenchException e) {
            log.accept(e.getMessage());
            complete = false;
        }
    }
}
