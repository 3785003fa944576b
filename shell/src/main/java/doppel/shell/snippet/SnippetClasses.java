package doppel.shell.snippet;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import jdk.jshell.execution.LoaderDelegate;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;
import jdk.jshell.spi.ExecutionControl.ClassInstallException;

/**
 * Loads the classes that JShell makes of snippets, and keeps track of their variables, which are static fields. All are
 * in one loader: the classes of one package may see what has no modifier. A variable whose snippet got a new class
 * keeps its value if its type is the same; the old class lets go of it.
 */
final class SnippetClasses extends ClassLoader implements LoaderDelegate {

    static {
        registerAsParallelCapable();
    }

    private static final Pattern SNIPPET = Pattern.compile("REPL\\.\\$JShell\\$[0-9A-Z$]+(_again\\d+)?");

    private final Map<String, byte[]> bytes = new ConcurrentHashMap<>();
    private final Map<String, Class<?>> classes = new ConcurrentHashMap<>();
    private final Map<String, String> computing = new ConcurrentHashMap<>();
    private final List<ClassLoader> others = new CopyOnWriteArrayList<>();
    private final Map<String, Field> variables = new HashMap<>();
    private final Set<String> fresh = new HashSet<>();

    SnippetClasses(ClassLoader parent) {
        super(parent);
    }

    /** Whether a class is that of a snippet, and not one that is declared in a snippet. */
    static boolean isSnippet(String className) {
        return SNIPPET.matcher(className).matches();
    }

    /** Looks into this loader, too. */
    void add(ClassLoader loader) {
        others.add(loader);
    }

    /** From now on, this class computes the value of the variable of that one. */
    void computes(String original, String className) {
        computing.put(original, className);
    }

    @Override
    public void load(ClassBytecodes[] loaded) throws ClassInstallException {
        for (ClassBytecodes bytecodes : loaded) {
            bytes.put(bytecodes.name(), bytecodes.bytecodes());
        }
        boolean[] done = new boolean[loaded.length];
        try {
            for (int i = 0; i < loaded.length; i++) {
                String name = loaded[i].name();
                Class<?> type = loadClass(name);
                classes.put(name, type);
                Objects.requireNonNull(type.getDeclaredMethods()); // links it, and fails here if it cannot be
                if (isSnippet(name) && !Redefinition.isOnlyComputing(name)) {
                    keepVariables(type);
                }
                done[i] = true;
            }
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new ClassInstallException("load: " + e, done);
        }
    }

    private void keepVariables(Class<?> type) throws ReflectiveOperationException {
        for (Field field : type.getDeclaredFields()) {
            boolean variable = Modifier.isStatic(field.getModifiers()) && !field.isSynthetic();
            if (!variable) {
                continue;
            }
            field.setAccessible(true);
            Field old = variables.put(field.getName(), field);
            boolean sameType = old != null && old.getType() == field.getType();
            if (!sameType) {
                fresh.add(field.getName());
            }
            if (old != null && !old.equals(field)) {
                if (sameType) {
                    field.set(null, old.get(null));
                }
                letGo(old);
            }
        }
    }

    private static void letGo(Field field) throws IllegalAccessException {
        if (!field.getType().isPrimitive()) {
            field.set(null, null);
        }
    }

    /** A snippet begins. */
    void begin() {
        fresh.clear();
    }

    /** Whether a variable that had a value of the same type before the snippet began is not this one. */
    boolean isFresh(String variable) {
        return fresh.contains(variable);
    }

    /** What a variable holds. */
    Object value(String name) {
        Field field = variables.get(name);
        try {
            return field == null ? null : field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Gives a variable another value. */
    void set(String name, Object value) {
        try {
            variables.get(name).set(null, value);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Lets go of a variable that is no longer one. */
    void forget(String name) {
        Field field = variables.remove(name);
        try {
            if (field != null) {
                letGo(field);
            }
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /** JShell is never told that classes have been redefined. */
    @Override
    public void classesRedefined(ClassBytecodes[] redefined) {}

    /** The parent and the other loaders have all classes already. */
    @Override
    public void addToClasspath(String classPath) {}

    @Override
    public Class<?> findClass(String name) throws ClassNotFoundException {
        Class<?> known = classes.get(computing.getOrDefault(name, name));
        if (known != null) {
            return known;
        }
        byte[] own = bytes.remove(name);
        if (own != null) {
            return defineClass(name, own, 0, own.length);
        }
        for (ClassLoader other : others) {
            Class<?> found = loaded(other, name);
            if (found != null) {
                return found;
            }
        }
        throw new ClassNotFoundException(name);
    }

    private static Class<?> loaded(ClassLoader loader, String name) {
        try {
            return loader.loadClass(name);
        } catch (ClassNotFoundException e) {
            return null; // the next one may know it
        }
    }
}
