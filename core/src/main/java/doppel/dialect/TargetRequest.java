package doppel.dialect;

import java.util.Objects;
import java.util.Optional;

/**
 * What a restore wants of a target.
 *
 * @param url where
 * @param script the DDL that creates the schema; empty to keep the schema, and the rows, that are there
 * @param referencesAtOnce whether references are checked with each row, not at the end: engines that can only do the one ignore it
 * @param rows how the rows belong to that schema
 * @param keysAtOnce whether keys forbid each row that comes: engines that are faster without may else find out only when all
 *     rows are there, and say so by {@link LateRefusalException}
 */
public record TargetRequest(
        String url, Optional<String> script, boolean referencesAtOnce, Rows rows, boolean keysAtOnce) {

    /** How rows belong to the schema that they are restored into. */
    public enum Rows {
        /** They come from another schema, and are fitted to this one. */
        FITTED,
        /** They come from this very schema, and may have been edited since. */
        OWN,
        /** They come from this very schema as they are: they are reproduced, faults included. */
        UNTOUCHED
    }

    public TargetRequest {
        Objects.requireNonNull(url);
        Objects.requireNonNull(script);
        Objects.requireNonNull(rows);
    }

    /** The request of one who begins again if rows are refused late. */
    public TargetRequest(String url, Optional<String> script, boolean referencesAtOnce, Rows rows) {
        this(url, script, referencesAtOnce, rows, false);
    }

    /** The same with references checked row by row. */
    public TargetRequest withReferencesAtOnce() {
        return new TargetRequest(url, script, true, rows, keysAtOnce);
    }

    /** The same with keys that forbid each row that comes. */
    public TargetRequest withKeysAtOnce() {
        return new TargetRequest(url, script, referencesAtOnce, rows, true);
    }
}
