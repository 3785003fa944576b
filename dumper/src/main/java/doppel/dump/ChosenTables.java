package doppel.dump;

import doppel.ErrorCode;
import doppel.UsageException;
import doppel.dialect.Source;
import doppel.schema.Nearest;
import doppel.schema.Table;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The tables that a user names by {@code --tables} and {@code --exclude}. Stateless. */
public final class ChosenTables {

    private static final int MOST_NAMES = 50;

    private ChosenTables() {}

    /**
     * The chosen tables of a source, in its order.
     *
     * @param wanted the names of tables, or of objects that keep their rows in tables; empty for all
     * @param excluded the same for those to leave out
     * @throws UsageException if there is no table of one of the names
     */
    public static List<Table> of(Source source, List<String> wanted, List<String> excluded) {
        List<Table> all = source.schema().tables();
        Set<String> known = all.stream().map(Table::name).collect(Collectors.toSet());
        Set<String> in = tables(source, wanted, known);
        Set<String> out = tables(source, excluded, known);
        Set<String> named = new HashSet<>(in);
        named.addAll(out);
        for (String name : named) {
            if (!known.contains(name)) {
                throw new UsageException(
                        ErrorCode.UNKNOWN_TABLE,
                        "There is no table " + name + Nearest.endOfSentence(name, known.stream()),
                        "The tables are "
                                + known.stream().sorted().limit(MOST_NAMES).collect(Collectors.joining(", ")) + ".");
            }
        }
        return all.stream()
                .filter(table -> in.isEmpty() || in.contains(table.name()))
                .filter(table -> !out.contains(table.name()))
                .toList();
    }

    /** The names of tables, where some are names of objects that keep their rows in tables. */
    private static Set<String> tables(Source source, List<String> names, Set<String> known) {
        Set<String> tables = new HashSet<>();
        for (String name : names) {
            List<String> parts = known.contains(name) ? List.of() : source.tablesOf(name);
            tables.addAll(parts.isEmpty() ? List.of(name) : parts);
        }
        return tables;
    }
}
