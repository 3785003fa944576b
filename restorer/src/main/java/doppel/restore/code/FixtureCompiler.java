package doppel.restore.code;

import doppel.ErrorCode;
import doppel.FixtureException;
import doppel.OrdinaryFile;
import doppel.StorageException;
import doppel.fixture.Fixture;
import doppel.fixture.FixtureFiles;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/**
 * Compiles source of a fixture, or other source that uses its API, in memory, and loads it. Later compilations see the
 * classes of earlier ones.
 */
public final class FixtureCompiler extends ClassesFirst {

    static {
        registerAsParallelCapable();
    }

    private final Path directory;
    private final List<Path> jars;

    public FixtureCompiler(Path directory) {
        this(directory, Fixture.class.getClassLoader(), List.of());
    }

    /**
     * A compiler for source that may use more classes than those of the fixture's API.
     *
     * @param directory where the source is
     * @param parent loads those classes
     * @param jars holds them
     */
    public FixtureCompiler(Path directory, ClassLoader parent, List<Path> jars) {
        super(parent, new HashMap<>());
        this.directory = directory;
        this.jars = List.copyOf(jars);
    }

    /** The names of all classes that have been compiled. */
    public Set<String> classNames() {
        return Set.copyOf(classes().keySet());
    }

    /**
     * Compiles files of the fixture.
     *
     * @throws FixtureException if they do not compile, with the place of the first error
     */
    public void compile(List<String> files) {
        JavaCompiler compiler = compiler();
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        try (StandardJavaFileManager standard =
                compiler.getStandardFileManager(diagnostics, null, StandardCharsets.UTF_8)) {
            List<JavaFileObject> units = new ArrayList<>();
            for (String file : files) {
                Path stored = FixtureFiles.stored(directory, file);
                OrdinaryFile.require(stored);
                if (FixtureFiles.isCompressed(stored)) {
                    units.add(new SourceText(file, unpacked(file)));
                } else {
                    standard.getJavaFileObjects(stored).forEach(units::add);
                }
            }
            compile(compiler, standard, diagnostics, units);
        } catch (IOException e) {
            throw StorageException.of("Compiling " + directory, e);
        }
    }

    /** Compiles source that Doppel wrote itself. */
    public void compile(String className, String source) {
        JavaCompiler compiler = compiler();
        JavaFileObject unit = new SourceText(className + ".java", source);
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        try (StandardJavaFileManager standard =
                compiler.getStandardFileManager(diagnostics, null, StandardCharsets.UTF_8)) {
            compile(compiler, standard, diagnostics, List.of(unit));
        } catch (IOException e) {
            throw StorageException.of("Compiling " + directory, e);
        }
    }

    private String unpacked(String file) throws IOException {
        try (InputStream in = FixtureFiles.open(directory, file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static JavaCompiler compiler() {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new FixtureException(
                    ErrorCode.DOES_NOT_COMPILE,
                    "This Java has no compiler, and a fixture is Java source.",
                    "Run Doppel with a JDK instead of a JRE, or restore with --data-only.");
        }
        return compiler;
    }

    private void compile(
            JavaCompiler compiler,
            StandardJavaFileManager standard,
            DiagnosticCollector<JavaFileObject> diagnostics,
            List<JavaFileObject> units) {
        List<String> options = List.of("-proc:none", "-nowarn", "-g", "-implicit:none", "-classpath", classPath());
        boolean compiled = compiler.getTask(null, new CompiledFiles(standard), diagnostics, options, null, units)
                .call();
        List<Diagnostic<? extends JavaFileObject>> errors = diagnostics.getDiagnostics().stream()
                .<Diagnostic<? extends JavaFileObject>>map(diagnostic -> diagnostic)
                .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
                .toList();
        if (!compiled || !errors.isEmpty()) { // javac reports a file that is not UTF-8 as an error, but compiles it
            throw failure(errors);
        }
    }

    /** The place of the fixture's API: the very classes that are running. */
    private String classPath() {
        try {
            String own = Path.of(Fixture.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
            return Stream.concat(Stream.of(own), jars.stream().map(Path::toString))
                    .collect(Collectors.joining(File.pathSeparator));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private FixtureException failure(List<Diagnostic<? extends JavaFileObject>> errors) {
        Diagnostic<? extends JavaFileObject> first = errors.get(0);
        String message = first.getMessage(Locale.ROOT).lines().findFirst().orElse("");
        String more = errors.size() > 1 ? " (and " + (errors.size() - 1) + " more)" : "";
        return new FixtureException(
                ErrorCode.DOES_NOT_COMPILE,
                "The fixture does not compile: " + message + more,
                "Correct the line, then run this again. Nothing was changed.",
                location(first),
                null);
    }

    private FixtureException.Location location(Diagnostic<? extends JavaFileObject> error) {
        if (error.getSource() == null) {
            return null;
        }
        String file = Path.of(error.getSource().getName()).getFileName().toString();
        return location(directory, file, (int) error.getLineNumber(), (int) error.getColumnNumber());
    }

    /** A place in a file of a fixture, with its line; a column below 1 means the first one that is not blank. */
    public static FixtureException.Location location(Path directory, String file, int line, int column) {
        String text = "";
        try (Stream<String> lines = new BufferedReader(
                        new InputStreamReader(FixtureFiles.open(directory, file), StandardCharsets.UTF_8))
                .lines()) {
            text = lines.skip(Math.max(0, line - 1)).findFirst().orElse("");
        } catch (IOException | java.io.UncheckedIOException e) {
            text = ""; // the place is reported anyway
        }
        int blanks = text.length() - text.stripLeading().length();
        return new FixtureException.Location(file, line, column > 0 ? column : blanks + 1, text);
    }

    /** Keeps the compiled classes, and shows them to javac again. */
    private final class CompiledFiles extends ForwardingJavaFileManager<StandardJavaFileManager> {

        CompiledFiles(StandardJavaFileManager standard) {
            super(standard);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                JavaFileManager.Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            return new ClassFile(className);
        }

        @Override
        public Iterable<JavaFileObject> list(
                JavaFileManager.Location location, String packageName, Set<JavaFileObject.Kind> kinds, boolean recurse)
                throws IOException {
            if (location != StandardLocation.CLASS_PATH || !packageName.isEmpty()) {
                return super.list(location, packageName, kinds, recurse);
            }
            return classes().keySet().stream()
                    .<JavaFileObject>map(ClassFile::new)
                    .toList();
        }

        @Override
        public String inferBinaryName(JavaFileManager.Location location, JavaFileObject file) {
            return file instanceof ClassFile compiled ? compiled.className : super.inferBinaryName(location, file);
        }
    }

    /** Source that has no file. */
    private static final class SourceText extends SimpleJavaFileObject {

        private final String source;

        SourceText(String file, String source) {
            super(URI.create("memory:///" + file), Kind.SOURCE);
            this.source = source;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
        }
    }

    private final class ClassFile extends SimpleJavaFileObject {

        private final String className;

        ClassFile(String className) {
            super(URI.create("memory:///" + className + ".class"), Kind.CLASS);
            this.className = className;
        }

        @Override
        public OutputStream openOutputStream() {
            return new ByteArrayOutputStream() {
                @Override
                public void close() {
                    classes().put(className, toByteArray());
                }
            };
        }

        @Override
        public InputStream openInputStream() {
            return new java.io.ByteArrayInputStream(classes().get(className));
        }
    }
}
