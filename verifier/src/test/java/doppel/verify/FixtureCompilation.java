package doppel.verify;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * A process of a JDK that compiles fixtures, each for itself, as {@code javac -Xlint:all -Werror} does: one process for
 * many fixtures, since most of the time is spent on starting javac. It prints the directory of each fixture that does
 * not compile, with what javac says, and its exit code is their number.
 */
final class FixtureCompilation {

    private FixtureCompilation() {}

    public static void main(String... directories) throws IOException {
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        int failed = 0;
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        for (String directory : directories) {
            Path classes = Files.createTempDirectory("doppel-classes");
            try (StandardJavaFileManager files = javac.getStandardFileManager(null, null, null);
                    Stream<Path> all = Files.list(Path.of(directory))) {
                List<Path> sources = all.filter(file -> file.toString().endsWith(".java"))
                        .sorted()
                        .toList();
                List<String> options = List.of(
                        "-Xlint:all",
                        "-Werror",
                        "-proc:none",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        classes.toString());
                boolean compiled = javac.getTask(
                                out, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
                        .call();
                if (!compiled || !Files.exists(classes.resolve("Restore.class"))) {
                    failed++;
                    out.println(directory + " does not compile");
                }
            } finally {
                doppel.Directories.delete(classes);
            }
        }
        System.exit(Math.min(failed, 99));
    }
}
