package doppel.restore;

import static org.assertj.core.api.Assertions.assertThat;

import doppel.DoppelException;
import doppel.ErrorCode;
import doppel.fixture.Fixture;
import doppel.restore.check.Seal;
import doppel.restore.code.CompiledMethod;
import doppel.restore.code.FixtureCompiler;
import doppel.restore.report.RestoreReport;
import doppel.restore.statement.CreateMethod;
import doppel.restore.statement.RowFileReader;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether a row file is read or compiled, the same rows are saved, or none for the same reason. */
class ReadingEqualsCompilingTest {

    private static final String METHODS = """
              static void attempt(String kind, Object... values) {}
              void plain(long a, Long b, String c) { save(row("T").set("A", a).set("B", b).set("C", c)); }
              private static Object shown(Object a) {
                return a instanceof Float || a instanceof Boolean || a instanceof java.math.BigDecimal
                    || a instanceof java.time.temporal.Temporal || a instanceof java.util.UUID
                    ? a.getClass().getSimpleName() + " " + a : a;
              }
              void any(Object a, Object b, Object c) { save(row("T").set("A", shown(a)).set("B", shown(b)).set("C", \
            shown(c))); }
              void real(double a, Double b, float c) { save(row("T").set("A", a).set("B", b).set("C", c)); }
              void single(float a, Float b, boolean c) { any(a, b, c); }
              void exact(java.math.BigDecimal a, java.time.LocalDateTime b, Boolean c) { any(a, b, c); }
              void raw(byte[] a, Number b, Comparable<?> c) { save(row("T").set("A", a).set("B", b).set("C", c)); }
              void narrow(int a, Integer b, CharSequence c) { save(row("T").set("A", a).set("B", b).set("C", \
            c.toString())); }
              void wide(Object[] values) { save(row("T").set("A", shown(values[0])).set("B", \
            shown(values[1])).set("C", values.length)); }
              void varargs(Object... values) { save(row("T").set("A", values[0])); }
            """;

    @TempDir
    private Path home;

    private RestoredFixture fixture(String name, byte[] source) throws IOException {
        RestoredFixture fixture = RestoredFixture.in(Files.createDirectory(home.resolve(name)))
                .table("CREATE TABLE T (A, B, C)")
                .members(METHODS)
                .rowFile("TRows", 1, "");
        Files.write(fixture.directory().resolve("TRows.java"), source);
        return fixture.seal();
    }

    /** The rows that a way of restoring gives, or why there are none. */
    private static List<String> outcome(RestoredFixture fixture, boolean compiled) throws SQLException {
        try {
            RestoreReport report =
                    fixture.options().compiled(compiled).replace().restore();
            List<String> rows = new ArrayList<>(report.reasons());
            rows.addAll(report.published() ? fixture.contents("T", "A", "B", "C") : List.of());
            return rows;
        } catch (DoppelException e) {
            return List.of(e.code() + " " + e.getMessage());
        }
    }

    private static String lines(String... lines) {
        return RestoredFixture.head("TRows") + String.join("\n", lines) + "\n  }\n}\n";
    }

