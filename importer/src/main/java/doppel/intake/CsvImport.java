package doppel.intake;

import doppel.DatabaseException;
import doppel.ErrorCode;
import doppel.Progress;
import doppel.csv.BadRecord;
import doppel.csv.CsvFiles;
import doppel.dialect.DanglingReference;
import doppel.dialect.Dialect;
import doppel.dialect.Dialects;
import doppel.dialect.LateRefusalException;
import doppel.dialect.Target;
import doppel.dialect.TargetRequest;
import doppel.fixture.Row;
import doppel.restore.existing.LiveTarget;
import doppel.restore.existing.Merged;
import doppel.restore.report.Problems;
import doppel.restore.report.UnsavedRows;
import doppel.restore.save.ColumnRules;
import doppel.restore.save.Leftovers;
import doppel.restore.save.References;
import doppel.restore.save.Refusal;
import doppel.restore.save.Refusals;
import doppel.restore.save.Saver;
import doppel.restore.statement.Statement;
import doppel.schema.Table;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Imports CSV files into a database: into one that has the tables, beside its rows, or into an empty one, which gets
 * the schema of the folder. All records are saved, or as many as are tolerated, or none. Memory does not depend on how
 * many there are. Used by one thread.
 */
public final class CsvImport {

    private static final int MOST_NAMED = 20;
    private static final int ROWS_BETWEEN_REPORTS = 1_000;

    private final ImportOptions options;
    private final Progress progress;
    private final Dialect dialect;

    /** Imports as the options say. */
    public CsvImport(ImportOptions options, Progress progress) {
        this.options = options;
        this.progress = progress;
        dialect = Dialects.forUrl(options.target()).with(options.credentials());
    }

    /**
     * Imports a folder or a file.
     *
     * @throws doppel.FixtureException if a file is no CSV, or does not fit its table
     * @throws DatabaseException if the database is locked, or fails
     */
    public ImportReport run(Path source) {
        try (CsvFiles files = CsvFiles.open(source, options.reading())) {
            Optional<TargetRequest> created = NewDatabase.request(files, source, dialect, options);
            try {
                return attempts(files, source, created);
            } catch (LateRefusalException e) { // start again with the keys in place, which tell which rows
                return attempts(files, source, created.map(TargetRequest::withKeysAtOnce));
            }
        }
    }

    private ImportReport attempts(CsvFiles files, Path source, Optional<TargetRequest> created) {
        Refusals refusals = new Refusals();
        Optional<ImportReport> report = attempt(files, source, created, refusals);
        if (report.isEmpty()) { // the rows to refuse are known now
            report = attempt(files, source, created, refusals);
        }
        return report.orElseThrow(() -> new DatabaseException(
                ErrorCode.VERIFICATION_FAILED,
                "The new database has references that lead nowhere, and the rows that they come from cannot be found.",
                "The target was not touched. Make the foreign keys refer to columns of the same type."));
    }

    private Optional<ImportReport> attempt(
            CsvFiles files, Path source, Optional<TargetRequest> created, Refusals refusals) {
        try (Target target = created.map(dialect::openTarget)
                        .orElseGet(() -> LiveTarget.open(dialect, options.target(), options.onConflict()));
                ImportedTables tables = tables(source, files, target);
                Rejects rejects = new Rejects(UnsavedRows.free(options.rejects().orElseGet(() -> beside(source))))) {
            Attempt attempt = new Attempt(target, tables, rejects, refusals, created.isPresent());
            attempt.notices.addAll(files.notices());
            if (!tables.passedOver().isEmpty()) {
                attempt.notices.add(
                        "Left out, since the engine keeps it itself: " + String.join(", ", tables.passedOver()) + ".");
            }
            attempt.save();
            boolean reproduces = created.map(TargetRequest::rows).equals(Optional.of(TargetRequest.Rows.UNTOUCHED));
            if (attempt.refusesRows(reproduces)) {
                return Optional.empty();
            }
            return Optional.of(attempt.end());
        }
    }

    private ImportedTables tables(Path source, CsvFiles files, Target target) {
        return target instanceof LiveTarget live
                ? new ImportedTables(source, files, live.whole(), Table::internal, dialect, options)
                : new ImportedTables(source, files, target.schema(), table -> false, dialect, options);
    }

