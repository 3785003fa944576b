package doppel.verify;

import doppel.Directories;
import doppel.ErrorCode;
import doppel.Progress;
import doppel.StorageException;
import doppel.UsageException;
import doppel.compare.DiffFile;
import doppel.compare.DiffListener;
import doppel.compare.DiffSummary;
import doppel.compare.FileDifference;
import doppel.compare.FixtureDiff;
import doppel.compare.Hunk;
import doppel.compare.UnifiedText;
import doppel.dialect.Dialect;
import doppel.dialect.Dialects;
import doppel.dialect.ScratchDatabase;
import doppel.dialect.Source;
import doppel.dialect.server.Credentials;
import doppel.dump.DumpOptions;
import doppel.dump.Dumper;
import doppel.fixture.FixtureFiles;
import doppel.program.PlainFixture;
import doppel.restore.RestoreOptions;
import doppel.restore.Restorer;
import doppel.restore.migrate.MigrationOptions;
import doppel.restore.report.RestoreReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Tests an application's steps on a fixture: up to the schema of the new version, down again to that of the old one,
 * and compares the result with the fixture. Everything happens in scratch databases; rows that the new version refuses
 * are left in the fixture's {@code unsaved/}, as by a restore. Used by one thread.
 */
public final class MigrationTrial {

    private final Path fixture;
    private final Path newSchema;
    private final Progress progress;
    private final Set<String> meant = new LinkedHashSet<>();
    private Optional<Path> oldSchema;
    private MigrationOptions migrations;
    private Optional<String> server;
    private long tolerated;
    private Credentials credentials = Credentials.none();

    /**
     * @param fixture a dump of the old version
     * @param newSchema the script that creates the new version's schema
     * @param oldSchema the script that creates the old version's; that of the fixture, if empty
     * @param migrations the steps; changes that belong to no version have no way back, and are left out
     * @param server the URL of a database on whose server scratch databases are created; empty for databases that are
     *     files
     */
    public MigrationTrial(
            Path fixture,
            Path newSchema,
            Optional<Path> oldSchema,
            MigrationOptions migrations,
            Optional<String> server,
            Progress progress) {
        this.fixture = fixture;
        this.newSchema = newSchema;
        this.oldSchema = oldSchema;
        this.migrations = migrations.withoutAlways();
        this.server = server;
        this.progress = progress;
    }

    /**
     * What a trial found.
     *
     * @param up what happened to the rows on the way up
     * @param down what happened to them on the way back; empty if there was none
     * @param diff how the result differs from the fixture; empty if there was no way back
     * @param lossless whether every row could be saved, except those that are tolerated, and came back if there was a
     *     way back, except for what is lost on purpose
     * @param losses what differs, by table and column, a line each, with the first rows; and sequences that went back
     */
    public record Report(
            RestoreReport up,
            Optional<RestoreReport> down,
            Optional<DiffSummary> diff,
            boolean lossless,
            List<String> losses) {

        public Report {
            losses = List.copyOf(losses);
        }
    }

    /** A trial of steps, all of which lead to the newest version, in databases that are files. */
    public static MigrationTrial of(Path fixture, Path newSchema, Path migrations) {
        return new MigrationTrial(
                fixture,
                newSchema,
                Optional.empty(),
                new MigrationOptions(List.of(migrations), Optional.empty()),
                Optional.empty(),
                Progress.NONE);
    }

    /** Creates the scratch databases on the server of this database. Changes this object. */
    public MigrationTrial on(String url) {
        server = Optional.of(url);
        return this;
    }

    /** Comes back to the schema that this script creates, instead of the fixture's. Changes this object. */
    public MigrationTrial oldSchema(Path script) {
        oldSchema = Optional.of(script);
        return this;
    }

    /** Goes up to this version. Changes this object. */
    public MigrationTrial toVersion(String version) {
        migrations = migrations.to(version);
        return this;
    }

    /**
     * Declares what is lost on purpose: it may come back changed. Changes this object.
     *
     * @param names columns such as {@code records.change_date}, or whole tables, by their names in the old version
     */
    public MigrationTrial losing(String... names) {
        meant.addAll(List.of(names));
        return this;
    }

    /** Goes on if up to so many rows cannot be saved, on each way. Changes this object. */
    public MigrationTrial tolerate(long rows) {
        tolerated = rows;
        return this;
    }

    /**
     * Fails if a row cannot be saved in the new version, or does not come back as it was.
     *
     * @param fixture a dump of the old version, in a database that is a file
     * @param newSchema the script that creates the new version's schema
     * @param migrations the jar, source file or folder that holds the migrator
     * @throws AssertionError that shows what was lost
     */
    public static void assertReversible(Path fixture, Path newSchema, Path migrations) {
        of(fixture, newSchema, migrations).assertReversible();
    }

    /**
     * Fails if a row cannot be saved in the new version, or does not come back as it was.
     *
     * @throws AssertionError that shows what was lost
     */
    public void assertReversible() {
        StringBuilder text = new StringBuilder();
        Report report = upAndDown(new OtherFiles(new UnifiedText(text, false)));
        if (!report.lossless()) {
            text.append(String.join("\n", report.losses()));
            String shown = text.length() > 4_000 ? text.substring(0, 4_000) + "\n..." : text.toString();
            String reasons = String.join("\n", report.up().reasons())
                    + report.down()
                            .map(down -> "\n" + String.join("\n", down.reasons()))
                            .orElse("");
            throw new AssertionError("The migration of " + fixture + " loses something:\n" + reasons + "\n" + shown);
        }
    }

