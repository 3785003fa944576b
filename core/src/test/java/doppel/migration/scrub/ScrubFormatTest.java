package doppel.migration.scrub;

import static org.assertj.core.api.Assertions.assertThat;

import doppel.migration.Scrub;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScrubFormatTest {

    private final UnaryOperator<Object> format = Scrub.with("the key of a test").format();
    private final UnaryOperator<Object> email = Scrub.with("the key of a test").email();

    /**
     * Other versions of Java, and of Doppel, have to give the same fakes: if this has to change, it is a change for
     * users.
     */
    @Test
    void givesTheSameFakesForEver() {
        assertThat(Stream.of("A-0001", "Ünal Öz", "Ольга", "山田", "7", 1234L, -1L, new BigDecimal("12.50"))
                        .map(format))
                .containsExactly("K-8260", "Ãddv Ìs", "Ьщцфщ", "球垃", "0", 8547L, -3L, new BigDecimal("86.82"));
        assertThat(email.apply("ishmael@example.org")).isEqualTo("fnpvawl@wzgjixk.smv.example.com");
    }

    @Test
    void keepsFormatAllOverUnicode() {
        Random random = new Random(5);
        for (int i = 0; i < 10_000; i++) {
            String text = RandomText.of(random);
            String fake = (String) format.apply(text);
            assertThat(shape(fake)).isEqualTo(shape(text));
            assertThat(format.apply(text)).isEqualTo(fake);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0-00", "A0a", "a.00@", "Ü0", "éé0", "я0", "あ0", "٠٠a", "𠀀"})
    void givesDifferentFakesToAllValuesOfAFormat(String pattern) {
        List<String> all = allLike(pattern).limit(60_000).toList();

        assertThat(new HashSet<>(all)).hasSize(all.size());
        assertThat(all.stream().map(format)).doesNotHaveDuplicates();
        assertThat(all.stream().map(email)).doesNotHaveDuplicates();
    }

    @Test
    void keepsLongValuesApartThatDifferInOneCharacter() {
        String text = "Call me Ishmael 1851 ".repeat(100);
        Set<Object> fakes = new HashSet<>();
        for (int i = 0; i < text.length(); i += 7) {
            String other =
                    text.substring(0, i) + (Character.isDigit(text.charAt(i)) ? '7' : 'z') + text.substring(i + 1);
            fakes.add(format.apply(other));
        }

        assertThat(fakes).hasSize((text.length() + 6) / 7);
    }

    @Test
    void doesNotDependOnCaseOrPunctuation() {
        Random random = new Random(6);
        for (int i = 0; i < 5_000; i++) {
            String text = RandomText.ascii(random);
            String fake = (String) format.apply(text);
            assertThat(format.apply(text.toLowerCase(Locale.ROOT))).isEqualTo(fake.toLowerCase(Locale.ROOT));
            assertThat(format.apply(text.replaceAll("[^A-Za-z0-9]", "")))
                    .isEqualTo(fake.replaceAll("[^A-Za-z0-9]", ""));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ishmael@example.org",
                "A.B+tag@Mail.Example.co.uk",
                "Ann <ann@web.org>, bob@web.org;x@y",
                "write to me@web.org.",
                "@",
                "a@b@c",
                "jörg@bücher.de",
                "x@[192.168.0.1]",
                "@@",
                "a@-.b"
            })
    void putsEveryDomainBelowAReservedOne(String address) {
        String fake = (String) email.apply(address);

        long domains = address.chars().filter(c -> c == '@').count();
        assertThat(fake.split("@[^@\\s<>,;\\[]*example\\.com", -1)).hasSize((int) domains + 1);
        assertThat(fake).hasSizeLessThanOrEqualTo(address.length() + 12 * (int) domains);
        assertThat(shape(fake.replaceAll("\\.example\\.com|(?<=@)example\\.com", "")))
                .isEqualTo(shape(address));
    }

    @Test
    void keepsAddressesApart() {
        String[] domains = {"", "a", "a.b", "a.b.", ".", "-", "example.com", "a.example.com", "é.fr", " ", ">", "@"};
        List<String> all = Stream.of(domains)
                .flatMap(domain -> IntStream.range(0, 26).mapToObj(i -> (char) ('a' + i) + "@" + domain))
                .flatMap(address ->
                        Stream.of(address, address + ">", address + ".", address + ".example.com", address + "x"))
                .distinct()
                .toList();

        assertThat(all.stream().map(email)).doesNotHaveDuplicates();
    }

    @Test
    void treatsTextThatIsNoAddressAsByFormat() {
        assertThat(Stream.of("unknown", "+49 30 1234", 42L, "").map(email))
                .isEqualTo(
                        Stream.of("unknown", "+49 30 1234", 42L, "").map(format).toList());
    }

    @ParameterizedTest
    @ValueSource(
            longs = {1, 10, 100, 120, 128, 240, 250, 1_000, 10_000, 32_700, 32_768, 65_500, -1, -10, -100, -127, -32_760
            })
    void permutesWholeNumbersThatFitIntoTheSameTypes(long first) {
        List<Long> numbers = LongStream.range(first, first + 1_000).boxed().toList();

        List<Long> fakes =
                numbers.stream().map(number -> (Long) format.apply(number)).toList();

        assertThat(fakes).doesNotHaveDuplicates();
        for (int i = 0; i < numbers.size(); i++) {
            assertSameTypes(numbers.get(i), fakes.get(i));
        }
    }

    @Test
    void keepsTheExtremesOfTypesWithinThem() {
        for (int bits : new int[] {7, 8, 15, 16, 23, 24, 31, 32, 62, 63}) {
            long power = bits == 63 ? Long.MIN_VALUE : 1L << bits;
            for (long number : new long[] {power - 1, power, power + 1, -power, -power - 1, -power + 1}) {
                assertSameTypes(number, (Long) format.apply(number));
            }
        }
        assertThat(Stream.of(0L, Long.MIN_VALUE).map(format)).containsExactly(0L, Long.MIN_VALUE);
        assertThat(format.apply(1_234)).isEqualTo(format.apply(1_234L));
    }

    @Test
    void permutesDecimalNumbersOfAScale() {
        List<BigDecimal> numbers = IntStream.range(-1_500, 1_500)
                .mapToObj(i -> BigDecimal.valueOf(i, 2))
                .toList();
        assertThat(numbers.stream().map(format)).doesNotHaveDuplicates();
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            BigDecimal number = new BigDecimal(new BigInteger(random.nextInt(200), random), random.nextInt(30) - 5);
            number = random.nextBoolean() ? number.negate() : number;
            BigDecimal fake = (BigDecimal) format.apply(number);
            assertThat(fake.scale()).isEqualTo(number.scale());
            assertThat(fake.precision()).isEqualTo(number.precision());
            assertThat(fake.signum()).isEqualTo(number.signum());
        }
        assertThat(format.apply(BigDecimal.valueOf(4711))).isEqualTo(BigDecimal.valueOf((Long) format.apply(4711L)));
    }

    @Test
    void keepsVersionAndVariantOfUuids() {
        Random random = new Random(8);
        Set<Object> fakes = new HashSet<>();
        UUID last = UUID.randomUUID();
        for (int i = 0; i < 10_000; i++) {
            UUID uuid = new UUID(random.nextLong(), random.nextLong());
            UUID fake = (UUID) format.apply(uuid);
            assertThat(fake.version()).isEqualTo(uuid.version());
            assertThat(fake.variant()).isEqualTo(uuid.variant());
            assertThat(fake).isNotEqualTo(uuid);
            fakes.add(fake);
            fakes.add(format.apply(new UUID(last.getMostSignificantBits(), last.getLeastSignificantBits() ^ i)));
        }
        assertThat(fakes).hasSize(20_000);
    }

    private static void assertSameTypes(long number, long fake) {
        assertThat(Long.signum(fake)).isEqualTo(Long.signum(number));
        assertThat(BigInteger.valueOf(fake).abs().toString())
                .hasSameSizeAs(BigInteger.valueOf(number).abs().toString());
        for (int bits : new int[] {8, 16, 24, 32}) {
            long half = 1L << (bits - 1);
            assertThat(-half <= fake && fake < half)
                    .as("%s → %s", number, fake)
                    .isEqualTo(-half <= number && number < half);
            assertThat(fake < 2 * half).as("%s → %s", number, fake).isEqualTo(number < 2 * half);
        }
    }

    /** What has to stay: which alphabet at which place, in which case, and all else as it is. */
    private static List<String> shape(String text) {
        return text.codePoints()
                .mapToObj(
                        c -> Alphabet.of(c) == null ? "" + c : Alphabet.of(c).number() + "" + Character.isUpperCase(c))
                .toList();
    }

    private static Stream<String> allLike(String pattern) {
        if (pattern.isEmpty()) {
            return Stream.of("");
        }
        int first = pattern.codePointAt(0);
        Alphabet alphabet = Alphabet.of(first);
        List<String> letters = alphabet == null
                ? List.of(Character.toString(first))
                : IntStream.range(0, alphabet.size())
                        .mapToObj(i -> Character.toString(alphabet.character(i, first)))
                        .toList();
        String rest = pattern.substring(Character.charCount(first));
        return letters.stream().flatMap(letter -> allLike(rest).map(letter::concat));
    }
}
