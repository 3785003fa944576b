package doppel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import doppel.cli.terminal.Terminal;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A command whose results cannot be written has failed, and says so. */
final class LostOutputTest {

    private static final Path FULL = Path.of("/dev/full");

    /** A script that prints something, and what commands find on standard input. */
    private static final String SAYS = "show(1)\n";

    @TempDir
    private Path folder;

    /** Something that a command prints to. */
    private interface Output {
        OutputStream open() throws Exception;
    }

    @BeforeEach
    void dumpLibrary() throws IOException {
        assumeTrue(Files.exists(FULL), "only Linux has a disk that is always full");
        Path database = Database.library(folder.resolve("library.db"));
        Shell.run("dump", database, folder.resolve("a"), "--as-version", "1");
        Shell.run("dump", database, folder.resolve("b"), "--as-version", "2");
        Shell.run("version", database, "--fake", "1");
        Files.writeString(folder.resolve("b/note.txt"), "a note");
        Files.writeString(folder.resolve("says.jsh"), SAYS);
        Files.writeString(folder.resolve("author.csv"), "id,name\n1,Astrid\n");
    }

    /** A call of every command, and of what picocli prints itself. */
    private List<List<String>> commands(String number) {
        String database = folder.resolve("library.db").toString();
        String fixture = folder.resolve("a").toString();
        String other = folder.resolve("b").toString();
        return List.of(
                List.of("dump", database, folder.resolve("dumped" + number).toString()),
                List.of(
                        "restore",
                        fixture,
                        "--into",
                        folder.resolve(number + ".db").toString()),
                List.of("double-dump", database),
                List.of("check", database),
                List.of("version", database),
                List.of("schema", database),
                List.of("export", database, folder.resolve("csv" + number).toString()),
                List.of("load", fixture, "--into", database),
                List.of("import", folder.resolve("author.csv").toString(), "--into", database),
                List.of("run", folder.resolve("says.jsh").toString(), "--db", database),
                List.of("shell", database),
                List.of("seal", other),
                List.of("diff", fixture, other),
                List.of("diff", fixture, other, "--json"),
                List.of("migrations"),
                List.of("migrations", "--help"),
                List.of("demo", folder.resolve("demo" + number).toString()),
                List.of("generate-completion"),
                List.of(),
                List.of("--help"),
                List.of("--version"),
                List.of("restore", "--help"),
                List.of("restore", "--version"));
    }

    @Test
    void failsOnAFullDisk() throws Exception {
        assertAllFail("full", () -> new FileOutputStream(FULL.toFile()));
    }

    @Test
    @SuppressWarnings("try") // the reader is there, and reads nothing
    void failsOnAPipeThatNobodyReads() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        assertAllFail("closed", () -> {
            try (RandomAccessFile reader = new RandomAccessFile(pipe.toFile(), "rw")) { // or opening it would wait
                return new FileOutputStream(pipe.toFile());
            }
        });
    }

    @Test
    void knowsACallOfEveryCommand() {
        Terminal terminal = new Terminal(
                new StringReader(""),
                new PrintWriter(new StringWriter()),
                new PrintWriter(new StringWriter()),
                false,
                false,
                false);

        assertThat(commands("0").stream().filter(words -> !words.isEmpty()).map(words -> words.get(0)))
                .containsAll(new TreeSet<>(
                        Doppel.commandLine(terminal).getSubcommands().keySet()));
    }

    @Test
    void endsTheVirtualMachineWithThatCode() throws Exception {
        String java = Child.java(Child.ownHome(), "doppel.cli.Doppel", "--version").stream()
                .map(word -> "'" + word + "'")
                .collect(Collectors.joining(" "));

        Shell.Result full = Child.run(folder, List.of("bash", "-c", "exec " + java + " > /dev/full"));
        Shell.Result closed = Child.run(folder, List.of("bash", "-c", "exec " + java + " >&-"));

        assertThat(List.of(full.code(), closed.code()))
                .as(full.err() + closed.err())
                .containsOnly(3);
        assertThat(full.err()).startsWith("DOPPEL-011: Standard output cannot be written");
    }

    private void assertAllFail(String number, Output output) throws Exception {
        for (List<String> words : commands(number)) {
            StringWriter err = new StringWriter();
            int code;
            try (OutputStream out = output.open()) {
                PrintWriter printer = new PrintWriter(new PrintStream(out), false, StandardCharsets.UTF_8);
                Terminal terminal =
                        new Terminal(new StringReader(SAYS), printer, new PrintWriter(err), false, false, false);
                code = Doppel.run(terminal, words.toArray(String[]::new));
            }
            assertThat(code).as(words + ": " + err).isEqualTo(3);
            assertThat(err.toString()).contains("DOPPEL-011: Standard output cannot be written");
        }
    }
}
