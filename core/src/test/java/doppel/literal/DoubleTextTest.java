package doppel.literal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

@SuppressWarnings({"FloatingPointLiteralPrecision", "LongDoubleConversion"}) // which double is nearest is the point
class DoubleTextTest {

    private static final String GOLDEN = "doubles.tsv";

    /** Prints the golden file: bits and what {@link Double#toString(double)} says. Run it with JDK 19 or newer. */
    public static void main(String... arguments) {
        for (long bits : awkwardBits()) {
            System.out.println(Long.toHexString(bits) + "\t" + Double.longBitsToDouble(bits));
        }
    }

    private static Set<Long> awkwardBits() {
        Set<Long> bits = new LinkedHashSet<>();
        double[] named = {
            0.0,
            -0.0,
            1e-3,
            9.999999999999999e-4,
            1e7,
            9999999.999999998,
            2E23,
            1E23,
            2.0E-3,
            9007199254740993.0,
            1.0E22,
            Double.MIN_VALUE,
            2 * Double.MIN_VALUE,
            3 * Double.MIN_VALUE,
            Double.MIN_NORMAL,
            Double.MAX_VALUE,
            Math.PI,
            0.3,
            8.41E21,
            2.2250738585072011e-308,
            5.0E-324,
            8.5E-323,
            1.7800590868057611e-307,
            123456.789,
            100.0,
            1.0E16,
            7.0E-10
        };
        for (double number : named) {
            bits.add(Double.doubleToRawLongBits(number));
            bits.add(Double.doubleToRawLongBits(-number));
        }
        for (int exponent = 0; exponent < 0x7ff; exponent++) { // powers of two and subnormals' bounds
            bits.add((long) exponent << 52);
        }
        for (int shift = 0; shift < 52; shift++) {
            bits.add(1L << shift);
            bits.add((1L << shift) - 1);
            bits.add(Double.doubleToRawLongBits((1L << shift) + 1));
        }
        for (int power = -323; power <= 308; power++) {
            long near = Double.doubleToRawLongBits(Double.parseDouble("1e" + power));
            bits.add(near);
            bits.add(near + 1);
            bits.add(near - 1);
        }
        Random random = new Random(3);
        for (int i = 0; i < 500; i++) {
            bits.add(Double.doubleToRawLongBits(random.nextInt(100_000_000) / 100.0));
            bits.add(random.nextLong() >>> 12); // subnormal
            bits.add(Double.doubleToRawLongBits(random.nextLong() >> random.nextInt(64)));
            long any = random.nextLong();
            bits.add(Double.isFinite(Double.longBitsToDouble(any)) ? any : 0);
        }
        return bits;
    }

    @Test
    void writesWhatNewerJdksWrite() throws IOException {
        int lines = 0;
        try (BufferedReader golden = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(DoubleTextTest.class.getResourceAsStream(GOLDEN)), StandardCharsets.UTF_8))) {
            for (String line = golden.readLine(); line != null; line = golden.readLine()) {
                String[] parts = line.split("\t");
                double number = Double.longBitsToDouble(Long.parseUnsignedLong(parts[0], 16));
                assertThat(text(number)).as(parts[0]).isEqualTo(parts[1]);
                assertReadsBack(number);
                lines++;
            }
        }
        assertThat(lines).isGreaterThan(4_000);
    }

    @Test
    void anyBitsReadBack() {
        Random random = new Random(4);
        for (int i = 0; i < 2_000_000; i++) {
            double number = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(number)) {
                assertReadsBack(number);
            }
        }
    }

    @Test
    void shortDecimalsReadBack() {
        Random random = new Random(5);
        for (int i = 0; i < 1_000_000; i++) {
            assertReadsBack(random.nextInt() / 100.0);
            assertReadsBack(random.nextLong() / 1e12);
        }
    }

    @Test
    void noShorterDecimalReadsBack() {
        Random random = new Random(6);
        for (int i = 0; i < 20_000; i++) {
            double number = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(number)) {
                BigDecimal written = new BigDecimal(text(number)).stripTrailingZeros();
                int shorter = written.precision() - 1;
                if (shorter >= 2) {
                    BigDecimal exact = new BigDecimal(number);
                    for (RoundingMode mode : new RoundingMode[] {RoundingMode.DOWN, RoundingMode.UP}) {
                        BigDecimal rounded = exact.round(new java.math.MathContext(shorter, mode));
                        assertThat(rounded.doubleValue()).as(text(number)).isNotEqualTo(number);
                    }
                }
            }
        }
    }

    private static final LiteralReader READER = new LiteralReader();

    /** Not with an assertion for each: there are millions. */
    private static void assertReadsBack(double number) {
        SourceBuffer out = new SourceBuffer();
        DoubleText.write(number, out);
        READER.reset(out.toBytes(), 0, out.length());
        Object read = READER.read(JavaType.DOUBLE);
        boolean same = LiteralProbe.same(read, number)
                && READER.atEnd()
                && LiteralProbe.same(Double.parseDouble(out.toString()), number);
        if (!same) {
            assertThat(read).as(out.toString()).isEqualTo(number);
            throw new AssertionError(out + " does not read back");
        }
    }

    private static String text(double number) {
        SourceBuffer out = new SourceBuffer();
        DoubleText.write(number, out);
        return out.toString();
    }
}
