package doppel.dialect.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SeenValuesTest {

    @Test
    void remembersOnlyWhatWasAdded() {
        Random random = new Random(9);
        SeenValues seen = new SeenValues();
        Set<Long> added = new HashSet<>();
        for (int i = 0; i < 100_000; i++) {
            long number = i == 0 ? 1_000 : 1_000 + random.nextInt(400_000) - 100;
            if (i % 1_000 == 1) {
                number = random.nextLong();
            }
            if (random.nextBoolean()) {
                seen.add(number);
                added.add(number);
            } else if (seen.contains(number)) {
                assertThat(added).contains(number);
            }
        }
        assertThat(added.stream().filter(number -> number >= 1_000 && number < 400_000))
                .allMatch(seen::contains);
        assertThat(seen.contains(Long.MIN_VALUE)).isEqualTo(added.contains(Long.MIN_VALUE));
    }
}
