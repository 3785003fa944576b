package doppel.dialect;

import doppel.dialect.server.Credentials;
import doppel.literal.JavaType;
import doppel.schema.Column;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** What Doppel has to know about a database engine. Implementations are stateless and thread-safe. */
public interface Dialect {

    /** The same engine, with passwords from there where they are not found otherwise. Only servers want any. */
    default Dialect with(Credentials credentials) {
        return this;
    }

    /** Where passwords come from that are not found otherwise. */
    default Credentials credentials() {
        return Credentials.none();
    }

    /** The identifier that fixtures record, such as {@code sqlite}. */
    String id();

    /** The engine's name as people write it. */
    String displayName();

    /** Whether the URL, full or short, is one of this engine's. */
    boolean accepts(String url);

    /** The type of a create method's parameter for a column of this engine, where all values are as the column declares. */
    JavaType parameterType(Column column);

    /** How schemas leave this engine for another one, and come from another one. */
    Portability portability();

    /**
     * Opens a database to read it: one consistent snapshot, and nothing in it is ever changed.
     *
     * @throws doppel.DatabaseException if it is missing, locked, or no database of this engine
     */
    Source openSource(String url);

    /**
     * Looks at a database that is to be restored into, without changing anything.
     *
     * @throws doppel.DatabaseException if it is locked, or no database of this engine
     */
    default TargetState inspect(String url) {
        return inspect(url, Set.of());
    }

    /**
     * The same, where tables of these names count as empty whatever they hold.
     *
     * @param mayHaveRows the names as the schema of the target has them
     */
    TargetState inspect(String url, Set<String> mayHaveRows);

    /**
     * Begins a restore. Nothing that others see changes before {@link Target#publish}; what an earlier restore that was
     * killed left behind is cleaned up.
     *
     * @throws doppel.DatabaseException if the database is locked, another restore is running, or the schema cannot be created
     */
    Target openTarget(TargetRequest request);

    /**
     * Writes into a database that is there what version it is of, and changes nothing else in it.
     *
     * @throws doppel.DatabaseException if it is not there, or another tool keeps its version
     */
    void stamp(String url, String version);

    /**
     * A scratch database of this engine.
     *
     * @param url the database that it stands in for, on whose server it is created
     * @param directory an empty directory, for engines whose databases are files
     */
    ScratchDatabase scratch(String url, Path directory);

    /**
     * An empty database that is there already, to be used in place of a scratch database that the dialect creates; closing it
     * empties it again.
     *
     * @throws doppel.DatabaseException if it is not empty, or not there where it would have to be
     */
    ScratchDatabase borrow(String url);

    /**
     * Looks what Doppel could do with a database, as the user that the URL names. Nothing in it is changed.
     *
     * @throws doppel.DatabaseException if it cannot be connected to
     */
    List<CheckedAbility> check(String url);
}
