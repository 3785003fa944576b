package doppel.restore;

import doppel.restore.migrate.MigrationOptions;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * How to restore.
 *
 * @param target the URL to restore into
 * @param schema a script that creates the schema to fit the rows to; empty for the fixture's own, or the target's
 * @param replace whether a target with rows is replaced
 * @param tolerated how many rows may stay unsaved
 * @param strict whether references that lead nowhere count as not saved even in a copy of a database that has them
 * @param resume whether this goes on with the rows that an earlier restore could not save
 * @param edited whether row files and large values may have been edited
 * @param dataOnly whether nothing of the fixture is compiled or run
 * @param compile whether javac reads all row files
 * @param dryRun whether everything is done but the last step, which others would see
 * @param tables how the tables of the target differ from those of the fixture
 * @param migrations the application's steps between versions
 */
public record RestoreOptions(
        String target,
        Optional<Path> schema,
        boolean replace,
        long tolerated,
        boolean strict,
        boolean resume,
        boolean edited,
        boolean dataOnly,
        boolean compile,
        boolean dryRun,
        TargetTables tables,
        MigrationOptions migrations) {

    public RestoreOptions {
        Objects.requireNonNull(target);
        Objects.requireNonNull(schema);
        Objects.requireNonNull(tables);
        Objects.requireNonNull(migrations);
    }

    /** With tables as they are, or as another engine has them. */
    public RestoreOptions(
            String target,
            Optional<Path> schema,
            boolean replace,
            long tolerated,
            boolean strict,
            boolean resume,
            boolean edited,
            boolean dataOnly,
            boolean compile,
            boolean dryRun) {
        this(
                target,
                schema,
                replace,
                tolerated,
                strict,
                resume,
                edited,
                dataOnly,
                compile,
                dryRun,
                TargetTables.USUAL,
                MigrationOptions.NONE);
    }

    /** Into this target, which must be empty, and otherwise as usual. */
    public static RestoreOptions into(String target) {
        return new RestoreOptions(target, Optional.empty(), false, 0, false, false, false, false, false, false);
    }

    /** The same with javac reading all row files. */
    public RestoreOptions compiled() {
        return new RestoreOptions(
                target, schema, replace, tolerated, strict, resume, edited, dataOnly, true, dryRun, tables, migrations);
    }

    /** The same where so many rows may stay unsaved. */
    public RestoreOptions tolerating(long rows) {
        return new RestoreOptions(
                target, schema, replace, rows, strict, resume, edited, dataOnly, compile, dryRun, tables, migrations);
    }

    /** The same with other tables. */
    public RestoreOptions with(TargetTables others) {
        return new RestoreOptions(
                target,
                schema,
                replace,
                tolerated,
                strict,
                resume,
                edited,
                dataOnly,
                compile,
                dryRun,
                others,
                migrations);
    }

    /** The same with steps between versions. */
    public RestoreOptions with(MigrationOptions others) {
        return new RestoreOptions(
                target, schema, replace, tolerated, strict, resume, edited, dataOnly, compile, dryRun, tables, others);
    }

    /** The same with the schema of a script. */
    public RestoreOptions withSchema(Path script) {
        return new RestoreOptions(
                target,
                Optional.of(script),
                replace,
                tolerated,
                strict,
                resume,
                edited,
                dataOnly,
                compile,
                dryRun,
                tables,
                migrations);
    }
}
