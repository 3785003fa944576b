package doppel.restore.migrate;

import doppel.DatabaseException;
import doppel.ErrorCode;
import doppel.MigrationException;
import doppel.dialect.Dialects;
import doppel.dialect.Target;
import doppel.migration.Changes;
import java.util.List;

/** Runs the SQL that steps have for the engine of the target. */
record StepSql(List<Changes.Sql> before, List<Changes.Sql> after) {

    /**
     * Requires that the engines exist.
     *
     * @throws MigrationException if one does not
     */
    void requireEngines() {
        for (List<Changes.Sql> all : List.of(before, after)) {
            for (Changes.Sql each : all) {
                if (!Dialects.knows(each.engine())) {
                    throw new MigrationException(
                            ErrorCode.STEP_SQL_FAILED,
                            each.place() + ": there is SQL for " + each.engine() + ", and no such engine.",
                            "Correct the engine's name in the step. No row has moved.",
                            null);
                }
            }
        }
    }

    /** Runs those that are for the target. */
    static void run(List<Changes.Sql> all, Target target) {
        for (Changes.Sql each : all) {
            if (each.engine().equals(target.schema().engine())) {
                try {
                    target.execute(each.sql());
                } catch (DatabaseException e) {
                    throw new MigrationException(
                            ErrorCode.STEP_SQL_FAILED,
                            each.place() + ": the step's SQL failed. " + e.getMessage(),
                            "Correct it in the step. The target is as it was.",
                            e);
                }
            }
        }
    }
}
