package doppel.csv;

import doppel.ErrorCode;
import doppel.FixtureException;
import doppel.OrdinaryFile;
import doppel.UsageException;
import doppel.csv.record.TextFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The separators that a header has outside of quotes. Immutable.
 *
 * @param counts how often each occurs
 */
record Separators(Map<Character, Integer> counts) {

    private static final String ALL = ",;\t|";
    private static final int LONGEST_HEADER = 1 << 20;
    private static final List<String> NAMES = List.of("comma", "semicolon", "tab", "pipe");

    /** Looks at the first line of a file. */
    static Separators in(TextFile file) throws IOException {
        Map<Character, Integer> counts = new TreeMap<>();
        byte[] text;
        try (InputStream in = OrdinaryFile.open(file.text())) {
            in.skipNBytes(file.offset());
            text = in.readNBytes(LONGEST_HEADER);
        }
        boolean quoted = false;
        for (byte b : text) {
            if (!quoted && (b == '\r' || b == '\n')) {
                break;
            }
            quoted ^= b == '"';
            if (!quoted && ALL.indexOf(b) >= 0) {
                counts.merge((char) b, 1, Integer::sum);
            }
        }
        return new Separators(counts);
    }

    /** The only one that there is; a comma if there is none. */
    char only(Path file) {
        if (counts.size() > 1) {
            String found = counts.keySet().stream().map(Separators::name).collect(Collectors.joining(", "));
            throw new FixtureException(
                    ErrorCode.CSV_UNREADABLE,
                    "It is not clear what separates the fields of " + file + ": its header has more than one of "
                            + found + ".",
                    "Say which one it is with --separator.");
        }
        return counts.keySet().stream().findFirst().orElse(',');
    }

    /** What people call a separator. */
    static String name(char separator) {
        int known = ALL.indexOf(separator);
        return known >= 0 ? NAMES.get(known) : String.valueOf(separator);
    }

    /**
     * The separator that a user names: by its name, or itself.
     *
     * @throws UsageException if it cannot be one
     */
    static char of(String word) {
        int known = NAMES.indexOf(word);
        char separator = known >= 0 ? ALL.charAt(known) : word.length() == 1 ? word.charAt(0) : '"';
        boolean used = "\"\\.-:".indexOf(separator) >= 0 || Character.isLetterOrDigit(separator);
        if (used || separator > '~' || separator < ' ' && separator != '\t') {
            throw new UsageException(
                    ErrorCode.USAGE,
                    "Fields cannot be separated by '" + word + "'.",
                    "Choose comma, semicolon, tab, pipe, or another sign that no number has.");
        }
        return separator;
    }
}
