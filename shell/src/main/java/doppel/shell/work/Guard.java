package doppel.shell.work;

import doppel.ErrorCode;
import doppel.UsageException;
import doppel.dialect.LiveDatabase;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Keeps a user from what he may not mean.
 *
 * @param database the database, which may be another one after its connection was lost
 * @param takesBack whether statements that could not be taken back are refused
 */
record Guard(Supplier<LiveDatabase> database, Questions questions, boolean takesBack) {

    private static final int LONGEST_SHOWN = 80;

    /**
     * Refuses a statement that the transaction could not take back.
     *
     * @throws UsageException if it is one, and that matters
     */
    void requireTakenBack(String sql) {
        if (takesBack) {
            database.get().lasting(sql).ifPresent(why -> {
                throw new UsageException(
                        ErrorCode.NOT_TAKEN_BACK,
                        "This could not be taken back: " + why + ": " + shortened(sql),
                        "Use commit(), rollback() and undo() for the transaction; run what lasts by itself, with"
                                + " doppel run --no-transaction.");
            });
        }
    }

    private static String shortened(String sql) {
        String line = sql.strip().replaceAll("\\s+", " ");
        return line.length() > LONGEST_SHOWN ? line.substring(0, LONGEST_SHOWN) + "…" : line;
    }

    /**
     * Has the user confirm a change of all rows of a table.
     *
     * @throws UsageException if he does not want it, or nobody can be asked
     */
    void confirmAll(String what, long rows) {
        if (rows <= 1) {
            return;
        }
        String words = String.format(Locale.ROOT, "%s all %,d rows", what, rows);
        Optional<Boolean> answer = questions.ask("This " + words + ". Go on?");
        if (!answer.orElse(false)) {
            throw new UsageException(
                    ErrorCode.ALL_ROWS,
                    "It " + words + ", without a condition" + (answer.isEmpty() ? ", and nobody can be asked." : "."),
                    "Say which rows, as in where(\"id = ?\", 5), or that all are meant, by all() or WHERE true.");
        }
    }
}
