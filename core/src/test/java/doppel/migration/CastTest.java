package doppel.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doppel.literal.RawText;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class CastTest {

    private static final RawText LATIN = new RawText(new byte[] {0x4a, (byte) 0xe9});

    static Stream<Arguments> exact() {
        return Stream.of(
                Arguments.of(Cast.LONG, "42", 42L),
                Arguments.of(Cast.LONG, " -7 ", -7L),
                Arguments.of(Cast.LONG, 3.0, 3L),
                Arguments.of(Cast.LONG, true, 1L),
                Arguments.of(Cast.LONG, new BigDecimal("9223372036854775807.00"), Long.MAX_VALUE),
                Arguments.of(Cast.DECIMAL, "1.50", new BigDecimal("1.50")),
                Arguments.of(Cast.DECIMAL, 0.1, new BigDecimal("0.1")),
                Arguments.of(Cast.DOUBLE, "0.1", 0.1),
                Arguments.of(Cast.DOUBLE, "-Infinity", Double.NEGATIVE_INFINITY),
                Arguments.of(Cast.DOUBLE, 1.5f, 1.5),
                Arguments.of(Cast.DOUBLE, 3L, 3.0),
                Arguments.of(Cast.BOOLEAN, "Yes", true),
                Arguments.of(Cast.BOOLEAN, 0L, false),
                Arguments.of(Cast.TEXT, new BigDecimal("1E+3"), "1000"),
                Arguments.of(Cast.TEXT, 12L, "12"),
                Arguments.of(Cast.TEXT, LocalDate.of(2026, 11, 25), "2026-11-25"),
                Arguments.of(Cast.DATE, "2026-11-25", LocalDate.of(2026, 11, 25)),
                Arguments.of(Cast.DATE, LocalDateTime.of(2026, 11, 25, 0, 0), LocalDate.of(2026, 11, 25)),
                Arguments.of(
                        Cast.TIMESTAMP, "2026-11-25 10:11:12.000001", LocalDateTime.of(2026, 11, 25, 10, 11, 12, 1000)),
                Arguments.of(Cast.TIMESTAMP, Instant.EPOCH, LocalDateTime.of(1970, 1, 1, 0, 0)),
                Arguments.of(Cast.INSTANT, "1970-01-01 00:00:00Z", Instant.EPOCH),
                Arguments.of(Cast.INSTANT, LocalDateTime.of(1970, 1, 1, 0, 0), Instant.EPOCH),
                Arguments.of(
                        Cast.UUID,
                        "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
                        UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8")));
    }

    @ParameterizedTest
    @MethodSource("exact")
    void convertsExactly(Cast cast, Object value, Object expected) {
        assertThat(cast.apply(value)).isEqualTo(expected);
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of(Cast.LONG, "12x", "'12x' is not a whole number"),
                Arguments.of(Cast.LONG, 2.5, "'2.5' is not a whole number"),
                Arguments.of(Cast.LONG, "9223372036854775808", "is not a whole number"),
                Arguments.of(Cast.LONG, Double.NaN, "'NaN' is not a whole number"),
                Arguments.of(Cast.DECIMAL, "", "'' is not a decimal number"),
                Arguments.of(Cast.DOUBLE, "0.10000000000000000001", "is not a floating-point number"),
                Arguments.of(Cast.DOUBLE, 9007199254740993L, "is not a floating-point number"),
                Arguments.of(Cast.BOOLEAN, "2", "'2' is not a truth value"),
                Arguments.of(Cast.DATE, "2026-11-25 10:00:00", "is not a day"),
                Arguments.of(Cast.TIMESTAMP, "01/14/10 1", "'01/14/10 1' is not a day and time"),
                Arguments.of(Cast.TEXT, new byte[] {1}, "'1 bytes' is not text"),
                Arguments.of(Cast.TEXT, LATIN, "'rawText(\"4ae9\")' is not text"),
                Arguments.of(Cast.BOOLEAN, LATIN, "is not a truth value"),
                Arguments.of(Cast.LONG, LATIN, "is not a whole number"),
                Arguments.of(Cast.DATE, LATIN, "is not a day"),
                Arguments.of(Cast.LONG, "1e999999999", "is not a whole number"),
                Arguments.of(Cast.UUID, "1-2-3-4-5", "is not a UUID"),
                Arguments.of(Cast.UUID, "6ba7b810", "is not a UUID"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesByNameWhatIsNotExact(Cast cast, Object value, String message) {
        assertThatThrownBy(() -> cast.apply(value)).hasMessageContaining(message);
    }

    @ParameterizedTest
    @EnumSource(Cast.class)
    void leavesNullAsItIs(Cast cast) {
        assertThat(cast.apply(null)).isNull();
    }

    @Test
    void mapsValuesOneByOneAndCastsTheRest() {
        Mapping mapping = Mapping.of("um 720", 720).and("?", null).and(null, 0).otherwise(Cast.LONG);

        assertThat(Stream.of("um 720", "?", "1819").map(mapping)).containsExactly(720L, null, 1819L);
        assertThat(mapping.apply(null)).isEqualTo(0L);
        assertThatThrownBy(() -> mapping.apply("c. 973")).hasMessage("'c. 973' is not a whole number");
    }

    @Test
    void refusesValuesThatAMappingDoesNotName() {
        Mapping mapping = Mapping.of("A", "active");

        assertThatThrownBy(() -> mapping.apply("P")).hasMessage("there is no rule for the value P");
        assertThatThrownBy(() -> mapping.apply(new byte[2])).hasMessage("there is no rule for 2 bytes");
        assertThat(mapping.otherwiseSame().apply("P")).isEqualTo("P");
        assertThat(mapping.otherwiseSame().apply(LATIN)).isEqualTo(LATIN);
    }

    @Test
    void refusesBytesAsAValueToMap() {
        assertThatThrownBy(() -> Mapping.of(new byte[2], 1)).hasMessageContaining("change them by a function");
    }

    @Test
    void turnsAMappingAround() {
        assertThat(Mapping.of("A", 1).and("B", 2).reversed().apply(2L)).isEqualTo("B");
        assertThat(Mapping.of("", null).otherwiseSame().reversed().apply("x")).isEqualTo("x");
        assertThat(Mapping.of("", null).otherwiseSame().reversed().apply(null)).isEqualTo("");
        assertThatThrownBy(() -> Mapping.of("A", 1).and("B", 1).reversed()).hasMessageContaining("two values become 1");
        assertThatThrownBy(() -> Mapping.of(1, "A").and(1L, "B")).hasMessageContaining("becomes two others");
    }

    @Test
    void makesTimesOfNumbersAndNumbersOfTimes() {
        LocalDateTime time = LocalDateTime.of(2021, 7, 26, 12, 51, 46);

        assertThat(Cast.TIMESTAMP_OR_SECONDS.apply(1627303906L)).isEqualTo(time);
        assertThat(Cast.TIMESTAMP_OR_SECONDS.apply("2021-07-26 12:51:46")).isEqualTo(time);
        assertThat(Cast.TIMESTAMP_OR_SECONDS.apply(time)).isEqualTo(time);
        assertThat(Cast.TIMESTAMP_OR_MILLIS.apply(1627303906122L)).isEqualTo(time.plusNanos(122_000_000));
        assertThat(Cast.TIMESTAMP_OR_MILLIS.apply(-1L))
                .isEqualTo(LocalDateTime.of(1969, 12, 31, 23, 59, 59, 999_000_000));
        assertThat(Cast.SECONDS.apply(time)).isEqualTo(1627303906L);
        assertThat(Cast.SECONDS.apply(1627303906L)).isEqualTo(1627303906L);
        assertThat(Cast.MILLIS.apply(time.plusNanos(122_000_000))).isEqualTo(1627303906122L);
        assertThat(Cast.MILLIS.apply(LocalDateTime.of(1969, 12, 31, 23, 59, 59, 999_000_000)))
                .isEqualTo(-1L);
        assertThatThrownBy(() -> Cast.SECONDS.apply(time.plusNanos(1)))
                .hasMessageEndingWith("is not a day and time of whole seconds");
        assertThatThrownBy(() -> Cast.TIMESTAMP_OR_SECONDS.apply(Long.MAX_VALUE))
                .hasMessage("'9223372036854775807' is not a day and time, or seconds since 1970");
    }
}
