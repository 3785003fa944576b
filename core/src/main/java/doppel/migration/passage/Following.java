package doppel.migration.passage;

import doppel.migration.TableChanges;
import doppel.migration.action.Action;
import doppel.migration.action.FollowAction;
import doppel.migration.action.JoinAction;
import doppel.migration.action.KeyChange;
import doppel.schema.ForeignKey;
import doppel.schema.Schema;
import doppel.schema.Table;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Lets references follow where a step changes the keys of rows, or leaves out rows for others. Not thread-safe. */
final class Following {

    private final Schema source;
    private final Spelling spelling;
    private final List<Map<String, Map<KeyChange, FollowAction>>> before = new ArrayList<>();
    private final Map<KeyChange, FollowAction> own = new LinkedHashMap<>();

    /**
     * Columns of a table of the fixture that hold what columns of a key hold.
     *
     * @param table the table
     * @param columns in the order of the key
     * @param number the number of the key's columns
     */
    private record Copies(Table table, List<String> columns, int number) {}

    /**
     * @param outlines what is known before each step
     * @param source the schema that the rows were read from, whose foreign keys say what refers to what
     */
    Following(List<Leg> legs, List<Outline> outlines, Schema source, Spelling spelling) {
        this.source = source;
        this.spelling = spelling;
        for (int leg = 0; leg < legs.size(); leg++) {
            before.add(new HashMap<>());
            for (TableChanges changes : legs.get(leg).changes().tables().values()) {
                for (Action action : legs.get(leg).actions(changes)) {
                    if (action instanceof KeyChange change) {
                        follow(change, changes, legs.get(leg), outlines.get(leg));
                    }
                }
            }
            requireNoCircle(legs.get(leg));
            sort(legs.get(leg));
            for (TableChanges changes : legs.get(leg).changes().tables().values()) {
                requireJoinsBefore(changes, legs.get(leg));
            }
        }
    }

    private void follow(KeyChange change, TableChanges changes, Leg leg, Outline outline) {
        own.put(change, new FollowAction(change));
        Optional<Table> origin = outline.table(changes.name())
                .flatMap(table -> table.origin())
                .flatMap(name -> source.tables().stream()
                        .filter(table -> spelling.of(table.name()).equals(name))
                        .findFirst());
        if (origin.isEmpty()) {
            return;
        }
        change.identifiedBy(spelled(origin.get().primaryKey()));
        Set<Copies> found = new LinkedHashSet<>();
        for (Table table : source.tables()) {
            for (ForeignKey key : table.foreignKeys()) {
                if (spelling.same(key.table(), origin.get().name())) {
                    OptionalInt number = change.referredBy(spelled(key.referencedColumns()));
                    number.ifPresent(is -> found.add(new Copies(table, key.columns(), is)));
                }
            }
        }
        List<Copies> open = new ArrayList<>(found);
        while (!open.isEmpty()) {
            for (Copies more : referringTo(open.remove(open.size() - 1), change, leg)) {
                if (found.add(more)) {
                    open.add(more);
                }
            }
        }
        found.forEach(copies -> add(change, copies, origin.get(), outline));
    }

    /** The columns of other tables that hold the same, since they refer to these. */
    private List<Copies> referringTo(Copies copies, KeyChange change, Leg leg) {
        List<Copies> referring = new ArrayList<>();
        for (Table table : source.tables()) {
            for (ForeignKey key : table.foreignKeys()) {
                if (!spelling.same(key.table(), copies.table().name())) {
                    continue;
                }
                List<String> columns = new ArrayList<>();
                for (String column : copies.columns()) {
                    int at = key.referencedColumns().indexOf(column);
                    if (at >= 0) {
                        columns.add(key.columns().get(at));
                    }
                }
                if (columns.size() == copies.columns().size()) {
                    referring.add(new Copies(table, columns, copies.number()));
                } else if (change.positions(copies.number()).stream()
                        .map(copies.columns()::get)
                        .anyMatch(key.referencedColumns()::contains)) {
                    throw leg.misfit(
                            change.place(),
                            change.tableBefore(),
                            change.words(),
                            "references of " + table.name() + " by " + String.join(", ", key.columns())
                                    + " hold only a part of the key, so they cannot follow.");
                }
            }
        }
        return referring;
    }

