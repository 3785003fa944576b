package doppel.shell.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import doppel.ErrorCode;
import doppel.shell.snippet.Shared;
import doppel.shell.snippet.SnippetListener;
import doppel.shell.snippet.SnippetOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptTest {

    private static final SnippetOptions OPTIONS =
            SnippetOptions.of(List.of("import java.util.*;", "import static doppel.shell.snippet.Shared.*;"));

    @TempDir
    Path folder;

    @BeforeEach
    void nothingIsDone() {
        Shared.done().clear();
    }

    private Script script(String name, String... lines) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, String.join("\n", lines) + "\n");
        return Script.read(file);
    }

    private static void run(Script script, String... arguments) {
        try (CompiledScript compiled = script.compile(OPTIONS)) {
            compiled.run(arguments);
        }
    }

    private static ScriptException refused(Script script) {
        ScriptException refused = catchThrowableOfType(ScriptException.class, () -> run(script));
        assertThat(refused.code()).isEqualTo(ErrorCode.SCRIPT_DOES_NOT_COMPILE);
        assertThat(Shared.done()).isEmpty();
        return refused;
    }

    @Test
    void runsSnippetsWithArguments() throws IOException {
        run(
                script(
                        "a.jsh",
                        "#!/usr/bin/env doppel",
                        "did(args.length)",
                        "int twice(int x) { return helper(x) * 2; }",
                        "int helper(int x) {",
                        "  return x;",
                        "}",
                        "var n = twice(2);",
                        "var n = 5;",
                        "record P(int a) {}",
                        "did(List.of(new P(n), args[0])",
                        "    .get(0)",
                        "    .toString())"),
                "one",
                "two");
        assertThat(Shared.done()).containsExactly(2, "P[a=5]");
    }

    @Test
    void tellsOfEachSnippetBeforeItRuns() throws IOException {
        List<String> heard = new ArrayList<>();
        try (CompiledScript compiled = script("a.jsh", "did(1);", "did(2);").compile(OPTIONS)) {
            compiled.run(List.of(), (source, line) -> heard.add(line + " " + source + " " + Shared.done()));
        }
        assertThat(heard).containsExactly("1 did(1); []", "2 did(2); [1]");
    }

    @Test
    void nothingRunsIfALineDoesNotCompile() throws IOException {
        ScriptException refused =
                refused(script("a.jsh", "did(1);", "did(2);", "int x = \"a\";", "did(x);", "import nope.X;"));
        assertThat(refused)
                .hasMessageContaining("a.jsh:3:9: incompatible types")
                .hasMessageContaining("    int x = \"a\";\n            ^^^")
                .hasMessageContaining("a.jsh:5:8: package nope does not exist")
                .hasMessageNotContaining("a.jsh:4");
    }

    @Test
    void refusesWhatTheShellAloneUnderstands() throws IOException {
        assertThat(refused(script("a.jsh", "did(1);", "/open other.jsh")))
                .hasMessageContaining("a.jsh:2:1: /open other.jsh is a command of jshell");
    }

    @Test
    void refusesAScriptThatEndsTooEarly() throws IOException {
        assertThat(refused(script("a.jsh", "did(1);", "if (args.length > 1) {", "  did(2);")))
                .hasMessageContaining("a.jsh:2:1: the text ends before this has ended");
    }

    @Test
    void refusesAMethodThatNeedsWhatIsNowhere() throws IOException {
        assertThat(refused(script("a.jsh", "did(1);", "int f() {", "  return missing();", "}")))
                .hasMessageContaining("a.jsh:3:10: cannot find symbol: method missing()");
    }

    @Test
    void namesTheLineThatThrew() throws IOException {
        Script script = script(
                "a.jsh",
                "void check(int x) {",
                "  if (x > 1)",
                "    throw new IllegalArgumentException(\"too large\");",
                "  did(x);",
                "}",
                "for (int i = 0; i < 3; i++)",
                "  check(i);",
                "did(\"never\");");
        ScriptException threw = catchThrowableOfType(ScriptException.class, () -> run(script));
        assertThat(threw.code()).isEqualTo(ErrorCode.SCRIPT_THREW);
        assertThat(threw)
                .hasMessageContaining("a.jsh:3: java.lang.IllegalArgumentException: too large\n"
                        + "        throw new IllegalArgumentException(\"too large\");");
        assertThat(threw.getCause().getStackTrace())
                .extracting(StackTraceElement::getLineNumber)
                .containsExactly(3, 7);
        assertThat(Shared.done()).containsExactly(0, 1);
    }

    @Test
    void runsASourceFile() throws IOException {
        Script script = script(
                "Repair.java",
                "import static doppel.shell.snippet.Shared.did;",
                "class Repair {",
                "  record P(int a) {}",
                "  void main(String... args) {",
                "    did(new P(args.length).toString());",
                "    did(1 / (args.length - 1));",
                "  }",
                "}");
        ScriptException threw = catchThrowableOfType(ScriptException.class, () -> run(script, "one"));
        assertThat(threw).hasMessageContaining("Repair.java:6: java.lang.ArithmeticException");
        assertThat(Shared.done()).containsExactly("P[a=1]");
    }

    @Test
    void nothingOfASourceFileRunsIfItDoesNotCompile() throws IOException {
        assertThat(refused(script(
                        "Repair.java",
                        "import nope.X;",
                        "class Repair {",
                        "  static void main(String... a) {",
                        "}",
                        "}")))
                .hasMessageContaining("Repair.java:1:8: package nope does not exist\n    import nope.X;");
    }

    @Test
    void refusesASourceFileWithoutAMainMethod() throws IOException {
        assertThat(refused(script("Repair.java", "class Repair {}"))).hasMessageContaining("no main method");
    }

    @Test
    void refusesFilesThatAreNoScripts() {
        assertThat(catchThrowableOfType(ScriptException.class, () -> Script.read(Path.of("repair.sql"))))
                .hasMessageContaining("repair.sql is no script");
    }

    @Test
    void runsTwiceFromTheBeginning() {
        try (CompiledScript compiled =
                Script.ofSnippets("input", "int n = 1; n = n + 1; did(n);").compile(OPTIONS)) {
            compiled.run(List.of(), SnippetListener.NONE);
            compiled.run(List.of(), SnippetListener.NONE);
        }
        assertThat(Shared.done()).containsExactly(2, 2);
    }
}
