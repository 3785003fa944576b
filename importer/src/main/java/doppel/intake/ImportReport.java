package doppel.intake;

import doppel.restore.existing.Merged;
import doppel.restore.report.RestoreReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What an import did.
 *
 * @param merged what became of the rows of each table
 * @param rejected how many records could not be saved
 * @param cutOff whether nobody knows how many more there are, behind a quote that is not closed
 * @param bad records that are no rows, a line each: the first ones
 * @param problems why rows could not be saved, summed up
 * @param faults violations of the schema that were there before the export, a sentence each
 * @param notices what else the user should know, a sentence each
 * @param published whether the rows are in the database now
 * @param rejects the folder of the records that could not be saved
 */
public record ImportReport(
        List<Merged> merged,
        long rejected,
        boolean cutOff,
        List<String> bad,
        List<RestoreReport.Problem> problems,
        List<String> faults,
        List<String> notices,
        boolean published,
        Optional<Path> rejects) {

    public ImportReport {
        merged = List.copyOf(merged);
        bad = List.copyOf(bad);
        problems = List.copyOf(problems);
        faults = List.copyOf(faults);
        notices = List.copyOf(notices);
    }
}
