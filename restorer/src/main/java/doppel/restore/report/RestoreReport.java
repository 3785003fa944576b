package doppel.restore.report;

import doppel.restore.existing.Merged;
import doppel.restore.save.ColumnAdvice;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a restore did.
 *
 * @param version the version of the fixture
 * @param restoredVersion the version that the rows have now
 * @param steps the steps between these versions, a line each
 * @param tables what became of the rows, by the table to which their create method saves
 * @param published whether the target is the restored database now
 * @param faults violations of the schema that were reproduced from the source, a sentence each
 * @param notices what else the user should know, a sentence each
 * @param leftOut the parts of the schema that the target did not get, a few words each
 * @param unsaved the directory of the rows that could not be saved
 * @param resumable whether these rows can be restored on their own, once they are corrected
 * @param merged what became of the rows of each table of a target that keeps its rows
 * @param problems why rows could not be saved, summed up: all of them
 * @param reasons why rows could not be saved, with their places: the first ones
 * @param advice what columns hold that refused values, and the types that would take all of it
 */
public record RestoreReport(
        String version,
        String restoredVersion,
        List<String> steps,
        List<TableRows> tables,
        boolean published,
        List<String> faults,
        List<String> notices,
        List<String> leftOut,
        Optional<Path> unsaved,
        boolean resumable,
        List<Merged> merged,
        List<Problem> problems,
        List<String> reasons,
        List<ColumnAdvice> advice) {

    /**
     * Why rows could not be saved.
     *
     * @param table the table that they are for
     * @param title what the problem is
     * @param rows how many rows have it
     * @param examples some of these rows with their keys and places, or what they have in common
     */
    public record Problem(String table, String title, long rows, List<String> examples) {

        public Problem {
            examples = List.copyOf(examples);
        }
    }

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
        steps = List.copyOf(steps);
        tables = List.copyOf(tables);
        faults = List.copyOf(faults);
        notices = List.copyOf(notices);
        leftOut = List.copyOf(leftOut);
        merged = List.copyOf(merged);
        problems = List.copyOf(problems);
        reasons = List.copyOf(reasons);
        advice = List.copyOf(advice);
    }

    /** The same, with other notices before its own. */
    public RestoreReport withNoticesFirst(List<String> others) {
        List<String> all = new ArrayList<>(others);
        all.addAll(notices);
        return with(all);
    }

    /** The same, with more notices. */
    public RestoreReport withNotices(List<String> more) {
        List<String> all = new ArrayList<>(notices);
        all.addAll(more);
        return with(all);
    }

    private RestoreReport with(List<String> allNotices) {
        return new RestoreReport(
                version,
                restoredVersion,
                steps,
                tables,
                published,
                faults,
                allNotices,
                leftOut,
                unsaved,
                resumable,
                merged,
                problems,
                reasons,
                advice);
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
