package doppel.literal;

import static org.assertj.core.api.Assertions.assertThat;

import doppel.literal.LiteralProbe.Literal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiteralReaderTest {

    @TempDir
    Path directory;

    private static final String[] NUMBERS = {
        "0",
        "-0",
        "-0L",
        "5",
        "5L",
        "5l",
        "-5",
        "- 5",
        "--5",
        "+5",
        "3000000000",
        "3000000000L",
        "2147483648",
        "-2147483648",
        "9223372036854775808L",
        "-9223372036854775808L",
        "9223372036854775807L",
        "-9223372036854775809L",
        "9999999999999999999L",
        "-9999999999999999999L",
        "10000000000000000000L",
        "18446744073709551617L",
        "99999999999999999999L",
        "017",
        "-017",
        "00",
        "08",
        "1_000",
        "0x1F",
        "0b11",
        "1f",
        "1.5f",
        "1.5d",
        "1.5D",
        "1.",
        ".5",
        "1e5",
        "1.5e5",
        "1.5E+5",
        "1.5E-5",
        "1.5E05",
        "1.5E",
        "09.5",
        "00.5",
        "1.5_5",
        "1.5.5",
        "1E400",
        "1.0E400",
        "1.8E308",
        "1.7976931348623157E308",
        "1.0E-400",
        "4.9E-324",
        "2.0E-324",
        "0.0E-400",
        "-0.0",
        "-0.0E9",
        "1.5E99999",
        "123456789012345678901234567890.5",
        "0.1000000000000000055511151231257827",
        "0.00000000000000000000000000000000000000000001",
        "9007199254740993.0",
        "0x1p3",
        "1.5L",
        "5L5",
        "(5)",
        "5 ",
        " 5",
        "Double.NaN",
        "-Double.NaN",
        "Double.POSITIVE_INFINITY",
        "Double.MAX_VALUE",
        "Double",
        "5\\u0035",
        "1.5F",
        "-0.0f",
        "0.0f",
        "1.0E-46f",
        "1.4E-45f",
        "7.0E-46f",
        "3.4028235E38f",
        "3.4028236E38f",
        "3.5E38f",
        "1.00000017881393421514957253748434595763683319091796875f",
        "1.00000017881393432617187499f",
        "1.00000017881393432617187500f",
        "1.00000017881393432617187501f",
        "16777217.0f",
        "16777217.000000001f",
        "8388609.5f",
        "0.1000000000000000055511151231257827f",
        "1.5E5f",
        "1.5fd",
        "1.5ff",
        "1.5f5",
        "Float.NaN",
        "-Float.NaN",
        "Float.POSITIVE_INFINITY",
        "Float.NEGATIVE_INFINITY",
        "Float.MAX_VALUE",
        "Float",
        "Float.",
        "16777217",
        "16777217L",
        "9007199254740993L",
        "-16777219"
    };

    private static final String[] TEXTS = {
        "\"\"",
        "\"a\" + \"b\"",
        "\"a",
        "\"",
        "\"a\nb\"",
        "\"a\rb\"",
        "\"\\u0022",
        "\"\\u0022\"",
        "\"\\u0022 + \"\"",
        "\"\\u005c\"",
        "\"\\u005cn\"",
        "\"\\u000a\"",
        "\"\\u000d\"",
        "\"\\uuuu0041\"",
        "\"\\u0041\"",
        "\"\\u00e9\"",
        "\"\\u004\"",
        "\"\\u00zz\"",
        "\"\\\\u0041\"",
        "\"\\\\\\u0041\"",
        "\"\\0\\u0031\"",
        "\"\\0\\u0038\"",
        "\"\\0\\u0001\"",
        "\"\\08\"",
        "\"\\01\"",
        "\"\\7\"",
        "\"\\134\"",
        "\"\\1347\"",
        "\"\\13\"",
        "\"\\135\"",
        "\"\\377\"",
        "\"\\s\"",
        "\"\\x\"",
        "\"\\'\"",
        "\"\\\"",
        "\"\\b\\f\\t\\n\\r\"",
        "\"\"\"\n    a\"\"\"",
        "\"\"\"\"",
        "'c'",
        "'\\n'",
        "\"\t\"",
        "\"\0\"",
        "\"\u2028\"",
        "\"\ufeff\"",
        "\"\ufffd\"",
        "\"é\"",
        "\"\ud83d\ude00\"",
        "\"a\".trim()",
        "\"a\"/**/"
    };

    private static final String[] OTHERS = {
        "null",
        "null ",
        "nul",
        "true",
        "false",
        "true ",
        "trues",
        "true1",
        "!true",
        "True",
        "decimal(\"1.50\")",
        "decimal(\"-1.50\")",
        "decimal(\"-0.00\")",
        "decimal(\"+1.50\")",
        "decimal(\"007\")",
        "decimal(\"1.\")",
        "decimal(\".5\")",
        "decimal(\"-\")",
        "decimal(\"15E3\")",
        "decimal(\"1.5E3\")",
        "decimal(\"1.5E-3\")",
        "decimal(\"15E+3\")",
        "decimal(\"15e3\")",
        "decimal(\"1E2147483648\")",
        "decimal(\"1E-2147483647\")",
        "decimal(\"123456789012345678901234567890.12\")",
        "decimal(\"999999999999999999\")",
        "decimal(\"9999999999999999999\")",
        "decimal(\"0.000000000000000000001\")",
        "decimal( \"1\")",
        "decimal(\"1\" + \"2\")",
        "decimal(\"\\u0031\")",
        "decimal(\"1\").negate()",
        "date(\"2010-01-12\")",
        "date(\"0000-02-29\")",
        "date(\"-0004-02-29\")",
        "date(\"10000-01-01\")",
        "time(\"10:00:00.5\")",
        "time(\"10:00:00.500\")",
        "timestamp(\"2010-01-12 10:00:00\")",
        "timestamp(\"2010-01-12T10:00:00\")",
        "instant(\"2010-01-12 10:00:00Z\")",
        "uuid(\"00112233-4455-6677-8899-aabbccddeeff\")",
        "uuid(\"00112233-4455-6677-8899-AABBCCDDEEFF\")",
        "uuid(\"1-2-3-4-5\")",
        "time(\"2010-01-12\" == null ? null : \"10:00:00\")",
        "date(null) == null ? 1 : 2",
        "bytes(\"\")",
        "bytes(\"00FF\")",
        "bytes( \"00\")",
        "bytes(\"0\" + \"0\")",
        "bytes(null)",
        "rawText(\"c3\")",
        "rawText(\"c3\"",
        "bytes",
        "bytes(\"\\u0030\\u0030\")",
        "new byte[0]",
        "(Object) null",
        ""
    };

    @Test
    void givesWhatJavacGivesOrLeavesItToJavac() throws Exception {
        List<Literal> given = new ArrayList<>();
        List<Object> read = new ArrayList<>();
        List<String> sources = new ArrayList<>(List.of(NUMBERS));
        sources.addAll(List.of(TEXTS));
        sources.addAll(List.of(OTHERS));
        for (String source : sources) {
            for (JavaType type : JavaType.values()) {
                Literal literal = new Literal(type, source);
                Object value = LiteralProbe.read(literal);
                if (value != LiteralReader.OTHER) {
                    given.add(literal);
                    read.add(value);
                }
            }
        }
        Optional<List<Object>> compiled = LiteralProbe.compile(given, directory);
        if (compiled.isEmpty()) { // which one it is takes longer to say
            for (Literal literal : given) {
                assertThat(LiteralProbe.compile(List.of(literal), directory))
                        .as("javac refuses, the reader does not: %s", literal)
                        .isPresent();
            }
        }
        for (int i = 0; i < given.size(); i++) {
            Object value = compiled.orElseThrow().get(i);
            assertThat(LiteralProbe.same(read.get(i), value))
                    .as("%s: the reader gives %s, javac %s", given.get(i), read.get(i), value)
                    .isTrue();
        }
        assertThat(given).hasSizeGreaterThan(250);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "decimal(\"\")",
                "decimal(\"1,5\")",
                "decimal(\"1E2147483649\")",
                "decimal(\"1E99999999999\")",
                "date(\"2010-02-30\")",
                "date(\"2010-1-12\")",
                "time(\"24:00:00\")",
                "timestamp(\"2010-01-12\")",
                "instant(\"2010-01-12 10:00:00\")",
                "uuid(\"00112233-4455-6677-8899-aabbccddeefg\")",
                "uuid(\"00112233-44556-677-8899-aabbccddeeff\")"
            })
    void leavesCallsThatThrowToJava(String source) {
        assertThat(read(JavaType.OBJECT, source)).isSameAs(LiteralReader.OTHER);
    }

    @Test
    void leavesNumbersForOtherParametersToJavac() {
        assertThat(read(JavaType.NULLABLE_LONG, "5")).isSameAs(LiteralReader.OTHER);
        assertThat(read(JavaType.NULLABLE_DOUBLE, "5")).isSameAs(LiteralReader.OTHER);
        assertThat(read(JavaType.STRING, "5")).isSameAs(LiteralReader.OTHER);
        assertThat(read(JavaType.LONG, "0.5")).isSameAs(LiteralReader.OTHER);
        assertThat(read(JavaType.LONG, "null")).isSameAs(LiteralReader.OTHER);
        assertThat(read(JavaType.DOUBLE, "5")).isEqualTo(5.0);
        assertThat(read(JavaType.NUMBER, "5")).isEqualTo(5);
        assertThat(read(JavaType.LONG, "5")).isEqualTo(5L);
        assertThat(read(JavaType.FLOAT, "5")).isEqualTo(5f);
        assertThat(read(JavaType.FLOAT, "16777217L")).isEqualTo(16777216f);
        assertThat(read(JavaType.FLOAT, "0.5")).isSameAs(LiteralReader.OTHER);
        assertThat(read(JavaType.NULLABLE_FLOAT, "5")).isSameAs(LiteralReader.OTHER);
        assertThat(read(JavaType.DOUBLE, "0.1f")).isEqualTo((double) 0.1f);
        assertThat(read(JavaType.NULLABLE_DOUBLE, "0.1f")).isSameAs(LiteralReader.OTHER);
        assertThat(read(JavaType.BOOLEAN, "null")).isSameAs(LiteralReader.OTHER);
        assertThat(read(JavaType.LONG, "true")).isSameAs(LiteralReader.OTHER);
        assertThat(read(JavaType.TIMESTAMP, "date(\"2010-01-12\")")).isSameAs(LiteralReader.OTHER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"c3", "80", "eda080", "f4908080", "c080", "e9"})
    void leavesTextThatIsNotUtf8ToJavac(String hex) {
        byte[] invalid = java.util.HexFormat.of().parseHex("22" + hex + "22");
        LiteralReader reader = new LiteralReader();
        reader.reset(invalid, 0, invalid.length);
        assertThat(reader.read(JavaType.STRING)).isSameAs(LiteralReader.OTHER);
        byte[] afterEscape = java.util.HexFormat.of().parseHex("225c6e" + hex + "22");
        reader.reset(afterEscape, 0, afterEscape.length);
        assertThat(reader.read(JavaType.STRING)).isSameAs(LiteralReader.OTHER);
    }

    @Test
    void neverLooksBeyondItsPiece() {
        String source =
                "\"a\\u00e9\\0\\n\" bytes(\"00ff\") rawText(\"00\") -12345L 0.125E-7 Double.POSITIVE_INFINITY null "
                        + "true false"
                        + " 1.5f decimal(\"-1.50\") date(\"2010-01-12\") time(\"10:00:00.5\")"
                        + " timestamp(\"2010-01-12 10:00:00\") instant(\"2010-01-12 10:00:00Z\")"
                        + " uuid(\"00112233-4455-6677-8899-aabbccddeeff\") Float.NaN";
        byte[] bytes = source.getBytes(StandardCharsets.UTF_8);
        LiteralReader reader = new LiteralReader();
        for (int from = 0; from < bytes.length; from++) {
            for (int to = from; to <= bytes.length; to++) {
                for (JavaType type : JavaType.values()) {
                    reader.reset(bytes, from, to);
                    Object value = reader.read(type);
                    assertThat(reader.position()).isBetween(from, to);
                    assertThat(value == null || type.accepts(value) || value == LiteralReader.OTHER)
                            .isTrue();
                }
            }
        }
    }

    @Test
    void readsWhatStandsAroundLiterals() {
        byte[] source = "    into.artist(1, \"AC/DC\");".getBytes(StandardCharsets.UTF_8);
        LiteralReader reader = new LiteralReader();
        reader.reset(source, 4, source.length);
        assertThat(reader.identifier()).isSameAs("into");
        assertThat(reader.skip(';')).isFalse();
        assertThat(reader.skip('.')).isTrue();
        assertThat(reader.identifier()).isSameAs("artist");
        assertThat(reader.identifier()).isNull();
        assertThat(reader.skip('(')).isTrue();
        assertThat(reader.read(JavaType.LONG)).isEqualTo(1L);
        assertThat(reader.skip(", ".getBytes(StandardCharsets.UTF_8))).isTrue();
        assertThat(reader.read(JavaType.STRING)).isEqualTo("AC/DC");
        assertThat(reader.skip(");\n".getBytes(StandardCharsets.UTF_8))).isFalse();
        assertThat(reader.skip(");".getBytes(StandardCharsets.UTF_8))).isTrue();
        assertThat(reader.atEnd()).isTrue();
    }

    private static Object read(JavaType type, String source) {
        return LiteralProbe.read(new Literal(type, source));
    }
}
