package doppel.dialect;

import doppel.dialect.version.FoundVersion;
import doppel.fixture.Row;
import doppel.schema.Identity;
import doppel.schema.Schema;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A database that is being restored. Others do not see it until it is published; if it is closed before that, it leaves
 * no trace. Triggers do not fire. Used by one thread.
 *
 * <p>Unless keys were requested at once, {@link #find}, {@link #update}, {@link #danglingReferences} and
 * {@link #finishRows} may throw {@link LateRefusalException}.
 */
public interface Target extends AutoCloseable {

    /** The tables that rows can be saved to. */
    Schema schema();

    /**
     * The version of the application that the database records at present; empty if it records none. Before any rows,
     * that is what the schema's script says.
     *
     * @throws doppel.DatabaseException if it is not clear
     */
    Optional<FoundVersion> version();

    /**
     * Records this version in Doppel's own table, which is created if it is missing. Others see it when the rest is
     * published. To be called outside of any savepoint, after the rows.
     */
    void stamp(String version);

    /** Whether the database refuses rows whose references lead nowhere yet. */
    boolean checksReferencesAtOnce();

    /**
     * Announces, outside of any savepoint, that rows of this table follow. Rows of Doppel's own table replace what it
     * said before.
     */
    void prepare(String table);

    /** Deletes the rows that the script of the schema has inserted into a table, before other rows come. */
    void clear(String table);

    /**
     * Checks a row without asking the database: a refusal that is known beforehand costs no rollback.
     *
     * @throws RefusedException if a column cannot hold its value
     */
    void check(Row row) throws RefusedException;

    /** Rows on their way into the target. */
    interface Batch {

        /**
         * Prepares a row for insertion, using only the row and the schema, since the target may be working for another
         * thread at the same time. Rows do not change afterwards. Only one thread at a time adds rows to the batches of
         * a target.
         */
        void add(Row row);

        /**
         * Inserts the rows, once: all or none, provided that the caller rolls back to its savepoint when they are
         * refused. To be called in the thread that the target belongs to, when all rows have been added.
         *
         * @throws RefusedException if the database refuses one of them for what it holds
         * @throws doppel.DatabaseException if the database fails for any other reason
         */
        void insert() throws RefusedException;
    }

    /** An empty batch. Every batch with rows has to be inserted before references are looked for. */
    Batch batch();

    /** Inserts rows as one {@link Batch}. */
    default void insert(List<Row> rows) throws RefusedException {
        Batch batch = batch();
        rows.forEach(batch::add);
        batch.insert();
    }

    /** How many rows to insert at once: more rows take more memory; fewer rows cost more round trips to a server. */
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

    /** The collation by which a column's text is compared; empty if different texts are never equal. */
    Optional<String> collation(String table, String column);

    /** Begins a savepoint inside the current one. */
    void savepoint();

    /** Undoes everything since the newest savepoint, and ends it. */
    void rollbackToSavepoint();

    /** Ends the newest savepoint, keeping what was done. */
    void releaseSavepoint();

    /**
     * Continues the numbering of a table's column, after its rows have come, from where it stood in the source, or from
     * the greatest number in the table.
     */
    void continueNumbering(String table, Identity identity);

    /** Whether the engine's own script says where the numbering of tables stood; otherwise, their rows do. */
    default boolean scriptNumbers() {
        return true;
    }

    /**
     * Advances a standalone sequence beyond a number, unless it is beyond it already.
     *
     * @param sequence its name, as {@link Schema#others} has it
     * @param greatest the greatest number in use
     */
    void continueSequence(String sequence, long greatest);

    /**
     * Lets a standalone sequence stand where another one stood; if it cannot, it stays as it is. An engine without
     * sequences does nothing.
     *
     * @param sequence its name, as {@link Schema#others} has it
     */
    default void placeSequence(String sequence, Sequences.Position position) {}

    /** Whether the next number of a standalone sequence is not beyond the numbers that a column holds. */
    default boolean isBehind(String sequence, String table, String column) {
        return false;
    }

    /**
     * Runs a statement that the application's steps give, as a part of the restore.
     *
     * @throws doppel.DatabaseException if the database refuses it
     */
    void execute(String sql);

    /** Announces that no more rows follow, and creates what was left for after the rows. */
    void finishRows();

    /** Gives each reference that leads nowhere, as the engine finds them; there can be as many as rows. */
    void danglingReferences(Consumer<DanglingReference> taker);

    /**
     * Removes the rows with this reference again, so that the rows that refer to them show up. Never publish after
     * this.
     */
    void delete(DanglingReference reference);

    /**
     * Checks that the database is whole.
     *
     * @return how the rows violate the schema: only a reproduced database may hold such rows
     * @throws doppel.DatabaseException if the database is damaged
     */
    List<String> verify();

    /** What the application has to do with the new database before it uses it, a sentence each; after the rows. */
    default List<String> notices() {
        return List.of();
    }

    /** Makes the database visible to everybody as it is now: all at once, and durably. */
    void publish();

    @Override
    void close();
}
