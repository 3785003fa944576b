package doppel.dump;

import doppel.ErrorCode;
import doppel.UsageException;
import doppel.schema.Nearest;
import doppel.schema.Policy;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The policies that the user chooses for the rows of tables.
 *
 * @param rows by table; those of all other tables are kept
 * @param naturalKeys columns, by table
 */
public record DumpPolicies(Map<String, Policy.Rows> rows, Map<String, List<String>> naturalKeys) {

    /** All rows are kept. */
    public static final DumpPolicies NONE = new DumpPolicies(Map.of(), Map.of());

    public DumpPolicies {
        rows = Map.copyOf(rows);
        naturalKeys = Map.copyOf(naturalKeys);
    }

    /**
     * Reads policies as they are written.
     *
     * @param policies such as {@code session=skip}
     * @param naturalKeys such as {@code country=iso} or {@code region=land,code}
     * @throws UsageException if one is not written like this, or a table has two
     */
    public static DumpPolicies of(List<String> policies, List<String> naturalKeys) {
        Map<String, Policy.Rows> rows = new LinkedHashMap<>();
        for (String policy : policies) {
            int sign = policy.lastIndexOf('=');
            String word = policy.substring(sign + 1);
            if (sign < 1) {
                throw usage("--policy " + policy + " names no table.", "Write it like --policy session=skip.");
            }
            Policy.Rows chosen = Stream.of(Policy.Rows.values())
                    .filter(each -> word(each).equals(word))
                    .findFirst()
                    .orElseThrow(() -> usage(
                            "There is no policy " + word
                                    + Nearest.endOfSentence(
                                            word,
                                            Stream.of(Policy.Rows.values()).map(DumpPolicies::word)),
                            "The policies are keep, skip and recreate."));
            if (rows.put(policy.substring(0, sign), chosen) != null) {
                throw usage(
                        "Two policies are given for the table " + policy.substring(0, sign) + ".",
                        "Give --policy once for each table.");
            }
        }
        Map<String, List<String>> columns = new LinkedHashMap<>();
        for (String naturalKey : naturalKeys) {
            int sign = naturalKey.indexOf('=');
            List<String> names =
                    Stream.of(naturalKey.substring(sign + 1).split(",", -1)).toList();
            Set<String> different = new LinkedHashSet<>(names);
            if (sign < 1 || different.contains("") || different.size() < names.size()) {
                throw usage(
                        "--natural " + naturalKey + " does not name a table and different columns of it.",
                        "Write it like --natural country=iso, or --natural region=land,code.");
            }
            if (columns.put(naturalKey.substring(0, sign), names) != null) {
                throw usage(
                        "Two natural keys are given for the table " + naturalKey.substring(0, sign) + ".",
                        "Give --natural once for each table, with all columns: --natural region=land,code.");
            }
        }
        return new DumpPolicies(rows, columns);
    }

    private static String word(Policy.Rows policy) {
        return switch (policy) {
            case KEEP -> "keep";
            case SKIP -> "skip";
            case RECREATE -> "recreate";
        };
    }

    /** The policy of a table, if one was given. */
    Policy.Rows of(String table) {
        return rows.getOrDefault(table, Policy.Rows.KEEP);
    }

    private static UsageException usage(String message, String nextStep) {
        return new UsageException(ErrorCode.USAGE, message, nextStep);
    }
}
