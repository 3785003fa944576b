package doppel.migration.scrub;

/**
 * E-mail addresses become others of the same format, below {@code example.com}, where nobody has an address (RFC 2606).
 * The part before that keeps addresses distinct. Thread-safe.
 */
public final class FakeEmail {

    private static final String RESERVED = "example.com";

    private final FakeFormat format;

    public FakeEmail(FakeFormat format) {
        this.format = format;
    }

    /**
     * Every domain in a text, that is, everything after an @, gets the reserved ending; without an @, only letters and
     * digits are replaced.
     */
    public String text(String text) {
        String fake = format.text(text);
        StringBuilder result = new StringBuilder(fake.length() + RESERVED.length() + 1);
        int done = 0;
        for (int at = fake.indexOf('@'); at >= 0; at = fake.indexOf('@', done)) {
            int end = endOfDomain(fake, at + 1);
            result.append(fake, done, end).append(end == at + 1 ? "" : ".").append(RESERVED);
            done = end;
        }
        return result.append(fake, done, fake.length()).toString();
    }

    private static int endOfDomain(String text, int start) {
        int end = start;
        while (end < text.length() && isOfDomain(text.charAt(end))) {
            end++;
        }
        while (end > start && ".-_".indexOf(text.charAt(end - 1)) >= 0) {
            end--; // possibly the end of a sentence
        }
        return end;
    }

    /** Everything up to the end of a domain in a list of addresses, in brackets or in prose. */
    private static boolean isOfDomain(char character) {
        return character >= 0x80
                ? !Character.isWhitespace(character)
                : Character.isLetterOrDigit(character) || ".-_".indexOf(character) >= 0;
    }
}
