package doppel.dump;

import doppel.DatabaseException;
import doppel.ErrorCode;
import doppel.program.DumpedTable;
import doppel.schema.ForeignKey;
import doppel.schema.Policy;
import doppel.schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Checks references to rows that are not dumped, after all rows have been dumped. Immutable, but for the counts. */
final class ReferenceChecks {

    private final Map<String, Table> tables;
    private final ReferenceCounts leftBehind;
    private final ReferenceCounts faults;

    /**
     * @param tables the tables that are dumped
     * @param leftBehind the references to tables that are left out, and to rows that are skipped
     * @param faults the references that no natural key can express
     */
    ReferenceChecks(List<Table> tables, ReferenceCounts leftBehind, ReferenceCounts faults) {
        this.tables = tables.stream().collect(Collectors.toMap(Table::name, Function.identity()));
        this.leftBehind = leftBehind;
        this.faults = faults;
    }

    /**
     * Makes sure that references lead somewhere.
     *
     * @param tolerate whether references to skipped rows may lead nowhere
     * @throws DatabaseException if some do not
     */
    void require(boolean tolerate) {
        if (!faults.isEmpty()) {
            throw new DatabaseException(
                    ErrorCode.NATURAL_KEY_UNFIT,
                    "Not every reference can be expressed by natural key. " + String.join("; ", faults.sentences())
                            + ".",
                    "Correct these rows, name other columns with --natural, or keep the rows of the table "
                            + "referred to.");
        }
        List<String> skipped = leftBehind.sentences(this::isSkipped);
        if (!skipped.isEmpty() && !tolerate) {
            throw new DatabaseException(
                    ErrorCode.ROWS_LEFT_BEHIND,
                    "Rows refer to rows that are skipped. " + String.join("; ", skipped) + ".",
                    "Skip the rows that refer too, keep those referred to, or dump with --tolerate: the references are"
                            + " then dumped as they are and lead nowhere.");
        }
    }

    private boolean isSkipped(String referenced) {
        return tables.containsKey(referenced);
    }

    /** The table; its foreign keys say how many rows will violate them because the rows they refer to are skipped. */
    DumpedTable counted(DumpedTable dumped) {
        Table table = dumped.names().table();
        List<ForeignKey> keys = table.foreignKeys().stream()
                .map(key -> {
                    long rows = isSkipped(key.table()) ? leftBehind.rows(table.name(), key) : 0;
                    return rows > 0 ? key.withDangling(rows) : key;
                })
                .toList();
        return dumped.with(keys);
    }

    /** What the user should know, a sentence each. */
    List<String> notices() {
        List<String> notices = new ArrayList<>();
        leftBehind
                .sentences(referenced -> !isSkipped(referenced))
                .forEach(sentence -> notices.add("Rows refer to tables that are left out: " + sentence + "."));
        leftBehind
                .sentences(this::isSkipped)
                .forEach(sentence -> notices.add(
                        "Rows refer to skipped rows, so these references now lead nowhere: " + sentence + "."));
        tables.values().stream()
                .filter(table -> !table.policy().keeps())
                .sorted((one, other) -> one.name().compareTo(other.name()))
                .forEach(table -> notices.add("The rows of " + table.name() + " are not in the dump: they are "
                        + (table.policy().rows() == Policy.Rows.SKIP ? "skipped" : "recreated")
                        + (table.policy().naturalKey().isEmpty()
                                ? "."
                                : ", and known by "
                                        + String.join(", ", table.policy().naturalKey()) + ".")));
        return notices;
    }
}
