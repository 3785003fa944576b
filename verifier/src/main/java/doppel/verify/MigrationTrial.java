package doppel.verify;

import doppel.Directories;
import doppel.Progress;
import doppel.StorageException;
import doppel.compare.DiffListener;
import doppel.compare.DiffSummary;
import doppel.compare.FixtureDiff;
import doppel.compare.UnifiedText;
import doppel.dialect.Dialect;
import doppel.dialect.Dialects;
import doppel.dialect.ScratchDatabase;
import doppel.dialect.Source;
import doppel.dialect.server.Credentials;
import doppel.dump.DumpOptions;
import doppel.dump.Dumper;
import doppel.fixture.FixtureFiles;
import doppel.restore.RestoreOptions;
import doppel.restore.Restorer;
import doppel.restore.migrate.MigrationOptions;
import doppel.restore.report.RestoreReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Tests an application's steps on a fixture: up to the schema of the new version, down again to that of the old one,
 * and compares the result with the fixture. Everything happens in scratch databases; rows that the new version refuses
 * are left in the fixture's {@code unsaved/}, as by a restore. Used by one thread.
 */
public final class MigrationTrial {

    private final Path fixture;
    private final Path newSchema;
    private final Optional<Path> oldSchema;
    private final MigrationOptions migrations;
    private final Optional<String> server;
    private final Progress progress;
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
     */
    public record Report(RestoreReport up, Optional<RestoreReport> down, Optional<DiffSummary> diff) {

        /** Whether every row could be saved, and came back unchanged if there was a way back. */
        public boolean lossless() {
            return up.published()
                    && down.map(back -> back.unsavedRows() == 0).orElse(true)
                    && diff.map(DiffSummary::equal).orElse(true);
        }
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
        StringBuilder text = new StringBuilder();
        Report report = new MigrationTrial(
                        fixture,
                        newSchema,
                        Optional.empty(),
                        new MigrationOptions(List.of(migrations), Optional.empty()),
                        Optional.empty(),
                        Progress.NONE)
                .upAndDown(new UnifiedText(text, false));
        if (!report.lossless()) {
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
            try (ScratchDatabase upper = scratch(work.resolve("up"))) {
                return new Report(restoreUp(upper), Optional.empty(), Optional.empty());
            }
        });
    }

    /**
     * Goes up and down, and compares.
     *
     * @param listener receives each difference
     */
    public Report upAndDown(DiffListener listener) {
        return inWorkDirectory(work -> {
            try (ScratchDatabase before = scratch(work.resolve("before"));
                    ScratchDatabase upper = scratch(work.resolve("up"));
                    ScratchDatabase after = scratch(work.resolve("after"))) {
                RestoreReport up = restoreUp(upper);
                if (!up.published()) {
                    return new Report(up, Optional.empty(), Optional.empty());
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
                        RestoreOptions.into(before.url()).schema(old()).migrations(migrations.to(up.version())));
                Path a = dump(before, up.version(), work.resolve("a"));
                Path b = dump(after, up.version(), work.resolve("b"));
                progress.begin("comparing what came back with what went in", -1);
                return new Report(up, Optional.of(down), Optional.of(FixtureDiff.compare(a, b, listener)));
            }
        });
    }

    private RestoreReport restoreUp(ScratchDatabase upper) {
        return restore(
                fixture, RestoreOptions.into(upper.url()).schema(newSchema).migrations(migrations));
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
