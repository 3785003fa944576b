package doppel.shell.screen;

import doppel.shell.snippet.JavaSession;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.EOFError;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/** What the line editor has to know of Java: whether a text is complete, and what may stand at the cursor. */
final class Java implements Parser, Completer {

    private final Supplier<JavaSession> session;
    private final List<String> commands;

    /** @param commands the words that begin with a slash */
    Java(Supplier<JavaSession> session, List<String> commands) {
        this.session = session;
        this.commands = commands;
    }

    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
        if (context == ParseContext.ACCEPT_LINE
                && !line.startsWith("/")
                && !session.get().isComplete(line)) {
            throw new EOFError(-1, -1, "the snippet goes on");
        }
        int start = cursor;
        while (start > 0 && Character.isJavaIdentifierPart(line.charAt(start - 1))) {
            start--;
        }
        return new Word(line, cursor, line.startsWith("/") ? 0 : start);
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        if (line.line().startsWith("/")) {
            commands.forEach(command -> candidates.add(new Candidate(command)));
            return;
        }
        List<String> names = new ArrayList<>(
                session.get().complete(line.line(), line.cursor()).names());
        int order = 0;
        for (String name : names) {
            boolean open = name.endsWith("(") || name.endsWith(")") || name.endsWith(".");
            candidates.add(new Candidate(name, name, null, null, null, null, !open, order++));
        }
    }

    /** The word at the cursor, which a completion replaces. */
    private record Word(String line, int cursor, int start) implements CompletingParsedLine {

        @Override
        public String word() {
            int end = cursor;
            while (end < line.length() && Character.isJavaIdentifierPart(line.charAt(end))) {
                end++;
            }
            return line.substring(start, end);
        }

        @Override
        public int wordCursor() {
            return cursor - start;
        }

        @Override
        public int wordIndex() {
            return 0;
        }

        @Override
        public List<String> words() {
            return List.of(word());
        }

        @Override
        public CharSequence escape(CharSequence candidate, boolean complete) {
            return candidate;
        }

        @Override
        public int rawWordCursor() {
            return wordCursor();
        }

        @Override
        public int rawWordLength() {
            return word().length();
        }
    }
}
