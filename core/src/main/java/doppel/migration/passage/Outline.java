package doppel.migration.passage;

import doppel.migration.Lookup;
import doppel.migration.TableChanges;
import doppel.migration.action.Action;
import doppel.migration.action.LookupAction;
import doppel.migration.action.Misfit;
import doppel.migration.action.TableOutline;
import doppel.schema.Nearest;
import doppel.schema.Schema;
import doppel.schema.Table;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The tables and columns at one point of the passage; steps are checked against them before any row moves. */
final class Outline implements TableOutline.Others {

    private final Map<String, TableOutline> tables = new LinkedHashMap<>();
    private final boolean open;

    private Outline(boolean open) {
        this.open = open;
    }

    /**
     * The outline of a fixture's rows.
     *
     * @param sure whether a table's create method makes rows with exactly its columns
     */
    static Outline of(Schema schema, Predicate<Table> sure) {
        Outline outline = new Outline(
                schema.tables().isEmpty() || !schema.tables().stream().allMatch(sure));
        schema.tables()
                .forEach(table -> outline.tables.put(table.name(), TableOutline.of(outline, table, sure.test(table))));
        return outline;
    }

    /** The tables by name. */
    Map<String, TableOutline> tables() {
        return tables;
    }

    Optional<TableOutline> table(String name) {
        return Optional.ofNullable(tables.get(name));
    }

    /** The table of this name. */
    @Override
    public TableOutline require(String name) {
        TableOutline table = tables.get(name);
        if (table == null && !open) {
            throw new Misfit("there is no table " + name + Nearest.endOfSentence(name, tables.keySet().stream()));
        }
        return table == null ? TableOutline.unknown(this, name) : table;
    }

    /**
     * The outline after a step.
     *
     * @throws doppel.MigrationException if the step does not fit
     */
    Outline after(Leg leg) {
        Map<String, TableOutline> changed = new LinkedHashMap<>();
        Map<String, TableChanges> all = new LinkedHashMap<>(leg.changes().tables());
        all.values().removeIf(changes -> changes.isIfThere() && !open && !tables.containsKey(changes.name()));
        all.forEach((name, changes) -> changed.put(name, changed(leg, changes)));
        Outline after = new Outline(open);
        tables.forEach((name, table) -> {
            if (!changed.containsKey(name)) {
                after.tables.put(name, table.copy(after));
            }
        });
        all.forEach((name, changes) -> {
            if (!changes.dropped()) {
                after.put(changed.get(name).copy(after), leg, changes);
            }
        });
        leg.changes().created().forEach((name, place) -> after.create(name, leg, place));
        all.forEach((name, changes) -> after.connect(changed.get(name), leg, changes));
        return after;
    }

    private TableOutline changed(Leg leg, TableChanges changes) {
        TableOutline table;
        try {
            table = require(changes.name()).copy(this);
        } catch (Misfit e) {
            throw leg.misfit(changes.place(), changes.name(), "", e.getMessage());
        }
        if (changes.said().isEmpty() && !changes.dropped()) {
            throw leg.misfit(changes.place(), changes.name(), "", "the step says nothing about it.");
        }
        for (Action action : leg.actions(changes)) {
            try {
                action.outline(table);
            } catch (Misfit e) {
                throw leg.misfit(action.place(), changes.name(), action.words(), e.getMessage());
            }
        }
        return table;
    }

    private void put(TableOutline table, Leg leg, TableChanges changes) {
        TableOutline other = tables.putIfAbsent(table.name(), table);
        if (other != null) {
            try {
                other.unite(table);
            } catch (Misfit e) {
                throw leg.misfit(changes.place(), changes.name(), "", e.getMessage());
            }
        }
    }

    private void create(String name, Leg leg, String place) {
        if (tables.putIfAbsent(name, TableOutline.ofCode(this, name)) != null) {
            throw leg.misfit(place, name, "create", "there is a table " + name + " already.");
        }
    }

    /** Checks that the tables exist that rows of a table create or refer to. */
    private void connect(TableOutline table, Leg leg, TableChanges changes) {
        for (String fed : table.fed()) {
            tables.computeIfAbsent(fed, name -> TableOutline.made(this, name))
                    .sources()
                    .addAll(table.sources());
        }
        for (LookupAction action : table.lookups()) {
            Lookup lookup = action.lookup();
            TableOutline other = tables.get(lookup.table());
            try {
                if (other == null && lookup.creation().isEmpty()) {
                    require(lookup.table());
                } else if (other == null) {
                    tables.put(lookup.table(), TableOutline.made(this, lookup.table()));
                } else {
                    other.require(lookup.key());
                    lookup.natural().forEach(other::require);
                }
            } catch (Misfit e) {
                throw leg.misfit(action.place(), changes.name(), action.words(), e.getMessage());
            }
        }
    }
}
