package doppel.shell.snippet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JavaSessionTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final JavaSession SESSION = open();

    private static JavaSession open() {
        return SnippetOptions.of(List.of("import java.util.*;", "import static doppel.shell.snippet.Shared.*;"))
                .openSession();
    }

    @AfterAll
    static void close() {
        SESSION.close();
    }

    private static Result last(String source) {
        List<Result> results = SESSION.evaluate(source);
        return results.get(results.size() - 1);
    }

    private static Object value(String source) {
        assertThat(last(source)).isInstanceOf(Result.Value.class);
        return ((Result.Value) last(source)).value();
    }

    @Test
    void givesTheVeryObject() {
        assertThat(value("WORDS")).isSameAs(Shared.WORDS);
    }

    @Test
    void namesAndTypesAValue() {
        Result.Value value = (Result.Value) last("List.of(1, 2)");
        assertThat(value.type()).isEqualTo("List<Integer>");
        assertThat(value.variable()).matches("\\$\\d+");
        assertThat(value(value.variable())).isEqualTo(List.of(1, 2));
    }

    @Test
    void evaluatesAllSnippetsUpToTheFirstThatFails() {
        List<Result> results = SESSION.evaluate("int one = 1; int two = one / 0;\nint three = 3;");
        assertThat(results).hasSize(2);
        assertThat(results.get(0).succeeded()).isTrue();
        assertThat(results.get(1)).isInstanceOf(Result.Thrown.class);
        assertThat(value("one")).isEqualTo(1);
        assertThat(last("two")).isInstanceOf(Result.Refused.class);
        assertThat(last("three")).isInstanceOf(Result.Refused.class);
    }

    @Test
    void tellsOfEachSnippetBeforeItRuns() {
        List<String> heard = new ArrayList<>();
        SESSION.evaluate("int l1 = 1;\nint l2 = 2\nint l3 = 3", (source, line) -> heard.add(line + " " + source));
        assertThat(heard).containsExactly("1 int l1 = 1;", "2 int l2 = 2;", "3 int l3 = 3;");
    }

    @Test
    void showsWhatDoesNotCompileWithACaret() {
        Result.Refused refused = (Result.Refused) last("int fine = 1;\n\tint x = \"a\";");
        assertThat(refused.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.line()).isEqualTo(2);
            assertThat(problem.column()).isEqualTo(10);
            assertThat(problem.shown()).isEqualTo("\tint x = \"a\";\n\t        ^^^");
        });
    }

    @Test
    void refusesAMethodThatNeedsWhatIsNotThere() {
        Result.Refused refused = (Result.Refused) last("int needs() { return missing(); }");
        assertThat(refused.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.message()).contains("missing()");
            assertThat(problem.column()).isEqualTo(22);
        });
        assertThat(last("needs()")).isInstanceOf(Result.Refused.class);
    }

    @Test
    void keepsTheExceptionItselfAndItsLine() {
        SESSION.evaluate("int quotient(int x) {\n  return 10 / x;\n}");
        Result.Thrown thrown = (Result.Thrown) last("int before = 1;\nquotient(before - 1)");
        assertThat(thrown.thrown()).isInstanceOf(ArithmeticException.class);
        assertThat(thrown.thrown().getStackTrace())
                .extracting(StackTraceElement::toString)
                .containsExactly("Snippet.quotient(shell:2)", "Snippet.run(shell:2)");
    }

    @Test
    void asksForMoreWhereSomethingHasOnlyBegun() {
        assertThat(last("if (true) {")).isInstanceOf(Result.Incomplete.class);
        assertThat(SESSION.isComplete("for (int i = 0; i < 3; i++)")).isFalse();
        assertThat(SESSION.isComplete("List.of(1)\n  .size()")).isTrue();
    }

    @Test
    void aVariableThatIsDeclaredAgainKeepsWhatUsesIt() {
        SESSION.evaluate("var rows = List.of(1, 2, 3); int count = rows.size();");
        SESSION.evaluate("Runnable adds = () -> WORDS.add(\"\" + rows);");
        SESSION.evaluate("var rows = List.of(9);");
        assertThat(value("count")).isEqualTo(3);
        Shared.WORDS.clear();
        SESSION.evaluate("adds.run()");
        assertThat(Shared.WORDS).containsExactly("[9]");
    }

    @Test
    void aVariableMayGetAnotherType() {
        SESSION.evaluate("var changing = 1;");
        assertThat(value("var changing = \"text\";")).isEqualTo("text");
        assertThat(value("changing")).isEqualTo("text");
    }

    @Test
    void aVariableKeepsItsValueIfANewOneThrows() {
        SESSION.evaluate("int kept = 5;");
        assertThat(last("int kept = 5 / 0;")).isInstanceOf(Result.Thrown.class);
        assertThat(value("kept")).isEqualTo(5);
    }

    @Test
    void saysWhichVariablesARecordOfTheSameNameTakesAlong() {
        SESSION.evaluate("record Point(int x) {}\nvar point = new Point(1);");
        Result.Done done = (Result.Done) last("record Point(int x, int y) {}");
        assertThat(done.lost()).containsExactly("point");
        assertThat(last("point")).isInstanceOf(Result.Refused.class);
    }

    @Test
    void classesOfSnippetsSeeWhatHasNoModifier() {
        SESSION.evaluate("class Box { int content = 4; }");
        assertThat(value("new Box().content")).isEqualTo(4);
    }

    @Test
    void completesNamesWithTheirSignatures() {
        SESSION.evaluate("var listed = List.of(\"a\");");
        Completions completions = SESSION.complete("int x = 1; listed.siz", 21);
        assertThat(completions.anchor()).isEqualTo(18);
        assertThat(completions.names()).containsExactly("size()");
        assertThat(SESSION.complete("listed.size(", 12).documentation())
                .anySatisfy(found -> assertThat(found.signature()).contains("size()"));
    }

    @Test
    void aScriptOfTheHistoryGivesTheSameValues() {
        try (JavaSession first = open();
                JavaSession second = open()) {
            first.warmUp();
            first.evaluate("1 / 0");
            first.evaluate("20 + 1");
            first.evaluate("var doubled = $2 * 2");
            List<Result> results = second.evaluate(String.join("\n", first.history()));
            assertThat(results).hasSize(2).allMatch(Result::succeeded);
            assertThat(second.variables()).contains(new Variable("doubled", "int", 42));
        }
    }

    @Test
    void letsGoOfValuesThatNobodyNamed() {
        for (int i = 0; i < 20; i++) {
            SESSION.evaluate("new int[" + i + "]");
        }
        assertThat(SESSION.variables().stream()
                        .filter(variable -> variable.type().equals("int[]")))
                .hasSizeLessThan(10);
    }

    @Test
    void warmingUpChangesNothing() {
        try (JavaSession session = open()) {
            session.warmUp();
            assertThat(session.variables()).isEmpty();
            assertThat(session.history()).isEmpty();
            assertThat(session.evaluate("7"))
                    .singleElement()
                    .isEqualTo(new Result.Value("7;", 7, "int", "$1", List.of()));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ says(); while (true) {} }",
                "{ says(); new java.util.concurrent.CountDownLatch(1).await(); }",
                "{ says(); java.util.stream.Stream.iterate(1, k -> k + 1).forEach(k -> {}); }"
            })
    void stopsCodeThatDoesNotEnd(String source) throws InterruptedException {
        Shared.running = new CountDownLatch(1);
        CompletableFuture<List<Result>> evaluation = CompletableFuture.supplyAsync(() -> SESSION.evaluate(source));
        Shared.running.await();
        assertThat(SESSION.stop(() -> false, PATIENCE)).isTrue();
        List<Result> results = evaluation.join();
        assertThat(results.get(results.size() - 1)).isInstanceOf(Result.Stopped.class);
        assertThat(value("1 + 1")).isEqualTo(2);
    }

    @Test
    void leavesCodeAloneThatIsAboutToEndByItself() throws InterruptedException {
        Shared.running = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        CompletableFuture<List<Result>> evaluation =
                CompletableFuture.supplyAsync(() -> SESSION.evaluate("{ says(); while (true) {} }"));
        Shared.running.await();
        assertThat(SESSION.stop(() -> asked.incrementAndGet() < 5, PATIENCE)).isTrue();
        evaluation.join();
        assertThat(asked).hasValueGreaterThanOrEqualTo(5);
    }

    @Test
    void nothingIsStoppedWhereNothingRuns() throws InterruptedException {
        assertThat(SESSION.stop(() -> false, PATIENCE)).isTrue();
    }
}
