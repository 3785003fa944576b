package doppel.dump;

import doppel.ErrorCode;
import doppel.UsageException;
import doppel.dialect.version.VersionWord;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * How to dump. Immutable: each method gives other options.
 *
 * <pre>{@code
 * DumpOptions options = DumpOptions.defaults().as("1.4.0").excluding(List.of("session")).overwrite();
 * }</pre>
 */
public final class DumpOptions {

    /** Enough rows that small tables are one file, but few enough that an editor opens it immediately. */
    public static final int DEFAULT_ROWS_PER_FILE = 10_000;

    /** What a dump does only on request. */
    public enum Choice {
        /** It replaces an earlier fixture in the same directory. */
        OVERWRITE,
        /**
         * Parts of the schema that cannot be carried are left out, and values that a restore converts are dumped; both
         * are reported instead of refused.
         */
        TOLERATE,
        /** It compresses row files. */
        COMPRESS,
        /** It leaves out the rows that do not travel through another engine. */
        TRAVELLING
    }

    private final String version;
    private final List<String> tables;
    private final List<String> excluded;
    private final Optional<Path> hooksFrom;
    private final int maxRowsPerFile;
    private final List<String> where;
    private final DumpPolicies policies;
    private final Set<Choice> choices;

    private DumpOptions(
            String version,
            List<String> tables,
            List<String> excluded,
            Optional<Path> hooksFrom,
            int maxRowsPerFile,
            List<String> where,
            DumpPolicies policies,
            Set<Choice> choices) {
        this.version = VersionWord.require(version, "--as-version");
        this.tables = List.copyOf(tables);
        this.excluded = List.copyOf(excluded);
        this.hooksFrom = Objects.requireNonNull(hooksFrom);
        this.maxRowsPerFile = maxRowsPerFile;
        this.where = List.copyOf(where);
        this.policies = Objects.requireNonNull(policies);
        this.choices = choices;
        if (maxRowsPerFile < 1) {
            throw new UsageException(
                    ErrorCode.USAGE, "A file holds at least one row.", "Give --max-rows-per-file a number, 1 or more.");
        }
    }

    /** Everything, as version 0, into a directory that does not exist. */
    public static DumpOptions defaults() {
        return new DumpOptions(
                "0",
                List.of(),
                List.of(),
                Optional.empty(),
                DEFAULT_ROWS_PER_FILE,
                List.of(),
                DumpPolicies.NONE,
                EnumSet.noneOf(Choice.class));
    }

    /** Sets the version of the application that the rows belong to. */
    public DumpOptions as(String other) {
        return new DumpOptions(other, tables, excluded, hooksFrom, maxRowsPerFile, where, policies, choices);
    }

    /** Dumps only these tables; all if none are given. */
    public DumpOptions tables(List<String> only) {
        return new DumpOptions(version, only, excluded, hooksFrom, maxRowsPerFile, where, policies, choices);
    }

    /** Leaves these tables out. */
    public DumpOptions excluding(List<String> without) {
        return new DumpOptions(version, tables, without, hooksFrom, maxRowsPerFile, where, policies, choices);
    }

    /** Carries over the edits of an earlier fixture's {@code Restore.java}. */
    public DumpOptions hooksFrom(Optional<Path> earlier) {
        return new DumpOptions(version, tables, excluded, earlier, maxRowsPerFile, where, policies, choices);
    }

    /** Sets the maximum number of rows in a file. */
    public DumpOptions maxRowsPerFile(int rows) {
        return new DumpOptions(version, tables, excluded, hooksFrom, rows, where, policies, choices);
    }

    /** Only the rows that these conditions, {@code table=condition}, choose, and what belongs to them. */
    public DumpOptions where(List<String> conditions) {
        return new DumpOptions(version, tables, excluded, hooksFrom, maxRowsPerFile, conditions, policies, choices);
    }

    /** What becomes of the rows of tables. */
    public DumpOptions policies(DumpPolicies others) {
        return new DumpOptions(version, tables, excluded, hooksFrom, maxRowsPerFile, where, others, choices);
    }

    /** Makes a choice, or withdraws it. */
    public DumpOptions with(Choice choice, boolean chosen) {
        Set<Choice> others = EnumSet.noneOf(Choice.class);
        others.addAll(choices);
        if (chosen) {
            others.add(choice);
        } else {
            others.remove(choice);
        }
        return new DumpOptions(version, tables, excluded, hooksFrom, maxRowsPerFile, where, policies, others);
    }

    /** {@link Choice#OVERWRITE}. */
    public DumpOptions overwrite() {
        return with(Choice.OVERWRITE, true);
    }

    /** {@link Choice#TOLERATE}. */
    public DumpOptions tolerate() {
        return with(Choice.TOLERATE, true);
    }

    /** {@link Choice#COMPRESS}. */
    public DumpOptions compress() {
        return with(Choice.COMPRESS, true);
    }

    /** The version of the application that the rows belong to. */
    public String version() {
        return version;
    }

    /** The only tables to dump; empty for all. */
    public List<String> tables() {
        return tables;
    }

    /** The tables to leave out. */
    public List<String> excluded() {
        return excluded;
    }

    /** The earlier fixture whose edits are carried over. */
    public Optional<Path> hooksFrom() {
        return hooksFrom;
    }

    /** How many rows a file may hold. */
    public int maxRowsPerFile() {
        return maxRowsPerFile;
    }

    /** The conditions that choose the rows to dump; empty for all. */
    public List<String> where() {
        return where;
    }

    /** What becomes of the rows of tables. */
    public DumpPolicies policies() {
        return policies;
    }

    /** Whether this was chosen. */
    public boolean has(Choice choice) {
        return choices.contains(choice);
    }
}
