package doppel.restore;

import doppel.DatabaseException;
import doppel.ErrorCode;
import doppel.Progress;
import doppel.StorageException;
import doppel.dialect.DanglingReference;
import doppel.dialect.Dialect;
import doppel.dialect.Dialects;
import doppel.dialect.Target;
import doppel.fixture.FixtureFiles;
import doppel.fixture.Row;
import doppel.restore.existing.LiveTarget;
import doppel.restore.load.FixtureRows;
import doppel.restore.load.LoadedFixture;
import doppel.restore.migrate.GeneratedMethods;
import doppel.restore.migrate.KeptSequences;
import doppel.restore.migrate.MigratorLoader;
import doppel.restore.migrate.Steps;
import doppel.restore.report.Accounts;
import doppel.restore.report.Problems;
import doppel.restore.report.RestoreReport;
import doppel.restore.report.ResumeNote;
import doppel.restore.report.UnsavedRows;
import doppel.restore.save.ColumnRules;
import doppel.restore.save.Leftovers;
import doppel.restore.save.References;
import doppel.restore.save.Refusals;
import doppel.restore.save.Saver;
import doppel.restore.statement.Account;
import doppel.schema.Schema;
import doppel.schema.Table;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * One attempt to restore a fixture: loads its rows into the target, and publishes them if enough could be saved. Used
 * once, by one thread.
 */
final class RestoreAttempt {

    private final RestoreOptions options;
    private final TargetPlan plan;
    private final List<LoadedFixture> fixtures;
    private final LoadedFixture main;
    private final Optional<ResumeNote> resume;
    private final Optional<Steps> steps;
    private final Refusals refusals;
    private final Progress progress;
    private final Target target;
    private final UnsavedRows unsavedRows;
    private final References references;
    private final ColumnRules rules;
    private final Problems problems;
    private final List<String> faults = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    /**
     * @param fixtures the fixture, and the rows of it that an earlier restore could not save
     * @param resume the note of that restore
     * @param migrators the application's, if any were given
     * @param refusals rows that must not be saved; this attempt adds those that it finds
     * @param target receives the rows
     * @param unsavedRows takes the rows that cannot be saved
     */
    RestoreAttempt(
            RestoreOptions options,
            TargetPlan plan,
            List<LoadedFixture> fixtures,
            Optional<ResumeNote> resume,
            Optional<MigratorLoader> migrators,
            Refusals refusals,
            Progress progress,
            Target target,
            UnsavedRows unsavedRows) {
        this.options = options;
        this.plan = plan;
        this.fixtures = fixtures;
        this.main = fixtures.get(0);
        this.resume = resume;
        this.refusals = refusals;
        this.progress = progress;
        this.target = target;
        this.unsavedRows = unsavedRows;
        references = new References(target, plan.request().script().isEmpty());
        rules = options.tables().original()
                ? ColumnRules.back(target.schema(), options.tables().columns())
                : ColumnRules.there(
                        main.schema(), target.schema(), options.tables().columns(), plan.translated());
        problems = new Problems(target, rules, options.existing().isPresent());
        steps = migrators.map(
                loader -> Steps.of(loader, options.migrations(), main, main.version(), target, onlyTheRest()));
    }

    /** Whether the other rows are in the target already. */
    private boolean onlyTheRest() {
        return resume.map(ResumeNote::published).orElse(false);
    }

    /** Loads and publishes; empty if that has to be repeated without the rows that are refused now. */
    Optional<RestoreReport> run(Dialect dialect) {
        long unsaved = saveRows();
        if (refuseRowsWithoutReferences()) {
            return Optional.empty();
        }
        boolean enough = unsaved <= options.tolerated();
        if (enough) {
            complete(dialect);
        }
        boolean publish = enough && !options.has(RestoreOptions.Choice.DRY_RUN);
        Optional<Path> directory = unsaved > 0 && !options.has(RestoreOptions.Choice.DRY_RUN)
                ? Optional.of(keepUnsaved(publish))
                : Optional.empty();
        if (publish) {
            requireAlone(dialect);
            publish(unsaved);
        }
        return Optional.of(report(publish, directory));
    }

    /** Saves what can be saved, and returns how many statements cannot. */
    private long saveRows() {
        if (!onlyTheRest()) {
            steps.ifPresent(taken -> taken.passage().replaced(target.schema()).forEach(target::clear));
            steps.ifPresent(taken -> taken.runSqlBefore(target));
        }
        Predicate<Table> asDumped =
                table -> steps.isEmpty() && new GeneratedMethods(main.directory()).saveAsDumped(table);
        try (Saver saver = new Saver(main.schema(), target, asDumped, refusals, rules, newIds())) {
            load(saver);
            saver.runDeferred();
            return giveUp(saver);
        }
    }

    /** Gives rows new keys, if that is wanted. */
    private UnaryOperator<Row> newIds() {
        return target instanceof LiveTarget live && options.has(RestoreOptions.Choice.NEW_IDS)
                ? live.newIds(FixtureRows.open(main.directory())::forEach)::renumbered
                : UnaryOperator.identity();
    }

    private void load(Saver saver) {
        List<LoadedFixture> loaded = onlyTheRest() ? fixtures.subList(1, fixtures.size()) : fixtures;
        Set<String> leftOut = resume.map(ResumeNote::statements).orElse(Set.of());
        loaded.forEach(fixture -> fixture.load(saver, steps, fixture == main ? leftOut : Set.of()));
        steps.ifPresent(taken -> taken.passage().complete());
        loaded.forEach(LoadedFixture::finish);
    }

