package doppel.restore;

import doppel.DatabaseException;
import doppel.ErrorCode;
import doppel.FixtureException;
import doppel.Progress;
import doppel.dialect.Dialect;
import doppel.dialect.Dialects;
import doppel.dialect.LateRefusalException;
import doppel.dialect.Resources;
import doppel.dialect.Target;
import doppel.fixture.FixtureFiles;
import doppel.restore.check.FixtureCheck;
import doppel.restore.check.Soundness;
import doppel.restore.existing.LiveTarget;
import doppel.restore.load.FixtureLoader;
import doppel.restore.load.FixtureRows;
import doppel.restore.load.LoadedFixture;
import doppel.restore.migrate.MigratorLoader;
import doppel.restore.report.RestoreReport;
import doppel.restore.report.ResumeNote;
import doppel.restore.report.UnsavedRows;
import doppel.restore.save.Refusals;
import doppel.restore.statement.JavacNeeded;
import doppel.schema.Schema;
import doppel.schema.Table;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Restores a fixture into a database: all of it, or as much as the options tolerate, or nothing. Memory does not depend
 * on how many rows there are. Used by one thread.
 */
public final class Restorer {

    private final RestoreOptions options;
    private final Progress progress;
    private final boolean referencesAtOnce;
    private Optional<MigratorLoader> migrators = Optional.empty();

    /** Restores as the options say. */
    public Restorer(RestoreOptions options, Progress progress) {
        this(options, progress, false);
    }

    /** The same, with references checked row by row, for engines that cannot check them at the end. */
    Restorer(RestoreOptions options, Progress progress, boolean referencesAtOnce) {
        this.options = options;
        this.progress = progress;
        this.referencesAtOnce = referencesAtOnce;
    }

    /**
     * Restores the fixture in a directory.
     *
     * @throws FixtureException if the fixture is damaged, does not compile, or does not fit the target
     * @throws doppel.DatabaseException if the target is not empty, locked, or fails
     */
    public RestoreReport restore(Path directory) {
        progress.begin("checking the fixture", -1);
        FixtureCheck check = FixtureCheck.of(directory);
        List<String> notices = new Soundness(
                        directory,
                        options.has(RestoreOptions.Choice.EDITED),
                        options.has(RestoreOptions.Choice.DATA_ONLY))
                .judge(check);
        if (!options.migrations().isEmpty()) {
            progress.begin("compiling the migrations", -1);
            migrators = Optional.of(new MigratorLoader(
                    options.migrations().paths(), options.migrations().classPath()));
        }
        Optional<ResumeNote> resume = options.has(RestoreOptions.Choice.RESUME)
                ? Optional.of(ResumeNote.read(unsaved(directory), directory))
                : Optional.empty();
        Source source = new Source(directory, check, check.intact(), resume);
        RestoreReport report;
        try {
            report = restore(source);
        } catch (JavacNeeded e) { // rows were written by hand and sealed: start again, and scan all files first
            report = restore(source.trustingNothing());
        }
        return report.withNoticesFirst(notices);
    }

    /**
     * What is restored.
     *
     * @param trusted row files that need not be scanned
     * @param resume what an earlier restore left
     */
    private record Source(Path directory, FixtureCheck check, Set<String> trusted, Optional<ResumeNote> resume) {

        Source trustingNothing() {
            return new Source(directory, check, Set.of(), resume);
        }
    }

    private RestoreReport restore(Source source) {
        Dialect dialect = Dialects.forUrl(options.target()).with(options.credentials());
        List<LoadedFixture> fixtures = load(source);
        dialect.unfinished(options.target()).ifPresent(left -> finish(dialect, left));
        TargetPlan plan =
                TargetPlan.of(options, dialect, fixtures.get(0), source.check(), source.resume(), referencesAtOnce);
        try {
            return attempts(plan, dialect, source, fixtures);
        } catch (
                LateRefusalException
                        e) { // rows violate a key: start again with the keys in place, which tell which rows
            return attempts(plan.keysAtOnce(), dialect, source, load(source));
        }
    }