    private static Path beside(Path source) {
        String name = source.toAbsolutePath().normalize().getFileName().toString();
        return source.toAbsolutePath().resolveSibling(name.replaceFirst("(?i)\\.csv$", "") + "-rejects");
    }

    /** One attempt to import everything. */
    private final class Attempt {

        private final Target target;
        private final ImportedTables tables;
        private final Rejects rejects;
        private final Refusals refusals;
        private final References references;
        private final Problems problems;
        private final ColumnRules rules;
        private final List<String> bad = new ArrayList<>();
        private final List<String> notices = new ArrayList<>();
        private long rejected;
        private boolean cutOff;

        Attempt(Target target, ImportedTables tables, Rejects rejects, Refusals refusals, boolean isNew) {
            this.target = target;
            this.tables = tables;
            this.rejects = rejects;
            this.refusals = refusals;
            references = new References(target, false);
            rules = ColumnRules.there(target.schema(), target.schema(), List.of(), false);
            problems = new Problems(target, rules, !isNew);
        }

        void save() {
            try (Saver saver = new Saver(tables.schema(), target, table -> true, refusals, rules, ids())) {
                for (ImportedTable table : tables.tables()) {
                    progress.begin("importing " + table.table().name(), -1);
                    table.forEachStatement(
                            tables, saver::add, record -> reject(table, record), notices::add, statement -> {
                                saver.run(statement);
                                report(table);
                            });
                    saver.tableEnds();
                }
                saver.runDeferred();
                rejected += Leftovers.giveUp(saver, (statement, why) -> reject(saver, statement, why));
            }
        }

        private void report(ImportedTable table) {
            long read = table.method().account().read();
            if (read % ROWS_BETWEEN_REPORTS == 0) {
                progress.rows(read);
            }
        }

        private UnaryOperator<Row> ids() {
            if (!options.has(ImportOptions.Choice.NEW_IDS) || !(target instanceof LiveTarget live)) {
                return UnaryOperator.identity();
            }
            return live.newIds(tables::forEachRow)::renumbered;
        }

        private void reject(ImportedTable table, BadRecord record) {
            rejected++;
            if (bad.size() < MOST_NAMED) {
                bad.add(record.toString());
            }
            if (record.unclosed()) {
                cutOff = true; // nobody knows how many records are behind it
            } else {
                rejects.add(table.records(), record.place(), record.reason());
            }
        }

        private void reject(Saver saver, Statement statement, Refusal why) {
            ImportedTable table = tables.of(statement.origin());
            problems.add(
                    statement,
                    UnsavedRows.place(statement),
                    why.reason(),
                    saver.refusals().references(statement.rows()),
                    saver.hasGiven());
            rejects.add(table.records(), table.place(statement.origin()), why.reason());
        }

        /** Refuses rows whose references lead nowhere, unless they are reproduced; returns whether it has. */
        boolean refusesRows(boolean reproduces) {
            List<DanglingReference> found = references.added();
            if (found.isEmpty() || reproduces) {
                return false;
            }
            references.refuse(found, references::added, refusals);
            return true;
        }

        ImportReport end() {
            List<String> faults = new ArrayList<>(references.faults());
            boolean enough = rejected <= options.tolerated() && !cutOff;
            if (enough) {
                for (Table table : target.schema().tables()) {
                    if (table.identity() != null) {
                        target.continueNumbering(table.name(), table.identity());
                    }
                }
                target.finishRows();
                progress.begin("checking the database", -1);
                faults.addAll(target.verify());
            }
            boolean publish = enough && !options.has(ImportOptions.Choice.DRY_RUN);
            if (publish) {
                target.publish();
                target.notices().forEach(sentence -> notices.add(sentence + "."));
            }
            if (!publish && target instanceof LiveTarget live) {
                live.numbersGiven().forEach(number -> notices.add(LiveTarget.NOT_TAKEN_BACK + number + "."));
            }
            rejects.keep();
            return new ImportReport(
                    merged(), rejected, cutOff, bad, problems.report(), faults, notices, publish, rejects.folder());
        }

        private List<Merged> merged() {
            return target instanceof LiveTarget live
                    ? live.merged()
                    : tables.tables().stream()
                            .map(table -> new Merged(
                                    table.table().name(),
                                    table.method().account().saved(),
                                    0,
                                    0,
                                    0))
                            .toList();
        }
    }
}
