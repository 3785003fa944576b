package doppel.dump;

import doppel.schema.Policy;
import java.nio.file.Path;
import java.util.List;

/**
 * What a dump did.
 *
 * @param directory the fixture
 * @param tables the tables in load order, with their rows
 * @param faults faults of the database that were carried as they are, a sentence each
 * @param notices what else the user should know, a sentence each
 * @param edits the edits that were carried over from an earlier fixture: the lines of a unified diff
 */
public record DumpReport(
        Path directory, List<TableRows> tables, List<String> faults, List<String> notices, List<String> edits) {

    /**
     * A table.
     *
     * @param table its name
     * @param rows how many rows were dumped
     * @param policy whether its rows were to be dumped
     */
    public record TableRows(String table, long rows, Policy policy) {}

    public DumpReport {
        tables = List.copyOf(tables);
        faults = List.copyOf(faults);
        notices = List.copyOf(notices);
        edits = List.copyOf(edits);
    }

    /** All rows. */
    public long rows() {
        return tables.stream().mapToLong(TableRows::rows).sum();
    }
}
