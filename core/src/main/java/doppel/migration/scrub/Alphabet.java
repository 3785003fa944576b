package doppel.migration.scrub;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * The letters or digits that a character can become. The list is written here to be the same in every version of Java,
 * whose own tables grow with Unicode. The upper and lower case of a letter share one place. Letters without such a
 * counterpart, such as ß and the Turkish ı, are left out. Immutable.
 */
final class Alphabet {

    private static final int END = 0x2A6D7;
    private static final List<Alphabet> ALL = new ArrayList<>();
    private static final byte[] ALPHABETS = new byte[END];
    private static final char[] PLACES = new char[END];
    private static final BitSet UPPER = new BitSet();

    static {
        cased("a-z", "A-Z");
        caseless("0-9");
        cased("\u00e0-\u00f6\u00f8-\u00fe", "\u00c0-\u00d6\u00d8-\u00de"); // Latin-1
        alternating("\u0100\u012f\u0132\u0137\u014a\u0177", "\u0139\u0148\u0179\u017e"); // Latin Extended-A
        alternating("\u1e00\u1e95\u1ea0\u1ef9", ""); // Latin Extended Additional: Vietnamese
        cased("\u03b1-\u03c1\u03c3-\u03c9", "\u0391-\u03a1\u03a3-\u03a9"); // Greek
        cased("\u03ac-\u03af\u03cc-\u03ce", "\u0386\u0388-\u038a\u038c\u038e-\u038f"); // with tonos
        cased("\u0430-\u044f", "\u0410-\u042f"); // Cyrillic
        cased("\u0450-\u045f", "\u0400-\u040f");
        cased("\u0561-\u0586", "\u0531-\u0556"); // Armenian
        caseless("\u10d0-\u10f0"); // Georgian
        caseless("\u05d0-\u05ea"); // Hebrew
        caseless("\u0621-\u063a\u0641-\u064a\u0671-\u06d3"); // Arabic
        caseless("\u0905-\u0939"); // Devanagari
        caseless("\u0985-\u098c\u098f-\u0990\u0993-\u09a8\u09aa-\u09b0\u09b2\u09b6-\u09b9"); // Bengali
        caseless("\u0a05-\u0a0a\u0a0f-\u0a10\u0a13-\u0a28\u0a2a-\u0a30\u0a32\u0a35\u0a38-\u0a39"); // Gurmukhi
        caseless("\u0a85-\u0a8d\u0a8f-\u0a91\u0a93-\u0aa8\u0aaa-\u0ab0\u0ab2-\u0ab3\u0ab5-\u0ab9"); // Gujarati
        caseless("\u0b85-\u0b8a\u0b8e-\u0b90\u0b92-\u0b95\u0b99-\u0b9a\u0b9c\u0b9e-\u0b9f\u0ba3-\u0ba4\u0ba8-\u0baa"
                + "\u0bae-\u0bb9"); // Tamil
        caseless("\u0c05-\u0c0c\u0c0e-\u0c10\u0c12-\u0c28\u0c2a-\u0c33\u0c35-\u0c39"); // Telugu
        caseless("\u0c85-\u0c8c\u0c8e-\u0c90\u0c92-\u0ca8\u0caa-\u0cb3\u0cb5-\u0cb9"); // Kannada
        caseless("\u0d05-\u0d0c\u0d0e-\u0d10\u0d12-\u0d28\u0d2a-\u0d39"); // Malayalam
        caseless("\u0e01-\u0e2e"); // Thai
        caseless("\u1200-\u1206\u1208-\u1246"); // Ethiopic
        caseless("\u1780-\u17a2"); // Khmer
        caseless("\u3041-\u3093"); // Hiragana
        caseless("\u30a1-\u30f4"); // Katakana
        caseless("\uac00-\ud7a3"); // Hangul
        caseless("\u4e00-\u9fa5"); // Han
        caseless("\u3400-\u4db5");
        range(add(), false, 0x20000, 0x2A6D6, 1);
        cased("\uff41-\uff5a", "\uff21-\uff3a"); // full width
        caseless("\uff10-\uff19");
        caseless("\uff66-\uff9d"); // Katakana of half width
        caseless("\u0660-\u0669"); // digits: Arabic, Persian, Devanagari, Bengali
        caseless("\u06f0-\u06f9");
        caseless("\u0966-\u096f");
        caseless("\u09e6-\u09ef");
    }

    private final int number;
    private int[] letters = {};
    private int[] upper = {};

    private Alphabet(int number) {
        this.number = number;
    }

    /** The alphabet of a character, or null if it has none and has to stay as it is. */
    static Alphabet of(int character) {
        int number = character < END ? ALPHABETS[character] : 0;
        return number == 0 ? null : ALL.get(number - 1);
    }

    /** The place of a character in its alphabet. */
    static int place(int character) {
        return PLACES[character];
    }

    /** The character at a place, in the case of another of this alphabet. */
    int character(int place, int like) {
        return (UPPER.get(like) ? upper : letters)[place];
    }

    /** How many letters it has. */
    int size() {
        return letters.length;
    }

    /** Its number in hashes, from 1. */
    byte number() {
        return (byte) number;
    }

    private static void caseless(String ranges) {
        ranges(add(), false, ranges);
    }

    private static void cased(String lower, String upper) {
        Alphabet alphabet = add();
        ranges(alphabet, false, lower);
        ranges(alphabet, true, upper);
    }

    /** Pairs with the upper case first: the ranges that begin at even code points, and those that begin at odd ones. */
    private static void alternating(String even, String odd) {
        Alphabet alphabet = add();
        String bounds = even + odd;
        for (int i = 0; i < bounds.length(); i += 2) {
            range(alphabet, true, bounds.charAt(i), bounds.charAt(i + 1) - 1, 2);
            range(alphabet, false, bounds.charAt(i) + 1, bounds.charAt(i + 1), 2);
        }
    }

    private static Alphabet add() {
        ALL.add(new Alphabet(ALL.size() + 1));
        return ALL.get(ALL.size() - 1);
    }

    private static void ranges(Alphabet alphabet, boolean upper, String ranges) {
        for (int i = 0; i < ranges.length(); i++) {
            char first = ranges.charAt(i);
            boolean more = i + 2 < ranges.length() && ranges.charAt(i + 1) == '-';
            i += more ? 2 : 0;
            range(alphabet, upper, first, ranges.charAt(i), 1);
        }
    }

    private static void range(Alphabet alphabet, boolean upper, int first, int last, int step) {
        int[] before = upper ? alphabet.upper : alphabet.letters;
        int[] letters = Arrays.copyOf(before, before.length + (last - first) / step + 1);
        for (int place = before.length, c = first; place < letters.length; place++, c += step) {
            letters[place] = c;
            ALPHABETS[c] = alphabet.number();
            PLACES[c] = (char) place;
            UPPER.set(c, upper);
        }
        if (upper) {
            alphabet.upper = letters;
        } else {
            alphabet.letters = letters;
        }
    }
}
