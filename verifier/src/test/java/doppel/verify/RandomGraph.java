package doppel.verify;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Tables of SQLite that refer to one another at random, in cycles too, and the subset that conditions choose of their
 * rows, worked out by trying every row against every other until nothing changes.
 */
final class RandomGraph {

    private final Random random;
    private final List<GraphTable> tables = new ArrayList<>();
    private final Map<String, Integer> conditions = new TreeMap<>();

    /** A table: id, a, b (compared without case), v, and a column for each that its keys are made of. */
    private static final class GraphTable {
        private final String name;
        private final int kind;
        private final List<GraphKey> keys = new ArrayList<>();
        private final List<List<Object>> rows = new ArrayList<>();

        GraphTable(String name, int kind) {
            this.name = name;
            this.kind = kind;
        }
    }

    /** A foreign key: to id, or to a and b. */
    private record GraphKey(GraphTable target, boolean pair, int place) {}

    /** A row, by its place. */
    private record Node(GraphTable table, int row) {}

    RandomGraph(long seed) {
        random = new Random(seed);
        int count = 1 + random.nextInt(6);
        for (int i = 0; i < count; i++) {
            tables.add(new GraphTable("t" + i, random.nextInt(5)));
        }
        for (GraphTable table : tables) {
            int place = 4;
            for (int i = random.nextInt(3); i > 0; i--) {
                GraphTable target = tables.get(random.nextInt(count));
                if (target.kind < 4) {
                    boolean pair = target.kind == 1 || target.kind == 2;
                    table.keys.add(new GraphKey(target, pair, place));
                    place += pair ? 2 : 1;
                }
            }
        }
        tables.forEach(this::fill);
        for (int i = 1 + random.nextInt(2); i > 0; i--) {
            conditions.put(tables.get(random.nextInt(count)).name, random.nextInt(6));
        }
    }

    private void fill(GraphTable table) {
        Set<Object> ids = new HashSet<>();
        Set<Object> pairs = new HashSet<>();
        for (int i = random.nextInt(14); i > 0; i--) {
            List<Object> row = new ArrayList<>();
            row.add((long) random.nextInt(15));
            row.add((long) random.nextInt(3));
            row.add(text());
            row.add((long) random.nextInt(10));
            boolean fits =
                    table.kind == 4 || ids.add(row.get(0)) && pairs.add(List.of(row.get(1), comparable(row.get(2))));
            for (GraphKey key : table.keys) {
                if (key.pair()) {
                    row.add(random.nextInt(5) == 0 ? null : (long) random.nextInt(3));
                    row.add(random.nextInt(5) == 0 ? null : text());
                } else {
                    row.add(random.nextInt(4) == 0 ? null : (long) random.nextInt(15));
                }
            }
            if (fits) {
                table.rows.add(row);
                if (table.kind == 4 && random.nextBoolean()) {
                    table.rows.add(row);
                }
            }
        }
    }

    private String text() {
        String letter = String.valueOf((char) ('a' + random.nextInt(4)));
        return random.nextBoolean() ? letter : letter.toUpperCase(Locale.ROOT);
    }

    private static Object comparable(Object value) {
        return value instanceof String text ? text.toLowerCase(Locale.ROOT) : value;
    }

    /** The conditions, as the user writes them. */
    List<String> where() {
        return conditions.entrySet().stream()
                .map(condition -> condition.getKey() + "=v < " + condition.getValue())
                .toList();
    }

    /** The names of the tables. */
    List<String> tableNames() {
        return tables.stream().map(table -> table.name).toList();
    }

