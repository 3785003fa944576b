package doppel.restore;

import doppel.DatabaseException;
import doppel.ErrorCode;
import doppel.fixture.FixtureFiles;
import java.nio.file.Path;

/** Whose script creates the schema of a target: the user may never have seen it. Stateless. */
final class ScriptOrigin {

    private ScriptOrigin() {}

    /** The failure, if it is one of the script, with whose script that is and what to do about it. */
    static DatabaseException told(DatabaseException failure, RestoreOptions options, TargetPlan plan, Path fixture) {
        if (failure.code() != ErrorCode.SCHEMA_NOT_CREATED) {
            return failure;
        }
        if (options.schema().isPresent()) {
            return told(failure, "The script is yours, " + options.schema().get() + ".", failure.nextStep());
        }
        if (plan.own()) {
            Path script = fixture.resolve(FixtureFiles.SCHEMA);
            return told(
                    failure,
                    "The script is " + script + ", the schema as it was dumped.",
                    "The target may be older than the source, or lack something that the source has: restore elsewhere,"
                            + " or correct a copy of " + script + " and name it with --schema. " + failure.nextStep());
        }
        return told(
                failure,
                "The script is Doppel's own, a translation of the fixture's schema.",
                "Write the schema for this engine yourself, and name it with --schema NEW.sql. Please report this.");
    }

    private static DatabaseException told(DatabaseException failure, String whose, String nextStep) {
        return new DatabaseException(failure.code(), failure.getMessage() + " " + whose, nextStep, failure);
    }
}
