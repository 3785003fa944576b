package doppel.restore.code;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A subclass of a fixture's class whose create methods record each call instead of running. So statements of compiled
 * row files can be deferred and run again like those that were read.
 */
public final class Recorder {

    /** The name of the subclass. */
    public static final String CLASS_NAME = "RestoreRecorder";

    private Recorder() {}

    /** The create methods that the subclass overrides. */
    public static List<Method> recorded(List<Method> candidates) {
        return candidates.stream()
                .filter(method -> method.getReturnType() == void.class)
                .filter(method ->
                        !Modifier.isPrivate(method.getModifiers()) && !Modifier.isFinal(method.getModifiers()))
                .filter(method -> Stream.of(method.getParameterTypes()).allMatch(Recorder::isAccessible))
                .toList();
    }

    private static boolean isAccessible(Class<?> type) {
        Class<?> element = type;
        while (element.isArray()) {
            element = element.getComponentType();
        }
        return !Modifier.isPrivate(element.getModifiers());
    }

    /** The subclass's source: calls pass the method's number and the values to {@code recorder}. */
    public static String source(List<Method> methods) {
        return IntStream.range(0, methods.size())
                .mapToObj(i -> override(i, methods.get(i)))
                .collect(Collectors.joining(
                        "\n",
                        "final class " + CLASS_NAME + " extends Restore {\n"
                                + "  java.util.function.BiConsumer<Integer, Object[]> recorder;\n\n",
                        "}\n"));
    }

    private static String override(int number, Method method) {
        Class<?>[] types = method.getParameterTypes();
        String parameters = IntStream.range(0, types.length)
                .mapToObj(i -> types[i].getCanonicalName() + " p" + i)
                .collect(Collectors.joining(", "));
        String values = types.length == 1 && types[0] == Object[].class
                ? "p0"
                : IntStream.range(0, types.length)
                        .mapToObj(i -> "p" + i)
                        .collect(Collectors.joining(", ", "new Object[] {", "}"));
        String access = Modifier.isPublic(method.getModifiers())
                ? "public "
                : Modifier.isProtected(method.getModifiers()) ? "protected " : "";
        return "  @Override " + access + "void " + method.getName() + "(" + parameters + ") {\n    recorder.accept("
                + number + ", " + values + ");\n  }\n";
    }
}
