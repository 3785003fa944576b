package doppel.restore.save;

import doppel.dialect.RefusedException;
import doppel.dialect.Target;
import doppel.fixture.Row;
import doppel.fixture.Shape;
import doppel.restore.statement.Statement;
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
 * Saves the rows that are left in cycles of references, for engines that check each reference at once. References that
 * lead nowhere yet and may be NULL are first left NULL, and set when all rows are there. Rows whose references lead
 * nowhere even then are removed again, with all rows that refer to them. Not thread-safe.
 */
public final class CycleBreaker {

    private final Saver saver;
    private final Target target;
    private List<Emptied> emptied = new ArrayList<>();
    private WaitIndex<Statement> dependents = new WaitIndex<>();

    /** A row that lacks a reference: its key, the reference's future value, and the row that it refers to. */
    private record Emptied(Statement statement, Row key, Row references, ForeignKey foreignKey, List<Object> values) {}

    public CycleBreaker(Saver saver) {
        this.saver = saver;
        this.target = saver.target();
    }

    /**
     * Saves what can be saved.
     *
     * @return the others
     */
    public List<Statement> save(List<Statement> statements) {
        Set<Statement> lost = new HashSet<>();
        while (true) {
            List<Statement> candidates = statements.stream()
                    .filter(statement -> !lost.contains(statement))
                    .toList();
            target.savepoint();
            List<Statement> left = insertAll(candidates);
            Set<Statement> failed = fillAll();
            if (failed.isEmpty()) {
                target.releaseSavepoint();
                Set<Statement> unsaved = new HashSet<>(left);
                candidates.stream()
                        .filter(statement -> !unsaved.contains(statement))
                        .forEach(Statement::countDone);
                unsaved.addAll(lost);
                return statements.stream().filter(unsaved::contains).toList();
            }
            target.rollbackToSavepoint();
            lost.addAll(withDependents(failed));
        }
    }

    /** Inserts with empty references, in rounds, as long as a round succeeds; returns the rest. */
    private List<Statement> insertAll(List<Statement> statements) {
        emptied = new ArrayList<>();
        dependents = new WaitIndex<>();
        List<Statement> left = statements;
        int before;
        do {
            before = left.size();
            List<Statement> refused = new ArrayList<>();
            for (Statement statement : left) {
                if (!insert(statement)) {
                    refused.add(statement);
                }
            }
            Collections.reverse(refused);
            left = refused;
        } while (!left.isEmpty() && left.size() < before);
        return left;
    }

    private boolean insert(Statement statement) {
        if (saver.give(statement).isPresent()) {
            return false;
        }
        List<Emptied> ofStatement = new ArrayList<>();
        List<WaitKey> references = new ArrayList<>();
        for (Row row : statement.rows()) {
            for (ForeignKey key : saver.references(row.table())) {
                saver.reference(row, key).ifPresent(references::add);
                Optional<WaitKey> referenced = saver.missingReference(row, key);
                if (referenced.isPresent()) {
                    Optional<Emptied> without = empty(statement, row, key);
                    if (without.isEmpty()) {
                        return false;
                    }
                    ofStatement.add(without.get());
                }
            }
        }
        if (saver.insert(List.of(statement)).isPresent()) {
            return false;
        }
        emptied.addAll(ofStatement);
        references.forEach(key -> dependents.add(key, statement));
        return true;
    }

    private Optional<Emptied> empty(Statement statement, Row row, ForeignKey key) {
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
        return Optional.of(new Emptied(statement, primaryKey, references, key, values));
    }

    /** Sets the references of the rows; returns the statements for which that is not possible. */
    private Set<Statement> fillAll() {
        Set<Statement> failed = new HashSet<>();
        for (Emptied row : emptied) { // checked beforehand, since a savepoint for each row would cost memory and time
            String[] columns = row.foreignKey().referencedColumns().toArray(String[]::new);
            if (target.find(row.foreignKey().table(), columns, row.values().toArray())
                    .isEmpty()) {
                failed.add(row.statement());
            }
        }
        if (!failed.isEmpty()) {
            return failed;
        }
        for (Emptied row : emptied) {
            try {
                target.update(row.key(), row.references());
            } catch (RefusedException e) {
                return Set.of(row.statement());
            }
        }
        return failed;
    }

    /** Rows that refer to a removed row have to go too, and so on. */
    private Set<Statement> withDependents(Set<Statement> failed) {
        Set<Statement> all = new HashSet<>(failed);
        Deque<Statement> open = new ArrayDeque<>(failed);
        while (!open.isEmpty()) {
            for (Row row : open.poll().rows()) {
                for (Statement dependent : dependents.take(row)) {
                    if (all.add(dependent)) {
                        open.add(dependent);
                    }
                }
            }
        }
        return all;
    }
}
