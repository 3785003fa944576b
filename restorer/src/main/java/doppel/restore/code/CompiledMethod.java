package doppel.restore.code;

import doppel.fixture.Fixture;
import doppel.literal.JavaType;
import doppel.literal.LargeValue;
import doppel.restore.statement.Account;
import doppel.restore.statement.CreateMethod;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A create method of a compiled fixture, called through a method handle. */
public final class CompiledMethod implements CreateMethod {

    /** Method handles use a few of the 255 slots of a call themselves. */
    private static final int MOST_SLOTS = 250;

    private final String name;
    private final Class<?>[] parameters;
    private final JavaType[] types;
    private final boolean wide;
    private final boolean exact;
    private final MethodHandle handle;
    private final Account account;

    /**
     * @param method the method
     * @param handle a handle of it, bound to the fixture
     */
    public CompiledMethod(Method method, MethodHandle handle) {
        name = method.getName();
        parameters = method.getParameterTypes();
        wide = parameters.length == 1 && parameters[0] == Object[].class;
        types = wide
                ? new JavaType[0]
                : Stream.of(parameters).map(CompiledMethod::literalType).toArray(JavaType[]::new);
        exact = IntStream.range(0, types.length).allMatch(i -> types[i].isSourceOf(parameters[i]));
        account = new Account(name);
        MethodType general = MethodType.methodType(void.class, Object[].class);
        this.handle = wide
                ? handle.asType(general)
                : handle.asType(handle.type().changeReturnType(void.class))
                        .asSpreader(Object[].class, parameters.length)
                        .asType(general);
    }

    /**
     * The methods of a fixture's class that row files can certainly call: there is only one method of the name, and
     * javac would let a row file call it.
     */
    public static List<Method> candidates(Class<?> fixture) {
        Set<String> inherited = Stream.of(Fixture.class, Object.class)
                .flatMap(type -> Stream.of(type.getDeclaredMethods()))
                .map(Method::getName)
                .collect(Collectors.toSet());
        Map<String, Map<List<Class<?>>, Method>> byName = new HashMap<>();
        for (Class<?> type = fixture; type != Fixture.class; type = type.getSuperclass()) {
            for (Method method : type.getDeclaredMethods()) {
                if (!method.isSynthetic() && !inherited.contains(method.getName())) {
                    byName.computeIfAbsent(method.getName(), name -> new HashMap<>())
                            .putIfAbsent(List.of(method.getParameterTypes()), method);
                }
            }
        }
        return byName.values().stream()
                .filter(methods -> methods.size() == 1)
                .map(methods -> methods.values().iterator().next())
                .filter(CompiledMethod::isCallable)
                .toList();
    }

    private static int slots(Method method) {
        return Stream.of(method.getParameterTypes())
                .mapToInt(type -> type == long.class || type == double.class ? 2 : 1)
                .sum();
    }

    private static boolean isCallable(Method method) {
        return !Modifier.isPrivate(method.getModifiers())
                && !Modifier.isStatic(method.getModifiers())
                && slots(method) <= MOST_SLOTS
                && Stream.of(method.getExceptionTypes())
                        .allMatch(type ->
                                RuntimeException.class.isAssignableFrom(type) || Error.class.isAssignableFrom(type));
    }

    /** A handle of the method, bound to the fixture. */
    public static MethodHandle bound(Method method, Object fixture) throws IllegalAccessException {
        return MethodHandles.privateLookupIn(method.getDeclaringClass(), MethodHandles.lookup())
                .unreflect(method)
                .bindTo(fixture);
    }

    private static JavaType literalType(Class<?> parameter) {
        return JavaType.ofSource(parameter.getCanonicalName() == null ? "" : parameter.getSimpleName())
                .orElse(JavaType.OBJECT);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public JavaType[] types() {
        return types;
    }

    @Override
    public boolean wide() {
        return wide;
    }

    @Override
    public boolean exact() {
        return exact;
    }

    @Override
    public boolean takes(int parameter, Object value) {
        if (wide) {
            return true;
        }
        Class<?> type = parameters[parameter];
        if (value instanceof LargeValue large) {
            return type.isAssignableFrom(large.kind().type());
        }
        if (value == null) {
            return !type.isPrimitive();
        }
        if (!type.isPrimitive()) {
            return type.isInstance(value);
        }
        boolean isInt = value instanceof Integer;
        boolean isLong = isInt || value instanceof Long;
        return type == int.class && isInt
                || type == long.class && isLong
                || type == float.class && value instanceof Float
                || type == double.class && value instanceof Double
                || type == boolean.class && value instanceof Boolean;
    }

    @Override
    public Account account() {
        return account;
    }

    @Override
    public void call(Object[] values) throws Throwable {
        for (int i = 0; i < values.length; i++) {
            if (values[i] instanceof LargeValue) {
                handle.invokeExact(inMemory(values));
                return;
            }
        }
        handle.invokeExact(values);
    }

    /** People's code gets what its parameters say. */
    private static Object[] inMemory(Object[] values) {
        return Stream.of(values).map(LargeValue::whole).toArray();
    }
}
