package doppel.csv;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Gives each table of a folder a file name that every system takes, and that no other one is taken for where systems do
 * not tell upper from lower case. Not thread-safe.
 */
final class FileNames {

    private static final String SUFFIX = ".csv";
    private static final int LONGEST = 100;
    private static final Pattern RESERVED = Pattern.compile("(?i)(con|prn|aux|nul|com\\d|lpt\\d)([. ].*)?");

    private final Set<String> taken = new HashSet<>(Set.of(key(TableIndex.FILE)));

    /** The name of a table's file: the table's name if that can be. */
    String of(String table) {
        StringBuilder safe = new StringBuilder();
        Normalizer.normalize(table, Normalizer.Form.NFC)
                .codePoints()
                .limit(LONGEST)
                .forEach(c -> safe.appendCodePoint(isKept(c) ? c : '_'));
        String base = cut(safe.toString());
        if (base.isEmpty() || RESERVED.matcher(base).matches() || base.startsWith(".") || base.startsWith("-")) {
            base = "_" + base;
        }
        String name = base + SUFFIX;
        for (int i = 2; !taken.add(key(name)); i++) {
            name = base + "_" + i + SUFFIX;
        }
        return name;
    }

    private static boolean isKept(int c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.' || c == ' ';
    }

    /** File systems count bytes: a letter has four at most; blanks and dots at the end vanish on some. */
    private static String cut(String name) {
        String cut = name;
        while (cut.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            cut = cut.substring(0, cut.offsetByCodePoints(cut.length(), -1));
        }
        return cut.strip();
    }

    private static String key(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
    }

    /** Whether a name is that of a file in a folder, and not of one elsewhere. */
    static boolean isSafe(String name) {
        return name.endsWith(SUFFIX)
                && !name.startsWith(".")
                && name.chars().noneMatch(c -> c == '/' || c == '\\' || c == ':' || c == 0);
    }
}
