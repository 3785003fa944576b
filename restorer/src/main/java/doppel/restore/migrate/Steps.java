package doppel.restore.migrate;

import doppel.DatabaseException;
import doppel.ErrorCode;
import doppel.dialect.Target;
import doppel.dialect.version.FoundVersion;
import doppel.dialect.version.VersionSearch;
import doppel.dialect.version.VersionStamp;
import doppel.migration.passage.MigrationPlan;
import doppel.migration.passage.Passage;
import doppel.restore.statement.FixtureStatements;
import doppel.schema.Schema;
import doppel.schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The application's steps in one attempt of a restore. Each attempt needs a new one, since steps keep data of its rows.
 *
 * @param plan the steps, from the version of the fixture to that of the target
 * @param passage the passage of rows through them
 * @param leftOut the fixture's tables whose rows record how the old version was created, which does not apply to the
 *     new one
 * @param stamps whether the target is to record the version in Doppel's own table
 */
public record Steps(MigrationPlan plan, Passage passage, Set<String> leftOut, boolean stamps) {

    /**
     * Composes the steps and checks, before any row moves, that they fit what they are for.
     *
     * @param version the version of the fixture
     * @param onlyTheRest whether the other rows are in the target already
     * @throws doppel.MigrationException if they do not fit
     */
    public static Steps of(
            MigratorLoader loader,
            MigrationOptions options,
            FixtureStatements fixture,
            String version,
            Target target,
            boolean onlyTheRest) {
        Optional<String> installed =
                options.toVersion().or(() -> target.version().map(FoundVersion::word));
        MigrationPlan plan = MigrationPlan.of(loader.migrators(), version, installed, options.always());
        Set<String> leftOut = fixture.schema().tables().stream()
                .map(Table::name)
                .filter(VersionSearch::keepsVersions)
                .collect(Collectors.toSet());
        Schema source = new Schema(
                fixture.schema().engine(),
                fixture.schema().tables().stream()
                        .filter(table -> !leftOut.contains(table.name()))
                        .toList());
        Passage passage = plan.passage(source, new GeneratedMethods(fixture.directory())::saveJustTheColumnsOf);
        passage.requireFit(source, target.schema());
        new StepSql(passage.sqlBefore(), passage.sqlAfter()).requireEngines();
        if (onlyTheRest && passage.rowsNeedOthers()) {
            throw new DatabaseException(
                    ErrorCode.NOTHING_TO_RESUME,
                    "The steps from " + plan.from() + " to " + plan.to()
                            + " look up or join rows, so the rest cannot be restored without the other rows.",
                    "Correct the rows in the row files of the fixture, then restore all of it with --edited "
                            + "--replace.");
        }
        return new Steps(plan, passage, leftOut, options.stamped() && !keptElsewhere(target));
    }

    /** Whether a tool keeps the version of the target, so that Doppel's own record would soon be stale. */
    private static boolean keptElsewhere(Target target) {
        try {
            return target.version().filter(found -> !VersionStamp.isIn(found)).isPresent();
        } catch (DatabaseException e) {
            return false; // no tool knows the version of the whole database
        }
    }

    /** Runs the SQL that steps have for the target's engine before the first row. */
    public void runSqlBefore(Target target) {
        StepSql.run(passage.sqlBefore(), target);
    }

    /** Runs the SQL that steps have for the target's engine after the last row. */
    public void runSqlAfter(Target target) {
        StepSql.run(passage.sqlAfter(), target);
    }

    /** What the user should know, a sentence each. */
    public List<String> notices() {
        List<String> notices = new ArrayList<>(passage.notices());
        leftOut.stream()
                .filter(table -> !VersionStamp.isOwn(table))
                .sorted()
                .map(table -> "The rows of " + table + " were left out, since they describe version " + plan.from()
                        + ": the table keeps those that the schema of version " + plan.to() + " inserts.")
                .forEach(notices::add);
        return notices;
    }
}
