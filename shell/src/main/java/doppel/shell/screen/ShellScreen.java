package doppel.shell.screen;

import doppel.Counted;
import doppel.DoppelException;
import doppel.PrivateFiles;
import doppel.StorageException;
import doppel.shell.ScriptRun;
import doppel.shell.Words;
import doppel.shell.Workplace;
import doppel.shell.record.CompiledRecords;
import doppel.shell.snippet.JavaSession;
import doppel.shell.snippet.Problem;
import doppel.shell.snippet.Result;
import doppel.shell.snippet.SnippetOptions;
import doppel.shell.text.TextTable;
import doppel.shell.work.FoundRows;
import doppel.shell.work.TableRows;
import doppel.shell.work.Work;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.reader.impl.history.DefaultHistory;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** The shell on a terminal: reads snippets, runs each as a step of the one transaction, and shows what came of it. */
public final class ShellScreen {

    private static final List<String> COMMANDS = List.of("/help", "/tables", "/vars", "/history", "/save", "/exit");

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Terminal terminal;
    private final Workplace bench;
    private final Duration idle;
    private final CompletableFuture<JavaSession> session;
    private final CompletableFuture<Void> records;
    private final List<Integer> accepted = new ArrayList<>();
    private final LineReaderImpl reader;
    private final Pages pages;
    private volatile boolean running;

    private ShellScreen(Terminal terminal, Workplace bench, Path history, Duration idle) {
        this.terminal = terminal;
        this.bench = bench;
        this.idle = idle;
        pages = new Pages(terminal);
        session = CompletableFuture.supplyAsync(ShellScreen::openSession);
        records = session.thenAcceptAsync(this::addRecords).exceptionally(e -> null); // snippets do without them then
        Java java = new Java(this::java, bench, COMMANDS);
        reader = (LineReaderImpl) LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("doppel")
                .parser(java)
                .completer(java)
                .history(new DefaultHistory())
                .variable(LineReader.HISTORY_FILE, history)
                .variable(LineReader.SECONDARY_PROMPT_PATTERN, "%P  ...> ")
                .variable(LineReader.INDENTATION, 2)
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .build();
    }

    private static JavaSession openSession() {
        JavaSession opened = SnippetOptions.of(ScriptRun.IMPORTS).openSession();
        opened.warmUp();
        return opened;
    }

    private JavaSession java() {
        try {
            return session.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof DoppelException known ? known : e;
        }
    }

    /** Lets snippets see a record type for each table, once they are compiled; nobody waits for them. */
    private void addRecords(JavaSession opened) {
        CompiledRecords records = bench.records();
        if (!records.isEmpty()) {
            opened.addClasses(records.jar(), records.loader(), records.importLine());
        }
    }

    /** What connects the shell to a terminal and a database. */
    public interface Opening {
        Workplace open(Terminal terminal);
    }

    /**
     * Runs the shell until the user leaves it.
     *
     * @param opening opens the database, whose output goes to the terminal
     * @param state the private folder for the history
     * @param idle how long a transaction with changes may wait for the user before it is rolled back; zero for ever
     */
    public static void run(Opening opening, Path state, Duration idle) {
        try (Terminal terminal = TerminalBuilder.builder()
                .name("doppel")
                .system(true)
                .exec(false) // which would run "test", and that may be anything
                .build()) {
            run(terminal, opening, state, idle);
        } catch (IOException e) {
            throw StorageException.of("Opening the terminal", e);
        }
    }

    /** Runs the shell on this terminal. */
    static void run(Terminal terminal, Opening opening, Path state, Duration idle) throws IOException {
        Path history = PrivateFiles.directory(state).resolve("history");
        PrivateFiles.createIfMissing(history);
        try (Workplace bench = opening.open(terminal)) {
            Words.workOn(bench);
            new ShellScreen(terminal, bench, history, idle).loop();
        } finally {
            Words.workOn(null);
        }
    }

    private void loop() {
        terminal.handle(Terminal.Signal.INT, signal -> interrupt());
        say("help() shows the words by examples, /exit leaves. Nothing is kept until commit().");
        while (true) {
            String line;
            try {
                line = read().strip();
            } catch (UserInterruptException e) {
                continue;
            } catch (EndOfFileException e) {
                line = "/exit";
            }
            if (line.startsWith("/")) {
                if (command(line) && mayLeave()) {
                    break;
                }
            } else if (!line.isEmpty()) {
                evaluate(line);
            }
        }
        if (session.isDone() && !session.isCompletedExceptionally()) {
            records.cancel(true);
            java().close();
        }
    }

    private String read() {
        IdleWatch watch = new IdleWatch(bench.work(), idle, this::sayAbovePrompt);
        try {
            return reader.readLine(prompt());
        } finally {
            watch.close();
        }
    }

    private String prompt() {
        Work work = bench.work();
        return work.changedSince()
                .map(since -> "doppel (" + Counted.of(work.changedRows(), "row") + " changed since "
                        + TIME.format(since.atZone(ZoneId.systemDefault())) + ")> ")
                .orElse("doppel> ");
    }

