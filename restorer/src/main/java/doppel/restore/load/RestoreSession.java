package doppel.restore.load;

import doppel.fixture.Fixture;
import doppel.fixture.Row;
import doppel.fixture.Session;
import doppel.migration.passage.Crossing;
import doppel.migration.passage.Passage;
import doppel.restore.migrate.MigrationHooks;
import doppel.restore.migrate.Steps;
import doppel.restore.save.KeyLookup;
import doppel.restore.save.Saver;
import doppel.restore.statement.Account;
import doppel.restore.statement.CreateMethod;
import doppel.restore.statement.DirectSave;
import doppel.restore.statement.FixtureStatements;
import doppel.restore.statement.LargeValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The session of a fixture's program during a restore: it makes rows, and takes them through hooks and steps to the
 * saver. Used for one load, by one thread.
 */
final class RestoreSession implements Session {

    private final FixtureStatements fixture;
    private final Program program;
    private final RowLoader rows;
    private final Saver saver;
    private final Optional<Steps> steps;
    private final MigrationHooks hooks;
    private final KeyLookup keys;
    private final NewRows newRows;
    private final CreateMethod directSave = new DirectSave("(hooks)", values -> save(((Row) values[0]).copy()));
    private final Map<String, CreateMethod> createdSaves = new TreeMap<>();
    private final List<String> notices = new ArrayList<>();

    RestoreSession(FixtureStatements fixture, Program program, RowLoader rows, Saver saver, Optional<Steps> steps) {
        this.fixture = fixture;
        this.program = program;
        this.rows = rows;
        this.saver = saver;
        this.steps = steps;
        hooks = new MigrationHooks(
                steps, program.fixture(), () -> saver.current().crossing(), saver::add);
        keys = new KeyLookup(saver);
        newRows = new NewRows(program.schema());
    }

    /** Runs the program up to its last row. */
    void load() {
        Fixture code = program.fixture();
        code.bind(this);
        run("installMigrations()", () -> code.installMigrations(hooks));
        if (!hooks.allInstalled()) {
            notices.add("installMigrations() in Restore.java does not install the migrations, so none of them has"
                    + " run.");
        }
        if (!fixture.isPart()) {
            steps.ifPresent(taken -> taken.passage().beforeLoad());
            saveCreated();
        }
        run("beforeLoad()", () -> {
            code.beforeLoad();
            hooks.runBeforeLoad();
        });
        run("load()", code::load);
        saver.runReady();
    }

    private void run(String what, Runnable code) {
        program.code().run(what, () -> {
            try {
                code.run();
            } catch (NoSuchElementException e) { // find(...).orElseThrow() knows nothing of what it was for
                throw saver.named(e);
            }
        });
    }

    /** Runs the hooks after the last row. */
    void finish() {
        run("afterLoad()", () -> {
            program.fixture().afterLoad();
            hooks.runAfterLoad();
        });
        if (!fixture.isPart()) {
            steps.ifPresent(taken -> taken.passage().afterLoad());
            saveCreated();
        }
        saver.flush();
    }

    /** Takes the rows of the running statement through the steps, from where they are. */
    void cross(Crossing crossing) {
        hooks.cross(crossing);
    }

    /** Saves the rows that steps have created on their own, which belong to no statement. */
    void saveCreated() {
        steps.ifPresent(taken -> {
            for (Passage.Created row = taken.passage().nextCreated();
                    row != null;
                    row = taken.passage().nextCreated()) {
                CreateMethod save = createdSaves.computeIfAbsent(
                        row.row().table(),
                        table ->
                                new DirectSave(Account.NEW + table, values -> hooks.pass((Passage.Created) values[0])));
                rows.runAlone(save, row);
            }
        });
    }

    /** The accounts of rows that no create method saves, in no particular order. */
    List<Account> accounts() {
        List<Account> accounts = new ArrayList<>();
        accounts.add(directSave.account());
        createdSaves.values().forEach(method -> accounts.add(method.account()));
        return accounts;
    }

    /** What the user should know, a sentence each. */
    List<String> notices() {
        return notices;
    }

    @Override
    public void rows(String className, long count) {
        steps.ifPresent(taken -> taken.passage().reading(!fixture.isPart()));
        rows.load(className, count);
        steps.ifPresent(taken -> taken.passage().reading(false));
        saver.tableEnds();
    }

    @Override
    public Row row(String table) {
        if (saver.running()) {
            saver.current().account().savesTo(table);
        }
        return newRows.of(table);
    }

    @Override
    public void save(Row row) {
        if (saver.running()) {
            hooks.pass(row);
        } else if (!fixture.isPart()) { // otherwise the hooks of the whole fixture have saved it, or will
            rows.runAlone(directSave, row);
        }
    }

    @Override
    public Optional<Row> find(String table, String[] columns, Object[] values) {
        crossBefore();
        return saver.find(table, columns, values);
    }

    @Override
    public Object keyOf(String table, String column, String[] columns, Object[] values) {
        crossBefore();
        return keys.of(table, column, columns, values);
    }

    /** Code that looks for rows finds those that it has saved itself. */
    private void crossBefore() {
        if (saver.running() && steps.isPresent()) {
            hooks.cross(saver.current().crossing());
        }
    }

    @Override
    public byte[] large(String name) {
        return LargeValues.read(program.directory(), name);
    }
}
