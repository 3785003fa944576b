package doppel.migration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** Describes how rows of one version become rows of another. Tables and columns that are not named stay as they are. */
public final class Changes {

    private final Map<String, TableChanges> tables = new LinkedHashMap<>();
    private final Map<String, String> created = new LinkedHashMap<>(); // to the place of its definition
    private final List<Consumer<StepContext>> beforeLoad = new ArrayList<>();
    private final List<Consumer<StepContext>> afterLoad = new ArrayList<>();

    private final List<Sql> sqlBefore = new ArrayList<>();
    private final List<Sql> sqlAfter = new ArrayList<>();

    /** No changes yet. */
    public Changes() {}

    /** Describes the changes to the rows of a table, by its name before this step. */
    public TableChanges table(String name) {
        return tables.computeIfAbsent(name, TableChanges::new);
    }

    /**
     * The same for a table that not every database of that version has, since engines differ: if it is missing, nothing
     * happens. Its name cannot be checked.
     */
    public TableChanges tableIfThere(String name) {
        return table(name).ifThere();
    }

    /** Drops these tables and their rows. */
    public Changes drop(String... names) {
        for (String name : names) {
            table(name).drop();
        }
        return this;
    }

    /**
     * Creates these tables, which no other table becomes: they are empty, or code fills them, such as
     * {@link #beforeLoad} or {@link TableChanges#each}. This step and later ones can then name them. Tables that
     * {@link TableChanges#also} and {@link Lookup#orCreate()} fill are known without this.
     */
    public Changes create(String... names) {
        for (String name : names) {
            created.put(name, Place.ofCaller());
        }
        return this;
    }

    /** Runs once before the first row, to save rows that the new version has from the beginning. */
    public Changes beforeLoad(Consumer<StepContext> code) {
        beforeLoad.add(code);
        return this;
    }

    /** Runs once after the last row. */
    public Changes afterLoad(Consumer<StepContext> code) {
        afterLoad.add(code);
        return this;
    }

    /**
     * Runs a statement of SQL in the new database before the first row, if the new database is of this engine.
     *
     * @param engine such as {@code sqlite}, {@code postgresql}, {@code mysql} or {@code mariadb}
     * @param sql one statement, which does not end the restore's transaction
     */
    public Changes beforeLoad(String engine, String sql) {
        sqlBefore.add(new Sql(engine, sql, Place.ofCaller()));
        return this;
    }

    /** The same after the last row, when all keys, indexes and views are there, and before anybody sees it. */
    public Changes afterLoad(String engine, String sql) {
        sqlAfter.add(new Sql(engine, sql, Place.ofCaller()));
        return this;
    }

    /**
     * SQL for one engine.
     *
     * @param engine the engine
     * @param sql the statement
     * @param place the line of the application's source that says so
     */
    public record Sql(String engine, String sql, String place) {
        public Sql {
            Objects.requireNonNull(engine);
            Objects.requireNonNull(sql);
        }
    }

    /** The statements that run before the first row. */
    public List<Sql> sqlBefore() {
        return sqlBefore;
    }

    /** The statements that run after the last row. */
    public List<Sql> sqlAfter() {
        return sqlAfter;
    }

    /** The changes to the rows of tables, by the tables' names before the step. */
    public Map<String, TableChanges> tables() {
        return tables;
    }

    /** The tables that code fills, with the places that say so. */
    public Map<String, String> created() {
        return created;
    }

    /** The code that runs before the first row. */
    public List<Consumer<StepContext>> beforeLoad() {
        return beforeLoad;
    }

    /** The code that runs after the last row. */
    public List<Consumer<StepContext>> afterLoad() {
        return afterLoad;
    }

    /** Whether there are no changes. */
    public boolean isEmpty() {
        return tables.isEmpty()
                && created.isEmpty()
                && beforeLoad.isEmpty()
                && afterLoad.isEmpty()
                && sqlBefore.isEmpty()
                && sqlAfter.isEmpty();
    }
}
