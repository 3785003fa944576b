package doppel.verify;

import doppel.Directories;
import doppel.ErrorCode;
import doppel.Progress;
import doppel.StorageException;
import doppel.UsageException;
import doppel.dialect.Dialect;
import doppel.dialect.ScratchDatabase;
import doppel.dialect.Source;
import doppel.dump.DumpPolicies;
import doppel.dump.DumpReport;
import doppel.restore.RestoreOptions;
import doppel.restore.Restorer;
import doppel.restore.report.RestoreReport;
import doppel.schema.Policy;
import doppel.schema.Schema;
import doppel.schema.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Checks a fixture against the snapshot that it was dumped from: restores it into a scratch database and compares that
 * with the snapshot.
 */
public final class FixtureVerification {

    private FixtureVerification() {}

    /**
     * Makes sure before a dump that it can be verified.
     *
     * @throws UsageException if it would hold rows that only the application can complete
     */
    public static void requirePossible(Schema schema, DumpPolicies policies) {
        Predicate<String> recreated = name -> policies.rows().get(name) == Policy.Rows.RECREATE;
        List<String> referring = schema.tables().stream()
                .filter(table -> policies.rows().getOrDefault(table.name(), Policy.Rows.KEEP) == Policy.Rows.KEEP)
                .flatMap(table -> table.foreignKeys().stream()
                        .filter(key -> recreated.test(key.table()))
                        .map(key -> table.name() + " " + key))
                .toList();
        if (!referring.isEmpty()) {
            throw new UsageException(
                    ErrorCode.POLICY_NOT_VERIFIABLE,
                    "--verify cannot restore rows that refer to rows which the application recreates: "
                            + String.join("; ", referring) + ".",
                    "Verify a dump without that policy, or leave out --verify.");
        }
    }

    /**
     * Verifies a fixture.
     *
     * @param url the source's URL
     * @param report the report of the dump
     * @param scratch an existing empty database of the same engine, used and emptied again instead of one that Doppel
     *     creates
     *
     * @return what is wrong, a sentence each
     */
    public static List<String> verify(
            Dialect dialect,
            String url,
            Source source,
            DumpReport report,
            Optional<String> scratch,
            Progress progress) {
        List<String> problems = new ArrayList<>();
        source.integrityProblems().forEach(problem -> problems.add("The source is damaged: " + problem));
        Set<String> dumped = report.tables().stream()
                .filter(table -> table.policy().keeps())
                .map(DumpReport.TableRows::table)
                .collect(Collectors.toSet());
        List<Table> tables = source.schema().tables().stream()
                .filter(table -> dumped.contains(table.name()))
                .toList();
        Path work = null;
        try {
            work = Files.createTempDirectory("doppel");
            try (ScratchDatabase used = Scratch.open(dialect, url, scratch, work)) {
                used.notices().forEach(progress::note);
                RestoreReport restore = new Restorer(
                                RestoreOptions.into(used.url()).credentials(dialect.credentials()), progress)
                        .restore(report.directory());
                if (!restore.published()) {
                    restore.reasons().forEach(reason -> problems.add("A row cannot be restored: " + reason));
                    return problems;
                }
                try (Source restored = dialect.openSource(used.url())) {
                    problems.addAll(new RawComparison(source, restored, report, tables, progress).losses());
                }
            }
            return problems;
        } catch (IOException e) {
            throw StorageException.of("Creating a directory for a scratch database", e);
        } finally {
            delete(work);
        }
    }

    private static void delete(Path work) {
        if (work == null) {
            return;
        }
        try {
            Directories.delete(work);
        } catch (IOException e) {
            throw StorageException.of("Deleting " + work, e);
        }
    }
}
