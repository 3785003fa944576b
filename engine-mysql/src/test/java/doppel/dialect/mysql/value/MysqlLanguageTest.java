package doppel.dialect.mysql.value;

import static org.assertj.core.api.Assertions.assertThat;

import doppel.schema.Column;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent to the server consists of digits whatever the language of the machine. */
class MysqlLanguageTest {

    private final Locale usual = Locale.getDefault();

    @AfterEach
    void giveTheLanguageBack() {
        Locale.setDefault(usual);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ar-EG", "th-TH-u-nu-thai", "fa-IR"})
    void sendsYearsAndTimesAsDigits(String language) {
        Locale.setDefault(Locale.forLanguageTag(language));

        assertThat(String.format("%d", 7)).as("the digits of the language").isNotEqualTo("7");
        assertThat(MysqlNumbers.year(1999L, type("year"))).isEqualTo("1999");
        assertThat(MysqlTimes.time(LocalTime.of(1, 2, 3, 45_000_000), type("time(6)")))
                .isEqualTo("01:02:03.045");
        assertThat(MysqlTimes.text(LocalDateTime.of(12_345, 6, 7, 8, 9, 10, 11_000)))
                .isEqualTo("12345-06-07 08:09:10.000011");
        assertThat(MysqlTimes.text(LocalDateTime.of(1, 2, 3, 4, 5, 6))).isEqualTo("0001-02-03 04:05:06");
    }

    private static MysqlType type(String declared) {
        return MysqlType.of(new Column("c", declared, true, Column.Kind.STORED, null));
    }
}
