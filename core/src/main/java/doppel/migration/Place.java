package doppel.migration;

import java.util.Set;
import java.util.stream.Stream;

/** Finds the place in the application's source that defines something. */
final class Place {

    private static final Set<Class<?>> OWN =
            Set.of(Place.class, Steps.class, Step.class, Changes.class, TableChanges.class);
    private static final StackWalker WALKER = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    private Place() {}

    /** The line that called this package, as {@code LibraryMigrations.java:23}. */
    static String ofCaller() {
        return WALKER.walk(Place::first);
    }

    private static String first(Stream<StackWalker.StackFrame> frames) {
        return frames.filter(frame -> !isOwn(frame.getDeclaringClass()))
                .findFirst()
                .map(frame -> frame.getFileName() + ":" + frame.getLineNumber())
                .orElse("");
    }

    private static boolean isOwn(Class<?> type) {
        boolean ofJava = type.getClassLoader() == null;
        return ofJava || OWN.contains(type);
    }
}
