package doppel;

import java.util.Locale;

/** Numbers of things in words, for messages. Stateless. */
public final class Counted {

    private Counted() {}

    /**
     * {@code 1 row}, {@code 15,607 rows}.
     *
     * @param noun in the singular; its plural ends in s
     */
    public static String of(long count, String noun) {
        return String.format(Locale.ROOT, "%,d %s%s", count, noun, count == 1 ? "" : "s");
    }
}
