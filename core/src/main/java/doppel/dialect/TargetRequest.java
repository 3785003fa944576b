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
 */
public record TargetRequest(String url, Optional<String> script, boolean referencesAtOnce, Rows rows) {

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
}
