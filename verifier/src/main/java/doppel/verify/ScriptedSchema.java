package doppel.verify;

import doppel.Directories;
import doppel.StorageException;
import doppel.dialect.ScratchDatabase;
import doppel.dialect.server.Credentials;
import doppel.restore.SchemaScript;
import doppel.schema.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Determines the schema that a script creates, in a scratch database. Stateless. */
public final class ScriptedSchema {

    private ScriptedSchema() {}

    /**
     * The schema.
     *
     * @param server the URL of a database on whose server the script is tried out; empty for a database that is a file
     * @param credentials the fallback source for passwords
     * @throws doppel.DatabaseException if the engine refuses the script
     */
    public static Schema of(Path script, Optional<String> server, Credentials credentials) {
        try {
            Path work = Files.createTempDirectory("doppel");
            try (ScratchDatabase scratch = Scratch.near(server, work, credentials)) {
                return SchemaScript.schema(script, scratch.url(), credentials);
            } finally {
                Directories.delete(work);
            }
        } catch (IOException e) {
            throw StorageException.of("Using a directory for a scratch database", e);
        }
    }
}
