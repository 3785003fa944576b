package doppel.cli.terminal;

import doppel.dialect.server.PasswordMask;
import java.io.IOException;
import java.io.Writer;

/**
 * Makes all characters visible that a terminal would obey or hide, since names of tables, files and columns can hold
 * anything, and hides passwords. Not thread-safe.
 */
public final class VisibleWriter extends Writer {

    private final Writer out;
    private final PasswordMask mask;
    private char pending; // the first half of a surrogate pair whose second half comes with the next write

    public VisibleWriter(Writer out, PasswordMask mask) {
        this.out = out;
        this.mask = mask;
    }

    @Override
    public void write(char[] characters, int offset, int length) throws IOException {
        StringBuilder text = new StringBuilder();
        if (pending != 0) {
            text.append(pending);
            pending = 0;
        }
        text.append(characters, offset, length);
        int last = text.length() - 1;
        if (last >= 0 && Character.isHighSurrogate(text.charAt(last))) {
            pending = text.charAt(last);
            text.setLength(last);
        }
        out.write(Text.visible(mask.masked(text.toString())));
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
