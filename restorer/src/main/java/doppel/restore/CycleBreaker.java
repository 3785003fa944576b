package doppel.restore;

import doppel.dialect.RefusedException;
import doppel.dialect.Target;
import doppel.fixture.Row;
import doppel.fixture.Shape;
import doppel.schema.ForeignKey;
import doppel.schema.Table;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Saves what is left in cycles of references, where the engine checks each reference at once: rows go in with those references
 * empty that lead nowhere yet and may be empty, and get them when all are there. Rows whose references lead nowhere even then
 * are taken back, with everything that came to refer to them. Not thread-safe.
 */
final class CycleBreaker {

    private final Saver saver;
    private final Target target;
    private List<Emptied> emptied = new ArrayList<>();
    private WaitIndex<Unit> dependents = new WaitIndex<>();

    /** A row that lacks a reference: its key, what it will be, and the row that it refers to. */
    private record Emptied(Unit unit, Row key, Row references, ForeignKey foreignKey, List<Object> values) {}

    CycleBreaker(Saver saver) {
        this.saver = saver;
        this.target = saver.target();
    }

    /**
     * Saves what can be saved.
     *
     * @return the others
     */
    List<Unit> save(List<Unit> units) {
        Set<Unit> lost = new HashSet<>();
        while (true) {
            List<Unit> candidates =
                    units.stream().filter(unit -> !lost.contains(unit)).toList();
            target.savepoint();
            List<Unit> left = insertAll(candidates);
            Set<Unit> failed = fillAll();
            if (failed.isEmpty()) {
                target.releaseSavepoint();
                Set<Unit> unsaved = new HashSet<>(left);
                candidates.stream().filter(unit -> !unsaved.contains(unit)).forEach(Unit::countDone);
                unsaved.addAll(lost);
                return units.stream().filter(unsaved::contains).toList();
            }
            target.rollbackToSavepoint();
            lost.addAll(withDependents(failed));
        }
    }

    /** Inserts with empty references, in turns, as long as something goes in; gives what does not. */
    private List<Unit> insertAll(List<Unit> units) {
        emptied = new ArrayList<>();
        dependents = new WaitIndex<>();
        List<Unit> left = units;
        int before;
        do {
            before = left.size();
            List<Unit> refused = new ArrayList<>();
            for (Unit unit : left) {
                if (!insert(unit)) {
                    refused.add(unit);
                }
            }
            Collections.reverse(refused);
            left = refused;
        } while (!left.isEmpty() && left.size() < before);
        return left;
    }

    private boolean insert(Unit unit) {
        if (saver.give(unit) != null) {
            return false;
        }
        List<Emptied> ofUnit = new ArrayList<>();
        List<WaitKey> references = new ArrayList<>();
        for (Row row : unit.rows()) {
            for (ForeignKey key : saver.references(row.table())) {
                saver.reference(row, key).ifPresent(references::add);
                Optional<WaitKey> referenced = saver.missingReference(row, key);
                if (referenced.isPresent()) {
                    Optional<Emptied> without = empty(unit, row, key);
                    if (without.isEmpty()) {
                        return false;
                    }
                    ofUnit.add(without.get());
                }
            }
        }
        if (saver.insert(List.of(unit)) != null) {
            return false;
        }
        emptied.addAll(ofUnit);
        references.forEach(key -> dependents.add(key, unit));
        return true;
    }

    private Optional<Emptied> empty(Unit unit, Row row, ForeignKey key) {
        Table table = saver.fit().table(row.table());
        List<Object> values = key.columns().stream().map(row::get).toList();
        boolean identified = !table.primaryKey().isEmpty()
                && table.primaryKey().stream().allMatch(column -> row.get(column) != null);
        Row references = new Row(Shape.empty(row.table()));
        for (String column : key.columns()) {
            if (saver.fit().column(table, column).nullable()
                    && !table.primaryKey().contains(column)) {
                references.set(column, row.get(column));
            }
        }
        if (!identified || references.columns().isEmpty()) {
            return Optional.empty();
        }
        references.columns().forEach(column -> row.set(column, null));
        Row primaryKey = new Row(Shape.empty(row.table()));
        table.primaryKey().forEach(column -> primaryKey.set(column, row.get(column)));
        return Optional.of(new Emptied(unit, primaryKey, references, key, values));
    }

    /** Gives the rows their references; gives back the statements for which that cannot be done. */
    private Set<Unit> fillAll() {
        Set<Unit> failed = new HashSet<>();
        for (Emptied row : emptied) { // asked beforehand, since a savepoint for each row would cost memory and time
            String[] columns = row.foreignKey().referencedColumns().toArray(String[]::new);
            if (target.find(row.foreignKey().table(), columns, row.values().toArray())
                    .isEmpty()) {
                failed.add(row.unit());
            }
        }
        if (!failed.isEmpty()) {
            return failed;
        }
        for (Emptied row : emptied) {
            try {
                target.update(row.key(), row.references());
            } catch (RefusedException e) {
                return Set.of(row.unit());
            }
        }
        return failed;
    }

    /** What refers to a row that is taken back has to go too, and so on. */
    private Set<Unit> withDependents(Set<Unit> failed) {
        Set<Unit> all = new HashSet<>(failed);
        Deque<Unit> open = new ArrayDeque<>(failed);
        while (!open.isEmpty()) {
            for (Row row : open.poll().rows()) {
                for (Unit dependent : dependents.take(row)) {
                    if (all.add(dependent)) {
                        open.add(dependent);
                    }
                }
            }
        }
        return all;
    }
}
