package doppel.verify;

import doppel.DatabaseException;
import doppel.Directories;
import doppel.ErrorCode;
import doppel.FixtureException;
import doppel.PrivateFiles;
import doppel.Progress;
import doppel.StorageException;
import doppel.compare.DiffListener;
import doppel.compare.DiffSummary;
import doppel.compare.FixtureDiff;
import doppel.compare.UnifiedText;
import doppel.csv.CsvContent;
import doppel.csv.CsvExport;
import doppel.csv.CsvWriting;
import doppel.dialect.Dialect;
import doppel.dialect.Dialects;
import doppel.dialect.ScratchDatabase;
import doppel.dialect.Source;
import doppel.dialect.server.Credentials;
import doppel.dump.DumpOptions;
import doppel.dump.DumpReport;
import doppel.dump.Dumper;
import doppel.fixture.FixtureFiles;
import doppel.intake.CsvImport;
import doppel.intake.ImportOptions;
import doppel.intake.ImportReport;
import doppel.restore.RestoreOptions;
import doppel.restore.Restorer;
import doppel.restore.TargetTables;
import doppel.restore.report.RestoreReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Dumps a database, restores the fixture into a scratch database of the same engine, dumps that, and compares the two
 * dumps. Since both dumps would hide a loss in the first one, it also compares the scratch database with the source by
 * counts and digests of raw values, which share no code with the dump. The source is only read, in one snapshot. On the
 * way through another engine, rows that an engine keeps for itself stay behind and are not compared, and positions of
 * numberings are. Used by one thread.
 */
public final class DoubleDump {

    private final String url;
    private final Optional<String> via;
    private final Optional<String> scratch;
    private final Optional<Path> keep;
    private final Progress progress;
    private final DiffListener listener;
    private Credentials credentials = Credentials.none();
    private List<String> columns = List.of();
    private boolean csv;

    /**
     * @param url the database
     * @param via a database, empty or absent, through which the rows go on their way to the scratch database
     * @param scratch an existing empty database of the same engine, used and emptied again instead of one that Doppel
     *     creates
     * @param keep an absent or empty directory for the two fixtures, {@code a} and {@code b}
     * @param progress receives the progress
     * @param listener receives each difference between the dumps
     */
    public DoubleDump(
            String url,
            Optional<String> via,
            Optional<String> scratch,
            Optional<Path> keep,
            Progress progress,
            DiffListener listener) {
        this.url = url;
        this.via = via;
        this.scratch = scratch;
        this.keep = keep;
        this.progress = progress;
        this.listener = listener;
    }

    /**
     * Fails if a double dump of this database finds a difference.
     *
     * @throws AssertionError that shows the beginning of the difference
     */
    public static void assertLossless(String url) {
        StringBuilder text = new StringBuilder();
        DoubleDumpReport report = new DoubleDump(
                        url,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Progress.NONE,
                        new UnifiedText(text, false))
                .run();
        if (!report.lossless()) {
            String shown = text.length() > 4_000 ? text.substring(0, 4_000) + "\n..." : text.toString();
            throw new AssertionError("The double dump of " + Dialects.withoutPassword(url) + " found differences:\n"
                    + String.join("\n", report.losses()) + "\n" + shown);
        }
    }

    /** Sets a fallback source for passwords. Changes this object. */
    public DoubleDump with(Credentials others) {
        credentials = Objects.requireNonNull(others);
        return this;
    }

    /**
     * Columns get these types on the way, as in {@code record.created=timestamp:epoch-millis}. Changes this object.
     */
    public DoubleDump columns(List<String> types) {
        columns = List.copyOf(types);
        return this;
    }

    /** The rows go through a folder of CSV files instead of the first fixture. Changes this object. */
    public DoubleDump throughCsv() {
        csv = true;
        return this;
    }

    /** Runs it. */
    public DoubleDumpReport run() {
        Dialect dialect = Dialects.forUrl(url).with(credentials);
        try (Source source = dialect.openSource(url)) {
            Path work = workDirectory();
            try {
                return run(dialect, source, work);
            } finally {
                if (keep.isEmpty()) {
                    delete(work);
                }
            }
        }
    }

    private DoubleDumpReport run(Dialect dialect, Source source, Path work) {
        Path scratchDirectory = work.resolve("scratch");
        try (ScratchDatabase used = Scratch.open(dialect, url, scratch, created(scratchDirectory))) {
            used.notices().forEach(progress::note);
            requireOwnCode(dialect.codeOfOthers(source, used.url()));
            if (via.isPresent()) {
                noteStaying(dialect, source);
            }
            DumpReport first = dump(dialect, source, work.resolve("a"));
            if (via.isPresent()) {
                Path travelled = travel(work, via.get());
                restore(
                        travelled,
                        RestoreOptions.into(used.url())
                                .schema(work.resolve("a").resolve(FixtureFiles.SCHEMA))
                                .tables(TargetTables.USUAL.withColumns(columns).comingBack()));
            } else if (csv) {
                exportAndImport(dialect, source, work.resolve("csv"), used.url());
            } else {
                restore(work.resolve("a"), RestoreOptions.into(used.url()));
            }
            try (Source restored = dialect.openSource(used.url())) {
                dump(dialect, restored, work.resolve("b"));
                progress.begin("comparing the dumps", -1);
                DiffSummary diff = FixtureDiff.compare(work.resolve("a"), work.resolve("b"), listener);
                List<String> losses = new RawComparison(
                                source, restored, first, source.schema().tables(), progress)
                        .losses();
                return new DoubleDumpReport(first.tables().size(), first.rows(), diff, losses, first.faults());
            }
        } finally {
            delete(scratchDirectory);
        }
    }

