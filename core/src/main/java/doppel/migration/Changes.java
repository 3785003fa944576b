package doppel.migration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Says what becomes of the rows of one version so that they are rows of another. What it does not name stays as it is. */
public final class Changes {

    private final Map<String, TableChanges> tables = new LinkedHashMap<>();
    private final Map<String, String> created = new LinkedHashMap<>(); // to the place where it is said
    private final List<Consumer<StepContext>> beforeLoad = new ArrayList<>();
    private final List<Consumer<StepContext>> afterLoad = new ArrayList<>();

    /** None so far. */
    public Changes() {}

    /** What becomes of the rows of a table, by the name that it has before this step. */
    public TableChanges table(String name) {
        return tables.computeIfAbsent(name, TableChanges::new);
    }

    /**
     * The same for a table that not every database of that version has, since engines differ: where it is not there, nothing happens. Its
     * name cannot be checked.
     */
    public TableChanges tableIfThere(String name) {
        return table(name).ifThere();
    }

    /** These tables are no more, and neither are their rows. */
    public Changes drop(String... names) {
        for (String name : names) {
            table(name).drop();
        }
        return this;
    }

    /**
     * These tables are new, and no other becomes one of them: they are empty, or code fills them, such as {@link #beforeLoad} or {@link
     * TableChanges#each}. This step and later ones can name them then. What {@link TableChanges#also} and {@link Lookup#orCreate()}
     * fill is known without that.
     */
    public Changes create(String... names) {
        for (String name : names) {
            created.put(name, Place.ofCaller());
        }
        return this;
    }

    /** Runs once before the first row: saves rows that the new version has from the beginning. */
    public Changes beforeLoad(Consumer<StepContext> code) {
        beforeLoad.add(code);
        return this;
    }

    /** Runs once after the last row. */
    public Changes afterLoad(Consumer<StepContext> code) {
        afterLoad.add(code);
        return this;
    }

    /** What becomes of the rows of tables, by the names that these have before the step. */
    public Map<String, TableChanges> tables() {
        return tables;
    }

    /** The tables that code fills, and where that is said. */
    public Map<String, String> created() {
        return created;
    }

    /** What runs before the first row. */
    public List<Consumer<StepContext>> beforeLoad() {
        return beforeLoad;
    }

    /** What runs after the last row. */
    public List<Consumer<StepContext>> afterLoad() {
        return afterLoad;
    }

    /** Whether nothing is said. */
    public boolean isEmpty() {
        return tables.isEmpty() && created.isEmpty() && beforeLoad.isEmpty() && afterLoad.isEmpty();
    }
}
