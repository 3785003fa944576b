package doppel.verify;

import doppel.compare.DiffSummary;
import java.util.List;

/**
 * What a double dump found.
 *
 * @param tables how many tables were dumped
 * @param rows how many rows were dumped
 * @param diff how the second dump differs from the first
 * @param losses how the restored database differs from the source, by counts and digests of raw values, a sentence each
 * @param faults faults of the source that were carried as they are, a sentence each
 */
public record DoubleDumpReport(int tables, long rows, DiffSummary diff, List<String> losses, List<String> faults) {

    public DoubleDumpReport {
        losses = List.copyOf(losses);
        faults = List.copyOf(faults);
    }

    /** Whether nothing was lost or changed. */
    public boolean lossless() {
        return diff.equal() && losses.isEmpty();
    }
}
