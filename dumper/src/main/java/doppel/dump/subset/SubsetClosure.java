package doppel.dump.subset;

import doppel.dialect.ReferenceTaker;
import doppel.dialect.Source;
import doppel.schema.ForeignKey;
import doppel.schema.LoadOrder;
import doppel.schema.Table;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Computes the rows of a subset: first, downwards, those that refer to a chosen row; then, upwards, those that a chosen
 * row refers to. Each set has a bit per row. The references of each foreign key are read twice and not kept, except
 * those between tables of a cycle. Used by one thread, once.
 */
final class SubsetClosure {

    private final Source source;
    private final List<List<Table>> groups = new ArrayList<>();
    private final Map<String, Integer> groupOf = new HashMap<>();
    private final Map<Reference, BitSet> dangling = new LinkedHashMap<>();

    /** A foreign key of a table. */
    record Reference(Table table, ForeignKey key) {}

    /** A row that the search has reached and not yet left. */
    private record Reached(String table, int row) {}

    /**
     * Prepares for these tables.
     *
     * @param tables all tables that their foreign keys lead to, except those that are left out
     */
    SubsetClosure(Source source, List<Table> tables) {
        this.source = source;
        LoadOrder order = LoadOrder.of(tables);
        Map<String, List<Table>> cycles = new HashMap<>();
        order.cycles().forEach(cycle -> cycle.forEach(table -> cycles.put(table.name(), cycle)));
        for (Table table : order.tables()) {
            if (!groupOf.containsKey(table.name())) {
                List<Table> group = cycles.getOrDefault(table.name(), List.of(table));
                group.forEach(member -> groupOf.put(member.name(), groups.size()));
                groups.add(group);
            }
        }
    }

    /**
     * Adds to the rows of each table those that refer to them, directly or indirectly.
     *
     * @param chosen a set for each table
     */
    void downwards(Map<String, BitSet> chosen) {
        for (List<Table> group : groups) { // referenced ones come first
            outside(group).forEach(reference -> {
                BitSet referring = chosen.get(reference.table().name());
                BitSet referred = chosen.get(reference.key().table());
                follow(reference, (row, to) -> {
                    if (to != ReferenceTaker.NOWHERE && referred.get(number(to))) {
                        referring.set(number(row));
                    }
                });
            });
            Map<String, Map<String, SubsetLinks>> links = new HashMap<>();
            inside(group).forEach(reference -> {
                SubsetLinks of = between(
                        links, reference.key().table(), reference.table().name());
                follow(reference, (row, to) -> {
                    if (to != ReferenceTaker.NOWHERE) {
                        of.add(number(to), number(row));
                    }
                });
            });
            search(group, links, chosen);
        }
    }

    /**
     * Adds to the rows of each table those that they refer to, directly or indirectly, and notes rows that refer to
     * nothing.
     */
    void upwards(Map<String, BitSet> chosen) {
        List<List<Table>> reversed = new ArrayList<>(groups);
        Collections.reverse(reversed);
        for (List<Table> group : reversed) {
            Map<String, Map<String, SubsetLinks>> links = new HashMap<>();
            inside(group).forEach(reference -> {
                SubsetLinks of =
                        between(links, reference.table().name(), reference.key().table());
                follow(reference, (row, to) -> {
                    if (to == ReferenceTaker.NOWHERE) {
                        noteDangling(reference, number(row));
                    } else {
                        of.add(number(row), number(to));
                    }
                });
            });
            search(group, links, chosen);
            outside(group).forEach(reference -> {
                BitSet referring = chosen.get(reference.table().name());
                BitSet referred = chosen.get(reference.key().table());
                follow(reference, (row, to) -> {
                    if (to == ReferenceTaker.NOWHERE) {
                        noteDangling(reference, number(row));
                    } else if (referring.get(number(row))) {
                        referred.set(number(to));
                    }
                });
            });
        }
    }

    /** The rows, chosen or not, that {@link #upwards} found to refer to nothing, by table and foreign key. */
    Map<Reference, BitSet> dangling() {
        return dangling;
    }

    /** Notes the rows that refer, by this key, to a table that does not exist. */
    void noteDangling(Table table, ForeignKey key) {
        Reference reference = new Reference(table, key);
        follow(reference, (row, to) -> noteDangling(reference, number(row)));
    }

    private void noteDangling(Reference reference, int row) {
        dangling.computeIfAbsent(reference, key -> new BitSet()).set(row);
    }

    private void follow(Reference reference, ReferenceTaker taker) {
        source.references(reference.table(), reference.key(), taker);
    }

    private List<Reference> inside(List<Table> group) {
        int number = groupOf.get(group.get(0).name());
        return references(group, key -> groupOf.get(key.table()) == number);
    }

    private List<Reference> outside(List<Table> group) {
        int number = groupOf.get(group.get(0).name());
        return references(group, key -> groupOf.get(key.table()) != number);
    }

    private List<Reference> references(List<Table> group, Predicate<ForeignKey> which) {
        return group.stream()
                .flatMap(table -> table.foreignKeys().stream()
                        .filter(key -> groupOf.containsKey(key.table()))
                        .filter(which)
                        .map(key -> new Reference(table, key)))
                .distinct()
                .collect(Collectors.toList());
    }

    private static SubsetLinks between(Map<String, Map<String, SubsetLinks>> links, String from, String to) {
        return links.computeIfAbsent(from, table -> new HashMap<>()).computeIfAbsent(to, table -> new SubsetLinks());
    }

    /** Adds the rows that the links lead to. */
    private static void search(
            List<Table> group, Map<String, Map<String, SubsetLinks>> links, Map<String, BitSet> chosen) {
        Deque<Reached> reached = new ArrayDeque<>();
        for (Table table : links.isEmpty() ? List.<Table>of() : group) {
            // a copy, since the search adds to the set; it continues from the rows that it adds
            BitSet begin = (BitSet) chosen.get(table.name()).clone();
            begin.stream().forEach(row -> {
                reached.push(new Reached(table.name(), row));
                leave(reached, links, chosen);
            });
        }
    }

    private static void leave(
            Deque<Reached> reached, Map<String, Map<String, SubsetLinks>> links, Map<String, BitSet> chosen) {
        while (!reached.isEmpty()) {
            Reached from = reached.pop();
            links.getOrDefault(from.table(), Map.of()).forEach((table, ways) -> {
                BitSet rows = chosen.get(table);
                ways.from(from.row(), to -> {
                    if (!rows.get(to)) {
                        rows.set(to);
                        reached.push(new Reached(table, to));
                    }
                });
            });
        }
    }

    /** A set has no room for more than two billion rows, nor does a fixture. */
    private static int number(long row) {
        return Math.toIntExact(row);
    }
}
