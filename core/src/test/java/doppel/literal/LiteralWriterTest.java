package doppel.literal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@SuppressWarnings("FloatingPointLiteralPrecision") // which double is nearest is the point
class LiteralWriterTest {

    private static final int CODE_POINTS_A_TEXT = 1_000;

    @TempDir
    Path directory;

    private final List<LiteralProbe.Literal> literals = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();

    @Test
    void everyCodePointReadsBackAsItIs() throws Exception {
        addAllOfUnicode(Character::toString);
        LiteralProbe.assertReadBack(literals, values, directory);
    }

    @Test
    void everyCodePointReadsBackAfterABackslashAndBeforeAnOctalDigit() throws Exception {
        addAllOfUnicode(point -> "\\" + Character.toString(point) + "7");
        LiteralProbe.assertReadBack(literals, values, directory);
    }

    @Test
    void everyCodePointReadsBackAfterNulAndBetweenLoneSurrogates() throws Exception {
        addAllOfUnicode(point -> "\0" + Character.toString(point) + "\ud800");
        LiteralProbe.assertReadBack(literals, values, directory);
    }

    @Test
    void everyCodePointReadsBackBeforeABackslashAndALetterU() throws Exception {
        addAllOfUnicode(point -> Character.toString(point) + "\\u");
        LiteralProbe.assertReadBack(literals, values, directory);
    }

    private void addAllOfUnicode(IntFunction<String> around) {
        StringBuilder text = new StringBuilder();
        for (int point = 0; point <= Character.MAX_CODE_POINT; point++) {
            text.append(around.apply(point));
            if (point % CODE_POINTS_A_TEXT == CODE_POINTS_A_TEXT - 1 || point == Character.MAX_CODE_POINT) {
                add(JavaType.STRING, text.toString());
                text.setLength(0);
            }
        }
    }

    @Test
    void textThatLooksLikeSourceReadsBack() throws Exception {
        List<String> texts = List.of(
                "",
                "\"",
                "\\",
                "\\\\",
                "\\\"",
                "\\u0041",
                "\\\\u0041",
                "\\uuuu0041",
                "\\u0022 + \\u0022",
                "\\u000a",
                "\\",
                "\\n",
                "\0",
                "\0007",
                "\0008",
                "\0\0",
                "\0\u0001",
                "\"\"\"",
                "*/ /* //",
                "NULL",
                "null",
                "\r\n",
                "\u2028\u2029\u0085",
                "\ufeff",
                "\ufffd\ufffe\uffff",
                "\udc00\ud800",
                "\ud83d\ude00",
                "a\ud83d",
                "\ud800" + "\\u0041",
                "\ud800" + "\\\\u",
                "\ud800" + "\\\u2028",
                "\ud800" + "\\7",
                "\udb40\udc01\\u",
                "\u202eabc\u202c",
                "'");
        for (String text : texts) {
            add(JavaType.STRING, text);
            add(JavaType.OBJECT, text);
        }
        LiteralProbe.assertReadBack(literals, values, directory);
    }

    @Test
    void randomTextsOfAwkwardPiecesReadBack() throws Exception {
        String[] pieces = {
            "\\",
            "\"",
            "u",
            "0041",
            "\0",
            "7",
            "8",
            "\n",
            "\r",
            "\ud800",
            "\udc00",
            "\ud83d\ude00",
            "é",
            "\u2028",
            "'",
            "{"
        };
        Random random = new Random(1);
        for (int i = 0; i < 5_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(12); length > 0; length--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            add(JavaType.STRING, text.toString());
        }
        LiteralProbe.assertReadBack(literals, values, directory);
    }

    @ParameterizedTest
    @EnumSource(JavaType.class)
    void wholeNumbersReadBackForEveryParameterThatTakesThem(JavaType type) throws Exception {
        if (!type.accepts(0L)) {
            return;
        }
        for (int shift = 0; shift < 64; shift++) {
            for (long near = -2; near <= 2; near++) {
                add(type, (1L << shift) + near);
                add(type, -(1L << shift) + near);
            }
        }
        for (long power = 1; power > 0 && power <= Long.MAX_VALUE / 10; power *= 10) {
            add(type, power);
            add(type, power - 1);
            add(type, -power);
        }
        add(type, Long.MAX_VALUE);
        add(type, Long.MIN_VALUE);
        LiteralProbe.assertReadBack(literals, values, directory);
    }

    @Test
    void numberWrittenForLongIsWhatJavacPassesOnceTheParameterIsAnObject() throws Exception {
        List<Object> passed = new ArrayList<>();
        for (long number : new long[] {0, 5, -5, Integer.MAX_VALUE, Integer.MIN_VALUE, 1L << 31, Long.MIN_VALUE}) {
            literals.add(new LiteralProbe.Literal(JavaType.OBJECT, written(JavaType.LONG, number)));
            passed.add(number == (int) number ? (Object) (int) number : (Object) number);
        }
        LiteralProbe.assertReadBack(literals, passed, directory);
    }