    /** Stops what is running: a statement of the database first, then the code. */
    private void interrupt() {
        if (!running) {
            return;
        }
        Thread stopping = new Thread(() -> {
            try {
                bench.work().cancel();
                if (!java().stop(bench.work()::inDatabase, PATIENCE)) {
                    sayAbove("It does not stop. Code that catches everything in a loop ends with the shell only.");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (DoppelException e) {
                sayAbove(e.getMessage());
            }
        });
        stopping.setDaemon(true);
        stopping.start();
    }

    private void evaluate(String text) {
        Work work = bench.work();
        try {
            work.reconnect().ifPresent(this::say);
        } catch (DoppelException e) {
            tell(e);
            return;
        }
        boolean[] open = {false};
        List<Integer> begun = new ArrayList<>();
        running = true;
        List<Result> results;
        try {
            results = java().evaluate(text, (source, line) -> {
                if (open[0]) {
                    work.endStep();
                }
                begun.add(work.beginStep());
                open[0] = true;
            });
        } catch (DoppelException e) { // of a step that has ended
            tell(e);
            return;
        } finally {
            running = false;
        }
        boolean succeeded = results.stream().allMatch(Result::succeeded);
        for (int i = 0; i < results.size(); i++) {
            if (results.get(i).succeeded()) {
                accepted.add(begun.get(i));
            }
        }
        try {
            if (open[0] && succeeded) {
                work.endStep();
            } else if (open[0]) {
                work.failStep();
            }
        } catch (DoppelException e) {
            tell(e);
        }
        for (Result result : results) {
            try {
                show(result);
            } catch (RuntimeException e) { // of a value that cannot say what it is
                tell(e);
            }
        }
    }

    private void show(Result result) {
        if (result instanceof Result.Value value) {
            value.lost().forEach(name -> say("Gone, since it no longer fits: " + name));
            showValue(value);
        } else if (result instanceof Result.Refused refused) {
            for (Problem problem : refused.problems()) {
                say(problem.shown());
                say(problem.message());
            }
        } else if (result instanceof Result.Thrown thrown) {
            tell(thrown.thrown());
        } else if (result instanceof Result.Stopped) {
            say("Stopped. What this snippet had changed is taken back.");
        } else if (result instanceof Result.Incomplete) {
            say("This has only begun.");
        }
    }

    private void showValue(Result.Value value) {
        Object object = value.value();
        if (object == null && !value.type().equals("void")) {
            say("null");
        } else if (object instanceof TableRows rows) {
            inStep(() -> pages.show(lines(rows.rows())));
        } else if (object instanceof FoundRows rows) {
            pages.show(lines(rows));
        } else if (object instanceof TextTable table) {
            pages.show(table.lines());
        } else if (object != null) {
            pages.show(Arrays.asList(object.toString().split("\n", -1)));
        }
    }

    /** Reads rows that a snippet has only chosen. */
    private void inStep(Runnable reading) {
        bench.work().beginStep();
        try {
            reading.run();
            bench.work().endStep();
        } catch (DoppelException e) {
            bench.work().failStep();
            tell(e);
        }
    }

    private static List<String> lines(FoundRows rows) {
        return Arrays.asList(rows.toString().split("\n", -1));
    }

    private void tell(Throwable thrown) {
        if (thrown instanceof DoppelException known) {
            say(known.code() + ": " + known.getMessage());
            say(known.nextStep());
        } else if (thrown.getCause() instanceof SQLException refused) {
            tell(bench.failure(refused));
        } else {
            say(thrown.getClass().getSimpleName() + ": " + thrown.getMessage());
        }
    }

    /** Runs a command of the shell itself; returns whether the user wants to leave. */
    private boolean command(String line) {
        String[] words = line.split("\\s+", 2);
        switch (words[0]) {
            case "/exit", "/quit" -> {
                return true;
            }
            case "/help" -> pages.show(Arrays.asList(Words.help().split("\n")));
            case "/tables" -> pages.show(Words.tables().lines());
            case "/vars" ->
                java().variables()
                        .forEach(variable -> say(
                                variable.type() + " " + variable.name() + " = " + TextTable.shown(variable.value())));
            case "/history" -> java().history().forEach(this::say);
            case "/save" -> save(words.length > 1 ? Optional.of(words[1]) : Optional.empty());
            default -> say("There is no command " + words[0] + ". " + String.join(", ", COMMANDS) + " are there.");
        }
        return false;
    }

    private void save(Optional<String> name) {
        if (name.isEmpty() || !name.get().endsWith(".jsh")) {
            say("Say where, as in /save mend.jsh");
            return;
        }
        Path file = Path.of(name.get());
        if (Files.exists(file)) {
            say(file + " exists. Say another name.");
            return;
        }
        try {
            PrivateFiles.createIfMissing(file);
            Files.write(file, script().getBytes(StandardCharsets.UTF_8));
            say("Saved. doppel run " + file + " --db URL runs it.");
        } catch (IOException e) {
            say("It cannot be written: " + e.getMessage());
        }
    }

    /** The snippets, without those that were taken back and those that end the transaction. */
    private String script() {
        List<String> history = java().history();
        Set<Integer> takenBack = bench.work().takenBack();
        StringBuilder script = new StringBuilder();
        for (int i = 0; i < history.size(); i++) {
            boolean ends = history.get(i).matches("(undo|rollback|commit)\\(\\);?");
            if (!ends && !takenBack.contains(accepted.get(i))) {
                script.append(history.get(i)).append('\n');
            }
        }
        return script.toString();
    }

    private boolean mayLeave() {
        if (bench.work().changedSince().isEmpty()) {
            return true;
        }
        String question = String.format(
                Locale.ROOT,
                "%,d changed rows are not committed. Leave, and take them back? [y/N] ",
                bench.work().changedRows());
        try {
            return reader.readLine(question).strip().toLowerCase(Locale.ROOT).startsWith("y");
        } catch (UserInterruptException e) {
            return false;
        } catch (EndOfFileException e) {
            return true;
        }
    }

    private void say(String line) {
        terminal.writer().println(line);
        terminal.writer().flush();
    }

    private void sayAbove(String line) {
        reader.printAbove(line);
    }

    /** The same where the prompt says something else now. */
    private void sayAbovePrompt(String line) {
        reader.setPrompt(prompt());
        sayAbove(line);
    }
}
