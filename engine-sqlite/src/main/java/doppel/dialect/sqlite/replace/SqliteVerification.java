package doppel.dialect.sqlite.replace;

import doppel.DatabaseException;
import doppel.ErrorCode;
import doppel.dialect.Queries;
import doppel.dialect.sqlite.connect.SqliteFile;
import doppel.dialect.sqlite.definition.SqliteIntegrity;
import java.sql.Connection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Checks that a new database is intact, before anybody else sees it. */
public final class SqliteVerification {

    private static final String NULL_FAULT = "NULL value in";
    private static final String CHECK_FAULT = "CHECK constraint failed in";
    private static final int MOST_PROBLEMS = 1_000;
    /** Checking a file smaller than this takes less time than opening another connection. */
    private static final long SMALLEST = 8 << 20;

    private final SqliteFile file;
    private final Connection connection;
    private final Handle handle;
    private final boolean reproduced;

    /** @param reproduced whether rows came without checking CHECK constraints */
    public SqliteVerification(SqliteFile file, Connection connection, boolean reproduced) {
        this.file = file;
        this.connection = connection;
        this.reproduced = reproduced;
        handle = Queries.on(connection);
    }

    /** Whether checking on two connections is worth a commit. */
    public boolean isLarge() {
        return number("PRAGMA page_count") * number("PRAGMA page_size") >= SMALLEST;
    }

    private long number(String pragma) {
        return file.query(
                "Checking the new database",
                () -> handle.createQuery(pragma).mapTo(Long.class).one());
    }

    /**
     * Checks.
     *
     * @param committed whether other connections can see everything
     * @return the constraints that rows violate
     */
    public List<String> faults(boolean committed) {
        // unless rows are reproduced, these were checked with each row
        String constraints = ignoreConstraints(!reproduced);
        run(constraints);
        if (committed && new SqliteProof(file, connection, constraints).isSound()) {
            return List.of();
        }
        List<String> problems = problems();
        Set<String> faults = new LinkedHashSet<>();
        if (problems.size() >= MOST_PROBLEMS) { // damage has to be found, however many rows violate the constraints
            run(ignoreConstraints(true));
            faults.addAll(problems());
        }
        problems.stream().filter(problem -> problem.startsWith(NULL_FAULT)).forEach(faults::add);
        faults.addAll(problems);
        faults.forEach(SqliteVerification::requireFault);
        return List.copyOf(faults);
    }

    private static String ignoreConstraints(boolean ignore) {
        return "PRAGMA ignore_check_constraints = " + (ignore ? "ON" : "OFF");
    }

    private static void requireFault(String problem) {
        if (!problem.startsWith(NULL_FAULT) && !problem.startsWith(CHECK_FAULT)) {
            throw new DatabaseException(
                    ErrorCode.VERIFICATION_FAILED,
                    "The new database is damaged: " + problem + ".",
                    "The target was not touched. Check the disk and the memory of this machine, and try again.");
        }
    }

    private List<String> problems() {
        return file.query(
                "Checking the new database", () -> SqliteIntegrity.problems(connection, MOST_PROBLEMS, Set.of()));
    }

    private void run(String sql) {
        file.run(connection, "Checking the new database", sql);
    }
}