    static List<String> tricks() {
        String row = "    into.any(1, 2, 3);";
        String head = RestoredFixture.head("TRows");
        String two = row
                + "\n    rows2(into);\n  }\n\n  private void rows2(Restore into) {\n    into.any(4, 5, 6);\n  }\n}\n";
        return List.of(
                lines("    // \\u000a into.any(1, 2, 3);"),
                lines("    // \\u000d into.any(1, 2, 3);", row),
                lines("    // a\r    into.any(1, 2, 3);", row),
                lines("    /* */ into.any(1, 2, 3);"),
                lines("    /* */ into.any(1, 2, 3); /* */"),
                lines("    /* \\u002a/ into.any(1, 2, 3); /* */"),
                lines("    /* into.any(1, 2, 3);", "    */", row),
                lines("    /*/", row, "    */"),
                lines("    /**/", row, "    /***/", "    /* * / */"),
                lines("    into.any(1, 2, 3); into.any(4, 5, 6);"),
                lines("    into .any(1, 2, 3);"),
                lines("    into. any(1, 2, 3);"),
                lines("    into.any (1, 2, 3);"),
                lines("    into.any(1,2,3);"),
                lines("    into.any( 1 , 2 , 3 ) ;"),
                lines("    into.any(1, 2,", "        3);"),
                lines("\tinto.any(1, 2, 3);"),
                lines("    into.any(1, 2, 3); // a comment"),
                lines("    into.any(1, 2, 3);;"),
                lines("    into.any(1, 2, 3);   "),
                lines("    into.any(1, 2, 3)"),
                lines("    into.any(1, 2, 3, 4);"),
                lines("    into.any(1, 2);"),
                lines("    into.any(1, 2, );"),
                lines("    into.any();"),
                lines("    int\\u006f.any(1, 2, 3);"),
                lines("    into.any(\"\\u0022, 2, 3);"),
                lines("    into.any(\"a\\u0022, \"b\", 3);"),
                lines("    into.any(\"a\\u005c\", 2, 3);"),
                lines("    into.any(\"a\\u005c\\\", 2, 3);"),
                lines("    into.any(\"\\uuu0041\\\\u0041\\\\\\u0041\", 2, 3);"),
                lines("    into.any(\"\\101\\0\\01\\377\\400\\s\\'\", \"\\08\", \"\\t\\b\\f\\n\\r\\\"\\\\\");"),
                lines("    into.any(\"\\q\", 2, 3);"),
                lines("    into.any(\"a\rb\", 2, 3);"),
                lines("    into.any(\"a\tb\u00a0\u2028\u0085\u0000\u0001\", 2, 3);"),
                lines("    into.any(\"\", \"\"\"\n      a\n      b\"\"\", 3);"),
                lines("    into.any('a', (char) ('a' + 1), 'a' + 1);"),
                lines("    into.any(1 + 2, 3 * 4, \"a\" + 5 + null);"),
                lines("    into.any((Object) 5, (short) 5, (byte) -1);"),
                lines("    into.any(0x10, 010, 0b11);", "    into.any(1_000, 00, 0);"),
                lines("    into.any(08, 2, 3);"),
                lines("    into.any(2147483648, 2, 3);"),
                lines("    into.any(-2147483648, -2147483648L, 2147483648L);"),
                lines("    into.any(9223372036854775807L, -9223372036854775808L, - 5);"),
                lines("    into.any(9223372036854775808L, 2, 3);"),
                lines("    into.any(99999999999999999999L, 2, 3);"),
                lines(
                        "    into.any(1.5, 1.5f, 1.5d);",
                        "    into.any(1., .5, 1e3);",
                        "    into.any(1.0e+3, 1.0E-3, 0x1p3);"),
                lines("    into.any(1.0e400, 2, 3);"),
                lines("    into.any(1.0e-400, 2, 3);"),
                lines(
                        "    into.any(0.0e400, -0.0, 4.9E-324);",
                        "    into.any(1.7976931348623157E308, 2.2250738585072011E-308, 0.1);"),
                lines("    into.any(123456789012345678901234567890.5, 0.30000000000000004, 9007199254740993.0);"),
                lines("    into.any(Double.NaN, Double.POSITIVE_INFINITY, Double.MAX_VALUE);"),
                lines("    into.any(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, Double.MAX);"),
                lines("    into.any(true, null, 5L);"),
                lines("    into.any(bytes(\"00fF\"), rawText(\"c3\"), bytes(\"\"));"),
                lines("    into.any(bytes(\"0\"), 2, 3);"),
                lines("    into.any(bytes(\"0g\"), 2, 3);"),
                lines("    into.any(bytes(null), 2, 3);"),
                lines("    into.any(bytes( \"00\" ), 2, 3);"),
                lines("    into.any(values(1, 2), 2, 3);"),
                lines(
                        "    into.plain(5, 5L, \"a\");",
                        "    into.plain(5L, null, null);",
                        "    into.plain('a', 6L, \"\");"),
                lines("    into.plain(5, 5, \"a\");"),
                lines("    into.plain(null, 5L, \"a\");"),
                lines("    into.plain(5.0, 5L, \"a\");"),
                lines("    into.plain(5, 5L, 5);"),
                lines("    into.plain(5, 5L, bytes(\"00\"));"),
                lines(
                        "    into.real(5, 5.0, 5);",
                        "    into.real(5L, null, 5L);",
                        "    into.real(16777217, 0.1, 16777217);"),
                lines("    into.real(9007199254740993L, 5.0, 9007199254740993L);"),
                lines("    into.real(5, 5, 5);"),
                lines("    into.real(5.5, 5.5, 5.5);"),
                lines(
                        "    into.raw(bytes(\"01\"), 5, 5);",
                        "    into.raw(null, 5L, \"a\");",
                        "    into.raw(bytes(\"\"), 0.5, null);"),
                lines("    into.raw(\"a\", 5, 5);"),
                lines("    into.raw(bytes(\"00\"), \"5\", 5);"),
                lines("    into.raw(bytes(\"00\"), 5, bytes(\"00\"));"),
                lines("    into.narrow(5, 5, \"a\");", "    into.narrow(-5, null, \"b\");"),
                lines("    into.narrow(5L, 5, \"a\");"),
                lines("    into.narrow(5, 5L, \"a\");"),
                lines("    into.wide(values(1, \"a\", null));", "    into.wide(values(1L, 2.5));"),
                lines("    into.wide(values());"),
                lines("    into.wide(values(null));"),
                lines("    into.wide(1, 2);"),
                lines("    into.wide(null);"),
                lines("    into.wide(values(1, 2), 3);"),
                lines("    into.wide(new Object[] {1, 2, 3});"),
                lines("    into.varargs(values(1, 2, 3));", "    into.varargs(5);"),
                lines("    into.unknown(1);"),
                lines("    into.attempt();"),
                lines("    into.version();"),
                lines("    into.load();"),
                lines("    this.load(into);"),
                lines("    for (int i = 0; i < 5; i++) into.any(i, (long) i, \"r\" + i);"),
                lines("    if (false) {", row, "    }"),
                lines("    return;", row),
                lines("    Restore other = into;", "    other.any(1, 2, 3);"),
                lines("    {", row, "    }"),
                lines("", "   ", "\t", "\f", row),
                lines("\u000b", row),
                lines("\u2003", row),
                lines("\u001c", row),
                lines("\u00a0" + row),
                lines("    into.any(1,\u00a02, 3);"),
                lines(row, "    \u001a"),
                lines("    into.any(1, 2, 3);\u0000"),
                head + two,
                head + two.replace("    rows2(into);\n", ""),
                head + two.replace("    rows2(into);\n", "    rows2(into);\n    rows2(into);\n"),
                head + two.replace("    rows2(into);\n", "    rows2(into);\n" + row + "\n"),
                head + two.replace("    rows2(into);\n", "    rows3(into);\n"),
                head + two.replace("rows2(into);", "// rows2(into);"),
                head + two.replace("private void rows2", "void rows2"),
                head + two.replace("private void rows2", "private static void rows2"),
                head + two.replace("  }\n}\n", "    rows3(into);\n  }\n}\n"),
                head.replace("  @Override public void load(Restore into) {\n", "  private void rows2(Restore into) {\n")
                        + "    into.any(4, 5, 6);\n  }\n  @Override public void load(Restore into) {\n" + row
                        + "\n    rows2(into);\n  }\n}\n",
                head + row + "\n  }\n  static { System.setProperty(\"doppel.fooled\", \"no\"); }\n}\n",
                head + row + "\n  }\n  static class Inner { void load(Restore into) { into.any(4, 5, 6); } }\n}\n",
                head + row + "\n  }\n}\nfinal class Other {}\n",
                head + row + "\n  }\n}\n}\n",
                head + row + "\n  }\n",
                head + row + "\n",
                head + row + "\n  }\n}\n// the end \\u007d\n",
                head + row + "\n  }\n}\n/* never closed\n",
                head + row + "\n  }}\n",
                head + row + "\n  }\n}",
                lines(row).replace("\n", "\r\n"),
                lines(row).replace("\n", "\r"),
                lines(row).replace("import doppel.fixture.*;\n", ""),
                lines(row).replace("import static doppel.fixture.Literals.*;\n", ""),
                lines("    into.any(bytes(\"00\"), 2, 3);").replace("import static doppel.fixture.Literals.*;\n", ""),
                lines(row).replace("import doppel.fixture.*;\n", "import doppel.fixture.Rows;\n"),
                lines(row).replace("import doppel.fixture.*;\n", "import doppel.fixture.*;\nimport java.util.*;\n"),
                lines(row)
                        .replace("import doppel.fixture.*;\n", "import doppel.fixture.*;\nimport doppel.fixture.*;\n"),
                lines(row).replace("import doppel.fixture.*;\n", "// import doppel.fixture.*;\n"),
                lines(row).replace("final class TRows", "final class Rows2"),
                lines(row).replace("final class", "public final class"),
                lines(row).replace("final class", "package other;\nfinal class"),
                lines(row).replace("@Override public", "@Override"),
                lines(row).replace("@Override public", "public"),
                lines(row).replace("void load(", "int load("),
                lines(row).replace("Restore into", "Restore in"),
                lines(row).replace("/** Rows. */", "/** Rows \\u002a/ class X {} /* */"),
                lines(row).replace("/** Rows. */", "@Deprecated"),
                "\ufeff" + lines(row),
                "",
                "// nothing\n");
    }

