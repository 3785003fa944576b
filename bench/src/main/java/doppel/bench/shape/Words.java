package doppel.bench.shape;

import java.util.List;

/** Texts that look as if people had written them. */
final class Words {

    private static final List<String> WORDS = List.of(
            "station",
            "of",
            "the",
            "river",
            "harbour",
            "and",
            "quiet",
            "it's",
            "\"library\"",
            "a",
            "winter",
            "Grüße",
            "market",
            "over",
            "seven",
            "bridges",
            "café",
            "running",
            "letters",
            "without",
            "number",
            "tomorrow",
            "blue",
            "engine",
            "under",
            "lantern",
            "paper",
            "window",
            "naïve",
            "mountain",
            "old",
            "house",
            "日本",
            "tea",
            "signal");

    private Words() {}

    /** Words, at most so many characters; at least one. */
    static String title(Dice dice, int length) {
        StringBuilder text = new StringBuilder(length);
        String word = dice.pick(WORDS);
        while (text.length() == 0 || text.length() + word.length() < length && !dice.chance(200)) {
            text.append(text.length() == 0 ? "" : " ").append(word);
            word = dice.pick(WORDS);
        }
        return text.length() <= length ? text.toString() : text.substring(0, length);
    }

    /** Paragraphs of about so many characters. */
    static String paragraphs(Dice dice, int length) {
        StringBuilder text = new StringBuilder(length + 20);
        while (text.length() < length) {
            text.append(dice.pick(WORDS)).append(dice.chance(60) ? ".\n" : " ");
        }
        return text.toString();
    }
}
