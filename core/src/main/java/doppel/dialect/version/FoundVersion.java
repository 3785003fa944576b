package doppel.dialect.version;

import doppel.DatabaseException;
import doppel.ErrorCode;
import java.util.Objects;

/**
 * The version of the application that a database records for its rows.
 *
 * @param version the version as it was found
 * @param where where it was found, such as {@code Flyway's table flyway_schema_history}
 */
public record FoundVersion(String version, String where) {

    public FoundVersion {
        Objects.requireNonNull(version);
        Objects.requireNonNull(where);
    }

    /**
     * The version, if it can be a fixture's version.
     *
     * @throws DatabaseException if it is not one word
     */
    public String word() {
        if (!VersionWord.isOne(version)) {
            throw new DatabaseException(
                    ErrorCode.VERSION_UNUSABLE,
                    "The version \"" + version + "\" in " + where + " cannot be a fixture's. " + VersionWord.RULE,
                    "Give another word for it, such as --as-version 1.4.0.");
        }
        return version;
    }
}
