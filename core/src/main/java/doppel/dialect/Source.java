package doppel.dialect;

import doppel.dialect.version.FoundVersion;
import doppel.schema.ForeignKey;
import doppel.schema.Schema;
import doppel.schema.Table;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** A database that is read in one consistent snapshot. Used by one thread. */
public interface Source extends AutoCloseable {

    /** All tables that hold rows of their own, with their keys. */
    Schema schema();

    /** The tables that an object without rows of its own keeps its rows in; empty if there is no such object. */
    default List<String> tablesOf(String object) {
        return List.of();
    }

    /**
     * The engine's own DDL, verbatim, that creates these tables and everything that belongs to them, as a script the
     * engine's own client can run. What cannot be carried is named.
     *
     * @throws doppel.DatabaseException if a table cannot be created again
     */
    Ddl ddl(List<Table> tables);

    /**
     * The version of the application that the database records; empty if it records none.
     *
     * @param query a query of the user that returns it, instead of the tables in which tools keep it
     * @throws doppel.DatabaseException if it is not clear; it is never guessed
     */
    Optional<FoundVersion> version(Optional<String> query);

    /** A script of all tables, as {@link #ddl} gives it, that also records the version of the new database. */
    String stamped(String script, String version);

    /** Reports each reference that leads nowhere, as the engine finds them; there can be as many as rows. */
    void danglingReferences(Consumer<DanglingReference> taker);

    /**
     * The rows, ordered by primary key, or else by all columns in binary order. The caller closes the cursor before the
     * next call.
     */
    RowCursor rows(Table table);

    /**
     * Reports, in order, the numbers of the rows for which a condition holds: the first row of {@link #rows} has the
     * number 0. The condition sees the same snapshot, and cannot write.
     *
     * @param condition an expression in the engine's SQL, on the columns of the table
     * @throws doppel.DatabaseException if the engine refuses the condition, or it is more than an expression
     */
    void matchingRows(Table table, String condition, LongConsumer taker);

    /**
     * Reports each reference by this foreign key of the table, once for each row that is referred to, as the engine
     * itself compares. Rows with a NULL among the key's columns refer to nothing. Neither do rows whose key the engine
     * cannot follow, because it refers to another database or to something that is not a column.
     */
    void references(Table table, ForeignKey key, ReferenceTaker taker);

    /** References to rows of these tables that {@link #references} does not report, a sentence each. */
    default List<String> referencesNotFollowed(List<Table> tables) {
        return List.of();
    }

    /**
     * Values among the rows read so far that the engine would change if they were inserted again, a sentence for each
     * column, with counts.
     */
    List<String> unstableValues();

    /**
     * A digest of the table's content, computed from raw values by a path that shares nothing with {@link #rows}: equal
     * for equal rows, in any order.
     */
    TableDigest digest(Table table);

    /** How many rows the engine counts in a table: apart from {@link #rows} and {@link #digest}, which read them. */
    long rowCount(Table table);

    /** A digest of everything but the tables' rows: definitions and settings. */
    String definitionDigest();

    /**
     * How many there are of each kind of object, and how many rows are in tables that {@link #schema} does not have,
     * as the engine's own catalogs count: what a dump overlooks shows here.
     */
    default SortedMap<String, Long> census() {
        return new TreeMap<>();
    }

    /** Checks the database's own consistency, and returns what is wrong, a sentence each. */
    List<String> integrityProblems();

    @Override
    void close();
}
