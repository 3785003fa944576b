package doppel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever fails around them, commands say so, change nothing and leave nothing behind. */
final class FailSafeTest {

    @TempDir
    private Path folder;

    private Path database;
    private Path fixture;

    @BeforeEach
    void dumpLibrary() {
        database = Database.library(folder.resolve("library.db"));
        fixture = folder.resolve("a");
        Shell.run("dump", database, fixture);
    }

    @Test
    void dumpsNothingThatAnotherProcessHoldsLocked() throws Exception {
        Tree before = Tree.of(folder);

        Shell.Result result =
                whileHolding(List.of("BEGIN EXCLUSIVE"), "dump", database, folder.resolve("b"), "--overwrite");

        assertLocked(result);
        assertThat(Tree.of(folder)).isEqualTo(before);
    }

    @Test
    void replacesNothingThatAnotherProcessWritesTo() throws Exception {
        Tree before = Tree.of(folder);

        Shell.Result result =
                whileHolding(List.of("BEGIN IMMEDIATE"), "restore", fixture, "--into", database, "--replace", "--yes");

        assertLocked(result);
        assertThat(Tree.of(folder)).isEqualTo(before);
    }

    @Test
    void replacesNothingThatAnotherProcessHasOpenWithALog() throws Exception {
        String before = Database.digest(database);

        Shell.Result result = whileHolding(
                List.of("PRAGMA journal_mode = WAL", "INSERT INTO author VALUES (3, 'committed')"),
                "restore",
                fixture,
                "--into",
                database,
                "--replace",
                "--yes");

        assertLocked(result);
        assertThat(Database.value(database, "SELECT name FROM author WHERE id = 3"))
                .isEqualTo("committed");
        Database.create(database, "DELETE FROM author WHERE id = 3", "PRAGMA journal_mode = DELETE");
        assertThat(Database.digest(database)).isEqualTo(before);
        assertThat(Tree.names(folder)).containsExactly("a", "library.db");
    }

    @Test
    void dumpsWhileAnotherProcessHasItOpenWithALog() throws Exception {
        Shell.Result result = whileHolding(
                List.of(
                        "PRAGMA journal_mode = WAL",
                        "INSERT INTO author VALUES (3, 'committed')",
                        "BEGIN IMMEDIATE",
                        "INSERT INTO author VALUES (4, 'not yet')"),
                "dump",
                database,
                folder.resolve("b"));

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(folder.resolve("b/AuthorRows.java"))
                .content()
                .contains("committed")
                .doesNotContain("not yet");
    }

    @Test
    void dumpsNothingOfADamagedDatabase() throws IOException {
        Path damaged = Database.numbers(folder.resolve("damaged.db"), 20_000, "word");
        byte[] bytes = Files.readAllBytes(damaged);
        for (int i = bytes.length / 2; i < bytes.length / 2 + 8_192; i++) {
            bytes[i] ^= (byte) 0xff;
        }
        Files.write(damaged, bytes);
        Path half = folder.resolve("half.db");
        Files.write(half, java.util.Arrays.copyOf(bytes, bytes.length / 2));
        Tree before = Tree.of(folder);

        for (Path file : List.of(damaged, half)) {
            for (Object[] words : new Object[][] {
                {"dump", file, folder.resolve("b")},
                {"dump", file, fixture, "--overwrite"},
                {"double-dump", file}
            }) {
                Shell.Result result = Shell.run(words);

                assertThat(result.code()).isEqualTo(3);
                assertThat(result.out()).isEmpty();
                assertThat(result.err()).startsWith("DOPPEL-006: ").contains(file.toString(), "damaged", "backup");
            }
        }
        assertThat(Tree.of(folder)).isEqualTo(before);
    }

