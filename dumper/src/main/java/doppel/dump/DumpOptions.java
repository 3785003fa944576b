package doppel.dump;

import doppel.ErrorCode;
import doppel.UsageException;
import doppel.dialect.version.VersionWord;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How to dump.
 *
 * @param version the version of the application that the rows are of
 * @param tables the only tables to dump; empty for all
 * @param excluded tables to leave out
 * @param overwrite whether an earlier fixture in the same directory is replaced
 * @param hooksFrom an earlier fixture whose edits of {@code Restore.java} are carried over
 * @param maxRowsPerFile how many rows a file may hold
 * @param tolerate whether what cannot be carried of the schema is left out, and values that a restore converts are dumped; both are
 *     reported instead of refused
 * @param compress whether row files are compressed
 * @param where conditions as {@code table=condition} that choose the rows to dump; empty for all
 * @param policies what becomes of the rows of tables
 */
public record DumpOptions(
        String version,
        List<String> tables,
        List<String> excluded,
        boolean overwrite,
        Optional<Path> hooksFrom,
        int maxRowsPerFile,
        boolean tolerate,
        boolean compress,
        List<String> where,
        DumpPolicies policies) {

    /** Enough rows that small tables are one file, and few enough that an editor opens it at once. */
    public static final int DEFAULT_ROWS_PER_FILE = 10_000;

    public DumpOptions {
        tables = List.copyOf(tables);
        excluded = List.copyOf(excluded);
        where = List.copyOf(where);
        VersionWord.require(version, "--as-version");
        if (maxRowsPerFile < 1) {
            throw new UsageException(
                    ErrorCode.USAGE, "A file holds at least one row.", "Give --max-rows-per-file a number from 1 on.");
        }
    }

    /** All rows of the tables. */
    public DumpOptions(
            String version,
            List<String> tables,
            List<String> excluded,
            boolean overwrite,
            Optional<Path> hooksFrom,
            int maxRowsPerFile,
            boolean tolerate,
            boolean compress) {
        this(
                version,
                tables,
                excluded,
                overwrite,
                hooksFrom,
                maxRowsPerFile,
                tolerate,
                compress,
                List.of(),
                DumpPolicies.NONE);
    }

    /** The same, with only the rows that these conditions choose, and what belongs to them. */
    public DumpOptions withWhere(List<String> conditions) {
        return new DumpOptions(
                version,
                tables,
                excluded,
                overwrite,
                hooksFrom,
                maxRowsPerFile,
                tolerate,
                compress,
                conditions,
                policies);
    }

    /** The same with these policies. */
    public DumpOptions withPolicies(DumpPolicies newPolicies) {
        return new DumpOptions(
                version,
                tables,
                excluded,
                overwrite,
                hooksFrom,
                maxRowsPerFile,
                tolerate,
                compress,
                where,
                newPolicies);
    }

    /** The same as another version. */
    public DumpOptions as(String otherVersion) {
        return new DumpOptions(
                otherVersion,
                tables,
                excluded,
                overwrite,
                hooksFrom,
                maxRowsPerFile,
                tolerate,
                compress,
                where,
                policies);
    }

    /** Everything, as version 0, into a directory that does not exist. */
    public static DumpOptions defaults() {
        return new DumpOptions("0", List.of(), List.of(), false, Optional.empty(), DEFAULT_ROWS_PER_FILE, false, false);
    }
}
