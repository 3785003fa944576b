package doppel.dump.subset;

import doppel.Counted;
import doppel.DatabaseException;
import doppel.ErrorCode;
import doppel.Progress;
import doppel.dialect.RowCursor;
import doppel.dialect.Source;
import doppel.dialect.reference.DanglingReferences;
import doppel.program.DumpedTable;
import doppel.schema.ForeignKey;
import doppel.schema.Table;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The rows of a database that are dumped: those that satisfy the user's conditions, the rows that refer to them, and
 * the rows that all these refer to, so that no chosen row refers to one that was left out. Tables that no chain of
 * foreign keys connects with a condition are complete, and without conditions all tables are. Rows are identified by
 * their numbers in the order of {@link Source#rows}, with a few bits each. Used by one thread.
 */
public final class Subset {

    private final Map<String, BitSet> seeds = new LinkedHashMap<>();
    private final Map<String, BitSet> downwards = new HashMap<>();
    private final Map<String, BitSet> chosen = new HashMap<>();
    private final Map<String, Map<ForeignKey, BitSet>> dangling = new HashMap<>();
    private final DanglingReferences found = new DanglingReferences();
    private final Map<String, Long> sizes = new LinkedHashMap<>();
    private final List<String> notices = new ArrayList<>();

    private Subset() {}

    /**
     * Computes the subset.
     *
     * @param tables the tables that are dumped; the others are ignored
     * @param where conditions as {@code table=condition}
     * @param tolerate whether foreign keys that cannot be followed are reported, not refused
     * @throws DatabaseException if a condition is refused, or a foreign key cannot be followed
     * @throws doppel.UsageException if a condition is for a table that is not dumped
     */
    public static Subset of(
            Source source, List<Table> tables, List<String> where, boolean tolerate, Progress progress) {
        Subset subset = new Subset();
        Set<String> all = source.schema().tables().stream().map(Table::name).collect(Collectors.toSet());
        Map<String, String> conditions = SubsetConditions.of(where, all, tables);
        if (conditions.isEmpty()) {
            return subset;
        }
        List<Table> connected = connected(tables, conditions.keySet());
        subset.requireFollowed(source.referencesNotFollowed(tables), tolerate);
        progress.begin("choosing rows", -1);
        for (Table table : connected) {
            BitSet rows = new BitSet();
            if (conditions.containsKey(table.name())) {
                evaluate(source, table, conditions.get(table.name()), rows);
                subset.seeds.put(table.name(), (BitSet) rows.clone());
            }
            subset.chosen.put(table.name(), rows);
        }
        SubsetClosure closure = new SubsetClosure(source, connected);
        closure.downwards(subset.chosen);
        subset.seeds
                .keySet()
                .forEach(table -> subset.downwards.put(
                        table, (BitSet) subset.chosen.get(table).clone()));
        closure.upwards(subset.chosen);
        for (Table table : connected) {
            table.foreignKeys().stream()
                    .filter(key -> !all.contains(key.table()))
                    .forEach(key -> closure.noteDangling(table, key));
        }
        closure.dangling()
                .forEach((reference, rows) -> subset.dangling
                        .computeIfAbsent(reference.table().name(), table -> new LinkedHashMap<>())
                        .put(reference.key(), rows));
        return subset;
    }

    /** The tables that a chain of foreign keys, in any direction, connects with one of these names. */
    private static List<Table> connected(List<Table> tables, Set<String> names) {
        Set<String> dumped = tables.stream().map(Table::name).collect(Collectors.toSet());
        Set<String> reached = new HashSet<>(names);
        boolean grown;
        do {
            grown = false;
            for (Table table : tables) {
                for (ForeignKey key : table.foreignKeys()) {
                    if (dumped.contains(key.table())
                            && reached.contains(table.name()) != reached.contains(key.table())) {
                        reached.add(table.name());
                        reached.add(key.table());
                        grown = true;
                    }
                }
            }
        } while (grown);
        return tables.stream().filter(table -> reached.contains(table.name())).toList();
    }

    private void requireFollowed(List<String> notFollowed, boolean tolerate) {
        if (!notFollowed.isEmpty() && !tolerate) {
            throw new DatabaseException(
                    ErrorCode.SUBSET_NOT_CLOSED,
                    "Not every reference can be followed: " + String.join("; ", notFollowed) + ".",
                    "Dump with --tolerate: rows may then refer by these keys to what is left out. Or dump without "
                            + "--where.");
        }
        notFollowed.forEach(sentence -> notices.add("Not followed: " + sentence + "."));
    }

    private static void evaluate(Source source, Table table, String condition, BitSet rows) {
        try {
            source.matchingRows(table, condition, row -> rows.set(Math.toIntExact(row)));
        } catch (DatabaseException e) {
            if (e.code() != ErrorCode.DATABASE_FAILED) {
                throw e;
            }
            throw new DatabaseException(
                    ErrorCode.WHERE_REFUSED,
                    e.getMessage(),
                    "The condition has to be one expression in the database's own SQL, true or false for each row of "
                            + table.name() + ", that writes nothing.",
                    e);
        }
    }

    /** The chosen ones of a table's rows. */
    public RowCursor chosen(Table table, RowCursor rows) {
        BitSet numbers = chosen.get(table.name());
        return numbers == null
                ? rows
                : new SubsetRows(
                        table,
                        rows,
                        numbers,
                        dangling.getOrDefault(table.name(), Map.of()),
                        found::add,
                        size -> sizes.put(table.name(), size));
    }

    /** Whether rows of this table may be missing. */
    public boolean concerns(String table) {
        return chosen.containsKey(table);
    }

    /** The references of chosen rows that lead nowhere in the database either. */
    public DanglingReferences dangling() {
        return found;
    }

    /**
     * What was chosen, a sentence each, after all rows have been read.
     *
     * @param dumped the tables as they were dumped
     */
    public List<String> notices(List<DumpedTable> dumped) {
        List<String> sentences = new ArrayList<>(notices);
        for (DumpedTable one : chosen.isEmpty() ? List.<DumpedTable>of() : dumped) {
            String table = one.names().table().name();
            BitSet rows = chosen.get(table);
            sentences.add(
                    rows == null
                            ? String.format(
                                    Locale.ROOT,
                                    "%s: all of %s, since no foreign keys connect it with a table of --where.",
                                    table,
                                    Counted.of(one.rows(), "row"))
                            : String.format(
                                    Locale.ROOT,
                                    "%s: %,d of %s chosen.",
                                    table,
                                    one.rows(),
                                    Counted.of(sizes.get(table), "row")));
        }
        seeds.forEach((table, satisfying) -> {
            BitSet below = (BitSet) downwards.get(table).clone();
            below.andNot(satisfying);
            BitSet above = (BitSet) chosen.get(table).clone();
            above.andNot(downwards.get(table));
            addAlthough(
                    table, below.cardinality(), "they refer to chosen rows", "it refers to a chosen row", sentences);
            addAlthough(table, above.cardinality(), "chosen rows refer to them", "chosen rows refer to it", sentences);
        });
        return sentences;
    }

    private static void addAlthough(String table, int rows, String many, String one, List<String> sentences) {
        if (rows > 0) {
            sentences.add(String.format(
                    Locale.ROOT,
                    "%,d %s of %s %s there although --where leaves %s out, since %s.",
                    rows,
                    rows == 1 ? "row" : "rows",
                    table,
                    rows == 1 ? "is" : "are",
                    rows == 1 ? "it" : "them",
                    rows == 1 ? one : many));
        }
    }
}
