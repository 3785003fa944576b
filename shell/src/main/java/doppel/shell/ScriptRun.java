package doppel.shell;

import doppel.DoppelException;
import doppel.shell.change.ChangedRow;
import doppel.shell.record.CompiledRecords;
import doppel.shell.script.CompiledScript;
import doppel.shell.script.Script;
import doppel.shell.snippet.SnippetListener;
import doppel.shell.snippet.SnippetOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Consumer;

/**
 * A script that works on a database, in one transaction: all of it or nothing. It commits at its end, and {@code
 * commit()} in it does nothing else.
 */
public final class ScriptRun {

    /** What snippets and scripts see. */
    public static final List<String> IMPORTS = List.of(
            "import static doppel.shell.Words.*;",
            "import doppel.fixture.Row;",
            "import doppel.migration.*;",
            "import java.math.*;",
            "import java.nio.file.*;",
            "import java.time.*;",
            "import java.util.*;",
            "import java.util.function.*;",
            "import java.util.stream.*;");

    /** What a script says that needs record types; others need not wait for them. */
    private static final String AS_RECORDS = ".as(";

    private ScriptRun() {}

    /**
     * Compiles a script; nothing of it runs.
     *
     * @param bench what it works on, for whose tables it may use record types
     * @throws doppel.shell.script.ScriptException if it does not compile
     */
    public static CompiledScript compile(Script script, Workplace bench) {
        SnippetOptions options = SnippetOptions.of(IMPORTS);
        if (script.text().contains(AS_RECORDS)) {
            CompiledRecords records = bench.records();
            if (!records.isEmpty()) {
                options = options.with(records.jar(), records.loader()).with(records.importLine());
            }
        }
        return script.compile(options);
    }

    /**
     * Runs a script, and commits.
     *
     * @param folder where it is
     * @return what was committed, a sentence each
     * @throws doppel.shell.script.ScriptException if it throws; then everything is as before
     */
    public static List<String> run(CompiledScript script, Path folder, List<String> arguments, Workplace bench) {
        execute(script, folder, arguments, bench);
        return bench.work().changedSince().isEmpty() ? List.of() : bench.commit();
    }

    /**
     * Runs a script, finds out what it changes, and takes everything back.
     *
     * @param numbers hears what the database has given away for it and does not take back, a phrase each, even if the
     *     script fails
     * @return the rows that it would change
     */
    public static List<ChangedRow> tryOut(
            CompiledScript script, Path folder, List<String> arguments, Workplace bench, Consumer<String> numbers) {
        SortedMap<String, Long> before = bench.counters();
        bench.work().rollback();
        List<ChangedRow> changes;
        try {
            execute(script, folder, arguments, bench);
            changes = bench.changes();
        } catch (RuntimeException | Error e) {
            try {
                tellGiven(before, bench, numbers);
            } catch (DoppelException also) {
                e.addSuppressed(also);
            }
            throw e;
        }
        tellGiven(before, bench, numbers);
        return changes;
    }

    private static void tellGiven(SortedMap<String, Long> before, Workplace bench, Consumer<String> numbers) {
        bench.work().rollback();
        given(before, bench.counters()).forEach(numbers);
        bench.work().rollback();
    }

    /** The numbers that were given away, a phrase each: nothing takes them back. */
    private static List<String> given(Map<String, Long> before, Map<String, Long> after) {
        List<String> given = new ArrayList<>();
        after.forEach((name, number) -> {
            Long old = before.get(name);
            if (!number.equals(old)) {
                given.add(name + " moved " + (old == null ? "" : "from " + old + " ") + "to " + number);
            }
        });
        return given;
    }

    private static void execute(CompiledScript script, Path folder, List<String> arguments, Workplace bench) {
        bench.commitsAtEnd();
        Words.workOn(bench);
        Words.runsIn(folder);
        bench.work().beginStep();
        try {
            script.run(arguments, SnippetListener.NONE);
            bench.work().endStep();
        } catch (RuntimeException | Error e) {
            try {
                bench.work().failStep();
                bench.work().rollback();
            } catch (DoppelException also) {
                e.addSuppressed(also);
            }
            throw e;
        } finally {
            bench.out().flush();
            Words.workOn(null);
        }
    }
}
