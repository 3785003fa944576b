package doppel.restore;

import doppel.DatabaseException;
import doppel.ErrorCode;
import doppel.dialect.Target;
import doppel.migration.MigrationPlan;
import doppel.migration.Passage;
import doppel.schema.Schema;
import java.util.List;
import java.util.Optional;

/**
 * The application's steps in one attempt of a restore. A new one for each attempt: what steps keep of rows belongs to those rows.
 *
 * @param plan the steps, from the version of the fixture to that of the target
 * @param passage the way of rows through them
 */
record Steps(MigrationPlan plan, Passage passage) {

    /**
     * Composes the steps and checks, before any row moves, that they fit what they are for.
     *
     * @param onlyTheRest whether the other rows are in the target already
     * @throws doppel.MigrationException if they do not
     */
    static Steps of(
            MigratorLoader loader,
            MigrationOptions options,
            LoadedFixture fixture,
            Target target,
            boolean onlyTheRest) {
        MigrationPlan plan = MigrationPlan.of(loader.migrators(), fixture.version(), options.toVersion());
        Schema source = fixture.schema();
        Passage passage = plan.passage(source, new GeneratedMethods(fixture)::saveJustTheColumnsOf);
        passage.requireFit(source, target.schema());
        if (onlyTheRest && passage.rowsNeedOthers()) {
            throw new DatabaseException(
                    ErrorCode.NOTHING_TO_RESUME,
                    "The steps from " + plan.from() + " to " + plan.to()
                            + " look rows up or join them, so the rest cannot be restored without the others.",
                    "Correct the rows in the row files of the fixture, then restore all of it with --edited --replace.");
        }
        return new Steps(plan, passage);
    }

    /** What the steps did, for people: a line each. */
    static List<String> log(Optional<Steps> steps) {
        return steps.map(taken -> taken.plan().log()).orElse(List.of());
    }
}