    @Test
    void savesTheSameRowsWhateverTheFileHolds() throws IOException, ReflectiveOperationException, SQLException {
        RowFileReader reader = reader(fixture("reader", new byte[0]).directory());
        SoftAssertions soft = new SoftAssertions();
        int read = 0;
        for (String trick : tricks()) {
            Files.writeString(home.resolve("TRows.java"), trick);
            if (reader.canRead(home, "TRows")) { // all others are compiled in any case
                RestoredFixture fixture = fixture("trick" + read++, trick.getBytes(StandardCharsets.UTF_8));
                soft.assertThat(outcome(fixture, false)).as(trick).isEqualTo(outcome(fixture, true));
            }
        }
        soft.assertThat(read).isBetween(15, 40);
        soft.assertAll();
    }

    private static RowFileReader reader(Path fixture) throws ReflectiveOperationException {
        FixtureCompiler compiler = new FixtureCompiler(fixture);
        compiler.compile(List.of("Restore.java"));
        Class<?> type = compiler.loadClass("Restore");
        Fixture program = (Fixture) type.getDeclaredConstructor().newInstance();
        Map<String, CreateMethod> methods = new HashMap<>();
        for (Method method : CompiledMethod.candidates(type)) {
            methods.put(method.getName(), new CompiledMethod(method, CompiledMethod.bound(method, program)));
        }
        return new RowFileReader(methods, fixture);
    }

