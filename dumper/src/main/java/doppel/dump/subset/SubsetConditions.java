package doppel.dump.subset;

import doppel.ErrorCode;
import doppel.UsageException;
import doppel.schema.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Reads the user's conditions of the form {@code table=condition}. */
final class SubsetConditions {

    private SubsetConditions() {}

    /**
     * The conditions by their tables.
     *
     * @param all the names of all tables
     * @param dumped the tables that are dumped
     */
    static Map<String, String> of(List<String> where, Set<String> all, List<Table> dumped) {
        Set<String> names = dumped.stream().map(Table::name).collect(Collectors.toSet());
        Map<String, String> conditions = new LinkedHashMap<>();
        for (String one : where) {
            String table = table(one, all);
            if (!names.contains(table)) {
                throw new UsageException(
                        ErrorCode.USAGE,
                        "There is a --where for " + table + ", but that table is left out.",
                        "Dump the table too, or leave out its --where.");
            }
            if (conditions.put(table, one.substring(table.length() + 1)) != null) {
                throw new UsageException(
                        ErrorCode.USAGE,
                        "There is more than one --where for " + table + ".",
                        "Write one condition, with OR or AND in it.");
            }
        }
        return conditions;
    }

    /** The table before an equals sign; a name may itself contain equals signs. */
    private static String table(String where, Set<String> all) {
        for (int equals = where.indexOf('='); equals >= 0; equals = where.indexOf('=', equals + 1)) {
            if (all.contains(where.substring(0, equals))) {
                return where.substring(0, equals);
            }
        }
        int equals = where.indexOf('=');
        if (equals < 1) {
            throw new UsageException(
                    ErrorCode.USAGE,
                    "--where takes a table and a condition, not \"" + where + "\".",
                    "Write it as --where \"customer=country = 'Brazil'\".");
        }
        throw new UsageException(
                ErrorCode.UNKNOWN_TABLE,
                "There is no table " + where.substring(0, equals) + ".",
                "The tables are " + new TreeSet<>(all).stream().limit(50).collect(Collectors.joining(", ")) + ".");
    }
}
