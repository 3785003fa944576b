package doppel.cli;

import doppel.ErrorCode;
import doppel.UsageException;
import doppel.restore.existing.OnConflict;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Option;

/** What becomes of rows that are there with other values. */
final class ConflictOption {

    @Option(
            names = "--on-conflict",
            paramLabel = "WHAT",
            defaultValue = "refuse",
            description = "What becomes of a row that is there with other values: it stays (keep), it gets the new"
                    + " values (update), or the row that comes is not saved (refuse, the default).")
    private String word;

    /** What the user has chosen. */
    OnConflict value() {
        if (!List.of("keep", "update", "refuse").contains(word)) {
            throw new UsageException(
                    ErrorCode.USAGE,
                    "--on-conflict takes keep, update or refuse, not " + word + ".",
                    "Give one of these.");
        }
        return OnConflict.valueOf(word.toUpperCase(Locale.ROOT));
    }
}
