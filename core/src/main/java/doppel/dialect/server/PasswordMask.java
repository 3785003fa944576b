package doppel.dialect.server;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hides passwords in what is said about the words of a command: an address may stand where none is expected, or be
 * spelt so that no engine knows it. What looks like {@code user:password@} or {@code password=…} is hidden in any text;
 * words of the command line are known as a whole, so that blanks in a password do not matter. Immutable.
 */
public final class PasswordMask {

    private static final String HIDDEN = "***";
    private static final Pattern BEFORE_AT = Pattern.compile("[^\\s]+@");
    private static final Pattern OPTION =
            Pattern.compile("(?i)(-{0,2}[\\w-]*(?:password|passwd|pwd|passphrase|secret)[\\w-]*)(=)([^\\s&;'\"]+)");
    private static final Pattern NAMED = Pattern.compile("(?i)-{1,2}[\\w-]*(?:password|passwd|pwd|passphrase|secret)");
    private static final Pattern SHORT = Pattern.compile("(?s)-p(.+)"); // of the clients of servers

    private final Map<String, String> words = new HashMap<>();
    private final List<String> longestFirst;

    /** Hides the passwords in these words of a command line. */
    public PasswordMask(List<String> arguments) {
        boolean named = false;
        for (String word : arguments) {
            hide(word, named);
            hide(word.replaceAll("/+", "/").replaceFirst("(?<=.)/$", ""), named); // as a path is shown
            named = NAMED.matcher(word).matches();
        }
        longestFirst = new ArrayList<>(words.keySet());
        longestFirst.sort((one, other) -> other.length() - one.length());
    }

    private void hide(String word, boolean bare) {
        String masked = bare ? HIDDEN : SHORT.matcher(word).matches() ? "-p" + HIDDEN : whole(word);
        if (!masked.equals(word) && !word.isEmpty()) {
            words.put(quoted(word, bare), quoted(masked, bare));
        }
    }

    /** A word that is nothing but a password is only hidden where it is quoted: it may be part of any other word. */
    private static String quoted(String word, boolean bare) {
        return bare ? "'" + word + "'" : word;
    }

    private static String whole(String word) {
        int equals = word.indexOf('=');
        if (equals > 0 && NAMED.matcher(word.substring(0, equals)).matches()) {
            return word.substring(0, equals + 1) + HIDDEN;
        }
        int at = word.lastIndexOf('@');
        return at < 0 ? text(word) : beforeAt(word.substring(0, at)) + text(word.substring(at));
    }

    /** The text without passwords. */
    public String masked(String text) {
        String masked = text;
        for (String word : longestFirst) {
            masked = masked.replace(word, words.get(word));
        }
        return text(masked);
    }

    private static String text(String text) {
        String masked = text;
        if (masked.indexOf('@') >= 0) {
            masked = BEFORE_AT.matcher(masked).replaceAll(found -> {
                String address = found.group();
                return Matcher.quoteReplacement(beforeAt(address.substring(0, address.length() - 1)) + "@");
            });
        }
        return masked.indexOf('=') < 0 ? masked : OPTION.matcher(masked).replaceAll("$1$2" + HIDDEN);
    }

    /** What is before the last {@code @} of an address, without what follows the first colon of its user. */
    private static String beforeAt(String text) {
        int slashes = text.indexOf("//");
        int colon = slashes < 0 ? -1 : text.indexOf(':', slashes);
        if (colon < 0) {
            colon = text.indexOf(':');
        }
        return colon < 0 || colon + 1 == slashes ? text : text.substring(0, colon + 1) + HIDDEN;
    }
}
