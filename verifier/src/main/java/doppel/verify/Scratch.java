package doppel.verify;

import doppel.ErrorCode;
import doppel.UsageException;
import doppel.dialect.Dialect;
import doppel.dialect.Dialects;
import doppel.dialect.ScratchDatabase;
import java.nio.file.Path;
import java.util.Optional;

/** Finds the scratch database for a proof. */
final class Scratch {

    private Scratch() {}

    /**
     * The database that the user names, or else one that the engine creates.
     *
     * @param url the source's
     * @param named the URL that the user names
     * @param directory an empty directory, for engines whose databases are files
     */
    static ScratchDatabase open(Dialect dialect, String url, Optional<String> named, Path directory) {
        if (named.isEmpty()) {
            return dialect.scratch(url, directory);
        }
        Dialect other = Dialects.forUrl(named.get());
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
