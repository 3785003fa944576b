package doppel.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NearestTest {

    @Test
    void findsTheNameThatTakesTheFewestChanges() {
        assertThat(Nearest.of("contry", Stream.of("city", "country", "counter")))
                .contains("country");
    }

    @Test
    void ignoresCase() {
        assertThat(Nearest.of("COUNTRY", Stream.of("county", "country"))).contains("country");
    }

    @Test
    void takesTheFirstInOrderOfEquallyNearNames() {
        assertThat(Nearest.of("x1", Stream.of("x3", "x2"))).contains("x2");
    }

    @Test
    void findsNothingWhereEveryNameIsFar() {
        assertThat(Nearest.of("invoice", Stream.of("country", "city"))).isEmpty();
    }

    @Test
    void endsASentence() {
        assertThat("There is no table contry" + Nearest.endOfSentence("contry", Stream.of("country")))
                .isEqualTo("There is no table contry; did you mean country?");
        assertThat("There is no table x" + Nearest.endOfSentence("x", Stream.of("country")))
                .isEqualTo("There is no table x.");
    }
}
