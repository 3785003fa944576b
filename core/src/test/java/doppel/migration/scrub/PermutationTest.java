package doppel.migration.scrub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PermutationTest {

    private final Permutation permutation = new Permutation(new KeyedHash("the key of a test"));

    @Test
    void permutesTheNumbersBelowEveryBound() {
        for (int bound = 1; bound <= 300; bound++) {
            int fixed = bound;
            assertThat(LongStream.range(0, bound).map(number -> permutation.permute(7, fixed, number)))
                    .as("below %s", bound)
                    .hasSize(bound)
                    .doesNotHaveDuplicates()
                    .allSatisfy(number -> assertThat(number).isBetween(0L, fixed - 1L));
        }
    }

    @ParameterizedTest
    @ValueSource(
            longs = {20_902, 1L << 31, 1L << 32, 900_000_000_000_000_000L, Long.MAX_VALUE - 999_999_999_999_999_999L})
    void staysBelowLargeBounds(long bound) {
        LongStream numbers = LongStream.concat(LongStream.range(0, 2_000), LongStream.range(bound - 2_000, bound));
        assertThat(numbers.map(number -> permutation.permute(7, bound, number)))
                .doesNotHaveDuplicates()
                .allSatisfy(number -> assertThat(number).isBetween(0L, bound - 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2",
                "10",
                "2,2",
                "10,10",
                "26,10",
                "1,5",
                "5,1",
                "26,10,10",
                "3,1,7,2",
                "26,26,10,3",
                "2,3,2,3,2,3,2"
            })
    void permutesDigitsOfAnyBases(String bases) {
        int[] sizes =
                Arrays.stream(bases.split(",")).mapToInt(Integer::parseInt).toArray();
        int count = Arrays.stream(sizes).reduce(1, (a, b) -> a * b);

        Set<String> results = new HashSet<>();
        for (int number = 0; number < count; number++) {
            int[] digits = digits(number, sizes);
            permutation.permute(new byte[sizes.length], sizes, digits);
            assertThat(IntStream.range(0, digits.length)).allMatch(i -> digits[i] >= 0 && digits[i] < sizes[i]);
            results.add(Arrays.toString(digits));
        }

        assertThat(results).hasSize(count);
    }

    @Test
    void takesAnotherPermutationForOtherKindsAndKeys() {
        Permutation other = new Permutation(new KeyedHash("another key"));

        assertThat(permuted(permutation, 1)).isNotEqualTo(permuted(permutation, 2));
        assertThat(permuted(permutation, 1)).isNotEqualTo(permuted(other, 1));
        assertThat(permuted(permutation, 1)).isEqualTo(permuted(permutation, 1));
    }

    /** Two digits of base ten under a thousand keys: every pair is as likely as another, which chi-squared tells. */
    @Test
    void looksLikeChance() {
        int[] counts = new int[100];
        for (int key = 0; key < 10_000; key++) {
            int[] digits = {4, 2};
            new Permutation(new KeyedHash("key " + key)).permute(new byte[2], new int[] {10, 10}, digits);
            counts[10 * digits[0] + digits[1]]++;
        }

        double square = Arrays.stream(counts)
                .mapToDouble(count -> (count - 100) * (count - 100) / 100.0)
                .sum();
        assertThat(square).isLessThan(160); // 99 degrees of freedom: more in one of 10,000 cases
    }

    @Test
    void changesEveryDigitWhereOneChanges() {
        int[] sizes = new int[20];
        Arrays.fill(sizes, 26);
        int[] same = new int[20];
        for (int number = 0; number < 1_000; number++) {
            int[] digits = digits(number * 1_000_003, sizes);
            int[] others = digits.clone();
            others[number % 20] = (others[number % 20] + 1) % 26;
            permutation.permute(new byte[20], sizes, digits);
            permutation.permute(new byte[20], sizes, others);
            for (int i = 0; i < 20; i++) {
                same[i] += digits[i] == others[i] ? 1 : 0;
            }
        }

        assertThat(Arrays.stream(same)).allMatch(count -> count < 80); // a 26th of 1,000 by chance
    }

    private static String permuted(Permutation permutation, int kind) {
        int[] digits = new int[20];
        byte[] kinds = new byte[20];
        Arrays.fill(kinds, (byte) kind);
        int[] sizes = new int[20];
        Arrays.fill(sizes, 26);
        permutation.permute(kinds, sizes, digits);
        return Arrays.toString(digits);
    }

    private static int[] digits(int number, int[] sizes) {
        int[] digits = new int[sizes.length];
        int rest = number;
        for (int i = 0; i < sizes.length; i++) {
            digits[i] = rest % sizes[i];
            rest /= sizes[i];
        }
        return digits;
    }
}
