package doppel.shell.snippet;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;

/**
 * Gives a variable that is declared again a new value without a new variable: the new class of its snippet computes the
 * value and writes it into the field of the first one. So the old value is let go, and whatever uses the variable stays
 * as it is. JShell replaces all other declarations, with everything that depends on them. Not thread-safe.
 */
final class Redefinition {

    /** In the names of classes that only compute. */
    private static final String AGAIN = "_again";

    private static final Set<String> COMPUTING = Set.of("<init>", "do_it$", "do_it$Aux");

    private final Map<String, ClassFileOutline> loaded = new HashMap<>();
    private int count;

    /** Classes have been loaded. */
    void loaded(ClassBytecodes... classes) {
        for (ClassBytecodes bytecodes : classes) {
            if (SnippetClasses.isSnippet(bytecodes.name()) && !isOnlyComputing(bytecodes.name())) {
                loaded.put(bytecodes.name(), new ClassFileOutline(bytecodes.bytecodes()));
            }
        }
    }

    /** The class that computes the new value of a variable; empty if something else is declared. */
    Optional<ClassBytecodes> computing(ClassBytecodes... classes) {
        ClassFileOutline old = classes.length == 1 ? loaded.get(classes[0].name()) : null;
        if (old == null) {
            return Optional.empty();
        }
        ClassFileOutline fresh = new ClassFileOutline(classes[0].bytecodes());
        boolean sameVariable =
                fresh.fields().equals(old.fields()) && !fresh.fields().isEmpty();
        if (!sameVariable || !onlyComputes(old) || !onlyComputes(fresh) || fresh.hasNestedClasses()) {
            return Optional.empty();
        }
        count++;
        String name = classes[0].name() + AGAIN + count;
        return Optional.of(new ClassBytecodes(name, fresh.withFieldsElsewhere(name.replace('.', '/'))));
    }

    private static boolean onlyComputes(ClassFileOutline outline) {
        List<String> names = outline.methods().stream()
                .map(method -> method.substring(0, method.indexOf(' ')))
                .toList();
        return names.contains("do_it$")
                && names.stream().allMatch(name -> COMPUTING.contains(name) || name.startsWith("lambda$"));
    }

    static boolean isOnlyComputing(String className) {
        return className.contains(AGAIN);
    }

    /** The name of the class whose fields such a class writes; any other name as it is. */
    static String original(String className) {
        int at = className.indexOf(AGAIN);
        return at < 0 ? className : className.substring(0, at);
    }
}
