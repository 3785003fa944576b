package doppel.literal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemporalTextTest {

    @ParameterizedTest
    @CsvSource({
        "2010, 1, 12, 2010-01-12",
        "1, 1, 1, 0001-01-01",
        "0, 2, 29, 0000-02-29",
        "-1, 12, 31, -0001-12-31",
        "-4, 2, 29, -0004-02-29",
        "9999, 12, 31, 9999-12-31",
        "10000, 1, 1, 10000-01-01",
        "-10000, 1, 1, -10000-01-01",
        "5874897, 12, 31, 5874897-12-31",
        "999999999, 12, 31, 999999999-12-31",
        "-999999999, 1, 1, -999999999-01-01",
        "2000, 2, 29, 2000-02-29",
        "2024, 2, 29, 2024-02-29"
    })
    void daysReadBack(int year, int month, int day, String text) {
        LocalDate date = LocalDate.of(year, month, day);
        assertThat(TemporalText.text(date)).isEqualTo(text);
        assertThat(TemporalText.date(text)).isEqualTo(date);
        assertThat(TemporalText.timestamp(text + " 00:00:00")).isEqualTo(date.atStartOfDay());
        assertThat(TemporalText.text(date.atStartOfDay())).isEqualTo(text + " 00:00:00");
        assertThat(TemporalText.instant(text + " 00:00:00Z"))
                .isEqualTo(date.atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "2010",
                "2010-01",
                "2010-1-12",
                "2010-01-1",
                "10-01-12",
                "010-01-12",
                "02010-01-12",
                "+2010-01-12",
                "-0000-01-01",
                "--2010-01-12",
                "1000000000-01-01",
                "2010-00-12",
                "2010-13-01",
                "2010-01-00",
                "2010-01-32",
                "2010-04-31",
                "2010-02-29",
                "1900-02-29",
                "-0001-02-29",
                "0000-00-00",
                "2010/01/12",
                "2010-01/12",
                "01/14/10 1",
                " 2010-01-12",
                "2010-01-12 ",
                "2010-01-12Z",
                "20100112",
                "２０１０-01-12",
                "infinity",
                "2010-01-12 BC"
            })
    void otherDaysAreNone(String text) {
        assertThat(TemporalText.date(text)).isNull();
        assertThat(TemporalText.timestamp(text + " 10:00:00")).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 00:00:00",
        "86399999999999, 23:59:59.999999999",
        "36000500000000, 10:00:00.5",
        "36000000000001, 10:00:00.000000001",
        "36000000001000, 10:00:00.000001",
        "36000120000000, 10:00:00.12"
    })
    void timesReadBack(long nanos, String text) {
        LocalTime time = LocalTime.ofNanoOfDay(nanos);
        assertThat(TemporalText.text(time)).isEqualTo(text);
        assertThat(TemporalText.time(text)).isEqualTo(time);
        assertThat(TemporalText.timestamp("2010-01-12T" + text))
                .isEqualTo(LocalDate.of(2010, 1, 12).atTime(time));
    }

    @Test
    void zerosAtTheEndOfAFractionAreRead() {
        assertThat(TemporalText.time("10:00:00.500000")).isEqualTo(LocalTime.of(10, 0, 0, 500_000_000));
        assertThat(TemporalText.time("10:00:00.000000000")).isEqualTo(LocalTime.of(10, 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "24:00:00",
                "23:60:00",
                "23:59:60",
                "10:00",
                "1:00:00",
                "10:00:0",
                "10:00:00.",
                "10:00:00.0000000000",
                "10:00:00,5",
                "10:00:00.-5",
                "-1:00:00",
                "-10:00:00",
                "838:59:59",
                "10-00-00",
                "10:00:00Z",
                "10:00:00+00",
                " 10:00:00",
                "10:00:00 ",
                "10:00:00 PM"
            })
    void otherTimesAreNone(String text) {
        assertThat(TemporalText.time(text)).isNull();
        assertThat(TemporalText.timestamp("2010-01-12 " + text)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Z",
                "2010-01-12Z",
                "2010-01-12 10:00:00",
                "2010-01-12 10:00:00z",
                "2010-01-12 10:00:00ZZ",
                "2010-01-12  10:00:00Z",
                "2010-01-12t10:00:00Z",
                "2010-01-12 10:00:00+00"
            })
    void otherMomentsAreNone(String text) {
        assertThat(TemporalText.instant(text)).isNull();
    }

    @Test
    void momentsAreTimesInUtc() {
        Instant moment = Instant.parse("2010-01-12T10:00:00.25Z");
        assertThat(TemporalText.text(moment)).isEqualTo("2010-01-12 10:00:00.25Z");
        assertThat(TemporalText.instant("2010-01-12T10:00:00.25Z")).isEqualTo(moment);
        assertThat(TemporalText.text(Instant.ofEpochSecond(-1, 999_999_999)))
                .isEqualTo("1969-12-31 23:59:59.999999999Z");
    }

    @Test
    void momentsOfYearsThatNoDayHasHaveNoText() {
        assertThat(TemporalText.hasText(Instant.MIN)).isFalse();
        assertThat(TemporalText.hasText(Instant.MAX)).isFalse();
        Instant first = LocalDateTime.MIN.toInstant(ZoneOffset.UTC);
        Instant last = LocalDateTime.MAX.toInstant(ZoneOffset.UTC);
        assertThat(TemporalText.instant(TemporalText.text(first))).isEqualTo(first);
        assertThat(TemporalText.instant(TemporalText.text(last))).isEqualTo(last);
        assertThat(TemporalText.hasText(last.plusNanos(1))).isFalse();
        assertThat(TemporalText.hasText(first.minusNanos(1))).isFalse();
        assertThat(TemporalText.text(first).length()).isLessThan(TemporalText.LONGEST);
    }

    @Test
    void readsAndWritesInTheMiddleOfAnArray() {
        byte[] line = "x2010-01-12 10:00:00.5y".getBytes(StandardCharsets.US_ASCII);
        LocalDateTime time = TemporalText.timestamp(line, 1, line.length - 1);
        assertThat(time).isEqualTo(LocalDateTime.of(2010, 1, 12, 10, 0, 0, 500_000_000));
        byte[] copy = new byte[line.length];
        copy[0] = 'x';
        int end = TemporalText.write(time, copy, 1);
        copy[end] = 'y';
        assertThat(copy).isEqualTo(line);
        SourceBuffer buffer = new SourceBuffer();
        buffer.put("x");
        TemporalText.write(time, buffer);
        buffer.put("y");
        assertThat(buffer.toBytes()).isEqualTo(line);
    }

    @Test
    void randomTimesAreWhatJavaTakesThemFor() {
        Random random = new Random(1);
        for (int i = 0; i < 100_000; i++) {
            LocalDateTime time = LocalDateTime.ofEpochSecond(
                    random.nextLong() % 60_000_000_000L, random.nextInt(1_000_000_000), ZoneOffset.UTC);
            String text = TemporalText.text(time);
            assertThat(TemporalText.timestamp(text)).isEqualTo(time);
            if (time.getYear() >= 0 && time.getYear() <= 9999) {
                assertThat(LocalDateTime.parse(text.replace(' ', 'T'))).isEqualTo(time);
            }
        }
    }
}
