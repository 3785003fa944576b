package doppel.migration.scrub;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.UUID;

/**
 * Values become others of the same format, and stay distinct. The places of letters and digits decide which permutation
 * is used; their case and the other characters do not matter, so values that differ only in those still differ only in
 * those. Thread-safe.
 */
public final class FakeFormat {

    private static final byte HEXADECIMAL = -1;
    private static final int[] UUID_PLACES = uuidPlaces();

    /** The largest numbers of the engines' types, and of each number of digits: no number crosses these bounds. */
    private static final long[] BOUNDS = {
        9,
        99,
        127,
        255,
        999,
        9_999,
        32_767,
        65_535,
        99_999,
        999_999,
        8_388_607,
        9_999_999,
        16_777_215,
        99_999_999,
        999_999_999,
        2_147_483_647,
        4_294_967_295L,
        9_999_999_999L,
        99_999_999_999L,
        999_999_999_999L,
        9_999_999_999_999L,
        99_999_999_999_999L,
        999_999_999_999_999L,
        9_999_999_999_999_999L,
        99_999_999_999_999_999L,
        999_999_999_999_999_999L,
        Long.MAX_VALUE
    };

    private final Permutation permutation;

    public FakeFormat(KeyedHash hash) {
        permutation = new Permutation(hash);
    }

    /** A text of the same length, with letters and digits at the same places. */
    public String text(String text) {
        int[] characters = text.codePoints().toArray();
        int[] places = new int[characters.length];
        int count = 0;
        for (int i = 0; i < characters.length; i++) {
            if (Alphabet.of(characters[i]) != null) {
                places[count++] = i;
            }
        }
        if (count == 0) {
            return text;
        }
        byte[] kinds = new byte[count];
        int[] sizes = new int[count];
        int[] digits = new int[count];
        for (int i = 0; i < count; i++) {
            int character = characters[places[i]];
            kinds[i] = Alphabet.of(character).number();
            sizes[i] = Alphabet.of(character).size();
            digits[i] = Alphabet.place(character);
        }
        permutation.permute(kinds, sizes, digits);
        for (int i = 0; i < count; i++) {
            int character = characters[places[i]];
            characters[places[i]] = Alphabet.of(character).character(digits[i], character);
        }
        return new String(characters, 0, characters.length);
    }

    /** A number of the same sign and as many digits, that fits into the same types; 0 stays 0. */
    public long number(long number) {
        if (number == 0 || number == Long.MIN_VALUE) {
            return number; // these have no alternative
        }
        boolean negative = number < 0;
        long size = Math.abs(number);
        int place = boundOf(size, negative);
        long above = place == 0 ? 0 : bound(place - 1, negative);
        long count = bound(place, negative) - above;
        long fake = above + 1 + permutation.permute(negative ? -place - 1 : place, count, size - above - 1);
        return negative ? -fake : fake;
    }

    /** A decimal number of the same sign and scale, and of as many digits. */
    public BigDecimal decimal(BigDecimal number) {
        BigInteger digits = number.unscaledValue();
        if (digits.bitLength() < Long.SIZE) {
            return BigDecimal.valueOf(number(digits.longValue()), number.scale());
        }
        String sign = digits.signum() < 0 ? "-" : "";
        String fake = digits.abs().toString();
        do {
            fake = text(fake);
        } while (fake.charAt(0) == '0' || new BigInteger(sign + fake).bitLength() < Long.SIZE);
        return new BigDecimal(new BigInteger(sign + fake), number.scale());
    }

    /** A UUID of the same version and variant. */
    public UUID uuid(UUID uuid) {
        int[] digits = new int[UUID_PLACES.length];
        for (int i = 0; i < digits.length; i++) {
            int place = UUID_PLACES[i];
            long bits = place < 16 ? uuid.getMostSignificantBits() : uuid.getLeastSignificantBits();
            digits[i] = (int) (bits >>> 60 - place % 16 * 4) & 15;
        }
        byte[] kinds = new byte[digits.length];
        Arrays.fill(kinds, HEXADECIMAL);
        int[] sizes = new int[digits.length];
        Arrays.fill(sizes, 16);
        permutation.permute(kinds, sizes, digits);
        long most = uuid.getMostSignificantBits() & 0xf000L;
        long least = uuid.getLeastSignificantBits() & 0xfL << 60;
        for (int i = 0; i < digits.length; i++) {
            int place = UUID_PLACES[i];
            long bits = (long) digits[i] << 60 - place % 16 * 4;
            most |= place < 16 ? bits : 0;
            least |= place < 16 ? 0 : bits;
        }
        return new UUID(most, least);
    }

    /** The largest number that a number of this size, other than 0, can become. */
    static long largestLike(long size, boolean negative) {
        return bound(boundOf(size, negative), negative);
    }

    private static int boundOf(long size, boolean negative) {
        int place = 0;
        while (size > bound(place, negative)) {
            place++;
        }
        return place;
    }

    /** Types have one more negative number, but digits do not. */
    private static long bound(int place, boolean negative) {
        long bound = BOUNDS[place];
        return negative && (bound & 1) == 1 && Long.bitCount(bound + 1) == 1 && bound < Long.MAX_VALUE
                ? bound + 1
                : bound;
    }

    /** The digits without those of the version and the variant. */
    private static int[] uuidPlaces() {
        int[] places = new int[30];
        for (int place = 0, i = 0; place < 32; place++) {
            if (place != 12 && place != 16) {
                places[i++] = place;
            }
        }
        return places;
    }
}
