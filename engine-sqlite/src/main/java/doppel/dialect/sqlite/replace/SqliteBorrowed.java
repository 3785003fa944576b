package doppel.dialect.sqlite.replace;

import doppel.StorageException;
import doppel.dialect.ScratchDatabase;
import doppel.dialect.sqlite.connect.SqliteFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;

/**
 * An empty or missing file, used as a scratch database; afterwards, it is as it was before.
 *
 * @param file the file
 * @param existed whether it existed
 */
public record SqliteBorrowed(SqliteFile file, boolean existed) implements ScratchDatabase {

    public static SqliteBorrowed of(SqliteFile file) {
        SqliteTargetState.of(file).requireEmpty(file.path().toString());
        return new SqliteBorrowed(file, Files.exists(file.path()));
    }

    @Override
    public String url() {
        return file.path().toString();
    }

    @Override
    public void close() {
        if (!existed) {
            file.delete();
            return;
        }
        file.deleteCompanions();
        try (FileChannel emptied = FileChannel.open(file.path(), StandardOpenOption.WRITE)) {
            emptied.truncate(0);
        } catch (IOException e) {
            throw StorageException.of("Emptying " + file.path(), e);
        }
    }
}