    /** Creates the tables, with their rows. */
    List<String> statements() {
        List<String> statements = new ArrayList<>();
        for (GraphTable table : tables) {
            List<String> parts = new ArrayList<>(List.of(
                    table.kind == 0 ? "id INTEGER PRIMARY KEY" : "id INTEGER",
                    "a INTEGER NOT NULL",
                    "b TEXT COLLATE NOCASE NOT NULL",
                    "v INTEGER"));
            List<String> constraints = new ArrayList<>();
            if (table.kind == 1 || table.kind == 2) {
                constraints.add("PRIMARY KEY (a, b)");
            }
            if (table.kind == 3) {
                constraints.add("UNIQUE (id)");
            }
            for (GraphKey key : table.keys) {
                String columns = "r" + key.place() + (key.pair() ? ", r" + (key.place() + 1) : "");
                for (String column : columns.split(", ")) {
                    parts.add(column + (column.equals("r" + key.place()) ? " INTEGER" : " TEXT"));
                }
                constraints.add("FOREIGN KEY (" + columns + ") REFERENCES " + key.target().name
                        + (key.pair() ? " (a, b)" : " (id)"));
            }
            parts.addAll(constraints);
            statements.add("CREATE TABLE " + table.name + " (" + String.join(", ", parts) + ")"
                    + (table.kind == 2 ? " WITHOUT ROWID" : ""));
            for (List<Object> row : table.rows) {
                statements.add("INSERT INTO " + table.name + " VALUES ("
                        + String.join(
                                ", ",
                                row.stream()
                                        .map(value -> value instanceof String ? "'" + value + "'" : "" + value)
                                        .toList())
                        + ")");
            }
        }
        return statements;
    }

    /** The subset: the rows of each table as {@code a|b|...}, in order. */
    Map<String, List<String>> subset() {
        Set<Node> chosen = new HashSet<>();
        for (Node node : nodes()) {
            Integer limit = conditions.get(node.table().name);
            if (limit != null && (Long) node.table().rows.get(node.row()).get(3) < limit) {
                chosen.add(node);
            }
        }
        for (boolean grown = true; grown; ) {
            grown = false;
            for (Node node : nodes()) {
                grown |= nodes().stream().anyMatch(other -> chosen.contains(other) && refers(node, other))
                        && chosen.add(node);
            }
        }
        for (boolean grown = true; grown; ) {
            grown = false;
            for (Node node : nodes()) {
                grown |= nodes().stream().anyMatch(other -> chosen.contains(other) && refers(other, node))
                        && chosen.add(node);
            }
        }
        Set<GraphTable> connected = connected();
        Map<String, List<String>> rows = new HashMap<>();
        tables.forEach(table -> rows.put(table.name, new ArrayList<>()));
        for (Node node : nodes()) {
            if (chosen.contains(node) || !connected.contains(node.table())) {
                rows.get(node.table().name)
                        .add(String.join(
                                "|",
                                node.table().rows.get(node.row()).stream()
                                        .map(String::valueOf)
                                        .toList()));
            }
        }
        rows.values().forEach(list -> list.sort(null));
        return rows;
    }

    private List<Node> nodes() {
        List<Node> nodes = new ArrayList<>();
        for (GraphTable table : tables) {
            for (int i = 0; i < table.rows.size(); i++) {
                nodes.add(new Node(table, i));
            }
        }
        return nodes;
    }

    private static boolean refers(Node from, Node to) {
        List<Object> row = from.table().rows.get(from.row());
        List<Object> referred = to.table().rows.get(to.row());
        return from.table().keys.stream()
                .filter(key -> key.target() == to.table())
                .anyMatch(key -> key.pair()
                        ? equal(row.get(key.place()), referred.get(1))
                                && equal(row.get(key.place() + 1), referred.get(2))
                        : equal(row.get(key.place()), referred.get(0)));
    }

    private static boolean equal(Object left, Object right) {
        return left != null && Objects.equals(comparable(left), comparable(right));
    }

    private Set<GraphTable> connected() {
        Set<String> reached = new TreeSet<>(conditions.keySet());
        for (int i = 0; i < tables.size(); i++) {
            for (GraphTable table : tables) {
                for (GraphKey key : table.keys) {
                    if (reached.contains(table.name) || reached.contains(key.target().name)) {
                        reached.add(table.name);
                        reached.add(key.target().name);
                    }
                }
            }
        }
        Set<GraphTable> found = new HashSet<>();
        tables.stream().filter(table -> reached.contains(table.name)).forEach(found::add);
        return found;
    }
}
