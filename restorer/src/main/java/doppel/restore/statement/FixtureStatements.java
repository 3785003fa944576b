package doppel.restore.statement;

import doppel.migration.passage.Crossing;
import doppel.schema.Schema;
import java.nio.file.Path;

/** The fixture of a statement, as much of it as a statement and its saver need. Used by one thread. */
public interface FixtureStatements {

    /** Where the fixture is. */
    Path directory();

    /** The schema that its rows were read from. */
    Schema schema();

    /** Whether it holds what another fixture could not save. */
    boolean isPart();

    /** The name of a file by its number. */
    String file(int number);

    /** The source of a statement that was read, without its indentation. */
    byte[] source(Origin origin);

    /** The statement that was read from a place. */
    Statement readAgain(Origin origin);

    /** Takes the rows of the running statement through the steps, from where they are. */
    void cross(Crossing rows);

    /** Saves the rows that steps have created on their own since the last call. */
    void saveCreated();
}
