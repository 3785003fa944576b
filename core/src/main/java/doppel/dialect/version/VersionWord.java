package doppel.dialect.version;

import doppel.ErrorCode;
import doppel.UsageException;

/** What can be a version. It appears unchanged in comments, literals, statements and lines. */
public final class VersionWord {

    /** The rule as a sentence. */
    static final String RULE =
            "A version is one word of ASCII letters, digits and signs, without quotes, backslashes and asterisks.";

    /** The maximum length, which is that of the column in Doppel's own table. */
    static final int MOST_CHARACTERS = 200;

    private VersionWord() {}

    /** Whether the text can be a version. */
    public static boolean isOne(String text) {
        return !text.isBlank()
                && text.length() <= MOST_CHARACTERS
                && text.codePoints().allMatch(c -> c > ' ' && c < 0x7f && "\"\\*".indexOf(c) < 0);
    }

    /**
     * Returns a version that the user has typed.
     *
     * @param option the option that it was given to
     * @throws UsageException if it cannot be one
     */
    public static String require(String text, String option) {
        if (!isOne(text)) {
            throw new UsageException(ErrorCode.USAGE, RULE, "Give something like " + option + " 1.4.0.");
        }
        return text;
    }
}
