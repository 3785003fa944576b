package doppel.shell.screen;

import java.io.IOException;
import java.util.List;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.NonBlockingReader;

/** Shows long output page by page, and wide lines cut off at the edge: a row takes one line. */
final class Pages {

    private static final int LEAST_HEIGHT = 4;
    private static final String MORE = "-- more: space, enter, or q to end --";
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final Terminal terminal;

    Pages(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Shows lines; those after the first page follow key by key. */
    void show(List<String> lines) {
        int height = terminal.getSize().getRows();
        int width = terminal.getSize().getColumns();
        int free = height < LEAST_HEIGHT ? Integer.MAX_VALUE : height - 1;
        for (String line : lines) {
            if (free == 0) {
                free = next(height);
                if (free == 0) {
                    break;
                }
            }
            terminal.writer().println(cut(line, width));
            free--;
        }
        terminal.writer().flush();
    }

    private static String cut(String line, int width) {
        AttributedString text = new AttributedString(line);
        return width < 2 || text.columnLength() <= width ? line : text.columnSubSequence(0, width - 1) + "…";
    }

    /** How many lines may follow; 0 to end. */
    private int next(int height) {
        terminal.writer().print(MORE);
        terminal.writer().flush();
        Attributes before = terminal.enterRawMode();
        try {
            NonBlockingReader keys = terminal.reader();
            while (true) {
                switch (keys.read()) {
                    case ' ', 'f' -> {
                        return height - 1;
                    }
                    case '\r', '\n', 'j' -> {
                        return 1;
                    }
                    case 'q', 'Q', 'c' - '`', 'd' - '`', -1 -> {
                        return 0;
                    }
                    default -> {}
                }
            }
        } catch (IOException e) {
            return 0;
        } finally {
            terminal.setAttributes(before);
            terminal.writer().print(CLEAR_LINE);
        }
    }
}
