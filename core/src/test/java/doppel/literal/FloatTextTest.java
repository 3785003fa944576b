package doppel.literal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FloatTextTest {

    private static final String GOLDEN = "floats.tsv";

    /** Prints the golden file: bits and what {@link Float#toString(float)} says. Run it with JDK 19 or newer. */
    public static void main(String... arguments) {
        for (int bits : awkwardBits()) {
            System.out.println(Integer.toHexString(bits) + "\t" + Float.intBitsToFloat(bits));
        }
    }

    @SuppressWarnings("FloatingPointLiteralPrecision") // JDK 17 does not find the shortest text of some
    private static Set<Integer> awkwardBits() {
        Set<Integer> bits = new LinkedHashSet<>();
        for (float number :
                new float[] {0.0f, -0.0f, 2.0E-3f, 1.0E10f, 8.41E21f, 1.9618179E-44f, 1.1754944E-38f, 0.1f, -0.3f}) {
            bits.add(Float.floatToRawIntBits(number));
        }
        for (int exponent = 0; exponent < 0xff; exponent++) { // powers of two, and their neighbours
            bits.add(exponent << 23);
            bits.add((exponent << 23) + 1);
            bits.add(Math.max(0, (exponent << 23) - 1));
        }
        for (int low = 0; low < 40; low++) {
            bits.add(low);
        }
        for (int power = -45; power <= 38; power++) {
            int near = Float.floatToRawIntBits(Float.parseFloat("1e" + power));
            bits.add(near);
            bits.add(near + 1);
            bits.add(Math.max(0, near - 1));
        }
        Random random = new Random(3);
        for (int i = 0; i < 500; i++) {
            bits.add(Float.floatToRawIntBits(random.nextInt(1_000_000) / 100f));
            bits.add(random.nextInt(1 << 23)); // subnormal
            bits.add(Float.floatToRawIntBits(random.nextInt() >> random.nextInt(32)));
            int any = random.nextInt();
            bits.add(Float.isFinite(Float.intBitsToFloat(any)) ? any : 0);
        }
        return bits;
    }

    @Test
    void writesWhatNewerJdksWrite() throws IOException {
        int lines = 0;
        try (BufferedReader golden = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(FloatTextTest.class.getResourceAsStream(GOLDEN)), StandardCharsets.UTF_8))) {
            for (String line = golden.readLine(); line != null; line = golden.readLine()) {
                String[] parts = line.split("\t");
                float number = Float.intBitsToFloat(Integer.parseUnsignedInt(parts[0], 16));
                assertThat(text(number)).as(parts[0]).isEqualTo(parts[1]);
                assertReadsBack(number);
                lines++;
            }
        }
        assertThat(lines).isGreaterThan(2_000);
    }

    @Test
    void anyBitsReadBack() {
        Random random = new Random(4);
        for (int i = 0; i < 2_000_000; i++) {
            float number = Float.intBitsToFloat(random.nextInt());
            if (Float.isFinite(number)) {
                assertReadsBack(number);
            }
        }
    }

    private static final LiteralReader READER = new LiteralReader();

    /** Not with an assertion for each: there are millions. */
    private static void assertReadsBack(float number) {
        SourceBuffer out = new SourceBuffer();
        DoubleText.write(number, out);
        boolean parsed = LiteralProbe.same(Float.parseFloat(out.toString()), number);
        out.put('f');
        READER.reset(out.toBytes(), 0, out.length());
        Object read = READER.read(JavaType.FLOAT);
        if (!parsed || !LiteralProbe.same(read, number) || !READER.atEnd()) {
            assertThat(read).as(out.toString()).isEqualTo(number);
            throw new AssertionError(out + " does not read back");
        }
    }

    private static String text(float number) {
        SourceBuffer out = new SourceBuffer();
        DoubleText.write(number, out);
        return out.toString();
    }
}