    @Test
    void leavesNothingBehindWhereTheDiskIsFull() throws Exception {
        Path large = Database.create(
                folder.resolve("large.db"),
                "CREATE TABLE document (id INTEGER PRIMARY KEY, body BLOB)",
                "INSERT INTO document VALUES (1, randomblob(9000000))");
        Path whole = folder.resolve("b");
        Shell.run("dump", large, whole);
        Tree before = Tree.of(folder);

        Shell.Result dump = withSmallFiles("dump", large, folder.resolve("c"));
        Shell.Result overwrite = withSmallFiles("dump", large, fixture, "--overwrite");
        Shell.Result restore = withSmallFiles("restore", whole, "--into", folder.resolve("new.db"));
        Shell.Result replace = withSmallFiles("restore", whole, "--into", database, "--replace", "--yes");

        assertThat(List.of(dump.code(), overwrite.code(), restore.code(), replace.code()))
                .as(dump.err() + overwrite.err() + restore.err() + replace.err())
                .containsOnly(3);
        assertThat(List.of(dump.err(), overwrite.err()))
                .allSatisfy(
                        error -> assertThat(error).startsWith("DOPPEL-011: ").contains("disk has free space"));
        assertThat(List.of(restore.err(), replace.err()))
                .allSatisfy(
                        error -> assertThat(error).startsWith("DOPPEL-006: ").contains("disk has free space"));
        assertThat(Tree.of(folder)).isEqualTo(before);
    }

    @Test
    void saysThatTheMemoryIsTooSmall() throws Exception {
        Path large = Database.create(
                folder.resolve("large.db"),
                "CREATE TABLE document (id INTEGER PRIMARY KEY, body BLOB) WITHOUT ROWID", // read as a whole
                "INSERT INTO document VALUES (1, zeroblob(60000000))");
        Tree before = Tree.of(folder);

        Shell.Result result = Child.run(
                folder,
                Child.java(Child.ownHome(), "-Xmx64m", "doppel.cli.Doppel", "dump", large, fixture, "--overwrite"));

        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err()).startsWith("DOPPEL-").contains("emory", "-Xmx").doesNotContain("\tat ");
        assertThat(Tree.of(folder)).isEqualTo(before);
    }

    @Test
    void saysWhereTheLibraryOfTheEngineShouldGo() throws Exception {
        Shell.Result result = Child.run(
                folder,
                Child.java(
                        Child.ownHome(),
                        "-Dorg.sqlite.tmpdir=/nowhere",
                        "doppel.cli.Doppel",
                        "dump",
                        database,
                        folder.resolve("b")));

        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err()).startsWith("DOPPEL-006: ").contains("-Dorg.sqlite.tmpdir=DIR");
    }

    @Test
    void writesNothingWhereItMayNot() throws IOException {
        assumeTrue(!System.getProperty("user.name").equals("root"), "root may write everywhere");
        Path closed = Files.createDirectory(folder.resolve("closed"));
        Path inside = Files.copy(database, closed.resolve("library.db"));
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-xr-xr-x"));
        try {
            for (Object[] words : new Object[][] {
                {"dump", database, closed.resolve("b")},
                {"restore", fixture, "--into", closed.resolve("new.db")},
                {"restore", fixture, "--into", inside, "--replace", "--yes"}
            }) {
                Shell.Result result = Shell.run(words);

                assertThat(result.code()).isEqualTo(3);
                assertThat(result.err())
                        .startsWith("DOPPEL-011")
                        .contains("denied")
                        .doesNotContain("Exception");
            }
            assertThat(Shell.run("dump", inside, folder.resolve("b")).code()).isZero();
            assertThat(Tree.names(closed)).containsExactly("library.db");
        } finally {
            Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    private static void assertLocked(Shell.Result result) {
        assertThat(result.code()).as(result.err()).isEqualTo(3);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("DOPPEL-005: ").contains("another process", "library.db", "run this again");
    }

    /** Runs a command while another process has done this with the database, and has not ended. */
    private Shell.Result whileHolding(List<String> statements, Object... words) throws Exception {
        List<String> command = Child.java(Child.ownHome(), "doppel.cli.LockHolder", database);
        command.addAll(statements);
        Process holder = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader lines = holder.inputReader(StandardCharsets.UTF_8)) {
            assertThat(lines.readLine()).isEqualTo("holding");
            return Shell.run(words);
        } finally {
            holder.getOutputStream().close();
            holder.waitFor();
        }
    }

    /** Runs a command in a process whose files can have 4 MB at most, which fails like a full disk. */
    private Shell.Result withSmallFiles(Object... words) throws Exception {
        List<String> java = Child.java(Child.ownHome(), "-XX:-UsePerfData", "doppel.cli.Doppel");
        for (Object word : words) {
            java.add(word.toString());
        }
        String line = java.stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
        return Child.run(folder, List.of("bash", "-c", "ulimit -f 4000; exec " + line));
    }
}
