package doppel.migration.scrub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doppel.migration.Scrub;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScrubTest {

    private static final String KEY = "the key of a test";

    private final Scrub scrub = Scrub.with(KEY);

    private static Map<String, UnaryOperator<Object>> kinds(Scrub scrub) {
        return new TreeMap<>(Map.of(
                "name", scrub.name(),
                "email", scrub.email(),
                "format", scrub.format(),
                "text", scrub.text(),
                "day", scrub.day(365),
                "number", scrub.number(0.5)));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " \t"})
    void refusesToWorkWithoutAKey(String key) {
        assertThatThrownBy(() -> Scrub.with(key))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Scrub.with() was given no key.")
                .hasMessageContaining("export SCRUB_KEY=");
    }

    @Test
    void leavesNullAndEmptyTextAsTheyAre() {
        assertThat(kinds(scrub)).allSatisfy((name, kind) -> {
            assertThat(kind.apply(null)).isNull();
            assertThat(kind.apply("")).isEqualTo("");
        });
    }

    @Test
    void dependsOnKeyAndValueAlone() {
        List<Object> values = List.of("Ishmael Smith", "ann@web.org", "A-000123456", 123_456_789_012L);

        for (String kind : List.of("name", "email", "format", "text")) {
            List<Object> fakes = values.stream().map(kinds(scrub).get(kind)).toList();
            assertThat(values.stream().map(kinds(Scrub.with(KEY)).get(kind))).isEqualTo(fakes);
            assertThat(values.stream().map(kinds(Scrub.with(KEY + " ")).get(kind)))
                    .doesNotContainAnyElementsOf(fakes);
            assertThat(fakes).doesNotContainAnyElementsOf(values);
        }
    }

    @Test
    void givesTheSameToManyThreads() throws InterruptedException {
        ConcurrentLinkedQueue<List<Object>> results = new ConcurrentLinkedQueue<>();
        List<Thread> threads = IntStream.range(0, 4)
                .mapToObj(i -> new Thread(() -> results.add(IntStream.range(0, 5_000)
                        .mapToObj(number -> scrub.email().apply("name" + number + "@web.org"))
                        .toList())))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(results).hasSize(4);
        assertThat(new HashSet<>(results)).hasSize(1);
    }

    static Stream<Object[]> unfit() {
        return Stream.of(
                new Object[] {"name", LocalDate.EPOCH, "Scrub.name() is for text, not for a day"},
                new Object[] {"email", new byte[] {1}, "Scrub.email() is for text, not for bytes"},
                new Object[] {"text", 4711.25, "Scrub.text() is for text, not for a floating-point number"},
                new Object[] {"format", true, "text, whole and decimal numbers and UUIDs, not for a truth value"},
                new Object[] {"format", LocalTime.NOON, "not for a time of day"},
                new Object[] {"day", 4711L, "text that begins with a day such as 2010-01-12, not for a whole number"},
                new Object[] {"day", "0000-00-00", "not for other text"},
                new Object[] {"day", "2023-02-29 10:00:00", "not for other text"},
                new Object[] {"day", "31.12.2023", "not for other text"},
                new Object[] {
                    "number", "4711x", "Scrub.number() is for numbers and text such as 1234.50, not for other text"
                },
                new Object[] {"number", LocalDate.EPOCH, "not for a day"});
    }

    @ParameterizedTest
    @MethodSource("unfit")
    void refusesByNameWhatAKindIsNotFor(String kind, Object value, String message) {
        assertThatThrownBy(() -> kinds(scrub).get(kind).apply(value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasNoCause()
                .hasMessageContaining(message)
                .extracting(Throwable::getMessage)
                .asString()
                .doesNotContain(KEY, "4711", "0000-00-00", "2023");
        assertThat(scrub).hasToString("Scrub");
    }

    @Test
    void refusesSharesAndDaysThatMakeNoSense() {
        assertThatThrownBy(() -> scrub.day(0)).hasMessageContaining("not by 0");
        assertThatThrownBy(() -> scrub.day(36_526)).hasMessageContaining("not by 36526");
        assertThatThrownBy(() -> scrub.number(0)).hasMessageContaining("not by 0.0");
        assertThatThrownBy(() -> scrub.number(1.01)).hasMessageContaining("not by 1.01");
        assertThatThrownBy(() -> scrub.number(Double.NaN)).hasMessageContaining("not by NaN");
    }

    @Test
    void treatsNumbersThatStandInColumnsOfTextAsByFormat() {
        for (String kind : List.of("name", "email", "text")) {
            assertThat(kinds(scrub).get(kind).apply(4711L))
                    .isEqualTo(scrub.format().apply(4711L));
        }
    }

    @Test
    void makesNamesOfTheSameShapeWordByWord() {
        String fake = (String) scrub.name().apply("Queequeg O'HARA-van der Müller");

        assertThat(fake).matches("[A-Z][a-z]{7} [A-Z]'[A-Z]{4}-[a-z]{3} [a-z]{3} [A-Z][a-z]{5}");
        assertThat(scrub.name().apply("MÜLLER, QUEEQUEG"))
                .isEqualTo((fake.substring(24) + ", " + fake.substring(0, 8)).toUpperCase(Locale.ROOT));
    }

    @Test
    void makesProseOfTheSameLength() {
        Object fake = scrub.text().apply("Call me Ishmael. Some years ago (1851) …\n");

        assertThat((String) fake)
                .matches("[A-Z][a-z]{3} [a-z]{2} [A-Z][a-z]{6}\\. [A-Z][a-z]{3} [a-z]{5} [a-z]{3} \\(\\d{4}\\) …\n");
        assertThat((String) scrub.text().apply("Call me")).isNotEqualTo(((String) fake).substring(0, 7));
    }

    @Test
    void leavesNoLetterOfNamesAndProseAllOverUnicode() {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            String text = RandomText.of(random);
            for (UnaryOperator<Object> kind : List.of(scrub.name(), scrub.text())) {
                String fake = (String) kind.apply(text);
                assertThat(fake.codePoints().count())
                        .isEqualTo(text.codePoints().count());
                assertThat(fake.codePoints().map(ScrubTest::nature).toArray())
                        .isEqualTo(text.codePoints().map(ScrubTest::nature).toArray());
                assertThat(kind.apply(text)).isEqualTo(fake);
            }
        }
        assertThat(scrub.name().apply("\u13a0\u13a1")).isEqualTo("XX"); // Cherokee
    }

    /** Letter or digit, or the character itself. */
    private static int nature(int character) {
        return Character.isLetterOrDigit(character) ? -1 : character;
    }

    @Test
    void movesDaysBothWaysAndNeverFurther() {
        Set<Long> moves = new HashSet<>();
        for (LocalDate day = LocalDate.of(1900, 1, 1); day.getYear() < 2030; day = day.plusDays(1)) {
            moves.add(ChronoUnit.DAYS.between(day, (LocalDate) scrub.day(30).apply(day)));
        }

        assertThat(moves).hasSize(60).doesNotContain(0L).allMatch(move -> Math.abs(move) <= 30);
    }

    @Test
    void movesEqualDaysAlikeInEveryType() {
        UnaryOperator<Object> day = scrub.day(365);
        LocalDate fake = (LocalDate) day.apply(LocalDate.of(1819, 8, 1));

        assertThat(day.apply(LocalDateTime.of(1819, 8, 1, 23, 59, 59, 1_000)))
                .isEqualTo(fake.atTime(23, 59, 59, 1_000));
        assertThat(day.apply(Instant.parse("1819-08-01T23:59:59.5Z"))).isEqualTo(Instant.parse(fake + "T23:59:59.5Z"));
        assertThat(day.apply("1819-08-01")).isEqualTo(fake.toString());
        assertThat(day.apply("1819-08-01 10:00:00.000")).isEqualTo(fake + " 10:00:00.000");
        assertThat(day.apply("1819-08-01T10:00:00+02:00")).isEqualTo(fake + "T10:00:00+02:00");
    }

    @Test
    void staysWithinTheYearsThatEnginesHave() {
        UnaryOperator<Object> day = scrub.day(36_525);
        for (int i = 0; i < 2_000; i++) {
            assertThat((LocalDate) day.apply(LocalDate.of(1, 1, 1).plusDays(i)))
                    .isAfterOrEqualTo(LocalDate.of(1, 1, 1));
            assertThat((String)
                            day.apply(LocalDate.of(9999, 12, 31).minusDays(i).toString()))
                    .hasSize(10);
        }
        assertThat(Stream.of(
                                LocalDate.MIN,
                                LocalDate.MAX,
                                LocalDateTime.MIN,
                                LocalDateTime.MAX,
                                Instant.MIN,
                                Instant.MAX)
                        .map(day))
                .doesNotContainNull();
    }

    @Test
    void movesNumbersByAShareAndKeepsSignScaleAndSize() {
        Random random = new Random(2);
        UnaryOperator<Object> number = scrub.number(0.1);
        for (int i = 0; i < 20_000; i++) {
            long whole = random.nextLong() >> random.nextInt(64);
            long moved = (Long) number.apply(whole);
            assertThat(Math.abs((double) moved - whole)).isLessThanOrEqualTo(Math.abs(whole * 0.1) + 0.5);
            assertThat(Long.toString(moved).length())
                    .isLessThanOrEqualTo(Long.toString(whole).length());
            assertThat((byte) whole == whole).isEqualTo((byte) whole == whole && (byte) moved == moved);
            BigDecimal decimal = BigDecimal.valueOf(whole, random.nextInt(9));
            assertThat(((BigDecimal) number.apply(decimal)).scale()).isEqualTo(decimal.scale());
            double floating = Double.longBitsToDouble(random.nextLong());
            assertThat(Double.isFinite((Double) number.apply(floating))).isEqualTo(Double.isFinite(floating));
        }
        assertThat(number.apply(1_000_000)).isNotEqualTo(1_000_000L).isEqualTo(number.apply(1_000_000L));
        assertThat((String) number.apply("-1234.50"))
                .matches("-1\\d{3}\\.\\d\\d")
                .isNotEqualTo("-1234.50");
        assertThat(Stream.of(0L, 0.0, Double.NaN, Float.POSITIVE_INFINITY).map(number))
                .containsExactly(0L, 0.0, Double.NaN, Float.POSITIVE_INFINITY);
        assertThat((Float) number.apply(Float.MAX_VALUE)).isFinite();
    }

    @Test
    void movesNumbersUpAndDownEvenly() {
        double sum = 0;
        for (long i = 0; i < 10_000; i++) {
            sum += (Long) scrub.number(0.5).apply(200_000 + i) / (200_000.0 + i) - 1;
        }

        assertThat(sum / 10_000).isBetween(-0.01, 0.01);
    }
}
