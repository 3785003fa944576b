package doppel.program;

import java.util.HashSet;
import java.util.Set;

/**
 * What may stand around the statements of a row file: a head with comments and the usual imports, one class, and in it
 * {@code load} and the methods that continue it, each called at the very end of the one before.
 */
public final class RowFileGrammar {

    private enum Place {
        HEAD,
        CLASS,
        BODY,
        CALLED,
        END
    }

    private final String classLine;
    private final Set<String> imports = new HashSet<>();
    private Place place = Place.HEAD;
    private int method;
    private boolean goesOn;

    public RowFileGrammar(String className) {
        classLine = RowFrame.classLine(className);
    }

    /** Whether statements may come. */
    public boolean inBody() {
        return place == Place.BODY;
    }

    /** Takes a line that is not a statement. */
    public boolean line(String line) {
        String text = trimmed(line);
        if (text.isEmpty()) {
            return true;
        }
        if (text.indexOf('\ufffd') >= 0) {
            return false; // possibly not UTF-8, which javac refuses
        }
        if (isComment(text)) {
            return true;
        }
        switch (place) {
            case HEAD:
                if (RowFrame.IMPORTS.contains(text)) {
                    imports.add(text);
                    return true;
                }
                return expect(text.equals(classLine) && imports.size() == RowFrame.IMPORTS.size(), Place.CLASS);
            case CLASS:
                if (text.equals("}")) {
                    return expect(method > 0 && !goesOn, Place.END);
                }
                boolean next = method == 0
                        ? text.equals(RowFrame.LOAD) || text.equals(RowFrame.OVERRIDE + RowFrame.LOAD)
                        : goesOn && text.equals(RowFrame.method(method + 1));
                method++;
                goesOn = false;
                return expect(next, Place.BODY);
            case BODY:
                if (text.equals("}")) {
                    return expect(true, Place.CLASS);
                }
                goesOn = true;
                return expect(text.equals(RowFrame.call(method + 1)), Place.CALLED);
            case CALLED:
                return expect(text.equals("}"), Place.CLASS);
            default:
                return false;
        }
    }

    /** Whether the class has ended. */
    public boolean complete() {
        return place == Place.END;
    }

    private boolean expect(boolean condition, Place next) {
        place = next;
        return condition;
    }

    /** The line without the surrounding characters that Java considers white space. */
    private static String trimmed(String line) {
        int from = 0;
        int to = line.length();
        while (from < to && isSpace(line.charAt(from))) {
            from++;
        }
        while (to > from && isSpace(line.charAt(to - 1))) {
            to--;
        }
        return line.substring(from, to);
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\r';
    }

    /** A comment on a line of its own. Java would look for escapes in it, so it must not hold a backslash. */
    private static boolean isComment(String text) {
        if (text.indexOf('\\') >= 0) {
            return false;
        }
        // carriage returns and the like end a line for Java
        boolean line = text.startsWith("//") && text.chars().noneMatch(c -> c == '\r');
        boolean block = text.startsWith("/*") && text.indexOf("*/", 2) == text.length() - 2;
        return line || block;
    }
}
