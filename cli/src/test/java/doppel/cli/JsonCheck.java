package doppel.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells whether a text is JSON (RFC 8259), and nothing more. */
final class JsonCheck {

    private static final Pattern TOKEN = Pattern.compile("[ \\n\\r\\t]*(?:([{}\\[\\],:])"
            + "|(\"(?:[^\"\\\\\\x00-\\x1f]|\\\\(?:[\"\\\\/bfnrt]|u[0-9a-fA-F]{4}))*+\")"
            + "|(-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][-+]?[0-9]+)?|true|false|null)|$)[ \\n\\r\\t]*");

    private final Matcher matcher;
    private String token;

    private JsonCheck(String text) {
        matcher = TOKEN.matcher(text);
        next();
    }

    static boolean isOneDocument(String text) {
        try {
            JsonCheck check = new JsonCheck(text);
            check.value();
            return check.token.isEmpty() && check.matcher.hitEnd();
        } catch (IllegalStateException e) {
            return false;
        }
    }

    private void next() {
        int from = token == null ? 0 : matcher.end();
        if (!matcher.region(from, matcher.regionEnd()).lookingAt()) {
            throw new IllegalStateException("no JSON from character " + from);
        }
        token = matcher.group().strip();
    }

    private void value() {
        if (token.equals("{") || token.equals("[")) {
            boolean object = token.equals("{");
            String end = object ? "}" : "]";
            next();
            for (boolean first = true; !token.equals(end); first = false) {
                if (!first) {
                    expect(",");
                }
                if (object) {
                    if (!token.startsWith("\"")) {
                        throw new IllegalStateException("a name should stand where " + token + " is");
                    }
                    next();
                    expect(":");
                }
                value();
            }
        } else if (token.isEmpty() || "}],:".contains(token)) {
            throw new IllegalStateException("a value should stand where " + token + " is");
        }
        next();
    }

    private void expect(String sign) {
        if (!token.equals(sign)) {
            throw new IllegalStateException(sign + " should stand where " + token + " is");
        }
        next();
    }
}
