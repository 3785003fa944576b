package doppel.shell.snippet;

import doppel.ErrorCode;
import doppel.UsageException;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What snippets see before the first one.
 *
 * @param imports import declarations, such as {@code import java.util.*;}
 * @param classPath jars and folders for the compiler, besides the class path of this virtual machine
 * @param parent loads their classes, and those of this virtual machine
 */
public record SnippetOptions(List<String> imports, List<Path> classPath, ClassLoader parent) {

    public SnippetOptions {
        imports = List.copyOf(imports);
        classPath = List.copyOf(classPath);
    }

    /** These imports, and the classes of this virtual machine. */
    public static SnippetOptions of(List<String> imports) {
        return new SnippetOptions(imports, List.of(), SnippetOptions.class.getClassLoader());
    }

    /** The same with more classes: the loader has to know those of this virtual machine, too. */
    public SnippetOptions with(Path jarOrFolder, ClassLoader loader) {
        List<Path> paths = new ArrayList<>(classPath);
        paths.add(jarOrFolder);
        return new SnippetOptions(imports, paths, loader);
    }

    /** The same with another import. */
    public SnippetOptions with(String importLine) {
        List<String> lines = new ArrayList<>(imports);
        lines.add(importLine);
        return new SnippetOptions(lines, classPath, parent);
    }

    /** What the compiler gets as its class path: also the place of these very classes, whatever loaded them. */
    public String compilerClassPath() {
        Stream<String> own = Stream.of(
                System.getProperty("java.class.path"),
                SnippetOptions.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath());
        return Stream.concat(own, classPath.stream().map(Path::toString))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /**
     * A session that sees these imports and classes.
     *
     * @throws UsageException if this Java lacks the module jdk.jshell, or an import does not compile
     */
    public JavaSession openSession() {
        requireShell();
        return new JavaSession(this);
    }

    /**
     * Compiles all snippets of a text; nothing of it runs. Whether it has problems, the caller asks.
     *
     * @param name of the text, for stack traces
     * @throws UsageException if this Java lacks the module jdk.jshell, or an import does not compile
     */
    public CompiledSnippets compile(String name, String text) {
        requireShell();
        return CompiledSnippets.compile(name, text, this);
    }

    /** Asked here, since the classes above cannot even be linked without that module. */
    private static void requireShell() {
        if (ModuleLayer.boot().findModule("jdk.jshell").isEmpty()) {
            throw new UsageException(
                    ErrorCode.SCRIPT_DOES_NOT_COMPILE,
                    "This Java has no module jdk.jshell, which compiles what is typed into the shell or stands in a"
                            + " script.",
                    "Run Doppel with a whole JDK, version 17 or newer, instead of a smaller runtime.");
        }
    }
}
