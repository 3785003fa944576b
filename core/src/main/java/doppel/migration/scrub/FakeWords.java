package doppel.migration.scrub;

import java.lang.Character.UnicodeScript;
import java.util.Locale;

/** Words that can be pronounced but mean nothing, with the length, case and script of the old ones. Thread-safe. */
public final class FakeWords {

    private static final String VOWELS = "aeiou";
    private static final String CONSONANTS = "bdfgklmnprstvz";

    private final KeyedHash hash;

    public FakeWords(KeyedHash hash) {
        this.hash = hash;
    }

    /** Each word becomes the same word everywhere, in any case. */
    public String eachAlike(String text) {
        return replaced(text, null);
    }

    /** The new words depend on the whole text. */
    public String together(String text) {
        return replaced(text, hash.noise('T', text));
    }

    private String replaced(String text, Noise noise) {
        int[] characters = text.codePoints().toArray();
        for (int first = 0; first < characters.length; first++) {
            int last = first;
            while (last < characters.length && isOfWord(characters[last])) {
                last++;
            }
            if (last > first) {
                String word = new String(characters, first, last - first).toLowerCase(Locale.ROOT);
                replace(characters, first, last, noise == null ? hash.noise('W', word) : noise);
                first = last;
            }
        }
        return new String(characters, 0, characters.length);
    }

    private static boolean isOfWord(int character) {
        return Character.isLetterOrDigit(character) || Character.getType(character) == Character.NON_SPACING_MARK;
    }

    private static void replace(int[] characters, int first, int last, Noise noise) {
        boolean vowel = noise.below(3) == 0;
        for (int i = first; i < last; i++) {
            int character = characters[i];
            if (!Character.isLetterOrDigit(character)) {
                continue;
            }
            Alphabet alphabet = Alphabet.of(character);
            if (Character.isLetter(character) && UnicodeScript.of(character) == UnicodeScript.LATIN) {
                String letters = vowel ? VOWELS : CONSONANTS;
                characters[i] = inCaseOf(character, letters.charAt(noise.below(letters.length())));
                vowel = !vowel;
            } else if (alphabet != null) {
                characters[i] = alphabet.character(noise.below(alphabet.size()), character);
            } else {
                characters[i] = inCaseOf(character, 'x');
            }
        }
    }

    private static int inCaseOf(int character, char letter) {
        return Character.isUpperCase(character) || Character.isTitleCase(character)
                ? Character.toUpperCase(letter)
                : letter;
    }
}
