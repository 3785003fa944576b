package doppel.migration.scrub;

/**
 * E-mail addresses become others of the same format, below {@code example.com}: nobody has one there, by RFC 2606. What comes before
 * that still tells addresses apart, so that no two become the same. Thread-safe.
 */
public final class FakeEmail {

    private static final String RESERVED = "example.com";

    private final FakeFormat format;

    public FakeEmail(FakeFormat format) {
        this.format = format;
    }

    /** Every domain in a text, whatever follows an @, ends in the reserved one; without an @, only letters and digits become others. */
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
            end--; // the end of a sentence perhaps
        }
        return end;
    }

    /** Whatever ends no domain in a list of addresses, in brackets or in prose. */
    private static boolean isOfDomain(char character) {
        return character >= 0x80
                ? !Character.isWhitespace(character)
                : Character.isLetterOrDigit(character) || ".-_".indexOf(character) >= 0;
    }
}
