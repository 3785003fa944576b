package doppel.schema;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the name that the user probably meant by one that does not exist, for messages. */
public final class Nearest {

    private Nearest() {}

    /**
     * The nearest of these names, without regard to case.
     *
     * @return nothing if more than a third of the letters, and more than two of them, would have to change
     */
    public static Optional<String> of(String name, Stream<String> candidates) {
        return candidates
                .filter(candidate -> distance(candidate, name) <= Math.max(2, name.length() / 3))
                .min(Comparator.<String>comparingInt(candidate -> distance(candidate, name))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** The end of a sentence about something that does not exist: {@code ; did you mean country?}, or a full stop. */
    public static String endOfSentence(String name, Stream<String> candidates) {
        return of(name, candidates)
                .map(found -> "; did you mean " + found + "?")
                .orElse(".");
    }

    /** Levenshtein's distance. */
    private static int distance(String one, String other) {
        int[] previous = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] current = new int[other.length() + 1];
            current[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                boolean same = Character.toLowerCase(one.charAt(i - 1)) == Character.toLowerCase(other.charAt(j - 1));
                current[j] = Math.min(Math.min(current[j - 1], previous[j]) + 1, previous[j - 1] + (same ? 0 : 1));
            }
            previous = current;
        }
        return previous[other.length()];
    }
}