    @ParameterizedTest
    @EnumSource(JavaType.class)
    void floatingPointNumbersReadBackForEveryParameterThatTakesThem(JavaType type) throws Exception {
        if (!type.accepts(0.5)) {
            return;
        }
        double[] awkward = {
            0.0,
            -0.0,
            0.1,
            -0.3,
            12.0,
            1e7,
            1e-3,
            2E23,
            1E23,
            9007199254740993.0,
            Double.MIN_VALUE,
            -Double.MIN_VALUE,
            Double.MIN_NORMAL,
            Double.MAX_VALUE,
            -Double.MAX_VALUE,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            Double.NaN
        };
        for (double number : awkward) {
            add(type, number);
        }
        Random random = new Random(2);
        for (int i = 0; i < 3_000; i++) {
            double number = Double.longBitsToDouble(random.nextLong());
            add(type, Double.isNaN(number) ? Double.NaN : number);
        }
        LiteralProbe.assertReadBack(literals, values, directory);
    }

    @ParameterizedTest
    @EnumSource(JavaType.class)
    void singlePrecisionReadsBackForEveryParameterThatTakesIt(JavaType type) throws Exception {
        if (!type.accepts(0.5f)) {
            return;
        }
        float[] awkward = {
            0.0f,
            -0.0f,
            0.1f,
            12.0f,
            1e7f,
            1e-3f,
            16777217.0f,
            Float.MIN_VALUE,
            -Float.MIN_VALUE,
            Float.MIN_NORMAL,
            Float.MAX_VALUE,
            Float.POSITIVE_INFINITY,
            Float.NEGATIVE_INFINITY,
            Float.NaN
        };
        for (float number : awkward) {
            add(type, number);
        }
        Random random = new Random(4);
        for (int i = 0; i < 5_000; i++) {
            float number = Float.intBitsToFloat(random.nextInt());
            add(type, Float.isNaN(number) ? Float.NaN : number);
            add(type, random.nextInt(100_000) / 100f);
        }
        LiteralProbe.assertReadBack(literals, values, directory);
    }

    @ParameterizedTest
    @EnumSource(JavaType.class)
    void decimalsReadBackWithTheirScale(JavaType type) throws Exception {
        if (!type.accepts(BigDecimal.ONE)) {
            return;
        }
        for (String text : List.of("0", "0.0", "0E+3", "1.50", "-1.50", "1E+3", "1E-7", "0.0000001", "1E-1000000")) {
            add(type, new BigDecimal(text));
        }
        add(type, BigDecimal.valueOf(Long.MIN_VALUE, 5));
        add(type, BigDecimal.valueOf(1, Integer.MIN_VALUE + 1));
        add(type, BigDecimal.valueOf(-1, Integer.MAX_VALUE));
        Random random = new Random(5);
        for (int i = 0; i < 3_000; i++) {
            add(type, new BigDecimal(new BigInteger(random.nextInt(200), random), random.nextInt(60) - 20).negate());
            add(type, BigDecimal.valueOf(random.nextLong() >> random.nextInt(64), random.nextInt(20)));
        }
        LiteralProbe.assertReadBack(literals, values, directory);
    }

    @Test
    void truthTimesAndUuidsReadBack() throws Exception {
        Random random = new Random(6);
        for (int i = 0; i < 500; i++) {
            LocalDate day = LocalDate.ofEpochDay(random.nextLong() % 100_000_000);
            LocalTime time = LocalTime.ofNanoOfDay(random.nextLong(86_400_000_000_000L));
            if (random.nextBoolean()) {
                time = time.withNano(random.nextInt(1_000) * 1_000_000);
            }
            UUID uuid = new UUID(random.nextLong(), random.nextLong());
            Instant moment = LocalDateTime.of(day, time).toInstant(ZoneOffset.UTC);
            for (Object value : List.of(day, time, LocalDateTime.of(day, time), moment, uuid, random.nextBoolean())) {
                for (JavaType type : JavaType.values()) {
                    if (type.accepts(value)) {
                        add(type, value);
                    }
                }
            }
        }
        LiteralProbe.assertReadBack(literals, values, directory);
    }

