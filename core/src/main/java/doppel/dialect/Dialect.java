package doppel.dialect;

import doppel.dialect.server.Credentials;
import doppel.literal.JavaType;
import doppel.schema.Column;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What Doppel needs to know about a database engine. Implementations hold nothing but the passwords of a run, and are
 * thread-safe.
 */
public interface Dialect {

    /** The same engine, with a fallback source for passwords. Only servers need passwords. */
    default Dialect with(Credentials credentials) {
        return this;
    }

    /** The fallback source for passwords. */
    default Credentials credentials() {
        return Credentials.none();
    }

    /** The identifier that fixtures record, such as {@code sqlite}. */
    String id();

    /** The engine's name as people write it. */
    String displayName();

    /** Whether the URL, full or short, belongs to this engine. */
    boolean accepts(String url);

    /** The file that a database is, for engines whose databases are files. */
    default Optional<Path> file(String url) {
        return Optional.empty();
    }

    /** The type of a create method's parameter for a column of this engine, if all values are of the declared type. */
    JavaType parameterType(Column column);

    /** Translates schemas from this engine to another one, and back. */
    Portability portability();

    /** What the engine's words say of sequences. */
    default Sequences sequences() {
        return Sequences.NONE;
    }

    /**
     * Opens a database for reading, in one consistent snapshot. Nothing in it is ever changed.
     *
     * @throws doppel.DatabaseException if it is missing, locked, or not a database of this engine
     */
    Source openSource(String url);

    /**
     * Opens a database to change it in place.
     *
     * @param readOnly whether the engine is to refuse every change
     * @throws doppel.DatabaseException if it is missing, locked, or not a database of this engine
     */
    LiveDatabase openLive(String url, boolean readOnly);

    /**
     * Inspects the target database of a restore, without changing anything.
     *
     * @throws doppel.DatabaseException if it is locked, or not a database of this engine
     */
    default TargetState inspect(String url) {
        return inspect(url, Set.of());
    }

    /**
     * The same; tables of these names count as empty, whatever they hold.
     *
     * @param mayHaveRows the names as the schema of the target has them
     */
    TargetState inspect(String url, Set<String> mayHaveRows);

    /**
     * What an interrupted restore into this database left to be done, a sentence; empty if nothing. Changes nothing.
     */
    default Optional<String> unfinished(String url) {
        return Optional.empty();
    }

    /**
     * Does what {@link #unfinished} says, unless a restore is running now.
     *
     * @return the definitions that had to be given up, since the server refuses them, a sentence each
     * @throws doppel.DatabaseException if it cannot be done
     */
    default List<String> finish(String url) {
        return List.of();
    }

    /**
     * The other connections to a database, a few words each: what they write during a restore is lost when the new
     * database takes its place. None where a restore holds writers off, or the server does not show them to this user.
     */
    default List<String> connections(String url) {
        return List.of();
    }

    /**
     * Begins a restore. Others see no change before {@link Target#publish}. Leftovers of a killed restore are cleaned
     * up.
     *
     * @throws doppel.DatabaseException if the database is locked, another restore is running, or the schema cannot be
     *     created
     */
    Target openTarget(TargetRequest request);

    /**
     * Records a version in an existing database, and changes nothing else in it.
     *
     * @throws doppel.DatabaseException if it is not there, or another tool keeps its version
     */
    void stamp(String url, String version);

    /**
     * A scratch database of this engine.
     *
     * @param url the database that it replaces, on whose server it is created
     * @param directory an empty directory, for engines whose databases are files
     */
    ScratchDatabase scratch(String url, Path directory);

    /**
     * An existing empty database, used instead of a scratch database that the dialect creates; closing it empties it
     * again.
     *
     * @throws doppel.DatabaseException if it is not empty, or not there where it would have to be
     */
    ScratchDatabase borrow(String url);

    /**
     * The code in a database that a copy would run by itself, with rights of the user of the copy's URL that the owner
     * of the code lacks; a phrase each.
     *
     * @param source a database of this dialect
     * @param copyUrl the database that the copy goes to
     */
    default List<String> codeOfOthers(Source source, String copyUrl) {
        return List.of();
    }

    /**
     * Checks what Doppel could do with a database, as the user that the URL names. Nothing in it is changed.
     *
     * @throws doppel.DatabaseException if it cannot be connected to
     */
    List<CheckedAbility> check(String url);
}