    private RestoreReport attempts(TargetPlan plan, Dialect dialect, Source source, List<LoadedFixture> fixtures) {
        Refusals refusals = new Refusals();
        Optional<RestoreReport> report = attempt(plan, dialect, source, fixtures, refusals);
        if (report.isEmpty()) { // the rows to refuse are known now: start again without them
            report = attempt(plan, dialect, source, load(source), refusals);
        }
        if (report.isEmpty()) { // the target changes values, so the rows cannot be found by them
            report = attempt(plan.referencesAtOnce(), dialect, source, load(source), refusals);
        }
        return report.orElseThrow(() -> new DatabaseException(
                ErrorCode.VERIFICATION_FAILED,
                "The new database has references that lead nowhere, and the rows that they come from cannot be found.",
                "The target was not touched. Make the foreign keys of the schema refer to columns of the same type."));
    }

    /** Does what an interrupted restore left to be done, after saying it. */
    private void finish(Dialect dialect, String left) {
        if (options.has(RestoreOptions.Choice.DRY_RUN)) {
            throw new DatabaseException(
                    ErrorCode.RESTORE_INTERRUPTED,
                    left,
                    "Restore without --dry-run, which does that first. Nothing was changed.");
        }
        progress.note(left);
        dialect.finish(options.target()).forEach(progress::note);
    }

    private Optional<RestoreReport> attempt(
            TargetPlan plan, Dialect dialect, Source source, List<LoadedFixture> fixtures, Refusals refusals) {
        UnsavedRows unsavedRows =
                new UnsavedRows(source.directory(), places(source.directory(), dialect), source.resume());
        Target target =
                opened(plan, dialect, source.directory(), fixtures.get(0).schema());
        Optional<RestoreReport> report;
        try {
            report = new RestoreAttempt(
                            options,
                            plan,
                            fixtures,
                            source.resume(),
                            migrators,
                            refusals,
                            progress,
                            target,
                            unsavedRows)
                    .run(dialect);
        } catch (RuntimeException | Error e) {
            Resources.closeQuietly(unsavedRows, e);
            Resources.closeQuietly(target, e);
            throw e;
        }
        if (report.isPresent() && report.get().published()) {
            return report.map(done -> done.withNotices(closed(unsavedRows, target)));
        }
        try (target;
                unsavedRows) {
            return report;
        }
    }

    private Target opened(TargetPlan plan, Dialect dialect, Path fixture, Schema schema) {
        if (options.existing().isPresent()) {
            return LiveTarget.open(
                    dialect,
                    options.target(),
                    options.existing().get(),
                    options.base().map(base -> taker -> FixtureRows.open(base).forEach(taker)));
        }
        try {
            return dialect.openTarget(plan.request()
                    .withCurrentDefiner(options.has(RestoreOptions.Choice.CURRENT_DEFINER))
                    .withTableNames(schema.tables().stream().map(Table::name).collect(Collectors.toSet())));
        } catch (DatabaseException e) {
            throw ScriptOrigin.told(e, options, plan, fixture);
        }
    }

    /** Closes these, and returns what went wrong: the target is the new database already. */
    private static List<String> closed(AutoCloseable... resources) {
        List<String> warnings = new ArrayList<>();
        for (AutoCloseable resource : resources) {
            try {
                resource.close();
            } catch (Exception e) {
                warnings.add(e.getMessage());
            }
        }
        return warnings;
    }

    /** Where rows that could not be saved may be written, the best place first. */
    private List<Path> places(Path fixture, Dialect dialect) {
        if (options.unsaved().isPresent()) {
            return List.of(UnsavedRows.named(options.unsaved().get()));
        }
        Path beside = dialect.file(options.target())
                .map(Path::toAbsolutePath)
                .orElse(Path.of("").toAbsolutePath().resolve("doppel"));
        Path name = fixture.toAbsolutePath().normalize().getFileName();
        return List.of(unsaved(fixture), UnsavedRows.free(beside.resolveSibling(name + "-" + FixtureFiles.UNSAVED)));
    }

    private Path unsaved(Path fixture) {
        return options.unsaved().orElse(fixture.resolve(FixtureFiles.UNSAVED));
    }

    /** The fixture, and the rows of it that an earlier restore could not save. */
    private List<LoadedFixture> load(Source source) {
        LoadedFixture main = load(source.directory(), false, source.trusted());
        return source.resume().isPresent()
                ? List.of(main, load(unsaved(source.directory()), true, Set.of()))
                : List.of(main);
    }

    private LoadedFixture load(Path directory, boolean isPart, Set<String> trusted) {
        FixtureLoader loader = new FixtureLoader(directory, isPart, progress);
        return options.has(RestoreOptions.Choice.DATA_ONLY)
                ? loader.readOnly()
                : loader.load(options.has(RestoreOptions.Choice.COMPILE), trusted);
    }
}
