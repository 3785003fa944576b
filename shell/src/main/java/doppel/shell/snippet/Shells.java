package doppel.shell.snippet;

import doppel.ErrorCode;
import doppel.UsageException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import jdk.jshell.JShell;
import jdk.jshell.SnippetEvent;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/** Opens JShell. */
final class Shells {

    private Shells() {}

    /** A JShell that runs its snippets by this control. */
    static JShell open(ExecutionControl control, SnippetOptions options, Supplier<String> names) {
        ExecutionControlProvider provider = new ExecutionControlProvider() {
            @Override
            public String name() {
                return "doppel";
            }

            @Override
            public ExecutionControl generate(ExecutionEnv environment, Map<String, String> parameters) {
                return control;
            }
        };
        JShell shell = JShell.builder()
                .executionEngine(provider, Map.of())
                .tempVariableNameGenerator(names)
                .build();
        shell.addToClasspath(options.compilerClassPath());
        options.imports().forEach(line -> evaluateImport(shell, line));
        return shell;
    }

    /**
     * Evaluates an import.
     *
     * @throws UsageException if it does not compile
     */
    static void evaluateImport(JShell shell, String line) {
        for (SnippetEvent event : shell.eval(line)) {
            if (!event.status().isDefined()) {
                List<String> messages = shell.diagnostics(event.snippet())
                        .map(problem -> problem.getMessage(Locale.ROOT))
                        .toList();
                throw new UsageException(
                        ErrorCode.SCRIPT_DOES_NOT_COMPILE,
                        line + " does not compile: " + messages.stream().collect(Collectors.joining("; ")) + ".",
                        "Check the class path.");
            }
        }
    }
}
