package doppel.literal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Says what {@link LiteralReader} and javac make of the same literals. */
final class LiteralProbe {

    private static final int PER_METHOD = 100;

    /** Source of a literal, for a parameter of this type. */
    record Literal(JavaType type, String source) {}

    private static final String HEAD = """
            import static doppel.fixture.Literals.*;
            import java.math.BigDecimal;
            import java.time.*;
            import java.util.UUID;
            public final class Probe {
                private static final java.util.List<Object> VALUES = new java.util.ArrayList<>();
                public static java.util.List<Object> values() { VALUES.clear(); call0(); return VALUES; }
            """;

    private LiteralProbe() {}

    /** What the reader gives: OTHER also where it leaves something of the text over. */
    static Object read(Literal literal) {
        byte[] bytes = ("(" + literal.source() + ")").getBytes(StandardCharsets.UTF_8);
        LiteralReader reader = new LiteralReader();
        reader.reset(bytes, 1, bytes.length - 1);
        Object value = reader.read(literal.type());
        return reader.atEnd() ? value : LiteralReader.OTHER;
    }

    /** What javac passes to parameters of these types, all compiled in one class; empty if it refuses. */
    static Optional<List<Object>> compile(List<Literal> literals, Path directory) throws Exception {
        StringBuilder source = new StringBuilder(HEAD);
        for (JavaType type : JavaType.values()) {
            source.append("    static void take").append(type).append('(').append(type.source());
            source.append(" value) { VALUES.add(value); }\n");
        }
        int methods = (literals.size() + PER_METHOD - 1) / PER_METHOD;
        for (int method = 0; method < methods; method++) {
            source.append("    static void call").append(method).append("() {\n");
            int end = Math.min(literals.size(), (method + 1) * PER_METHOD);
            for (Literal literal : literals.subList(method * PER_METHOD, end)) {
                source.append("take").append(literal.type()).append('(');
                source.append(literal.source()).append(");\n");
            }
            source.append("call").append(method + 1).append("(); }\n");
        }
        source.append("    static void call").append(methods).append("() {}\n}\n");
        if (!Javac.compile("Probe", source.toString(), directory).isEmpty()) {
            return Optional.empty();
        }
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {directory.toUri().toURL()}, LiteralProbe.class.getClassLoader())) {
            List<?> values =
                    (List<?>) loader.loadClass("Probe").getMethod("values").invoke(null);
            return Optional.of(new ArrayList<>(values));
        }
    }

    /** Asserts that reader and javac both give back these values, in these bits and classes. */
    static void assertReadBack(List<Literal> literals, List<?> expected, Path directory) throws Exception {
        List<Object> compiled = compile(literals, directory).orElseThrow();
        assertThat(compiled).hasSameSizeAs(expected);
        for (int i = 0; i < literals.size(); i++) {
            assertThat(same(read(literals.get(i)), expected.get(i)))
                    .as("reader: %s", literals.get(i))
                    .isTrue();
            assertThat(same(compiled.get(i), expected.get(i)))
                    .as("javac: %s", literals.get(i))
                    .isTrue();
        }
    }

    /** Whether both are of the same class and the same bits. */
    static boolean same(Object one, Object other) {
        if (one == null || other == null || one.getClass() != other.getClass()) {
            return one == other;
        }
        if (one instanceof Double number) {
            return Double.doubleToRawLongBits(number) == Double.doubleToRawLongBits((Double) other);
        }
        if (one instanceof Float number) {
            return Float.floatToRawIntBits(number) == Float.floatToRawIntBits((Float) other);
        }
        return one instanceof byte[] bytes ? Arrays.equals(bytes, (byte[]) other) : one.equals(other);
    }
}
