package doppel.shell.snippet;

import static org.assertj.core.api.Assertions.assertThat;

import doppel.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What needs a virtual machine of its own. */
class ChildProcessTest {

    private static final int ROWS = 10_000;

    /** Evaluates snippets whose values would not all fit into memory. */
    static final class ManyValues {

        private ManyValues() {}

        public static void main(String... arguments) {
            SnippetOptions options = SnippetOptions.of(List.of("import java.util.stream.*;"));
            int failed = 0;
            try (JavaSession session = options.openSession()) {
                String rows = "IntStream.range(0, " + ROWS + ").mapToObj(i -> \"a text of a row \" + i).toList()";
                for (int i = 0; i < Integer.parseInt(arguments[0]); i++) {
                    String source = i % 3 == 0 ? rows : "var r = " + rows + (i % 3 == 1 ? "" : ".toArray()");
                    failed += session.evaluate(source).get(0).succeeded() ? 0 : 1;
                }
            }
            System.out.println("failed: " + failed);
        }
    }

    /** Opens a session. */
    static final class Opens {

        private Opens() {}

        public static void main(String... arguments) {
            try (JavaSession session = SnippetOptions.of(List.of()).openSession()) {
                System.out.println(session.evaluate("1 + 1"));
            } catch (UsageException e) {
                System.out.println(e.code() + ": " + e.getMessage());
            }
        }
    }

    private static String run(Class<?> main, List<String> options, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    /** Each value takes about a megabyte: a session that kept all would need more than the heap has. */
    @Test
    void letsGoOfValuesThatWereReplaced() throws IOException, InterruptedException {
        assertThat(run(ManyValues.class, List.of("-Xmx64m", "-XX:TieredStopAtLevel=1"), "120"))
                .contains("failed: 0");
    }

    @Test
    void saysWhatIsMissingInASmallRuntime() throws IOException, InterruptedException {
        assertThat(run(Opens.class, List.of("--limit-modules", "java.sql,java.compiler")))
                .contains("DOPPEL-080: This Java has no module jdk.jshell");
    }
}
