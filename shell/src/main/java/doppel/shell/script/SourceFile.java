package doppel.shell.script;

import doppel.restore.code.ClassesFirst;
import doppel.shell.snippet.SnippetListener;
import doppel.shell.snippet.SnippetOptions;
import doppel.shell.snippet.SourceCompiler;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A script that is one source file, with {@code main(String...)} in a class. */
final class SourceFile implements CompiledScript {

    private final Script script;
    private final ClassesFirst loader;
    private final Method main;

    private SourceFile(Script script, ClassesFirst loader, Method main) {
        this.script = script;
        this.loader = loader;
        this.main = main;
    }

    static SourceFile compile(Script script, SnippetOptions options) {
        String file = Path.of(script.name()).getFileName().toString();
        SourceCompiler.Outcome outcome =
                SourceCompiler.compile(Map.of(file, script.java()), options.compilerClassPath());
        if (!outcome.problems().isEmpty()) {
            throw ScriptException.refused(script.name(), outcome.problems());
        }
        ClassesFirst loader = new ClassesFirst(options.parent(), outcome.classes());
        return new SourceFile(script, loader, main(script, loader, file));
    }

    private static Method main(Script script, ClassesFirst loader, String file) {
        String wanted = file.substring(0, file.length() - ".java".length());
        List<Method> found = new ArrayList<>();
        for (String name : loader.classes().keySet()) {
            try {
                for (Method method : loader.loadClass(name).getDeclaredMethods()) {
                    boolean takesArguments = Arrays.equals(method.getParameterTypes(), new Class<?>[] {String[].class});
                    if (method.getName().equals("main") && takesArguments) {
                        found.add(method);
                    }
                }
            } catch (ClassNotFoundException | LinkageError e) {
                throw ScriptException.unusable(
                        script.name() + " cannot be loaded: " + e + ".", "Give its classes other names.");
            }
        }
        Optional<Method> own = found.stream()
                .filter(method -> method.getDeclaringClass().getSimpleName().equals(wanted))
                .findFirst();
        if (own.isEmpty() && found.size() != 1) {
            throw ScriptException.unusable(
                    script.name() + (found.isEmpty() ? " has no main method." : " has several main methods."),
                    "Write static void main(String... args) in a class " + wanted + ".");
        }
        return own.orElseGet(() -> found.get(0));
    }

    @Override
    public void run(List<String> arguments, SnippetListener listener) {
        try {
            main.setAccessible(true);
            Object instance = null;
            if (!Modifier.isStatic(main.getModifiers())) {
                Constructor<?> constructor = main.getDeclaringClass().getDeclaredConstructor();
                constructor.setAccessible(true);
                instance = constructor.newInstance();
            }
            main.invoke(instance, (Object) arguments.toArray(String[]::new));
        } catch (InvocationTargetException e) {
            throw ScriptException.threw(script, cut(e.getCause()), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw ScriptException.unusable(
                    script.name() + " cannot be started: " + e + ".",
                    "Make its main method static, or give its class a constructor without parameters.");
        }
    }

    /** Cuts the stack traces below the script, and says the line of the topmost frame in it; 0 if there is none. */
    private int cut(Throwable thrown) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        int line = 0;
        for (Throwable each = thrown; each != null && seen.add(each); each = each.getCause()) {
            StackTraceElement[] frames = each.getStackTrace();
            int end = 0;
            for (int i = 0; i < frames.length; i++) {
                if (loader.classes().containsKey(frames[i].getClassName())) {
                    end = i + 1;
                    line = line > 0 ? line : frames[i].getLineNumber();
                }
            }
            if (end > 0) {
                each.setStackTrace(Arrays.copyOf(frames, end));
            }
        }
        return line;
    }

    @Override
    public void close() {
        // nothing is open
    }
}
