package doppel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code doppel run}, and {@code doppel shell} without a terminal. */
class RunCommandTest {

    @TempDir
    private Path folder;

    private Path database;

    @BeforeEach
    void fill() {
        database = folder.resolve("live.db");
        Database.create(
                database,
                "CREATE TABLE member (id INTEGER PRIMARY KEY, name TEXT NOT NULL)",
                "INSERT INTO member VALUES (1, 'Ann'), (2, 'Bob'), (3, 'Cid')");
    }

    private Shell.Result run(String name, String script, String... options) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, script);
        return Shell.run(Stream.concat(
                        Stream.of(
                                "run",
                                file.toString(),
                                "--db",
                                database.toString(),
                                "--backup",
                                folder.resolve("back").toString()),
                        Stream.of(options))
                .toArray());
    }

    private String names() {
        return (String)
                Database.value(database, "SELECT group_concat(name) FROM (SELECT name FROM member ORDER BY id)");
    }

    @Test
    void aFixtureIsReadByAScriptAndNeverChanged() throws Exception {
        Path fixture = folder.resolve("fixture");
        assertThat(Shell.run("dump", database, fixture).code()).isZero();
        Path reading = Files.writeString(folder.resolve("reading.jsh"), """
                show(table("member").where(row -> row.number("id") > 1).as(Member.class));
                show(tables());
                """);

        Shell.Result read = Shell.run("run", reading, "--db", fixture);
        assertThat(read.code()).as(read.err()).isZero();
        assertThat(read.out()).contains("name=Bob").contains("name=Cid").doesNotContain("name=Ann");
        assertThat(read.err()).isEmpty();
        Shell.Result tried = Shell.run("run", reading, "--db", fixture, "--dry-run");
        assertThat(tried.err()).contains("no row would change");

        Path changing = Files.writeString(folder.resolve("changing.jsh"), "table(\"member\").all().delete();");
        Shell.Result changed = Shell.run("run", changing, "--db", fixture);
        assertThat(changed.code()).isEqualTo(2);
        assertThat(changed.err()).contains("DOPPEL-054").contains("read-only").contains("Restore it");
        Shell.Result nowhere = Shell.run("run", reading, "--db", folder.resolve("state"));
        assertThat(nowhere.err()).contains("DOPPEL-");
        assertThat(nowhere.code()).isEqualTo(3);
    }

    @Test
    void aDryRunShowsEachRowAndChangesNothing() throws Exception {
        byte[] before = Files.readAllBytes(database);

        Shell.Result shell = run("a.jsh", """
                        table("member").key(2).set("name", "Bea");
                        db.execute("DELETE FROM member WHERE id = 3");
                        table("member").insert("id", 4, "name", "Dan");
                        """, "--dry-run");

        assertThat(shell.code()).as(shell.err()).isZero();
        assertThat(shell.out()).isEqualTo("""
                        member
                          ~ id 2: name: "Bob" → "Bea"
                          - id: 3, name: "Cid"
                          + id: 4, name: "Dan"
                        """);
        assertThat(shell.err()).contains("member: 1 inserted, 1 changed, 1 deleted. Nothing was changed.");
        assertThat(Files.readAllBytes(database)).isEqualTo(before);
    }

    @Test
    void whatIsCommittedCanBePutBackByThePrintedCommand() throws Exception {
        Shell.Result shell = run("a.jsh", "table(\"member\").key(2).set(\"name\", args[0]);\n", "Bea");

        assertThat(shell.code()).isZero();
        assertThat(names()).isEqualTo("Ann,Bea,Cid");
        String command = shell.err()
                .lines()
                .filter(line -> line.startsWith("To put the rows back: doppel "))
                .findFirst()
                .orElseThrow()
                .replaceFirst(".*: doppel ", "");

        assertThat(Shell.run((Object[]) command.replace("'", "").split(" ")).code())
                .isZero();
        assertThat(names()).isEqualTo("Ann,Bob,Cid");
    }

    @Test
    void nothingRunsOfAScriptThatDoesNotCompile() throws Exception {
        Shell.Result shell = run(
                "b.jsh",
                "Files.writeString(Path.of(\"" + folder.resolve("trace") + "\"), \"ran\");\n"
                        + "db.execute(\"DELETE FROM member WHERE id = 1\");\n"
                        + "int x = \"a\";\n"
                        + "import nope.X;\n");

        assertThat(shell.code()).isEqualTo(3);
        assertThat(shell.err())
                .contains("DOPPEL-080")
                .contains("b.jsh:3:9: ")
                .contains("int x = \"a\";\n            ^^^")
                .contains("b.jsh:4");
        assertThat(folder.resolve("trace")).doesNotExist();
        assertThat(names()).isEqualTo("Ann,Bob,Cid");
    }

    @Test
    void aScriptThatThrowsChangesNothingAndNamesItsLine() throws Exception {
        Shell.Result shell = run(
                "c.jsh",
                "table(\"member\").key(1).set(\"name\", \"x\");\n\nthrow new IllegalStateException(\"enough\");\n");

        assertThat(shell.code()).isEqualTo(3);
        assertThat(shell.err()).contains("DOPPEL-081: ").contains("c.jsh:3: ").contains("enough");
        assertThat(names()).isEqualTo("Ann,Bob,Cid");
    }

    @Test
    void aChangeOfAllRowsHasToBeSaid() throws Exception {
        Shell.Result shell =
                run("d.jsh", "table(\"member\").key(1).delete();\ntable(\"member\").set(\"name\", \"x\");\n");

        assertThat(shell.code()).isEqualTo(2);
        assertThat(shell.err()).contains("DOPPEL-092: ").contains("d.jsh:2: ");
        assertThat(names()).isEqualTo("Ann,Bob,Cid");
        assertThat(run("e.jsh", "table(\"member\").all().set(\"name\", \"x\");\n")
                        .code())
                .isZero();
        assertThat(names()).isEqualTo("x,x,x");
    }

    @Test
    void aClassWithAMainMethodIsAScriptToo() throws Exception {
        Shell.Result shell = run("Mend.java", """
                        import static doppel.shell.Words.*;
                        public class Mend {
                          public static void main(String... args) {
                            table("member").key(1).set("name", args[0]);
                          }
                        }
                        """, "Eve");

        assertThat(shell.code()).as(shell.err()).isZero();
        assertThat(names()).isEqualTo("Eve,Bob,Cid");
    }

    @Test
    void inputThatIsNoTerminalIsAScriptForTheShell() throws Exception {
        Shell.Result shell = Shell.withInput(
                "show(table(\"member\").limit(1));\ntable(\"member\").key(1).set(\"name\", \"é 😁 日本\");\n",
                "shell",
                database.toString(),
                "--no-backup");

        assertThat(shell.code()).as(shell.err()).isZero();
        assertThat(shell.out()).isEqualTo("id  name\n──  ────\n 1  Ann\n1 row\n");
        assertThat(names()).isEqualTo("é 😁 日本,Bob,Cid");
    }

    @Test
    void aMissingDatabaseIsNotCreated() throws Exception {
        database = folder.resolve("nothing.db");
        Shell.Result shell = run("a.jsh", "show(1);\n");

        assertThat(shell.code()).isEqualTo(3);
        assertThat(shell.err()).contains("DOPPEL-003");
        assertThat(database).doesNotExist();
    }
}