    @Test
    void refusesTextThatIsNotUtf8() throws IOException, SQLException {
        int number = 0;
        for (String line :
                List.of("    into.any(\"\u00e9\", 2, 3);", "    // \u00e9", "    into.any(\"\u00e9\\n\", 2, 3);")) {
            byte[] latin = lines(line).getBytes(StandardCharsets.ISO_8859_1);
            RestoredFixture fixture = fixture("latin" + number++, latin);

            assertThat(outcome(fixture, false))
                    .as(line)
                    .isEqualTo(outcome(fixture, true))
                    .singleElement()
                    .asString()
                    .contains("unmappable character");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "void any(int a, int b, int c) { save(row(\"T\").set(\"A\", \"int\")); }",
                "static void any(int a, int b, int c) { System.setProperty(\"doppel.fooled\", \"yes\"); }",
                "private void hidden(long a) { save(row(\"T\").set(\"A\", a)); }",
                "void wait(Object a) { save(row(\"T\").set(\"A\", \"wait\")); }",
                "void checked(long a) throws java.io.IOException { save(row(\"T\").set(\"A\", a)); }",
                "void unchecked(long a) throws IllegalStateException { save(row(\"T\").set(\"A\", a)); }",
                "<X> void generic(X a) { save(row(\"T\").set(\"A\", a)); }",
                "Object giving(long a) { save(row(\"T\").set(\"A\", a)); return a; }"
            })
    void callsTheMethodThatJavacCalls(String member) throws IOException, SQLException {
        String call = member.contains(" any(") ? "any(1, 2, 3)" : member.replaceAll(".*?(\\w+)\\(.*", "$1") + "(5)";
        RestoredFixture fixture = fixture(
                        "member", lines("    into." + call + ";").getBytes(StandardCharsets.UTF_8))
                .members("  " + member)
                .seal();

        assertThat(outcome(fixture, false)).isEqualTo(outcome(fixture, true));
    }

    @Test
    void callsTheMethodOfABaseClassThatJavacCalls() throws IOException, SQLException {
        RestoredFixture fixture = fixture(
                        "base", lines("    into.any(1, 2, 3);").getBytes(StandardCharsets.UTF_8))
                .file("Base.java", """
                        abstract class Base extends doppel.fixture.Fixture {
                          void any(int a, int b, int c) { save(row("T").set("A", "of the base")); }
                        }
                        """);
        fixture.edit("Restore.java", "extends Fixture", "extends Base");
        Seal.seal(fixture.directory());

        assertThat(outcome(fixture, false)).isEqualTo(outcome(fixture, true));
        assertThat(fixture.contents("T", "A")).containsExactly("text|'of the base'");
    }

    static List<Long> seeds() {
        return List.of(1L, 2L, 3L, 4L, 5L, 6L);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void savesTheSameRowsOfGeneratedFiles(long seed) throws IOException, SQLException {
        for (int i = 0; i < 4; i++) {
            RowFileGenerator generator = new RowFileGenerator(new Random(seed * 100 + i), i > 1);
            RestoredFixture fixture = fixture("seed" + i, generator.file().getBytes(StandardCharsets.UTF_8));

            List<String> read = outcome(fixture, false);

            assertThat(read)
                    .as("seed %d/%d", seed, i)
                    .isEqualTo(outcome(fixture, true))
                    .hasSizeGreaterThan(100);
        }
    }

    /** javac refuses more rows in one method than its code may have bytes; the reader does not mind. */
    @Test
    void readsWithoutJavacWhatIsNothingButRows() throws IOException, SQLException {
        String rows = "    into.any(1, 2, 3);\n".repeat(10_000);
        RestoredFixture fixture = fixture("plain", lines(rows).getBytes(StandardCharsets.UTF_8));

        assertThat(outcome(fixture, false)).hasSize(10_000);
        assertThat(outcome(fixture, true)).singleElement().asString().contains("code too large");
    }

    @Test
    void namesTheCodeOfFilesThatDoNotCompile() throws IOException {
        fixture("code", lines("    into.any(1, 2, oops);").getBytes(StandardCharsets.UTF_8))
                .options()
                .fail(ErrorCode.DOES_NOT_COMPILE);
    }
}
