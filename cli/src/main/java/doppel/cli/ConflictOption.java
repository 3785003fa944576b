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

    /** The refusal to leave rows out that get new numbers: if they came later, nobody would know these numbers. */
    static UsageException newIdsAreWhole() {
        return new UsageException(
                ErrorCode.USAGE,
                "--new-ids takes all rows together: what is left out could not find the others again.",
                "Leave --tolerate out, and correct what is refused.");
    }

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
