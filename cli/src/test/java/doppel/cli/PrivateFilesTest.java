package doppel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import doppel.PrivateFiles;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody but their owner reads the rows that commands write, whatever the umask. */
final class PrivateFilesTest {

    @TempDir
    private Path folder;

    private Path database;

    @BeforeEach
    void createLibrary() throws IOException {
        assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
        database = Database.library(folder.resolve("library.db"));
        Database.create(
                database,
                "PRAGMA journal_mode = WAL",
                "CREATE TABLE letter (id INTEGER PRIMARY KEY, body TEXT)",
                "INSERT INTO letter VALUES (1, printf('%.100000c', 'x'))");
        Files.setPosixFilePermissions(database, PosixFilePermissions.fromString("rw-------"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"000", "022"})
    void areAllThatCommandsWrite(String umask) throws Exception {
        Path schema = Files.writeString(
                folder.resolve("new.sql"),
                "CREATE TABLE author (id INTEGER PRIMARY KEY, name TEXT CHECK (name <> 'Otfried'));"
                        + "CREATE TABLE book (id INTEGER PRIMARY KEY, title TEXT, author INTEGER);"
                        + "CREATE TABLE letter (id INTEGER PRIMARY KEY, body TEXT CHECK (length(body) < 10));");

        run(umask, 0, "dump", database, folder.resolve("a"));
        run(umask, 0, "dump", database, folder.resolve("a"), "--overwrite", "--compress", "--verify");
        run(umask, 0, "restore", folder.resolve("a"), "--into", folder.resolve("new.db"));
        run(
                umask,
                0,
                "restore",
                folder.resolve("a"),
                "--into",
                folder.resolve("fitted.db"),
                "--schema",
                schema,
                "--tolerate",
                "2");
        run(umask, 0, "double-dump", database, "--keep", folder.resolve("kept"));
        run(umask, 0, "demo", folder.resolve("demo"));

        assertThat(folder.resolve("a/unsaved/LetterRows.java")).exists();
        assertThat(folder.resolve("a/unsaved/lobs")).isNotEmptyDirectory();
        assertThat(open("a", "new.db", "fitted.db", "kept")).isEmpty();
        assertThat(mode(folder.resolve("demo"))).isEqualTo("rwx------");
    }

    @Test
    void keepTheModeOfTheDatabaseThatTheyReplace() throws Exception {
        run("022", 0, "dump", database, folder.resolve("a"));
        Path shared = Files.copy(database, folder.resolve("shared.db"));
        Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rw-rw-r--"));

        run("022", 0, "restore", folder.resolve("a"), "--into", shared, "--replace", "--yes");

        assertThat(mode(shared)).isEqualTo("rw-rw-r--");
    }

    @Test
    void keepTheModeOfAFixtureThatIsSealed() throws Exception {
        run("022", 0, "dump", database, folder.resolve("a"));
        Path manifest = folder.resolve("a/MANIFEST");
        Files.setPosixFilePermissions(manifest, PosixFilePermissions.fromString("rw-r-----"));
        Files.writeString(folder.resolve("a/note.txt"), "a note");

        run("000", 0, "seal", folder.resolve("a"));

        assertThat(mode(manifest)).isEqualTo("rw-r-----");
    }

    @Test
    void areWrittenWhereASystemHasNoPermissions() throws IOException {
        Path archive = folder.resolve("files.zip");
        try (FileSystem zip = FileSystems.newFileSystem(archive, Map.of("create", "true"))) {
            Path directory = PrivateFiles.directory(zip.getPath("/a/b"));
            Path file = directory.resolve("file");

            PrivateFiles.createIfMissing(file);
            PrivateFiles.copy(database, file);
            PrivateFiles.allowLike(database, file);

            assertThat(Files.size(file)).isEqualTo(Files.size(database));
        }
    }

    /** What others than the owner can read or write of these, or anybody can run. */
    private List<String> open(String... names) throws IOException {
        List<String> open = new ArrayList<>();
        for (String name : names) {
            try (Stream<Path> all = Files.walk(folder.resolve(name))) {
                for (Path path : (Iterable<Path>) all::iterator) {
                    String wanted = Files.isDirectory(path) ? "rwx------" : "rw-------";
                    if (!mode(path).equals(wanted)) {
                        open.add(mode(path) + " " + folder.relativize(path));
                    }
                }
            }
        }
        return open;
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private void run(String umask, int code, Object... words) throws Exception {
        List<String> java = Child.java(Child.ownHome(), "doppel.cli.Doppel");
        Stream.of(words).map(Object::toString).forEach(java::add);
        String line = java.stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
        Shell.Result result = Child.run(folder, List.of("bash", "-c", "umask " + umask + "; exec " + line));
        assertThat(result.code()).as(result.err()).isEqualTo(code);
    }
}
