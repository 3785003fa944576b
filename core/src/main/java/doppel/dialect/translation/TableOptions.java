package doppel.dialect.translation;

import doppel.ErrorCode;
import doppel.UsageException;
import java.util.List;
import java.util.Map;

/** The options that the user gives for the tables of a target. Stateless. */
public final class TableOptions {

    private TableOptions() {}

    /**
     * Checks the options.
     *
     * @throws UsageException if there are options other than these
     */
    public static void requireKnown(String engine, Map<String, String> given, List<String> known) {
        for (String option : given.keySet()) {
            if (!known.contains(option)) {
                throw new UsageException(
                        ErrorCode.USAGE,
                        "Tables of " + engine + " have no option " + option + ".",
                        known.isEmpty()
                                ? "Leave out --table-option: tables of " + engine + " have none."
                                : "Give --table-option one of " + String.join(", ", known) + ".");
            }
        }
    }
}
