package doppel.migration.scrub;

/** An endless stream of numbers that look random, but are the same for the same key. Not thread-safe. */
final class Noise {

    private final KeyedHash hash;
    private final byte[] seed;
    private byte[] block;
    private int next;
    private int blocks;

    Noise(KeyedHash hash, byte[] seed) {
        this.hash = hash;
        this.seed = seed;
        block = seed;
    }

    /**
     * A number from 0, below a bound of at most 65,536 or so: of 24 bits, so that none is much more likely than
     * another.
     */
    int below(int bound) {
        return (int) bits(3) % bound;
    }

    /** A number of this many bytes, at most 7, that is not negative. */
    long bits(int bytes) {
        if (next + bytes > block.length) {
            refill();
        }
        long number = 0;
        for (int i = 0; i < bytes; i++) {
            number = number << 8 | (block[next++] & 0xff);
        }
        return number;
    }

    private void refill() {
        byte[] message = new byte[seed.length + 5];
        System.arraycopy(seed, 0, message, 5, seed.length);
        blocks++;
        for (int i = 1; i < 5; i++) {
            message[i] = (byte) (blocks >>> 8 * (i - 1));
        }
        block = hash.of(message, message.length);
        next = 0;
    }
}
