package doppel.dialect;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What a restore requests from a target.
 *
 * @param url the URL of the target
 * @param script the DDL that creates the schema; empty to keep the schema, and the rows, that are there
 * @param referencesAtOnce whether references are checked with each row, not at the end: engines with only one way
 *     ignore it
 * @param rows how the rows belong to that schema
 * @param keysAtOnce whether keys are checked with each row: engines that are faster without may otherwise find
 *     violations only when all rows are there, and report them by {@link LateRefusalException}
 * @param currentDefiner whether the account that restores becomes the definer of whatever the script creates for
 *     others: engines whose definitions use no account's rights ignore it
 * @param tableNames the names of tables as the rows spell them, for servers that do not tell upper from lower case
 */
public record TargetRequest(
        String url,
        Optional<String> script,
        boolean referencesAtOnce,
        Rows rows,
        boolean keysAtOnce,
        boolean currentDefiner,
        Set<String> tableNames) {

    /** How rows belong to the schema that they are restored into. */
    public enum Rows {
        /** The rows come from another schema, and are fitted to this one. */
        FITTED,
        /** The rows come from this very schema, but may have been edited since. */
        OWN,
        /** The rows come unchanged from this very schema: they are reproduced, faults included. */
        UNTOUCHED
    }

    public TargetRequest {
        Objects.requireNonNull(url);
        Objects.requireNonNull(script);
        Objects.requireNonNull(rows);
        tableNames = Set.copyOf(tableNames);
    }

    /** The request of a caller that starts again if rows are refused late. */
    public TargetRequest(String url, Optional<String> script, boolean referencesAtOnce, Rows rows) {
        this(url, script, referencesAtOnce, rows, false);
    }

    /** The same, for definitions that keep their accounts. */
    public TargetRequest(String url, Optional<String> script, boolean referencesAtOnce, Rows rows, boolean keysAtOnce) {
        this(url, script, referencesAtOnce, rows, keysAtOnce, false, Set.of());
    }

    /** The same with references checked row by row. */
    public TargetRequest withReferencesAtOnce() {
        return new TargetRequest(url, script, true, rows, keysAtOnce, currentDefiner, tableNames);
    }

    /** The same with keys checked row by row. */
    public TargetRequest withKeysAtOnce() {
        return new TargetRequest(url, script, referencesAtOnce, rows, true, currentDefiner, tableNames);
    }

    /** The same with the account that restores as the definer, or not. */
    public TargetRequest withCurrentDefiner(boolean chosen) {
        return new TargetRequest(url, script, referencesAtOnce, rows, keysAtOnce, chosen, tableNames);
    }

    /** The same for rows of tables with these names. */
    public TargetRequest withTableNames(Set<String> names) {
        return new TargetRequest(url, script, referencesAtOnce, rows, keysAtOnce, currentDefiner, names);
    }
}
