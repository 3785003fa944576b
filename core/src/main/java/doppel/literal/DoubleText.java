package doppel.literal;

import java.math.BigInteger;

/**
 * The shortest decimal that reads back to the same double or float, written as {@link Double#toString(double)} and
 * {@link Float#toString(float)} write it from JDK 19 on. The JDK's own methods are not used, since on older JDKs they
 * write longer decimals for some numbers, and a dump must not depend on the JDK.
 *
 * <p>The algorithm is Schubfach: Raffaello Giulietti, "The Schubfach way to render doubles" (2020). Names of variables
 * are those of the paper.
 */
public final class DoubleText {

    private static final int P = 53;
    private static final int Q_MIN = -1074;
    private static final long C_MIN = 1L << (P - 1);
    private static final int FLOAT_P = 24;
    private static final int FLOAT_Q_MIN = -149;
    private static final int FLOAT_C_MIN = 1 << (FLOAT_P - 1);
    private static final int K_MIN = -324;
    private static final int K_MAX = 292;
    private static final long MASK_63 = (1L << 63) - 1;

    /** The paper's g(k), upper and lower 63 bits in turn. */
    private static final long[] G = new long[2 * (K_MAX - K_MIN + 1)];

    static {
        for (int k = K_MIN; k <= K_MAX; k++) {
            int r = flog2pow10(-k) - 125;
            BigInteger beta = k <= 0
                    ? shift(BigInteger.TEN.pow(-k), -r)
                    : BigInteger.ONE.shiftLeft(-r).divide(BigInteger.TEN.pow(k));
            BigInteger g = beta.add(BigInteger.ONE);
            G[2 * (k - K_MIN)] = g.shiftRight(63).longValueExact();
            G[2 * (k - K_MIN) + 1] = g.and(BigInteger.valueOf(MASK_63)).longValueExact();
        }
    }

    private DoubleText() {}

    /** Appends a finite number. */
    public static void write(double value, SourceBuffer out) {
        long bits = Double.doubleToRawLongBits(value);
        if (bits < 0) {
            out.put('-');
        }
        long t = bits & (C_MIN - 1);
        int biased = (int) (bits >>> (P - 1)) & 0x7ff;
        if (biased == 0x7ff) {
            throw new IllegalArgumentException("not finite: " + value);
        }
        if (biased == 0 && t == 0) {
            out.put("0.0");
        } else if (biased == 0) {
            if (t < 3) { // too few bits for the two digits that are always written
                decimal(Q_MIN, 10 * t, -1, false, out);
            } else {
                decimal(Q_MIN, t, 0, false, out);
            }
        } else {
            long c = C_MIN | t;
            int mq = -Q_MIN + 1 - biased;
            if (mq > 0 && mq < P && (c >> mq) << mq == c) { // an integer below 2^53
                digits(c >> mq, 0, out);
            } else {
                decimal(-mq, c, 0, c == C_MIN && biased > 1, out);
            }
        }
    }

    /** Appends a finite number of single precision. */
    public static void write(float value, SourceBuffer out) {
        int bits = Float.floatToRawIntBits(value);
        if (bits < 0) {
            out.put('-');
        }
        int t = bits & (FLOAT_C_MIN - 1);
        int biased = bits >>> (FLOAT_P - 1) & 0xff;
        if (biased == 0xff) {
            throw new IllegalArgumentException("not finite: " + value);
        }
        if (biased == 0 && t == 0) {
            out.put("0.0");
        } else if (biased == 0) {
            if (t < 8) { // too few bits for the two digits that are always written
                decimal(FLOAT_Q_MIN, 10L * t, -1, false, out);
            } else {
                decimal(FLOAT_Q_MIN, t, 0, false, out);
            }
        } else {
            int c = FLOAT_C_MIN | t;
            int mq = -FLOAT_Q_MIN + 1 - biased;
            if (mq > 0 && mq < FLOAT_P && (c >> mq) << mq == c) { // an integer below 2^24
                digits(c >> mq, 0, out);
            } else {
                decimal(-mq, c, 0, t == 0 && biased > 1, out);
            }
        }
    }

