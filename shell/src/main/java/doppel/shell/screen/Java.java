package doppel.shell.screen;

import doppel.schema.Table;
import doppel.shell.Words;
import doppel.shell.Workplace;
import doppel.shell.snippet.JavaSession;
import doppel.shell.snippet.Variable;
import doppel.shell.work.TableRows;
import java.util.List;
import java.util.Optional;
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
    private final NamesInTexts names;
    private final WordTexts texts = new WordTexts();

    /** @param commands the words that begin with a slash */
    Java(Supplier<JavaSession> session, Workplace place, List<String> commands) {
        this.session = session;
        this.commands = commands;
        names = new NamesInTexts(place, this::tableOf);
    }

    private Optional<Table> tableOf(String variable) {
        return session.get().variables().stream()
                .filter(found -> found.name().equals(variable))
                .map(Variable::value)
                .filter(TableRows.class::isInstance)
                .map(rows -> ((TableRows) rows).table())
                .findFirst();
    }

    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
        if (context == ParseContext.ACCEPT_LINE
                && !line.startsWith("/")
                && !session.get().isComplete(line)) {
            throw new EOFError(-1, -1, "the snippet goes on");
        }
        Optional<LiteralAt> literal = LiteralAt.of(line, cursor);
        int start = literal.isPresent() ? NamesInTexts.start(line, cursor, literal.get()) : wordStart(line, cursor);
        return new Word(line, cursor, line.startsWith("/") ? 0 : start);
    }

    private static int wordStart(String line, int cursor) {
        int start = cursor;
        while (start > 0 && Character.isJavaIdentifierPart(line.charAt(start - 1))) {
            start--;
        }
        return start;
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        if (line.line().startsWith("/")) {
            commands.forEach(command -> candidates.add(new Candidate(command)));
            return;
        }
        Optional<LiteralAt> literal = LiteralAt.of(line.line(), line.cursor());
        if (literal.isPresent()) {
            names.at(line.line(), line.cursor(), literal.get())
                    .forEach(name -> candidates.add(new Candidate(name, name, null, null, null, null, false)));
            return;
        }
        List<String> found = session.get().complete(line.line(), line.cursor()).names();
        String type = found.isEmpty() ? "" : owner(line.line(), wordStart(line.line(), line.cursor()));
        int order = 0;
        for (String name : found) {
            boolean open = name.endsWith("(") || name.endsWith(")") || name.endsWith(".");
            String text = texts.of(type, name.replaceFirst("\\(.*", ""));
            candidates.add(new Candidate(name, name, null, text, null, null, !open, order++));
        }
    }

    /** The type that has what stands after a point; that of the words if there is no point. */
    private String owner(String line, int wordStart) {
        if (wordStart == 0 || line.charAt(wordStart - 1) != '.') {
            return Words.class.getSimpleName();
        }
        String type = session.get().typeOf(line.substring(0, wordStart - 1));
        return type.substring(type.lastIndexOf('.') + 1);
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
