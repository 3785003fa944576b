package doppel.restore.migrate;

import doppel.fixture.Fixture;
import doppel.fixture.Migrations;
import doppel.fixture.Row;
import doppel.migration.passage.Crossing;
import doppel.migration.passage.Passage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What a fixture has installed: hooks before the application's steps, which see rows of the fixture's version, the
 * steps, and hooks after them, which see rows as they are saved. Not thread-safe.
 */
public final class MigrationHooks implements Migrations {

    private final List<Runnable> beforeLoad = new ArrayList<>();
    private final List<Runnable> afterLoad = new ArrayList<>();
    private final Map<String, List<Consumer<Row>>> beforeSteps = new HashMap<>();
    private final Map<String, List<Consumer<Row>>> beforeSave = new HashMap<>();
    private final Optional<Steps> steps;
    private final Fixture fixture;
    private final Supplier<Crossing> crossing;
    private final Consumer<Row> saver;
    private boolean installed;

    /**
     * @param steps the steps, if the restore was given any
     * @param fixture the fixture; its own hook comes right after the steps
     * @param crossing gives the way of the running statement's rows through the steps
     * @param saver is given each row that is left
     */
    public MigrationHooks(Optional<Steps> steps, Fixture fixture, Supplier<Crossing> crossing, Consumer<Row> saver) {
        this.steps = steps;
        this.fixture = fixture;
        this.crossing = crossing;
        this.saver = saver;
    }

    @Override
    public void install(Fixture installing) {
        if (installed) {
            throw new IllegalStateException("the steps are installed already");
        }
        if (steps.isPresent()) {
            installed = true;
            beforeSteps.putAll(beforeSave);
            beforeSave.clear();
        }
    }

    /** Whether the fixture has installed the steps that the restore was given, if any. */
    public boolean allInstalled() {
        return installed || steps.isEmpty();
    }

    @Override
    public void beforeLoad(Runnable hook) {
        beforeLoad.add(hook);
    }

    @Override
    public void beforeSave(String table, Consumer<Row> hook) {
        beforeSave.computeIfAbsent(table, name -> new ArrayList<>()).add(hook);
    }

    @Override
    public void afterLoad(Runnable hook) {
        afterLoad.add(hook);
    }

    public void runBeforeLoad() {
        beforeLoad.forEach(Runnable::run);
    }

    public void runAfterLoad() {
        afterLoad.forEach(Runnable::run);
    }

    /** Takes a row of the fixture to the saver or, if there are steps, lets it set out; unless it is left out. */
    public void pass(Row row) {
        if (!installed) {
            behind(row);
            if (!row.isSkipped()) {
                saver.accept(row);
            }
            return;
        }
        Steps taken = steps.orElseThrow();
        run(beforeSteps, row);
        if (!row.isSkipped() && !taken.leftOut().contains(row.table())) {
            taken.passage().enter(crossing.get(), row);
        }
    }

    /** Lets a row set out that a step has created. */
    public void pass(Passage.Created row) {
        steps.orElseThrow().passage().enter(crossing.get(), row);
    }

    /** Takes the rows that have set out through the steps to the saver, from where they are. */
    public void cross(Crossing rows) {
        steps.orElseThrow().passage().cross(rows, this::behind, saver);
    }

    private void behind(Row row) {
        fixture.beforeSave(row);
        run(beforeSave, row);
    }

    private static void run(Map<String, List<Consumer<Row>>> hooks, Row row) {
        if (!hooks.isEmpty()) {
            hooks.getOrDefault(row.table(), List.of()).forEach(hook -> hook.accept(row));
        }
    }
}
