package doppel.restore.migrate;

import doppel.ErrorCode;
import doppel.FixtureException;
import doppel.MigrationException;
import doppel.StorageException;
import doppel.migration.Migrator;
import doppel.restore.code.FixtureCompiler;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/**
 * Finds the migrators of an application: in jars by {@link ServiceLoader}, in source files as classes that implement
 * {@link Migrator}. Source is compiled once; files in a folder whose names end in {@code Test.java} are the
 * application's tests, and left out. The jars stay open as long as their classes are used. Not thread-safe.
 */
public final class MigratorLoader {

    private final List<Class<? extends Migrator>> classes = new ArrayList<>();

    /**
     * Finds the migrators.
     *
     * @param paths jars, source files, and folders of both
     * @throws MigrationException if one of them does not exist, does not compile, or holds no migrator
     */
    public MigratorLoader(List<Path> paths) {
        this(paths, List.of());
    }

    /**
     * The same, where migrators use other classes.
     *
     * @param classPath jars, and folders of classes
     */
    public MigratorLoader(List<Path> paths, List<Path> classPath) {
        for (Path other : classPath) {
            if (!Files.exists(other)) {
                throw missing("There is nothing at " + other + ".", "Check the path after --classpath.", null);
            }
        }
        for (Path path : paths) {
            List<Class<? extends Migrator>> found = find(path, classPath);
            if (found.isEmpty()) {
                throw missing(
                        path + " holds no migrator.",
                        "A source file holds a class that implements doppel.migration.Migrator; a jar names it in"
                                + " META-INF/services/doppel.migration.Migrator.",
                        null);
            }
            classes.addAll(found);
        }
    }

    /** A new instance of each. */
    public List<Migrator> migrators() {
        List<Migrator> migrators = new ArrayList<>();
        classes.forEach(type -> migrators.add(instance(type)));
        return migrators;
    }

    private static List<Class<? extends Migrator>> find(Path path, List<Path> classPath) {
        if (!Files.exists(path)) {
            throw missing("There are no migrations at " + path + ".", "Check the path after --migrations.", null);
        }
        if (!Files.isDirectory(path) && !Files.isRegularFile(path)) {
            throw missing(
                    path + " is neither a file nor a directory.",
                    "Name a jar, a source file or a directory of them after --migrations.",
                    null);
        }
        List<Path> sources = files(path, ".java");
        List<Path> ofPath = files(path, ".jar");
        List<Path> jars = new ArrayList<>(ofPath);
        jars.addAll(classPath);
        ClassLoader parent = MigratorLoader.class.getClassLoader();
        List<Class<? extends Migrator>> found = new ArrayList<>();
        if (!jars.isEmpty()) {
            parent = new ApplicationClasses(
                    jars.stream().map(MigratorLoader::url).toArray(URL[]::new), parent);
        }
        if (!ofPath.isEmpty()) {
            found.addAll(ofJars(path, parent));
        }
        if (!sources.isEmpty()) {
            found.addAll(ofSources(path, sources, jars, parent));
        }
        return found;
    }

    private static List<Path> files(Path path, String ending) {
        try (Stream<Path> walk = Files.walk(path)) {
            return walk.filter(file -> file.getFileName().toString().endsWith(ending))
                    .filter(file ->
                            file.equals(path) || !file.getFileName().toString().endsWith("Test.java"))
                    .filter(file -> !file.endsWith("package-info.java") && !file.endsWith("module-info.java"))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw StorageException.of("Reading " + path, e);
        }
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Class<? extends Migrator>> ofJars(Path path, ClassLoader loader) {
        try {
            List<Class<? extends Migrator>> found = new ArrayList<>();
            ServiceLoader.load(Migrator.class, loader).stream()
                    .map(ServiceLoader.Provider::type)
                    .filter(type -> type.getClassLoader() == loader)
                    .forEach(found::add);
            return found;
        } catch (ServiceConfigurationError e) {
            throw missing(
                    path + " names a migrator that cannot be used: " + e.getMessage() + ".",
                    "Build the jar again: META-INF/services/doppel.migration.Migrator names classes that are in it.",
                    e);
        }
    }

    private static List<Class<? extends Migrator>> ofSources(
            Path path, List<Path> sources, List<Path> jars, ClassLoader parent) {
        Path directory = Files.isDirectory(path) ? path : path.toAbsolutePath().getParent();
        FixtureCompiler compiler = new FixtureCompiler(directory, parent, jars);
        compile(compiler, directory, sources);
        List<Class<? extends Migrator>> found = new ArrayList<>();
        for (String name : compiler.classNames().stream().sorted().toList()) {
            try {
                Class<?> type = compiler.loadClass(name);
                boolean usable = Migrator.class.isAssignableFrom(type)
                        && !type.isInterface()
                        && !Modifier.isAbstract(type.getModifiers());
                if (usable) {
                    found.add(type.asSubclass(Migrator.class));
                }
            } catch (ClassNotFoundException | LinkageError e) {
                throw missing("The classes in " + path + " do not fit together: " + e + ".", "Correct them.", e);
            }
        }
        return found;
    }

    private static void compile(FixtureCompiler compiler, Path directory, List<Path> sources) {
        try {
            compiler.compile(sources.stream()
                    .map(source -> directory.relativize(directory.isAbsolute() ? source.toAbsolutePath() : source))
                    .map(Path::toString)
                    .toList());
        } catch (FixtureException e) {
            throw new MigrationException(
                    ErrorCode.MIGRATIONS_MISSING,
                    e.getMessage().replace("The fixture does", "The migrations do"),
                    e.nextStep(),
                    e.location().orElse(null),
                    e);
        }
    }

    private static Migrator instance(Class<? extends Migrator> type) {
        try {
            var constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return constructor.newInstance();
        } catch (InvocationTargetException e) {
            throw missing(
                    "The constructor of " + type.getName() + " threw " + e.getCause() + ".",
                    "Correct it.",
                    e.getCause());
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw missing(
                    type.getName() + " has no constructor without parameters that can be called.",
                    "Add one; a nested class has to be static.",
                    e);
        }
    }

    private static MigrationException missing(String message, String nextStep, Throwable cause) {
        return new MigrationException(ErrorCode.MIGRATIONS_MISSING, message, nextStep, cause);
    }
}
