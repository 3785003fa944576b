package doppel.compare;

import doppel.StorageException;
import doppel.literal.JavaText;
import java.io.IOException;
import java.util.Locale;

/**
 * Writes a difference as one JSON document (RFC 8259) and a line feed, for machines. It is written while the fixtures
 * are read; therefore a file's counts come after its hunks. Not thread-safe.
 *
 * <pre>
 * {"equal":false,"files":[
 *   {"file":"TrackRows.java","kind":"table","inA":true,"inB":true,
 *    "hunks":[{"a":{"start":10,"count":3,"place":"TrackRows.java:15"},"b":{...},"lines":["
 * into.track(1);","+..."]}],
 *    "hunksLeftOut":0,"added":1,"removed":0,"changed":0}]}
 * </pre>
 *
 * <p>{@code kind} is {@code file}, {@code table} or {@code lobs}. A line begins with a space, {@code -} or {@code +},
 * as in a unified diff, or with a backslash in the note that no line feed follows; a long line is cut off, as
 * {@link Hunk.Line} says. The document has no line feeds but the last.
 */
public final class JsonText implements DiffListener {

    private final Appendable out;
    private final int mostHunks;
    private boolean anyFile;
    private long hunks;

    /**
     * @param out where to write
     * @param mostHunks how many hunks of each file to write; the counts are exact anyway
     */
    public JsonText(Appendable out, int mostHunks) {
        this.out = out;
        this.mostHunks = mostHunks;
    }

    @Override
    public void fileStarts(DiffFile file) {
        String kind = switch (file.kind()) {
            case FILE -> "file";
            case TABLE -> "table";
            case LARGE_VALUES -> "lobs";
        };
        write(anyFile ? "," : "{\"equal\":false,\"files\":[");
        write("{\"file\":");
        string(file.name());
        write(",\"kind\":\"" + kind + "\",\"inA\":" + file.inA() + ",\"inB\":" + file.inB() + ",\"hunks\":[");
        anyFile = true;
        hunks = 0;
    }

    @Override
    public void hunk(DiffFile file, Hunk hunk) {
        if (hunks++ >= mostHunks) {
            return;
        }
        write(hunks > 1 ? ",{\"a\":" : "{\"a\":");
        range(hunk.a());
        write(",\"b\":");
        range(hunk.b());
        write(",\"lines\":[");
        String separator = "";
        for (Hunk.Line line : hunk.lines()) {
            write(separator);
            string(line.change().sign() + line.text());
            separator = ",";
            if (!line.ended()) {
                write(separator);
                string("\\ No newline at end of file");
            }
        }
        write("]}");
    }

    @Override
    public void fileEnds(FileDifference difference) {
        write("],\"hunksLeftOut\":" + Math.max(0, hunks - mostHunks) + ",\"added\":" + difference.added()
                + ",\"removed\":" + difference.removed() + ",\"changed\":" + difference.changed() + "}");
    }

    @Override
    public void finished(DiffSummary summary) {
        write(anyFile ? "]}\n" : "{\"equal\":true,\"files\":[]}\n");
    }

    private void range(Hunk.Range range) {
        write("{\"start\":" + range.start() + ",\"count\":" + range.count() + ",\"place\":");
        string(range.place());
        write("}");
    }

    private void string(String text) {
        write(quoted(text));
    }

    /** A text as JSON. Characters that JSON requires to be escaped, and invisible ones, are escaped. */
    public static String quoted(String text) {
        StringBuilder json = new StringBuilder(text.length() + 16).append('"');
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            int chars = Character.charCount(point);
            if (point == '"' || point == '\\') {
                json.append('\\').append((char) point);
            } else if (JavaText.visible(point)) {
                json.appendCodePoint(point);
            } else {
                for (int j = i; j < i + chars; j++) {
                    json.append(String.format(Locale.ROOT, "\\u%04x", (int) text.charAt(j)));
                }
            }
            i += chars;
        }
        return json.append('"').toString();
    }

    private void write(CharSequence text) {
        try {
            out.append(text);
        } catch (IOException e) {
            throw StorageException.of("Writing the difference", e);
        }
    }
}
