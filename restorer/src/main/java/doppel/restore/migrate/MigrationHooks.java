package doppel.restore.migrate;

import doppel.fixture.Fixture;
import doppel.fixture.Migrations;
import doppel.fixture.Row;
import doppel.migration.passage.Passage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a fixture has installed: hooks before the application's steps, which see rows of the fixture's version, the
 * steps, and hooks after them, which see rows as they are saved. Not thread-safe.
 */
public final class MigrationHooks implements Migrations {

    private final List<Runnable> beforeLoad = new ArrayList<>();
    private final List<Runnable> afterLoad = new ArrayList<>();
    private final Map<String, List<Consumer<Row>>> beforeSteps = new HashMap<>();
    private final Map<String, List<Consumer<Row>>> beforeSave = new HashMap<>();
    private final Consumer<Row> last;
    private final Optional<Steps> steps;
    private boolean installed;

    /**
     * @param steps the steps, if the restore was given any
     * @param fixture the fixture; its own hook comes right after the steps
     * @param saver is given each row that is left
     */
    public MigrationHooks(Optional<Steps> steps, Fixture fixture, Consumer<Row> saver) {
        this.steps = steps;
        last = row -> {
            fixture.beforeSave(row);
            run(beforeSave, row);
            if (!row.isSkipped()) {
                saver.accept(row);
            }
        };
    }

    @Override
    public void install(Fixture fixture) {
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

    /** Takes a row of the fixture to the saver, unless it is left out. */
    public void pass(Row row) {
        if (!installed) {
            last.accept(row);
            return;
        }
        Steps taken = steps.orElseThrow();
        run(beforeSteps, row);
        if (!row.isSkipped() && !taken.leftOut().contains(row.table())) {
            taken.passage().pass(row, last);
        }
    }

    /** Takes a row that a step has created through the rest to the saver. */
    public void pass(Passage.Created row) {
        steps.orElseThrow().passage().pass(row, last);
    }

    private static void run(Map<String, List<Consumer<Row>>> hooks, Row row) {
        if (!hooks.isEmpty()) {
            hooks.getOrDefault(row.table(), List.of()).forEach(hook -> hook.accept(row));
        }
    }
}
