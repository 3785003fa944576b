package doppel.shell;

import doppel.schema.Schema;
import doppel.shell.change.ChangedRow;
import doppel.shell.record.CompiledRecords;
import doppel.shell.text.TextTable;
import doppel.shell.work.TableRows;
import doppel.shell.work.Work;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.SortedMap;
import org.jdbi.v3.core.Handle;

/** What the words of the shell work on: a database, or a fixture, which is read-only. Used by one thread. */
public interface Workplace extends AutoCloseable {

    /** The tables. */
    Schema schema();

    /**
     * All rows of a table.
     *
     * @throws doppel.UsageException if there is no such table
     */
    TableRows table(String name);

    /** The work, step by step. */
    Work work();

    /** The connection, with JDBI. */
    Handle handle();

    /** A column as a condition in SQL names it. */
    String sqlName(String column);

    /** The rows of a query, with a {@code ?} for each value. */
    TextTable sql(String query, Object... values);

    /** A record type for each table, compiled once for a schema. */
    CompiledRecords records();

    /** Where results go. */
    PrintWriter out();

    /** The rows that have been changed and not committed. */
    List<ChangedRow> changes();

    /** The numbers that have been given away, by the names of what gives them: nothing takes them back. */
    SortedMap<String, Long> counters();

    /** From now on, {@link #userCommits} does nothing: somebody else commits at the end. */
    void commitsAtEnd();

    /** What the user says: commits, unless somebody else does at the end. */
    List<String> userCommits();

    /**
     * Keeps the rows as they were, if that is wanted, and commits.
     *
     * @return what was done, a sentence for the user each
     */
    List<String> commit();

    /** Puts back the rows that an earlier commit has kept; returns how many there were. */
    long putBack(Path folder);

    /** The exception for an error that the driver reports. */
    RuntimeException failure(SQLException e);

    @Override
    void close();
}
