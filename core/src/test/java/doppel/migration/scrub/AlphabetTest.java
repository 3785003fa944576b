package doppel.migration.scrub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AlphabetTest {

    @Test
    void holdsLettersOfOneScriptOrDigitsAllOverUnicode() {
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            Alphabet alphabet = Alphabet.of(c);
            if (alphabet == null) {
                continue;
            }
            int place = Alphabet.place(c);
            int first = alphabet.character(0, c);
            assertThat(alphabet.character(place, c)).isEqualTo(c);
            assertThat(place).isLessThan(alphabet.size());
            assertThat(Character.isDefined(c)).isTrue();
            assertThat(Character.isLetter(c)).as(Character.getName(c)).isEqualTo(Character.isLetter(first));
            assertThat(Character.isDigit(c)).as(Character.getName(c)).isNotEqualTo(Character.isLetter(c));
            assertThat(Character.isUpperCase(c)).isEqualTo(Character.isUpperCase(first));
            assertThat(bytes(c)).as(Character.getName(c)).isEqualTo(bytes(first));
        }
    }

    @Test
    void hasBothCasesOfALetterAtOnePlace() {
        IntStream.range(0, Character.MAX_CODE_POINT)
                .filter(c -> Alphabet.of(c) != null && Character.isUpperCase(c))
                .forEach(c -> {
                    int lower = Character.toLowerCase(c);
                    assertThat(Alphabet.of(lower)).as(Character.getName(c)).isSameAs(Alphabet.of(c));
                    assertThat(Alphabet.place(lower)).as(Character.getName(c)).isEqualTo(Alphabet.place(c));
                    assertThat(Character.toUpperCase(lower)).isEqualTo(c);
                });
    }

    @Test
    void leavesOutWhatIsNeitherLetterNorDigit() {
        assertThat(" -_.@+\u0000\u00b7\u00d7\u00f7\u0301\u03a2\u03c2\ud800\udfff".codePoints())
                .allMatch(c -> Alphabet.of(c) == null);
        assertThat(IntStream.of(0x1F600, Character.MAX_CODE_POINT)).allMatch(c -> Alphabet.of(c) == null);
    }

    private static int bytes(int character) {
        return Character.toString(character).getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
    }
}
