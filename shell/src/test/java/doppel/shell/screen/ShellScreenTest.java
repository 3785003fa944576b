package doppel.shell.screen;

import static org.assertj.core.api.Assertions.assertThat;

import doppel.dialect.Dialects;
import doppel.shell.Workbench;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The shell on a terminal of JLine whose keys and screen are streams. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class ShellScreenTest {

    @TempDir
    private Path folder;

    private String url;
    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
    private PipedOutputStream keys;
    private Terminal terminal;
    private CompletableFuture<Void> running;

    @BeforeEach
    void create() throws SQLException {
        url = "jdbc:sqlite:" + folder.resolve("m.db");
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("CREATE TABLE member (id INTEGER PRIMARY KEY, name TEXT)");
            statement.executeUpdate("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200)"
                    + " INSERT INTO member SELECT i, 'é 😁 日本 ' || i FROM n");
        }
    }

    private void open(Duration idle) throws IOException {
        keys = new PipedOutputStream();
        PipedInputStream in = new PipedInputStream(keys, 1 << 16);
        terminal = TerminalBuilder.builder()
                .system(false)
                .streams(in, screen)
                .type("xterm")
                .encoding(StandardCharsets.UTF_8)
                .size(Size.of(120, 20))
                .build();
        running = CompletableFuture.runAsync(() -> {
            try {
                ShellScreen.run(terminal, this::bench, folder.resolve("state"), idle);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private Workbench bench(Terminal terminal) {
        return Workbench.open(
                Dialects.forUrl(url),
                url,
                new Workbench.Settings(
                        false,
                        true,
                        true,
                        folder.resolve("back"),
                        folder.resolve("records"),
                        question -> Optional.of(true),
                        new PrintWriter(terminal.writer())));
    }

    private void type(String text) throws IOException {
        keys.write(text.getBytes(StandardCharsets.UTF_8));
        keys.flush();
    }

    /** Waits until the screen has shown this, after what it had shown before. */
    private void shows(String text) throws Exception {
        while (!text().contains(text)) {
            if (running.isDone()) {
                running.get();
                assertThat(text()).contains(text);
                return;
            }
            waitABit();
        }
        screen.reset();
    }

    private static void waitABit() throws InterruptedException {
        Thread.sleep(5); // which a time-out interrupts
    }

    private String text() {
        return screen.toString(StandardCharsets.UTF_8).replaceAll("\u001b\\[[0-9;?]*[a-zA-Z]", "");
    }

    private Object name(int id) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT name FROM member WHERE id = " + id)) {
            return rows.getString(1);
        }
    }

    @Test
    void snippetsAreStepsThatCanBeUndoneAndCommitted() throws Exception {
        open(Duration.ZERO);
        type("table(\"member\").key(1).set(\"name\", \"Ann\")\r");
        shows("(1 row changed since ");
        type("table(\"member\").key(2).set(\"nam\", \"Bob\")\r");
        shows("did you mean name?");
        type("int twice(int n) {\r");
        type("return 2 * n; }\r");
        type("twice(21)\r");
        shows("42");
        type("undo()\r");
        shows("1 row is as before.");
        type("table(\"member\").key(3).set(\"name\", \"Cid\")\r");
        shows("(1 row changed since ");
        type("commit()\r");
        shows("To put the rows back: ");
        type("/save " + folder.resolve("s.jsh") + "\r");
        shows("Saved.");
        type("/exit\r");
        running.get();

        assertThat(name(1)).isEqualTo("é 😁 日本 1");
        assertThat(name(3)).isEqualTo("Cid");
        assertThat(Files.readString(folder.resolve("s.jsh")))
                .contains("int twice(int n)")
                .contains("\"Cid\"");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(folder.resolve("state").resolve("history"))))
                .isEqualTo("rw-------");
    }

    @Test
    void longTablesComePageByPage() throws Exception {
        open(Duration.ZERO);
        type("table(\"member\").rows()\r");
        shows("-- more");
        assertThat(text()).doesNotContain("日本 199");
        type(" ");
        shows("-- more");
        type("q");
        type("1 + 1\r");
        shows("2");
        type("/exit\r");
        running.get();
    }

    @Test
    void completesWordsWithTheTabKey() throws Exception {
        open(Duration.ZERO);
        type("1 + 1\r");
        shows("2");
        type("table(\"member\").cou\t\r");
        shows("200");
        type("/exit\r");
        running.get();
    }

    @Test
    void completesNamesOfTablesAndColumnsInTexts() throws Exception {
        open(Duration.ZERO);
        type("1 + 1\r");
        shows("2");
        type("table(\"mem\t.key(7).first().get().text(\"na\t\r");
        shows("日本 7");
        type("table(\"mem\t.where(\"i\t = 9\").set(\"na\t\"Eve\")\r");
        shows("(1 row changed since ");
        type("table(\"mem\t.insert(\"na\t\"New\", \"i\t777)\r");
        shows("(2 rows changed since ");
        type("var those = table(\"mem\t.where(\"i\t > 700\")\r");
        shows("New");
        type("those.set(\"na\t\"Newer\")\r");
        shows("(3 rows changed since ");
        type("commit()\r");
        shows("Committed");
        type("/exit\r");
        running.get();

        assertThat(name(9)).isEqualTo("Eve");
        assertThat(name(777)).isEqualTo("Newer");
    }

    @Test
    void completionSaysWhatEachWordDoes() throws Exception {
        open(Duration.ZERO);
        type("1 + 1\r");
        shows("2");
        type("table(\"member\").an\t\t");
        shows("andWhatRefersToThem");
        type("\u0003");
        shows("doppel> ");
        type("tabl\t\t");
        shows("Shows the tables.");
        type("\u0003/exit\r");
        running.get();
    }

    @Test
    void leavingWithOpenChangesAsksAndTakesThemBack() throws Exception {
        open(Duration.ZERO);
        type("table(\"member\").key(1).set(\"name\", \"Ann\")\r");
        shows("(1 row changed since ");
        type("/exit\r");
        shows("take them back? [y/N]");
        type("n\r");
        shows("(1 row changed since ");
        type("/exit\r");
        shows("take them back? [y/N]");
        type("y\r");
        running.get();

        assertThat(name(1)).isEqualTo("é 😁 日本 1");
    }

    @Test
    void anIdleTransactionIsRolledBack() throws Exception {
        open(Duration.ofMillis(300));
        type("table(\"member\").key(1).set(\"name\", \"Ann\")\r");
        while (!text().matches("(?s).*1 changed rows were taken back\\.\\s*doppel> .*")) { // no "(1 row changed …"
            waitABit();
        }
        type("/exit\r");
        running.get();

        assertThat(name(1)).isEqualTo("é 😁 日本 1");
    }

    @Test
    void anEndlessLoopIsStopped() throws Exception {
        open(Duration.ZERO);
        type("System.setProperty(\"doppel.test.loops\", \"no\")\r");
        shows("null");
        type("while (true) { System.setProperty(\"doppel.test.loops\", \"yes\"); }\r");
        while (!"yes".equals(System.getProperty("doppel.test.loops"))) {
            waitABit();
        }
        terminal.raise(Terminal.Signal.INT);
        shows("Stopped.");
        type("1 + 1\r");
        shows("2");
        type("/exit\r");
        running.get();
    }
}
