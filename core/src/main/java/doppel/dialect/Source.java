package doppel.dialect;

import doppel.dialect.version.FoundVersion;
import doppel.schema.ForeignKey;
import doppel.schema.Schema;
import doppel.schema.Table;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** A database that is read: one consistent snapshot. Used by one thread. */
public interface Source extends AutoCloseable {

    /** All tables that hold rows of their own, with their keys. */
    Schema schema();

    /**
     * The engine's own DDL, verbatim, that creates these tables and everything that belongs to them, as a script the
     * engine's own client can run. It has been tried out: what does not come back from it is named.
     *
     * @throws doppel.DatabaseException if a table cannot be created again
     */
    Ddl ddl(List<Table> tables);

    /**
     * The version of the application that the database says it is of; empty if nothing says it.
     *
     * @param query a query of the user's that gives it, in place of the tables where tools keep it
     * @throws doppel.DatabaseException if it is not clear, and never guessed
     */
    Optional<FoundVersion> version(Optional<String> query);

    /** A script of all tables, as {@link #ddl} gives it, that also says what version the new database is of. */
    String stamped(String script, String version);

    /** Gives each reference that leads nowhere, as the engine finds them; there can be as many as rows. */
    void danglingReferences(Consumer<DanglingReference> taker);

    /** The rows: by primary key, or else by all columns in binary order. The caller closes the cursor before the next. */
    RowCursor rows(Table table);

    /**
     * Gives the numbers of the rows for which a condition holds, in their order: the first that {@link #rows} gives has the
     * number 0. The condition sees the same snapshot, and cannot write.
     *
     * @param condition an expression in the engine's SQL, on the columns of the table
     * @throws doppel.DatabaseException if the engine refuses the condition, or it is more than an expression
     */
    void matchingRows(Table table, String condition, LongConsumer taker);

    /**
     * Gives each reference by this foreign key of the table: once for each row that is referred to, as the engine itself
     * compares. Rows with a NULL among the key's columns refer to nothing, and neither do those whose key the engine cannot
     * follow since what it refers to is in another database, or no column.
     */
    void references(Table table, ForeignKey key, ReferenceTaker taker);

    /** What refers to rows of these tables in ways that {@link #references} does not know, a sentence each. */
    default List<String> referencesNotFollowed(List<Table> tables) {
        return List.of();
    }

    /**
     * Values among the rows read so far that the engine would turn into others if they were inserted again, a sentence for
     * each column, with counts.
     */
    List<String> unstableValues();

    /**
     * What the table holds, computed from raw values by a path that shares nothing with {@link #rows}: equal for equal
     * rows, in whatever order they are.
     */
    TableDigest digest(Table table);

    /** A digest of everything that the tables' rows do not show: definitions and settings. */
    String definitionDigest();

    /** Checks the database's own consistency: what is wrong, a sentence each. */
    List<String> integrityProblems();

    @Override
    void close();
}
