package doppel.restore;

import doppel.ErrorCode;
import doppel.FixtureException;
import doppel.OrdinaryFile;
import doppel.StorageException;
import doppel.dialect.Dialects;
import doppel.dialect.Target;
import doppel.dialect.TargetRequest;
import doppel.dialect.server.Credentials;
import doppel.schema.Schema;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** A script that creates a schema. Stateless. */
public final class SchemaScript {

    private SchemaScript() {}

    /** Its text. */
    static String text(Path file) {
        try {
            return OrdinaryFile.text(file);
        } catch (NoSuchFileException e) {
            throw new FixtureException(
                    ErrorCode.FILE_MISSING, "There is no file " + file + ".", "Check the path of the schema script.");
        } catch (IOException e) {
            throw StorageException.of("Reading " + file, e);
        }
    }

    /**
     * The schema that it creates, determined by running it.
     *
     * @param url an empty database of its engine, which stays empty
     * @param credentials the fallback source for passwords
     * @throws doppel.DatabaseException if the engine refuses the script
     */
    public static Schema schema(Path file, String url, Credentials credentials) {
        TargetRequest request = new TargetRequest(url, Optional.of(text(file)), false, TargetRequest.Rows.FITTED);
        try (Target target = Dialects.forUrl(url).with(credentials).openTarget(request)) {
            return target.schema();
        }
    }
}
