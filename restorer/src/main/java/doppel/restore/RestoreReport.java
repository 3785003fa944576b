package doppel.restore;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a restore did.
 *
 * @param version the version of the fixture
 * @param tables what became of the rows, by the table that their create method saves to
 * @param published whether the target is the restored database now
 * @param faults what the schema forbids and the rows do all the same, as they did in the source, a sentence each
 * @param notices what the user should know besides, a sentence each
 * @param unsaved where the rows are that could not be saved
 * @param reasons why rows could not be saved, with their places: the first ones
 */
public record RestoreReport(
        String version,
        List<TableRows> tables,
        boolean published,
        List<String> faults,
        List<String> notices,
        Optional<Path> unsaved,
        List<String> reasons) {

    /**
     * What became of the rows of a table.
     *
     * @param table its name
     * @param read how many rows the fixture held: the sum of the others
     * @param saved how many were saved
     * @param skipped how many a create method or hook left out
     * @param unsaved how many could not be saved
     */
    public record TableRows(String table, long read, long saved, long skipped, long unsaved) {}

    public RestoreReport {
        tables = List.copyOf(tables);
        faults = List.copyOf(faults);
        notices = List.copyOf(notices);
        reasons = List.copyOf(reasons);
    }

    /** All rows saved. */
    public long savedRows() {
        return tables.stream().mapToLong(TableRows::saved).sum();
    }

    /** All rows that could not be saved. */
    public long unsavedRows() {
        return tables.stream().mapToLong(TableRows::unsaved).sum();
    }
}
