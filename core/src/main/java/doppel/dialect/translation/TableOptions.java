package doppel.dialect.translation;

import doppel.ErrorCode;
import doppel.UsageException;
import java.util.List;
import java.util.Map;

/** The options that people give for the tables of a target. Stateless. */
public final class TableOptions {

    private TableOptions() {}

    /**
     * Checks what was given.
     *
     * @throws UsageException if there are others than these
     */
    public static void requireKnown(String engine, Map<String, String> given, List<String> known) {
        for (String option : given.keySet()) {
            if (!known.contains(option)) {
                throw new UsageException(
                        ErrorCode.USAGE,
                        "Tables of " + engine + " have no option " + option + ".",
                        known.isEmpty()
                                ? "Leave --table-option out: tables of " + engine + " have none."
                                : "Give --table-option one of " + String.join(", ", known) + ".");
            }
        }
    }
}
