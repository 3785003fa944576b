package doppel.compare;

import doppel.StorageException;
import doppel.literal.JavaText;
import java.io.IOException;
import java.util.Locale;

/**
 * Writes a difference as a unified diff, for people. Lines of tables are numbered over all their files, and the head of
 * a hunk also names the file and line where it begins. Characters that a terminal would obey or hide are made visible,
 * as {@code <U+001B>}; tabs stay. Not thread-safe.
 *
 * <pre>
 * --- a/TrackRows.java
 * +++ b/TrackRows.java
 * @@ -4709,7 +4709,7 @@ TrackRows_2.java:14
 *      into.track(4711, "Puppets", 8);
 * -    into.track(4712, "Battery", 8);
 * +    into.track(4712, "Battery", 9);
 * </pre>
 */
public final class UnifiedText implements DiffListener {

    private static final String BOLD = "\033[1m";
    private static final String RED = "\033[31m";
    private static final String GREEN = "\033[32m";
    private static final String CYAN = "\033[36m";
    private static final String RESET = "\033[0m";

    private final Appendable out;
    private final boolean colour;

    /**
     * @param out where to write
     * @param colour whether to write the escape sequences of a terminal that shows colours
     */
    public UnifiedText(Appendable out, boolean colour) {
        this.out = out;
        this.colour = colour;
    }

    @Override
    public void fileStarts(DiffFile file) {
        line(BOLD, "--- " + (file.inA() ? "a/" + file.name() : "/dev/null"));
        line(BOLD, "+++ " + (file.inB() ? "b/" + file.name() : "/dev/null"));
    }

    @Override
    public void hunk(DiffFile file, Hunk hunk) {
        String place = file.kind() == DiffFile.Kind.TABLE ? " " + place(hunk) : "";
        line(CYAN, "@@ -" + numbers(hunk.a()) + " +" + numbers(hunk.b()) + " @@" + place);
        for (Hunk.Line line : hunk.lines()) {
            String start = switch (line.change()) {
                case SAME -> "";
                case REMOVED -> RED;
                case ADDED -> GREEN;
            };
            line(start, line.change().sign() + line.text());
            if (!line.ended()) {
                line("", "\\ No newline at end of file");
            }
        }
    }

    private static String numbers(Hunk.Range range) {
        return range.count() == 1 ? Long.toString(range.start()) : range.start() + "," + range.count();
    }

    private static String place(Hunk hunk) {
        String ofA = hunk.a().place();
        String ofB = hunk.b().place();
        if (ofA.equals(ofB) || ofB.isEmpty()) {
            return ofA;
        }
        return ofA.isEmpty() ? ofB : "a/" + ofA + " b/" + ofB;
    }

    private void line(String start, String text) {
        boolean coloured = colour && !start.isEmpty();
        StringBuilder shown = new StringBuilder(text.length() + 16).append(coloured ? start : "");
        text.codePoints().forEach(point -> {
            if (point == '\t' || JavaText.visible(point)) {
                shown.appendCodePoint(point);
            } else {
                shown.append(String.format(Locale.ROOT, "<U+%04X>", point));
            }
        });
        try {
            out.append(shown.append(coloured ? RESET : "").append('\n'));
        } catch (IOException e) {
            throw StorageException.of("Writing the difference", e);
        }
    }
}