    private static void requireOwnCode(List<String> others) {
        if (!others.isEmpty()) {
            throw new DatabaseException(
                    ErrorCode.CODE_WOULD_RUN,
                    "The scratch database would run code of others with your rights: " + String.join("; ", others)
                            + ".",
                    "Run this as the owner of the code, or give --scratch an address with that account.");
        }
    }

    private DumpReport dump(Dialect dialect, Source source, Path directory) {
        return new Dumper(dialect, source, options(), progress).dump(directory);
    }

    private DumpOptions options() {
        return DumpOptions.defaults().with(DumpOptions.Choice.TRAVELLING, via.isPresent());
    }

    private void noteStaying(Dialect dialect, Source source) {
        List<String> staying = source.schema().tables().stream()
                .filter(table -> !dialect.portability().travels(table))
                .map(table -> Map.entry(table.name(), source.rowCount(table)))
                .filter(rows -> rows.getValue() > 0)
                .map(rows -> String.format(Locale.ROOT, "%s (%,d)", rows.getKey(), rows.getValue()))
                .toList();
        if (!staying.isEmpty()) {
            progress.note(
                    "Not compared, but for positions of numberings, since they do not go to other engines: rows of "
                            + String.join(", ", staying) + ".");
        }
    }

    /** Restores into another engine, whose database is kept for inspection. */
    private Path travel(Path work, String viaUrl) {
        restore(
                work.resolve("a"),
                RestoreOptions.into(viaUrl)
                        .tables(TargetTables.USUAL.withColumns(columns).thatComeBack()));
        Dialect dialect = Dialects.forUrl(viaUrl).with(credentials);
        try (Source source = dialect.openSource(viaUrl)) {
            dump(dialect, source, work.resolve("via"));
        }
        return work.resolve("via");
    }

    private void exportAndImport(Dialect dialect, Source source, Path folder, String target) {
        CsvContent content = CsvContent.of(dialect, source, List.of(), List.of());
        new CsvExport(content, CsvWriting.DEFAULTS, progress).toFolder(folder);
        ImportReport report = new CsvImport(ImportOptions.into(target).credentials(credentials), progress).run(folder);
        if (!report.published()) {
            throw new FixtureException(
                    ErrorCode.CSV_RECORDS_REFUSED,
                    report.rejected() + " records of the export cannot be imported: "
                            + Stream.concat(
                                            report.bad().stream(),
                                            report.problems().stream().map(RestoreReport.Problem::title))
                                    .collect(Collectors.joining("; "))
                            + ".",
                    "`doppel export` and `doppel import` keep them, with the reasons.");
        }
    }

    private void restore(Path fixture, RestoreOptions options) {
        RestoreReport report = new Restorer(options.credentials(credentials), progress).restore(fixture);
        if (!report.published()) {
            throw new FixtureException(
                    ErrorCode.ROWS_UNSAVED,
                    report.unsavedRows() + " rows of the dump cannot be restored: "
                            + String.join("; ", report.reasons()) + ".",
                    advice(report)
                            + "`doppel dump` and `doppel restore` list them by column, and keep them in unsaved/. In"
                            + " Restore.java of the dump, beforeSave can say what becomes of such a value, and schema()"
                            + " which type its column gets in another engine.");
        }
    }

    private static String advice(RestoreReport report) {
        return report.advice().stream()
                .flatMap(advice -> advice.lines().stream())
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    private Path workDirectory() {
        try {
            if (keep.isEmpty()) {
                return Files.createTempDirectory("doppel");
            }
            for (String taken : List.of("a", "b", "via", "csv", "scratch")) {
                if (Files.exists(keep.get().resolve(taken))) {
                    throw new StorageException(
                            ErrorCode.DIRECTORY_EXISTS,
                            keep.get().resolve(taken) + " exists already.",
                            "Give --keep a directory of its own.",
                            null);
                }
            }
            return created(keep.get());
        } catch (IOException e) {
            throw StorageException.of("Creating a directory for the dumps", e);
        }
    }

    private static Path created(Path directory) {
        try {
            return PrivateFiles.directory(directory);
        } catch (IOException e) {
            throw StorageException.of("Creating " + directory, e);
        }
    }

    private static void delete(Path directory) {
        try {
            Directories.delete(directory);
        } catch (IOException e) {
            throw StorageException.of("Deleting " + directory, e);
        }
    }
}
