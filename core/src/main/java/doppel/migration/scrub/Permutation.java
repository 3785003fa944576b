package doppel.migration.scrub;

import java.nio.ByteBuffer;

/**
 * Keyed permutations of small sets, by Feistel networks: every value becomes another of the same set, and no two become
 * the same.
 *
 * <p>Digits of different bases: the first half is moved round by what a hash says of the second half, digit by digit,
 * modulo its base, then the second by the first, and so on, ten times. That is the network of J. Black and P. Rogaway,
 * "Ciphers with Arbitrary Finite Domains", CT-RSA 2002, with digits added one by one and the ten rounds of FF1 in NIST
 * SP 800-38G, which this is not: FF1 is made of AES, adds whole numbers, and has been reviewed. Numbers below a bound:
 * the same with two digits whose product is hardly more, and again from the result until it is below the bound, which
 * is called cycle walking there. Thread-safe.
 */
final class Permutation {

    private static final int ROUNDS = 10;

    private final KeyedHash hash;

    Permutation(KeyedHash hash) {
        this.hash = hash;
    }

    /**
     * Permutes digits in place.
     *
     * @param kinds a byte for each place: another permutation for others
     * @param sizes the bases, from 1 to 65,536
     */
    void permute(byte[] kinds, int[] sizes, int[] digits) {
        int count = digits.length;
        if (count == 1) {
            digits[0] = (int) permute(kinds[0], sizes[0], digits[0]);
            return;
        }
        int half = count / 2;
        byte[] message = new byte[2 + count + 2 * (count - half)];
        message[0] = 'F';
        System.arraycopy(kinds, 0, message, 2, count);
        for (int round = 0; round < ROUNDS; round++) {
            boolean first = round % 2 == 0;
            message[1] = (byte) round;
            int length = 2 + count;
            for (int i = first ? half : 0; i < (first ? count : half); i++) {
                message[length++] = (byte) (digits[i] >>> 8);
                message[length++] = (byte) digits[i];
            }
            Noise noise = hash.noise(message, length);
            for (int i = first ? 0 : half; i < (first ? half : count); i++) {
                digits[i] = (digits[i] + noise.below(sizes[i])) % sizes[i];
            }
        }
    }

    /**
     * Permutes the numbers from 0 to below a bound.
     *
     * @param kind another kind gives another permutation
     */
    long permute(long kind, long bound, long number) {
        long width = (long) Math.ceil(Math.sqrt((double) bound));
        long height = (bound + width - 1) / width;
        byte[] message = ByteBuffer.allocate(26)
                .put((byte) 'R')
                .put((byte) 0)
                .putLong(kind)
                .putLong(bound)
                .array();
        long result = number;
        do {
            long column = result % width;
            long row = result / width;
            for (int round = 0; round < ROUNDS; round++) {
                boolean first = round % 2 == 0;
                message[1] = (byte) round;
                ByteBuffer.wrap(message).putLong(18, first ? row : column);
                long move = hash.noise(message, message.length).bits(7);
                if (first) {
                    column = (column + move % width) % width;
                } else {
                    row = (row + move % height) % height;
                }
            }
            result = row * width + column;
        } while (result >= bound);
        return result;
    }
}
