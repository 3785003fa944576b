package doppel.migration.scrub;

import java.util.Random;

/** Texts by chance. */
final class RandomText {

    private RandomText() {}

    /** Any characters, and more of those that make trouble: NUL, lone surrogates, marks, letters of one place only. */
    static String of(Random random) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(12); length > 0; length--) {
            switch (random.nextInt(6)) {
                case 0 -> text.appendCodePoint(random.nextInt(Character.MAX_CODE_POINT + 1));
                case 1 -> text.appendCodePoint(random.nextInt(0x2000));
                case 2 -> text.append((char) (0xd700 + random.nextInt(0xa00)));
                case 3 -> text.append("\u0000\u0301ßẞ\u0130\u0131ǅ\u2028@.\u03c2".charAt(random.nextInt(11)));
                default -> text.append((char) (' ' + random.nextInt(95)));
            }
        }
        return text.toString();
    }

    /** Characters of ASCII that can be seen. */
    static String ascii(Random random) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(30); length > 0; length--) {
            text.append((char) (' ' + random.nextInt(95)));
        }
        return text.toString();
    }
}