    /** Sets a fallback source for passwords. Changes this object. */
    public MigrationTrial with(Credentials others) {
        credentials = Objects.requireNonNull(others);
        return this;
    }

    /** Goes up only: every row of the old version has to be saved or left out on purpose. */
    public Report up() {
        return inWorkDirectory(work -> {
            requireServer();
            try (ScratchDatabase upper = scratch(work.resolve("up"))) {
                return upOnly(restoreUp(upper));
            }
        });
    }

    private static Report upOnly(RestoreReport up) {
        return new Report(up, Optional.empty(), Optional.empty(), up.published(), List.of());
    }

    /**
     * Goes up and down, and compares. Both ways are checked before a row moves.
     *
     * @param listener receives each difference
     */
    public Report upAndDown(DiffListener listener) {
        return inWorkDirectory(work -> {
            try (ScratchDatabase before = scratch(work.resolve("before"));
                    ScratchDatabase upper = scratch(work.resolve("up"));
                    ScratchDatabase after = scratch(work.resolve("after"))) {
                requireServer();
                try (ScratchDatabase checked = scratch(work.resolve("check"))) {
                    WayBack.require(fixture, old(), newSchema, migrations, checked.url(), credentials);
                }
                RestoreReport up = restoreUp(upper);
                if (!up.published()) {
                    return upOnly(up);
                }
                Path newest = dump(upper, up.restoredVersion(), work.resolve("new"));
                RestoreReport down = restore(
                        newest,
                        RestoreOptions.into(after.url())
                                .schema(old())
                                .tolerate(Long.MAX_VALUE)
                                .migrations(migrations.to(up.version())));
                restore( // without any step, so that it gets its version like the other
                        fixture,
                        RestoreOptions.into(before.url())
                                .schema(old())
                                .tolerate(Long.MAX_VALUE)
                                .migrations(migrations.to(up.version())));
                Path a = dump(before, up.version(), work.resolve("a"));
                Path b = dump(after, up.version(), work.resolve("b"));
                progress.begin("comparing what came back with what went in", -1);
                return compared(up, down, a, b, newest, listener);
            }
        });
    }

    private Report compared(RestoreReport up, RestoreReport down, Path a, Path b, Path newest, DiffListener listener) {
        RowLosses rows = new RowLosses(a, meant);
        DiffSummary diff = FixtureDiff.compare(a, b, new Both(listener, rows));
        List<String> losses = new ArrayList<>(rows.summary());
        List<String> sequences = WayBack.sequencesThatWentBack(fixture, newest);
        losses.addAll(sequences);
        boolean lossless = up.published()
                && down.unsavedRows() <= tolerated
                && (diff.equal() || rows.onlyMeant())
                && sequences.isEmpty();
        return new Report(up, Optional.of(down), Optional.of(diff), lossless, losses);
    }

    /** What is asked of two listeners. */
    private record Both(DiffListener one, DiffListener other) implements DiffListener {
        @Override
        public void fileStarts(DiffFile file) {
            one.fileStarts(file);
            other.fileStarts(file);
        }

        @Override
        public void hunk(DiffFile file, Hunk hunk) {
            one.hunk(file, hunk);
            other.hunk(file, hunk);
        }

        @Override
        public void fileEnds(FileDifference difference) {
            one.fileEnds(difference);
            other.fileEnds(difference);
        }

        @Override
        public void finished(DiffSummary summary) {
            one.finished(summary);
            other.finished(summary);
        }
    }

    /** Requires a server where the scripts are those of one. */
    private void requireServer() {
        Optional<String> engine =
                PlainFixture.readIfPlain(fixture).map(plain -> plain.schema().engine());
        Dialect scratch = Dialects.forUrl(server.orElse("scratch.db"));
        if (oldSchema.isEmpty() && engine.isPresent() && !engine.get().equals(scratch.id())) {
            throw new UsageException(
                    ErrorCode.USAGE,
                    "The fixture is of " + Dialects.forId(engine.get()).displayName()
                            + ", and its scratch databases would be of " + scratch.displayName() + ".",
                    "Name a database of " + Dialects.forId(engine.get()).displayName()
                            + ", on whose server they are created, with --on URL; or give the old schema in the words"
                            + " of "
                            + scratch.displayName() + " with --old-schema.");
        }
    }

    private RestoreReport restoreUp(ScratchDatabase upper) {
        return restore(
                fixture,
                RestoreOptions.into(upper.url())
                        .schema(newSchema)
                        .tolerate(tolerated)
                        .migrations(migrations));
    }

    private Path old() {
        return oldSchema.orElse(fixture.resolve(FixtureFiles.SCHEMA));
    }

    private RestoreReport restore(Path from, RestoreOptions options) {
        return new Restorer(options.credentials(credentials), progress).restore(from);
    }

    private Path dump(ScratchDatabase database, String version, Path directory) {
        Dialect dialect = Dialects.forUrl(database.url()).with(credentials);
        try (Source source = dialect.openSource(database.url())) {
            new Dumper(dialect, source, DumpOptions.defaults().as(version), progress).dump(directory);
        }
        return directory;
    }

    private ScratchDatabase scratch(Path directory) {
        return Scratch.near(server, directory, credentials);
    }

    private interface Work<T> {
        T in(Path directory);
    }

    private static <T> T inWorkDirectory(Work<T> work) {
        try {
            Path directory = Files.createTempDirectory("doppel");
            try {
                return work.in(directory);
            } finally {
                Directories.delete(directory);
            }
        } catch (IOException e) {
            throw StorageException.of("Using a directory for scratch databases", e);
        }
    }
}
