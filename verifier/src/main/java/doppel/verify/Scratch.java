package doppel.verify;

import doppel.ErrorCode;
import doppel.PrivateFiles;
import doppel.StorageException;
import doppel.UsageException;
import doppel.dialect.Dialect;
import doppel.dialect.Dialects;
import doppel.dialect.ScratchDatabase;
import doppel.dialect.server.Credentials;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Finds the scratch database for a proof. */
final class Scratch {

    private Scratch() {}

    /**
     * A database that the engine creates.
     *
     * @param server the URL of a database on whose server it is created; empty for a database that is a file
     * @param directory is created, for engines whose databases are files
     */
    static ScratchDatabase near(Optional<String> server, Path directory, Credentials credentials) {
        String url = server.orElse(directory.resolve("scratch.db").toString());
        try {
            return Dialects.forUrl(url).with(credentials).scratch(url, PrivateFiles.directory(directory));
        } catch (IOException e) {
            throw StorageException.of("Creating " + directory, e);
        }
    }

    /**
     * The database that the user names, or else one that the engine creates.
     *
     * @param url the source's URL
     * @param named the URL that the user names
     * @param directory an empty directory, for engines whose databases are files
     */
    static ScratchDatabase open(Dialect dialect, String url, Optional<String> named, Path directory) {
        if (named.isEmpty()) {
            return dialect.scratch(url, directory);
        }
        Dialect other = Dialects.forUrl(named.get()).with(dialect.credentials());
        if (!other.id().equals(dialect.id())) {
            throw new UsageException(
                    ErrorCode.USAGE,
                    "The scratch database " + Dialects.withoutPassword(named.get()) + " is of another engine than "
                            + Dialects.withoutPassword(url) + ".",
                    "Name an empty database of " + dialect.displayName() + " with --scratch.");
        }
        return other.borrow(named.get());
    }
}