    private void add(KeyChange change, Copies copies, Table origin, Outline outline) {
        List<String> columns = spelled(copies.columns());
        if (copies.table().equals(origin)) {
            change.names(columns).ifPresent(names -> own.get(change).add(copies.number(), names));
            return;
        }
        String table = spelling.of(copies.table().name());
        outline.tables().forEach((name, rows) -> {
            List<String> names = columns.stream()
                    .flatMap(column -> rows.nameOf(column).stream())
                    .toList();
            if (rows.origin().filter(table::equals).isPresent() && names.size() == columns.size()) {
                before.get(before.size() - 1)
                        .computeIfAbsent(name, absent -> new LinkedHashMap<>())
                        .computeIfAbsent(change, FollowAction::new)
                        .add(copies.number(), names);
            }
        });
    }

    /** Rows of tables that get new keys and wait for each other's would wait for ever. */
    private void requireNoCircle(Leg leg) {
        int at = before.size() - 1;
        for (Map<KeyChange, FollowAction> follows : before.get(at).values()) {
            for (KeyChange change : follows.keySet()) {
                String table = change.tableBefore();
                if (!change.changes().isEmpty() && leads(table, table, of -> waitsFor(at, of), new HashSet<>())) {
                    throw leg.misfit(
                            change.place(),
                            table,
                            change.words(),
                            "it refers in a circle to other tables that get new keys too: give them new keys in"
                                    + " different steps.");
                }
            }
        }
    }

    /** Rows to be joined are known by what they held before the step, so no row may look for them by a new key. */
    private void requireJoinsBefore(TableChanges changes, Leg leg) {
        Set<String> changed = new HashSet<>();
        before.get(before.size() - 1).getOrDefault(changes.name(), Map.of()).forEach((change, follow) -> {
            if (!change.changes().isEmpty()) {
                changed.addAll(follow.columns());
            }
        });
        for (Action action : leg.actions(changes)) {
            if (action instanceof JoinAction join
                    && !Collections.disjoint(changed, join.join().own())) {
                throw leg.misfit(
                        join.place(),
                        changes.name(),
                        join.words(),
                        "its rows have got new keys by then: join in the step before.");
            }
            if (action instanceof KeyChange change && !change.changes().isEmpty()) {
                changed.addAll(change.changes());
                changed.addAll(own.get(change).columns());
            }
        }
    }

    /** The tables for whose new keys rows of this table wait, by their names before a step. */
    Set<String> waitsFor(int leg, String table) {
        return before.get(leg).getOrDefault(table, Map.of()).keySet().stream()
                .filter(change -> !change.changes().isEmpty())
                .map(KeyChange::tableBefore)
                .collect(Collectors.toSet());
    }

    /** Whether one table waits for another, directly or by others. */
    static boolean leads(String table, String goal, Function<String, Set<String>> waits, Set<String> seen) {
        return waits.apply(table).stream()
                .anyMatch(next -> next.equals(goal) || seen.add(next) && leads(next, goal, waits, seen));
    }

    /** What a row follows first is what the rows have followed that it refers to. */
    private void sort(Leg leg) {
        Map<String, Map<KeyChange, FollowAction>> ofLeg = before.get(before.size() - 1);
        Set<KeyChange> sorted = new LinkedHashSet<>();
        for (TableChanges changes : leg.changes().tables().values()) {
            sort(changes.name(), leg, ofLeg, sorted, new HashSet<>());
        }
        ofLeg.replaceAll((table, follows) -> {
            Map<KeyChange, FollowAction> ordered = new LinkedHashMap<>();
            sorted.stream().filter(follows::containsKey).forEach(change -> ordered.put(change, follows.get(change)));
            return ordered;
        });
    }

    private static void sort(
            String table,
            Leg leg,
            Map<String, Map<KeyChange, FollowAction>> ofLeg,
            Set<KeyChange> sorted,
            Set<String> seen) {
        if (!seen.add(table)) {
            return;
        }
        for (KeyChange change : ofLeg.getOrDefault(table, Map.of()).keySet()) {
            sort(change.tableBefore(), leg, ofLeg, sorted, seen);
        }
        TableChanges changes = leg.changes().tables().get(table);
        if (changes != null) {
            for (Action action : leg.actions(changes)) {
                if (action instanceof KeyChange change) {
                    sorted.add(change);
                }
            }
        }
    }

    private List<String> spelled(List<String> columns) {
        return columns.stream().map(spelling::of).toList();
    }

    /** What happens first to rows of a table in a step. */
    List<FollowAction> before(int leg, String table) {
        return List.copyOf(before.get(leg).getOrDefault(table, Map.of()).values());
    }

    /** What happens to rows of the table itself once it is known what their keys have become. */
    Optional<FollowAction> after(Action action) {
        return action instanceof KeyChange ? Optional.ofNullable(own.get(action)) : Optional.empty();
    }

    boolean isEmpty() {
        return own.isEmpty();
    }
}