    /** The shortest decimal of c·2^q·10^dk; below the lowest number of an exponent, numbers are twice as close. */
    private static void decimal(int q, long c, int dk, boolean lowest, SourceBuffer out) {
        int odd = (int) c & 1;
        long cb = c << 2;
        long cbr = cb + 2;
        long cbl;
        int k;
        if (!lowest) {
            cbl = cb - 2;
            k = flog10pow2(q);
        } else {
            cbl = cb - 1;
            k = flog10threeQuartersPow2(q);
        }
        int h = q + flog2pow10(-k) + 2;
        long g1 = G[2 * (k - K_MIN)];
        long g0 = G[2 * (k - K_MIN) + 1];
        long vb = roundToOdd(g1, g0, cb << h);
        long vbl = roundToOdd(g1, g0, cbl << h);
        long vbr = roundToOdd(g1, g0, cbr << h);
        long s = vb >> 2;
        if (s >= 100) { // a candidate that is one digit shorter
            long shorter = 10 * (s / 10);
            long next = shorter + 10;
            boolean lowerIn = vbl + odd <= shorter << 2;
            boolean upperIn = (next << 2) + odd <= vbr;
            if (lowerIn != upperIn) {
                digits(lowerIn ? shorter : next, k, out);
                return;
            }
        }
        long t = s + 1;
        boolean lowerIn = vbl + odd <= s << 2;
        boolean upperIn = (t << 2) + odd <= vbr;
        if (lowerIn != upperIn) {
            digits(lowerIn ? s : t, k + dk, out);
            return;
        }
        long middle = vb - ((s + t) << 1);
        digits(middle < 0 || middle == 0 && (s & 1) == 0 ? s : t, k + dk, out);
    }

    private static long roundToOdd(long g1, long g0, long cp) {
        long x1 = Math.multiplyHigh(g0, cp);
        long y0 = g1 * cp;
        long y1 = Math.multiplyHigh(g1, cp);
        long z = (y0 >>> 1) + x1;
        long w = y1 + (z >>> 63);
        return w | ((z & MASK_63) + MASK_63) >>> 63;
    }

    /** Appends f·10^e: plain from 10^-3 to 10^7, else with an exponent. */
    private static void digits(long f, int e, SourceBuffer out) {
        long significand = f;
        int exponent = e;
        while (significand % 10 == 0) {
            significand /= 10;
            exponent++;
        }
        int start = out.length();
        out.put(significand);
        int count = out.length() - start;
        int point = count + exponent; // the decimal point stands after so many digits
        if (point > 7 || point <= -3) {
            insert(out, start + 1, count == 1 ? ".0" : ".");
            out.put('E');
            out.put((long) point - 1);
        } else if (point <= 0) {
            insert(out, start, "0." + "0".repeat(-point));
        } else if (point >= count) {
            out.put("0".repeat(point - count) + ".0");
        } else {
            insert(out, start + point, ".");
        }
    }

    private static void insert(SourceBuffer out, int at, String text) {
        int size = text.length();
        byte[] bytes = out.reserve(size);
        System.arraycopy(bytes, at, bytes, at + size, out.length() - at);
        for (int i = 0; i < size; i++) {
            bytes[at + i] = (byte) text.charAt(i);
        }
        out.filledTo(out.length() + size);
    }

    private static BigInteger shift(BigInteger number, int left) {
        return left >= 0 ? number.shiftLeft(left) : number.shiftRight(-left);
    }

    /** ⌊log10(2^e)⌋. */
    private static int flog10pow2(int e) {
        return (int) (e * 661_971_961_083L >> 41);
    }

    /** ⌊log10(3/4·2^e)⌋. */
    private static int flog10threeQuartersPow2(int e) {
        return (int) (e * 661_971_961_083L - 274_743_187_321L >> 41);
    }

    /** ⌊log2(10^e)⌋. */
    private static int flog2pow10(int e) {
        return (int) (e * 913_124_641_741L >> 38);
    }
}
