package doppel.dialect;

import doppel.dialect.version.FoundVersion;
import doppel.fixture.Row;
import doppel.schema.Identity;
import doppel.schema.Schema;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A database that is being restored. Others see nothing of it until it is published; closed before that, it leaves no
 * trace. Triggers do not fire. Used by one thread.
 *
 * <p>Unless keys were asked for at once, {@link #find}, {@link #update}, {@link #danglingReferences} and {@link #finishRows}
 * may throw {@link LateRefusalException}.
 */
public interface Target extends AutoCloseable {

    /** The tables that rows can be saved to. */
    Schema schema();

    /**
     * The version of the application that the database, as it is now, says it is of; empty if nothing says it. Before any rows,
     * that is what the schema's script says.
     *
     * @throws doppel.DatabaseException if it is not clear
     */
    Optional<FoundVersion> version();

    /**
     * Makes this the version that the database says it is of, in Doppel's own table, which is created if it is not there. Others
     * see it when the rest is published. Outside of any savepoint, after the rows.
     */
    void stamp(String version);

    /** Whether a row is refused whose references lead nowhere yet. */
    boolean checksReferencesAtOnce();

    /**
     * Says, outside of any savepoint, that rows of this table are about to come. Those of Doppel's own table take the place of
     * what it said before.
     */
    void prepare(String table);

    /** Deletes the rows that the script of the schema has inserted into a table, before any other come. */
    void clear(String table);

    /**
     * Checks a row without asking the database: what can be known beforehand costs no rollback.
     *
     * @throws RefusedException if a column cannot hold its value
     */
    void check(Row row) throws RefusedException;

    /** Rows on their way into the target. */
    interface Batch {

        /**
         * Makes a row ready to be inserted, as far as that takes nothing but the row and the schema: the target may be at work for
         * another thread meanwhile. Rows do not change afterwards. One thread at a time adds rows to the batches of a target.
         */
        void add(Row row);

        /**
         * Inserts the rows, once: all or none as far as the caller rolls back to its savepoint when they are refused. In the thread that
         * the target belongs to, when all rows have been added.
         *
         * @throws RefusedException if the database refuses one of them for what it holds
         * @throws doppel.DatabaseException if the database fails for any other reason
         */
        void insert() throws RefusedException;
    }

    /** A batch without rows. Each that rows were added to has to be inserted before anybody asks about references. */
    Batch batch();

    /** Inserts rows as one {@link Batch}. */
    default void insert(List<Row> rows) throws RefusedException {
        Batch batch = batch();
        rows.forEach(batch::add);
        batch.insert();
    }

    /** How many rows to insert at once: more of them take more memory; fewer cost more round trips where there is a server. */
    int rowsAtOnce();

    /**
     * Changes columns of the one row with this key.
     *
     * @param key the key's columns and values
     * @param changes the other columns' new values
     */
    void update(Row key, Row changes) throws RefusedException;

    /** One row with these values, with all its columns. */
    Optional<Row> find(String table, String[] columns, Object[] values);

    /** The collation by which a column's text is compared; empty where different text is never equal. */
    Optional<String> collation(String table, String column);

    /** Begins a savepoint inside the current one. */
    void savepoint();

    /** Undoes everything since the newest savepoint, and ends it. */
    void rollbackToSavepoint();

    /** Ends the newest savepoint, keeping what was done. */
    void releaseSavepoint();

    /**
     * Says where the numbering of a table's column stood in the source, after its rows have come: it goes on from there, or
     * from the greatest number that is there.
     */
    void continueNumbering(String table, Identity identity);

    /**
     * Lets a sequence that stands on its own go on beyond a number, if it does not stand there yet.
     *
     * @param sequence its name, as {@link Schema#others} has it
     * @param greatest the greatest number in use
     */
    void continueSequence(String sequence, long greatest);

    /** Says that no more rows come: creates what was left for after the rows. */
    void finishRows();

    /** Gives each reference that leads nowhere, as the engine finds them; there can be as many as rows. */
    void danglingReferences(Consumer<DanglingReference> taker);

    /** Takes the rows with this reference out again, so that what refers to them shows. Never publish after this. */
    void delete(DanglingReference reference);

    /**
     * Checks that the database is whole.
     *
     * @return what the schema forbids and the rows do all the same: only a reproduced database may hold such rows
     * @throws doppel.DatabaseException if the database is damaged
     */
    List<String> verify();

    /** Makes the database, as it is now, the one that everybody sees: all at once, and for good. */
    void publish();

    @Override
    void close();
}
