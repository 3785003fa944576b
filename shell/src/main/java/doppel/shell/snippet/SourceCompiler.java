package doppel.shell.snippet;

import doppel.ErrorCode;
import doppel.StorageException;
import doppel.UsageException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles source files in memory, by one run of javac. */
public final class SourceCompiler {

    private static final int MOST_PROBLEMS = 20;

    private SourceCompiler() {}

    /**
     * What javac made of source files.
     *
     * @param classes the class files, by the names of the classes
     * @param problems what does not compile
     */
    public record Outcome(Map<String, byte[]> classes, List<Problem> problems) {}

    /**
     * Compiles source files.
     *
     * @param sources their texts, by their names with slashes
     * @param classPath jars and folders, with the system's separator
     * @throws UsageException if this Java has no compiler
     */
    public static Outcome compile(Map<String, String> sources, String classPath) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new UsageException(
                    ErrorCode.SCRIPT_DOES_NOT_COMPILE,
                    "This Java has no compiler, and scripts are Java source.",
                    "Run Doppel with a whole JDK, version 17 or newer, instead of a smaller runtime.");
        }
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        Map<String, byte[]> classes = new TreeMap<>();
        List<Source> units = sources.entrySet().stream()
                .map(entry -> new Source(entry.getKey(), entry.getValue()))
                .toList();
        try (StandardJavaFileManager standard =
                compiler.getStandardFileManager(diagnostics, null, StandardCharsets.UTF_8)) {
            List<String> options = List.of("-proc:none", "-nowarn", "-g", "-implicit:none", "-classpath", classPath);
            compiler.getTask(null, new Classes(standard, classes), diagnostics, options, null, units)
                    .call();
        } catch (IOException e) {
            throw StorageException.of("Compiling", e);
        }
        List<Problem> problems = diagnostics.getDiagnostics().stream()
                .filter(found -> found.getKind() == Diagnostic.Kind.ERROR)
                .limit(MOST_PROBLEMS)
                .map(SourceCompiler::problem)
                .toList();
        return new Outcome(classes, problems);
    }

    private static Problem problem(Diagnostic<? extends JavaFileObject> found) {
        String text = found.getSource() instanceof Source source ? source.text : "";
        return Problem.of(Problems.oneLine(found.getMessage(Locale.ROOT)), text, (int) found.getStartPosition(), (int)
                found.getEndPosition());
    }

    private static final class Source extends SimpleJavaFileObject {

        private final String text;

        Source(String name, String text) {
            super(uri(name), Kind.SOURCE);
            this.text = text;
        }

        private static URI uri(String name) {
            try {
                return new URI("memory", null, "/" + name, null);
            } catch (java.net.URISyntaxException e) {
                throw new IllegalArgumentException(e);
            }
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    /** Keeps the class files in memory. */
    private static final class Classes extends ForwardingJavaFileManager<StandardJavaFileManager> {

        private final Map<String, byte[]> classes;

        Classes(StandardJavaFileManager standard, Map<String, byte[]> classes) {
            super(standard);
            this.classes = classes;
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                JavaFileManager.Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(Source.uri(className + ".class"), JavaFileObject.Kind.CLASS) {
                @Override
                public OutputStream openOutputStream() {
                    return new ByteArrayOutputStream() {
                        @Override
                        public void close() {
                            classes.put(className, toByteArray());
                        }
                    };
                }
            };
        }
    }
}
