package doppel.dialect.sqlite;

import static doppel.dialect.CheckedAbility.limited;
import static doppel.dialect.CheckedAbility.missing;
import static doppel.dialect.CheckedAbility.ok;

import doppel.DatabaseException;
import doppel.StorageException;
import doppel.dialect.CheckedAbility;
import doppel.dialect.CheckedAbility.Purpose;
import doppel.dialect.Ddl;
import doppel.dialect.Queries;
import doppel.dialect.sqlite.connect.SqliteFile;
import doppel.dialect.sqlite.connect.SqliteStandIns;
import doppel.dialect.sqlite.connect.SqliteUnknowns;
import doppel.dialect.sqlite.definition.SqliteSchemaReader;
import doppel.dialect.sqlite.definition.SqliteScript;
import doppel.schema.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/** Checks what can be done with the file of a database. */
record SqliteCheck(SqliteFile file) {

    private static final int SHOWN = 5;

    List<CheckedAbility> run() {
        Connection connection = file.openReadOnly();
        try (connection) {
            connection.setAutoCommit(false);
            return run(Queries.on(connection), SqliteStandIns.on(connection).unknowns());
        } catch (SQLException | JdbiException e) {
            throw file.failure("Reading the schema", e);
        } catch (IOException e) {
            throw StorageException.of("Looking at " + file.path(), e);
        }
    }

    private List<CheckedAbility> run(Handle handle, SqliteUnknowns unknowns) throws IOException {
        List<CheckedAbility> found = new ArrayList<>();
        found.add(ok("server", Purpose.ALL, "SQLite " + text(handle, "SELECT sqlite_version()") + ", in Doppel"));
        Schema schema = SqliteSchemaReader.read(handle);
        found.add(CheckedAbility.reads(schema.tables().size()));
        found.add(definitions(handle, schema, unknowns));
        found.add(ok(
                "encoding",
                Purpose.ALL,
                text(handle, "PRAGMA encoding") + ", journal mode " + text(handle, "PRAGMA journal_mode")));
        Path directory = file.path().toAbsolutePath().getParent();
        found.add(replacement(directory));
        long size = Files.size(file.path());
        found.add(room(
                "disk-room", Purpose.RESTORE, directory, size, "Make room, or restore into a file on another disk."));
        found.add(room(
                "scratch-database",
                Purpose.VERIFY,
                Path.of(System.getProperty("java.io.tmpdir")),
                size,
                "Make room, or name a file on another disk with --scratch."));
        return found;
    }

    private static CheckedAbility definitions(Handle handle, Schema schema, SqliteUnknowns unknowns) {
        Ddl ddl;
        try {
            ddl = SqliteScript.write(handle, schema.tables(), unknowns);
        } catch (DatabaseException e) {
            return missing("read-definitions", Purpose.DUMP, e.getMessage(), e.nextStep());
        }
        if (!ddl.notCarried().isEmpty()) {
            return limited(
                    "read-definitions",
                    Purpose.DUMP,
                    "not all definitions can be created again: " + some(ddl.notCarried()),
                    "`doppel dump --tolerate` leaves them out.");
        }
        return ddl.notices().isEmpty()
                ? ok("read-definitions", Purpose.DUMP, "all definitions can be created again")
                : limited(
                        "read-definitions",
                        Purpose.DUMP,
                        "all definitions can be created again, but not used without the application: "
                                + some(ddl.notices()),
                        "Nothing is lost. `doppel dump` and `doppel restore` say this again.");
    }

    private static String some(List<String> sentences) {
        return String.join("; ", sentences.stream().limit(SHOWN).toList());
    }

    private CheckedAbility replacement(Path directory) {
        return Files.isWritable(directory) && Files.isWritable(file.path())
                ? ok("replace", Purpose.RESTORE, "file and directory can be written")
                : missing(
                        "replace",
                        Purpose.RESTORE,
                        "this account may not write " + (Files.isWritable(directory) ? file.path() : directory),
                        "A new file replaces the old one: run Doppel as the owner of both.");
    }

    private static CheckedAbility room(String name, Purpose purpose, Path directory, long size, String remedy)
            throws IOException {
        long free = Files.getFileStore(directory).getUsableSpace();
        String finding = String.format(
                Locale.ROOT, "%,d MB are free in %s, the database has %,d MB", free >> 20, directory, size >> 20);
        // the new file, and the files that SQLite keeps next to it while it grows
        return free > size + size / 2 + (16 << 20)
                ? ok(name, purpose, finding)
                : missing(name, purpose, finding, remedy);
    }

    private static String text(Handle handle, String sql) {
        return handle.createQuery(sql).mapTo(String.class).one();
    }
}