    /** Collects the statements that cannot be saved even after the last attempts, and returns their number. */
    private long giveUp(Saver saver) {
        return Leftovers.giveUp(saver, (statement, why) -> {
            unsavedRows.add(statement, why.reason());
            problems.add(
                    statement,
                    UnsavedRows.place(statement),
                    why.reason(),
                    saver.refusals().references(statement.rows()),
                    saver.hasGiven());
        });
    }

    /** Refuses the rows with references that lead nowhere but must not, and returns whether there are any. */
    private boolean refuseRowsWithoutReferences() {
        progress.begin("checking references", -1);
        Supplier<List<DanglingReference>> refusable = plan.own() && !options.has(RestoreOptions.Choice.STRICT)
                ? () -> references.beyond(main.schema())
                : references::added;
        List<DanglingReference> refused = refusable.get();
        if (!refused.isEmpty()) {
            references.refuse(refused, refusable, refusals);
            return true;
        }
        faults.addAll(references.faults());
        return false;
    }

    /** Adds to the target what comes after the rows, and checks it. */
    private void complete(Dialect dialect) {
        progress.begin("creating indexes and triggers", -1);
        if (!options.tables().original() || !target.scriptNumbers()) {
            continueNumbering();
        }
        boolean fitted = !plan.own()
                && !options.tables().original()
                && !onlyTheRest()
                && options.existing().isEmpty()
                && Dialects.knows(main.schema().engine());
        KeptSequences sequences = new KeptSequences(
                main.schema(),
                fitted ? SchemaScript.text(main.directory().resolve(FixtureFiles.SCHEMA)) : "",
                target,
                dialect,
                steps);
        if (fitted) {
            sequences.place();
        }
        steps.ifPresent(taken -> taken.passage().sequences(target.schema()).forEach(target::continueSequence));
        steps.filter(Steps::stamps).ifPresent(taken -> target.stamp(taken.plan().to()));
        target.finishRows();
        steps.filter(taken -> !onlyTheRest()).ifPresent(taken -> taken.runSqlAfter(target));
        progress.begin("checking the new database", -1);
        if (fitted) {
            sequences.requireAhead();
        }
        faults.addAll(target.verify());
    }

    private void continueNumbering() {
        Schema source = main.schema();
        if (steps.isPresent()) {
            steps.get().passage().numbering(source, target.schema()).forEach(target::continueNumbering);
            return;
        }
        for (Table table : source.tables()) {
            if (table.identity() != null && target.schema().table(table.name()).isPresent()) {
                target.continueNumbering(table.name(), table.identity());
            }
        }
    }

    /** Writes the rows that could not be saved, with all rows that have to be restored together with them. */
    private Path keepUnsaved(boolean publish) {
        if (!publish) {
            fixtures.stream().filter(LoadedFixture::isPart).forEach(part -> unsavedRows.addRest(part.statements()));
        }
        return unsavedRows.finish(main.directory(), main.version(), onlyTheRest());
    }

    /** Requires that nobody has connected to the target who may have written into what is replaced now. */
    private void requireAlone(Dialect dialect) {
        List<String> others =
                options.has(RestoreOptions.Choice.ALONE) ? dialect.connections(options.target()) : List.of();
        if (!others.isEmpty()) {
            throw new DatabaseException(
                    ErrorCode.WRITERS_CONNECTED,
                    "Others have connected to " + Dialects.withoutPassword(options.target()) + " meanwhile: "
                            + String.join(", ", others) + ".",
                    "What they have written would be lost, so the target was left as it was. Stop the application that"
                            + " uses it, then run this again; --ignore-writers loses their writes.");
        }
    }

    /** What may fail comes before; afterwards there are only warnings, since the target is the new database. */
    private void publish(long unsaved) {
        boolean clears = unsaved == 0 && options.existing().isEmpty(); // those of another load are none of this one's
        if (clears) {
            unsavedRows.requireClearable();
        }
        target.publish();
        try {
            if (unsaved > 0) {
                unsavedRows.published(main.version());
            } else if (clears) {
                unsavedRows.clear();
            }
        } catch (StorageException e) {
            warnings.add(e.getMessage());
        }
    }

    private RestoreReport report(boolean published, Optional<Path> unsaved) {
        List<String> notices = new ArrayList<>();
        fixtures.forEach(fixture -> notices.addAll(fixture.notices()));
        steps.ifPresent(taken -> notices.addAll(taken.notices()));
        unsaved.flatMap(path -> unsavedRows.whyElsewhere()).ifPresent(notices::add);
        if (published) {
            target.notices().forEach(sentence -> notices.add(sentence + "."));
        }
        if (!published && target instanceof LiveTarget live) {
            live.numbersGiven().forEach(number -> notices.add(LiveTarget.NOT_TAKEN_BACK + number + "."));
        }
        notices.addAll(warnings);
        List<Account> accounts = new ArrayList<>();
        fixtures.forEach(fixture -> accounts.addAll(fixture.accounts()));
        List<RestoreReport.TableRows> rows = Accounts.byTable(main.schema(), accounts);
        notices.addAll(Accounts.placeless(main.schema(), target.schema(), rows));
        return new RestoreReport(
                main.version(),
                steps.map(taken -> taken.plan().to()).orElse(main.version()),
                steps.map(taken -> taken.plan().log()).orElse(List.of()),
                rows,
                published,
                faults,
                notices,
                plan.leftOut(),
                unsaved,
                !published
                        || steps.map(taken -> !taken.passage().rowsNeedOthers()).orElse(true),
                target instanceof LiveTarget live ? live.merged() : List.of(),
                problems.report(),
                unsavedRows.reasons(),
                steps.isEmpty() ? rules.advice() : List.of());
    }
}
