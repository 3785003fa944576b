package doppel.bench.shape;

import java.util.List;

/**
 * Random numbers that depend on nothing but what they are made from, on any Java: SplitMix64 of Steele, Lea and Flood,
 * "Fast splittable pseudorandom number generators", 2014. Not thread-safe.
 */
final class Dice {

    private static final long GAMMA = 0x9e3779b97f4a7c15L;

    private long state;

    private Dice(long state) {
        this.state = state;
    }

    /**
     * The numbers of one row: each row has its own, so that tables can be made in any order and agree with each other.
     */
    static Dice of(String subject, long row) {
        return new Dice(mixed(subject.hashCode() * GAMMA + row));
    }

    long next() {
        state += GAMMA;
        return mixed(state);
    }

    /** A number from 0 to one less than the bound. */
    int below(int bound) {
        return (int) (((next() >>> 32) * bound) >>> 32);
    }

    /** A number from the first to the last. */
    int between(int first, int last) {
        return first + below(last - first + 1);
    }

    boolean chance(int inThousand) {
        return below(1000) < inThousand;
    }

    <T> T pick(List<T> among) {
        return among.get(below(among.size()));
    }

    byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        long bits = 0;
        for (int i = 0; i < length; i++) {
            bits = i % Long.BYTES == 0 ? next() : bits >>> Byte.SIZE;
            bytes[i] = (byte) bits;
        }
        return bytes;
    }

    private static long mixed(long bits) {
        long first = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
        long second = (first ^ (first >>> 27)) * 0x94d049bb133111ebL;
        return second ^ (second >>> 31);
    }
}
