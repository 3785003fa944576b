package doppel.shell.snippet;

/**
 * Something that does not compile, and where.
 *
 * @param message what is wrong, in one or more lines
 * @param start where it begins in the whole text, from 0
 * @param end where it ends
 * @param line from 1
 * @param column from 1
 * @param text the line itself
 */
public record Problem(String message, int start, int end, int line, int column, String text) {

    /** A problem between two positions of a text. */
    static Problem of(String message, String whole, int start, int end) {
        int from = Math.max(0, Math.min(start, whole.length()));
        int lineStart = whole.lastIndexOf('\n', from - 1) + 1;
        int lineEnd = whole.indexOf('\n', from);
        String text = whole.substring(lineStart, lineEnd < 0 ? whole.length() : lineEnd);
        int line = 1
                + (int) whole.substring(0, lineStart)
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
        return new Problem(
                message, from, Math.max(from, Math.min(end, whole.length())), line, from - lineStart + 1, text);
    }

    /** The line, and below it a caret for each character that is wrong. */
    public String shown() {
        int before = Math.min(column - 1, text.length());
        int marked = Math.max(1, Math.min(end - start, text.length() - before));
        StringBuilder blanks = new StringBuilder();
        text.substring(0, before).chars().forEach(c -> blanks.append(c == '\t' ? '\t' : ' '));
        return text + "\n" + blanks + "^".repeat(marked);
    }
}
