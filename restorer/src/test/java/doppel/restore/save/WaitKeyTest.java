package doppel.restore.save;

import static org.assertj.core.api.Assertions.assertThat;

import doppel.fixture.Row;
import doppel.fixture.Shape;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaitKeyTest {

    @Test
    void decimalsOfAnyScaleAreTheSameKey() {
        assertThat(key(new BigDecimal("1.50"))).isEqualTo(key(new BigDecimal("1.5")));
        assertThat(key(new BigDecimal("0.00"))).isEqualTo(key(BigDecimal.ZERO)).isEqualTo(key(0));
        assertThat(key(new BigDecimal("1E+2")))
                .isEqualTo(key(new BigDecimal("100.0")))
                .isEqualTo(key(100L));
        assertThat(key(new BigDecimal("1E+2147483647"))).isEqualTo(key(new BigDecimal("1E+2147483647")));
        assertThat(key(new BigDecimal("18446744073709551615.0")))
                .isEqualTo(key(new BigDecimal("18446744073709551615")));
        assertThat(key(new BigDecimal("1.5"))).isNotEqualTo(key(new BigDecimal("1.51")));
    }

    @Test
    void bytesAreComparedByContent() {
        assertThat(key(new byte[] {1, 2})).isEqualTo(key(new byte[] {1, 2}));
        assertThat(key(new byte[] {1, 2})).isNotEqualTo(key(new byte[] {1, 3}));
    }

    @Test
    void aRowIsTheOneThatSomebodyWaitsFor() {
        Row row = new Row(Shape.empty("T")).set("id", new BigDecimal("7.00"));
        assertThat(WaitKey.valuesOf(row, List.of("id"))).isEqualTo(key(7).values());
        assertThat(WaitKey.valuesOf(row, List.of("other"))).isNull();
    }

    private static WaitKey key(Object value) {
        return WaitKey.of("T", List.of("id"), List.of(value));
    }
}