    @Test
    void writesEachKindOfValueInItsOwnWords() {
        assertThat(written(JavaType.BOOLEAN, true)).isEqualTo("true");
        assertThat(written(JavaType.FLOAT, 1.5f)).isEqualTo("1.5f");
        assertThat(written(JavaType.FLOAT, 2.0E-3f)).isEqualTo("0.002f");
        assertThat(written(JavaType.DECIMAL, new BigDecimal("1.50"))).isEqualTo("decimal(\"1.50\")");
        assertThat(written(JavaType.DECIMAL, new BigDecimal("0.0000000"))).isEqualTo("decimal(\"0.0000000\")");
        assertThat(written(JavaType.DECIMAL, new BigDecimal("1.5E+4"))).isEqualTo("decimal(\"15E3\")");
        assertThat(written(JavaType.DATE, LocalDate.of(2010, 1, 12))).isEqualTo("date(\"2010-01-12\")");
        assertThat(written(JavaType.TIME, LocalTime.of(10, 0, 0, 500_000_000))).isEqualTo("time(\"10:00:00.5\")");
        assertThat(written(JavaType.TIMESTAMP, LocalDateTime.of(2010, 1, 12, 10, 0)))
                .isEqualTo("timestamp(\"2010-01-12 10:00:00\")");
        assertThat(written(JavaType.INSTANT, Instant.EPOCH)).isEqualTo("instant(\"1970-01-01 00:00:00Z\")");
        assertThat(written(JavaType.UUID, new UUID(0x0011223344556677L, 0x8899aabbccddeeffL)))
                .isEqualTo("uuid(\"00112233-4455-6677-8899-aabbccddeeff\")");
    }

    @Test
    void bytesAndRawTextReadBack() throws Exception {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        for (byte[] bytes : List.of(new byte[0], new byte[] {0}, all)) {
            add(JavaType.BYTES, bytes);
            add(JavaType.OBJECT, bytes);
            add(JavaType.OBJECT, new RawText(bytes));
        }
        LiteralProbe.assertReadBack(literals, values, directory);
    }

    @Test
    void nullReadsBackForEveryParameterThatTakesIt() throws Exception {
        for (JavaType type : JavaType.values()) {
            if (!type.isPrimitive()) {
                add(type, null);
            }
        }
        LiteralProbe.assertReadBack(literals, values, directory);
    }

    @Test
    void saysWhichParametersHaveToWiden() {
        LiteralWriter writer = new LiteralWriter();
        assertThat(writer.write(null, JavaType.LONG, new SourceBuffer())).isFalse();
        assertThat(writer.write("toto", JavaType.LONG, new SourceBuffer())).isFalse();
        assertThat(writer.write(0.5, JavaType.LONG, new SourceBuffer())).isFalse();
        assertThat(writer.write(5L, JavaType.DOUBLE, new SourceBuffer())).isFalse();
        assertThat(writer.write(new RawText(new byte[1]), JavaType.STRING, new SourceBuffer()))
                .isFalse();
        assertThat(writer.write(5L, JavaType.NUMBER, new SourceBuffer())).isTrue();
        assertThat(writer.write(5L, JavaType.FLOAT, new SourceBuffer())).isFalse();
        assertThat(writer.write(5f, JavaType.DOUBLE, new SourceBuffer())).isFalse();
        assertThat(writer.write(5L, JavaType.BOOLEAN, new SourceBuffer())).isFalse();
        assertThat(writer.write("24:00:00", JavaType.TIME, new SourceBuffer())).isFalse();
        assertThat(writer.write(BigDecimal.ONE, JavaType.NUMBER, new SourceBuffer()))
                .isTrue();
    }

    @Test
    void refusesWhatHasNoLiteral() {
        BigDecimal smallestScale = BigDecimal.valueOf(1, Integer.MIN_VALUE);
        for (Object value : List.of(BigInteger.ONE, smallestScale, Instant.MAX, Instant.MIN)) {
            assertThat(LiteralWriter.hasLiteral(value)).isFalse();
            assertThatThrownBy(() -> new LiteralWriter().write(value, JavaType.OBJECT, new SourceBuffer()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(value.getClass().getName());
        }
    }

    @Test
    void whatIsNotLargeFitsAConstantOfTheClassFile() throws Exception {
        add(JavaType.STRING, "\uffff".repeat(8_192));
        add(JavaType.BYTES, new byte[4_096]);
        add(JavaType.OBJECT, new RawText(new byte[4_096]));
        add(JavaType.DECIMAL, BigDecimal.TEN.pow(4_095));
        add(JavaType.DECIMAL, BigDecimal.TEN.pow(4_095).movePointLeft(1_000));
        assertThat(values).noneMatch(LiteralWriter::isLarge);
        LiteralProbe.assertReadBack(literals, values, directory);
        assertThat(LiteralWriter.isLarge("a".repeat(8_193))).isTrue();
        assertThat(LiteralWriter.isLarge(new byte[4_097])).isTrue();
        assertThat(LiteralWriter.isLarge(new RawText(new byte[4_097]))).isTrue();
        assertThat(LiteralWriter.isLarge(BigDecimal.TEN.pow(4_096))).isTrue();
        assertThat(LiteralWriter.isLarge(BigDecimal.valueOf(1, Integer.MAX_VALUE)))
                .isFalse();
    }

    private void add(JavaType type, Object value) {
        literals.add(new LiteralProbe.Literal(type, written(type, value)));
        values.add(value);
    }

    private static String written(JavaType type, Object value) {
        SourceBuffer out = new SourceBuffer();
        new LiteralWriter().write(value, type, out);
        return out.toString();
    }
}
