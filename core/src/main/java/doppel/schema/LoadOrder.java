package doppel.schema;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An order in which tables can be loaded so that referenced tables come first, and the cycles that make this impossible
 * for some. Equal schemas give equal orders: ties are broken by name.
 *
 * <p>The cycles are the strongly connected components of the graph of references, found with Tarjan's algorithm
 * ("Depth-first search and linear graph algorithms", 1972), written without recursion since a chain of references can
 * be long.
 *
 * @param tables all tables, referenced ones first as far as cycles allow
 * @param cycles each set of tables that refer to one another, and each table that refers to itself, in load order
 */
public record LoadOrder(List<Table> tables, List<List<Table>> cycles) {

    public LoadOrder {
        tables = List.copyOf(tables);
        cycles = cycles.stream().map(List::copyOf).toList();
    }

    /** Computes the order of these tables; references to other tables do not count. */
    public static LoadOrder of(List<Table> tables) {
        List<Table> byName =
                tables.stream().sorted(Comparator.comparing(Table::name)).toList();
        return new Search(byName).run();
    }

    private static final class Search {

        private final List<Table> tables;
        private final int[][] references;
        private final int[] index;
        private final int[] low;
        private final boolean[] onStack;
        private final Deque<Integer> stack = new ArrayDeque<>();
        private final List<Table> ordered = new ArrayList<>();
        private final List<List<Table>> cycles = new ArrayList<>();
        private int counter;

        Search(List<Table> tables) {
            this.tables = tables;
            Map<String, Integer> numbers = new HashMap<>();
            for (int i = 0; i < tables.size(); i++) {
                numbers.put(tables.get(i).name(), i);
            }
            references = new int[tables.size()][];
            for (int i = 0; i < references.length; i++) {
                references[i] = tables.get(i).foreignKeys().stream()
                        .map(key -> numbers.get(key.table()))
                        .filter(number -> number != null)
                        .mapToInt(Integer::intValue)
                        .sorted()
                        .distinct()
                        .toArray();
            }
            index = new int[tables.size()];
            low = new int[tables.size()];
            onStack = new boolean[tables.size()];
        }

        LoadOrder run() {
            for (int i = 0; i < tables.size(); i++) {
                if (index[i] == 0) {
                    visit(i);
                }
            }
            return new LoadOrder(ordered, cycles);
        }

        private void visit(int root) {
            Deque<int[]> calls = new ArrayDeque<>(); // {table, next reference}
            calls.push(enter(root));
            while (!calls.isEmpty()) {
                int[] call = calls.peek();
                int table = call[0];
                if (call[1] < references[table].length) {
                    int referenced = references[table][call[1]++];
                    if (index[referenced] == 0) {
                        calls.push(enter(referenced));
                    } else if (onStack[referenced]) {
                        low[table] = Math.min(low[table], index[referenced]);
                    }
                } else {
                    calls.pop();
                    if (!calls.isEmpty()) {
                        int caller = calls.peek()[0];
                        low[caller] = Math.min(low[caller], low[table]);
                    }
                    if (low[table] == index[table]) {
                        leave(table);
                    }
                }
            }
        }

        private int[] enter(int table) {
            index[table] = low[table] = ++counter;
            stack.push(table);
            onStack[table] = true;
            return new int[] {table, 0};
        }

        private void leave(int root) {
            List<Integer> component = new ArrayList<>();
            int table;
            do {
                table = stack.pop();
                onStack[table] = false;
                component.add(table);
            } while (table != root);
            List<Table> members = component.stream().sorted().map(tables::get).toList();
            ordered.addAll(members);
            if (members.size() > 1 || refersToItself(root)) {
                cycles.add(members);
            }
        }

        private boolean refersToItself(int table) {
            for (int referenced : references[table]) {
                if (referenced == table) {
                    return true;
                }
            }
            return false;
        }
    }
}
