package doppel.restore;

import doppel.fixture.Fixture;
import doppel.fixture.Migrations;
import doppel.fixture.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The hooks that a fixture has installed. Not thread-safe. */
final class MigrationHooks implements Migrations {

    private final List<Runnable> beforeLoad = new ArrayList<>();
    private final List<Runnable> afterLoad = new ArrayList<>();
    private final Map<String, List<Consumer<Row>>> beforeSave = new HashMap<>();

    @Override
    public void install(Fixture fixture) {
        // a restore that was given no migrations has none to install
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

    void runBeforeLoad() {
        beforeLoad.forEach(Runnable::run);
    }

    void runAfterLoad() {
        afterLoad.forEach(Runnable::run);
    }

    void runBeforeSave(Row row) {
        if (!beforeSave.isEmpty()) {
            beforeSave.getOrDefault(row.table(), List.of()).forEach(hook -> hook.accept(row));
        }
    }
}
