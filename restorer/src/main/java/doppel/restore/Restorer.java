package doppel.restore;

import doppel.DatabaseException;
import doppel.ErrorCode;
import doppel.FixtureException;
import doppel.Progress;
import doppel.dialect.DanglingReference;
import doppel.dialect.Dialect;
import doppel.dialect.Dialects;
import doppel.dialect.LateRefusalException;
import doppel.dialect.Target;
import doppel.fixture.FixtureFiles;
import doppel.schema.Schema;
import doppel.schema.Table;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Restores a fixture into a database: all of it, or as much as was asked to be enough, or nothing. Memory does not depend on
 * how many rows there are. Used by one thread.
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

    /** The same, with references checked row by row, as engines need it that cannot check them at the end. */
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
        List<String> notices = new ArrayList<>(new Soundness(directory, options).judge(check));
        if (!options.migrations().isEmpty()) {
            progress.begin("compiling the migrations", -1);
            migrators = Optional.of(new MigratorLoader(options.migrations().paths()));
        }
        Optional<ResumeNote> resume = options.resume()
                ? Optional.of(ResumeNote.read(directory.resolve(FixtureFiles.UNSAVED), directory))
                : Optional.empty();
        Dialect dialect = Dialects.forUrl(options.target());
        try {
            return restore(directory, check, check.intact(), resume, dialect, notices);
        } catch (
                JavacNeeded
                        e) { // somebody sealed rows written by hand: begin again, and look through all files beforehand
            return restore(directory, check, Set.of(), resume, dialect, notices);
        }
    }

    private RestoreReport restore(
            Path directory,
            FixtureCheck check,
            Set<String> trusted,
            Optional<ResumeNote> resume,
            Dialect dialect,
            List<String> notices) {
        List<LoadedFixture> fixtures = load(directory, trusted, resume);
        TargetPlan plan = TargetPlan.of(options, dialect, fixtures.get(0), check, resume, referencesAtOnce);
        try {
            return attempts(plan, dialect, directory, trusted, fixtures, resume, notices);
        } catch (LateRefusalException e) { // rows break a key: begin again with the keys there, which tell which rows
            List<LoadedFixture> again = load(directory, trusted, resume);
            return attempts(plan.keysAtOnce(), dialect, directory, trusted, again, resume, notices);
        }
    }

    private RestoreReport attempts(
            TargetPlan plan,
            Dialect dialect,
            Path directory,
            Set<String> trusted,
            List<LoadedFixture> fixtures,
            Optional<ResumeNote> resume,
            List<String> notices) {
        Refusals refusals = new Refusals();
        Optional<RestoreReport> report = attempt(plan, dialect, fixtures, resume, refusals, notices);
        if (report.isEmpty()) { // there are rows to refuse, known now: begin again without them
            report = attempt(plan, dialect, load(directory, trusted, resume), resume, refusals, notices);
        }
        if (report.isEmpty()) { // the target turns values into others, so that the rows are not known by them
            report = attempt(
                    plan.referencesAtOnce(), dialect, load(directory, trusted, resume), resume, refusals, notices);
        }
        return report.orElseThrow(() -> new DatabaseException(
                ErrorCode.VERIFICATION_FAILED,
                "The new database has references that lead nowhere, and no row can be found that they come from.",
                "The target was not touched. Make the foreign keys of the schema refer to columns of the same type."));
    }

    private List<LoadedFixture> load(Path directory, Set<String> trusted, Optional<ResumeNote> resume) {
        List<LoadedFixture> fixtures = new ArrayList<>();
        fixtures.add(loadOne(directory, trusted));
        if (resume.isPresent()) {
            fixtures.add(
                    loadOne(directory.resolve(FixtureFiles.UNSAVED), Set.of()).asPart());
        }
        return fixtures;
    }

    private LoadedFixture loadOne(Path directory, Set<String> trusted) {
        FixtureLoader loader = new FixtureLoader(directory, progress);
        return options.dataOnly() ? loader.readOnly() : loader.load(options.compile(), trusted);
    }

    /** Loads and publishes; empty where that has to be done again without the rows that are refused now. */
    private Optional<RestoreReport> attempt(
            TargetPlan plan,
            Dialect dialect,
            List<LoadedFixture> fixtures,
            Optional<ResumeNote> resume,
            Refusals refusals,
            List<String> notices) {
        LoadedFixture main = fixtures.get(0);
        try (Target target = dialect.openTarget(plan.request());
                UnsavedRows unsavedRows = new UnsavedRows(main.directory(), resume)) {
            References references =
                    new References(target, plan.request().script().isEmpty());
            UntypedColumns untyped = plan.translated()
                    ? UntypedColumns.of(main.schema(), target.schema(), dialect)
                    : UntypedColumns.none();
            Problems problems = new Problems(target);
            boolean onlyTheRest = resume.map(ResumeNote::published).orElse(false);
            Optional<Steps> steps =
                    migrators.map(loader -> Steps.of(loader, options.migrations(), main, target, onlyTheRest));
            steps.ifPresent(taken -> fixtures.forEach(fixture -> fixture.migrate(taken)));
            if (!onlyTheRest) {
                steps.ifPresent(
                        taken -> taken.passage().replaced(target.schema()).forEach(target::clear));
            }
            long unsaved;
            try (Saver saver = new Saver(target, refusals, untyped)) {
                loadAll(fixtures, resume, steps, saver);
                saver.runDeferred();
                unsaved = giveUp(saver, unsavedRows, problems);
            }
            progress.begin("checking references", -1);
            List<String> faults = new ArrayList<>();
            Supplier<List<DanglingReference>> refusable =
                    plan.own() && !options.strict() ? () -> references.beyond(main.schema()) : references::added;
            List<DanglingReference> refused = refusable.get();
            if (!refused.isEmpty()) {
                references.refuse(refused, refusable, refusals);
                return Optional.empty();
            }
            faults.addAll(references.faults());
            boolean enough = unsaved <= options.tolerated();
            if (enough) {
                progress.begin("creating indexes and triggers", -1);
                if (!options.tables().original()) { // else the script says where the numbers stood
                    continueNumbering(main.schema(), target, steps);
                }
                steps.ifPresent(taken -> target.stamp(taken.plan().to()));
                target.finishRows();
                progress.begin("checking the new database", -1);
                faults.addAll(target.verify());
            }
            boolean publish = enough && !options.dryRun();
            Optional<Path> directory = Optional.empty();
            if (unsaved > 0 && !options.dryRun()) {
                if (!publish) {
                    fixtures.stream().filter(LoadedFixture::isPart).forEach(unsavedRows::addRest);
                }
                boolean before = resume.map(ResumeNote::published).orElse(false);
                directory = Optional.of(unsavedRows.finish(main, before));
            }
            if (publish) {
                target.publish();
                if (unsaved > 0) {
                    unsavedRows.published(main);
                } else {
                    unsavedRows.clear();
                }
            }
            List<String> allNotices = new ArrayList<>(notices);
            fixtures.forEach(fixture -> allNotices.addAll(fixture.notices()));
            steps.ifPresent(taken -> allNotices.addAll(taken.notices()));
            return Optional.of(new RestoreReport(
                    main.version(),
                    steps.map(taken -> taken.plan().to()).orElse(main.version()),
                    Steps.log(steps),
                    Accounts.byTable(fixtures),
                    publish,
                    faults,
                    allNotices,
                    plan.leftOut(),
                    directory,
                    problems.report(),
                    unsavedRows.reasons()));
        }
    }

    private static void continueNumbering(Schema source, Target target, Optional<Steps> steps) {
        if (steps.isPresent()) {
            steps.get().passage().numbering(source, target.schema()).forEach(target::continueNumbering);
            steps.get().passage().sequences(target.schema()).forEach(target::continueSequence);
            return;
        }
        for (Table table : source.tables()) {
            if (table.identity() != null && target.schema().table(table.name()).isPresent()) {
                target.continueNumbering(table.name(), table.identity());
            }
        }
    }

    private static void loadAll(
            List<LoadedFixture> fixtures, Optional<ResumeNote> resume, Optional<Steps> steps, Saver saver) {
        LoadedFixture main = fixtures.get(0);
        Set<String> leftOut = resume.map(ResumeNote::statements).orElse(Set.of());
        boolean onlyTheRest = resume.map(ResumeNote::published).orElse(false);
        for (LoadedFixture fixture : fixtures) {
            if (fixture != main || !onlyTheRest) {
                fixture.load(saver, fixture == main ? leftOut : Set.of());
            }
        }
        steps.ifPresent(taken -> taken.passage().complete());
        for (LoadedFixture fixture : fixtures) {
            if (fixture != main || !onlyTheRest) {
                fixture.finish();
            }
        }
    }

    /** What cannot be saved, after everything that can still be done about it; gives how many statements these are. */
    private static long giveUp(Saver saver, UnsavedRows unsavedRows, Problems problems) {
        if (saver.deferral().size() > 0 && saver.target().checksReferencesAtOnce()) {
            List<Unit> left = new ArrayList<>();
            saver.deferral().giveUp(left::add);
            new CycleBreaker(saver).save(left).forEach(unit -> saver.deferral().add(unit, List.of()));
        }
        long[] unsaved = {0};
        do {
            saver.deferral().giveUp(unit -> {
                String reason = saver.runAlone(unit);
                if (reason != null) {
                    unsavedRows.add(unit, reason);
                    problems.add(
                            unit,
                            UnsavedRows.place(unit),
                            reason,
                            saver.refusals().references(unit.rows()),
                            saver.hasGiven());
                    unsaved[0]++;
                }
            });
            saver.flush(); // rows that steps created meanwhile
        } while (saver.deferral().size() > 0);
        return unsaved[0];
    }
}
