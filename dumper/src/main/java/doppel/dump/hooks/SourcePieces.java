package doppel.dump.hooks;

import com.github.javaparser.JavaParser;
import com.github.javaparser.JavaToken;
import com.github.javaparser.ParseResult;
import com.github.javaparser.ParserConfiguration;
import com.github.javaparser.ParserConfiguration.LanguageLevel;
import com.github.javaparser.Position;
import com.github.javaparser.Problem;
import com.github.javaparser.Range;
import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.TypeDeclaration;
import doppel.ErrorCode;
import doppel.FixtureException;
import doppel.program.SourceFile;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Cuts the files of a program into pieces. Every character but a stray semicolon belongs to one piece. A
 * comment belongs to the piece that it precedes, or whose last line it ends. Used once, by one thread.
 */
final class SourcePieces {

    private static final long STACK = 512L << 20; // a chain of calls nests once for each call

    private final String file;
    private final List<JavaToken> tokens = new ArrayList<>();
    private final IdentityHashMap<JavaToken, Integer> places = new IdentityHashMap<>();
    private final List<Integer> offsets = new ArrayList<>();
    private final List<SourcePiece> pieces = new ArrayList<>();
    private int at;

    private SourcePieces(String file, CompilationUnit unit) {
        this.file = file;
        int offset = 0;
        Optional<JavaToken> token =
                Optional.of(unit.getTokenRange().orElseThrow().getBegin().findFirstToken());
        for (; token.isPresent(); token = token.get().getNextToken()) {
            places.put(token.get(), tokens.size());
            tokens.add(token.get());
            offsets.add(offset);
            offset += token.get().getText().length();
        }
        offsets.add(offset);
    }

    /**
     * The pieces of a program, in its order.
     *
     * @throws FixtureException if a file does not parse, or has no class of its name
     */
    static List<SourcePiece> of(List<SourceFile> program) {
        return program.stream().flatMap(file -> of(file).stream()).toList();
    }

    private static List<SourcePiece> of(SourceFile source) {
        CompilationUnit unit = parse(source);
        SourcePieces cut = new SourcePieces(source.name(), unit);
        if (unit.getTypes().stream().noneMatch(cut::isProgram)) {
            throw unreadable(source, 1, 1, "There is no class of its name in it.", null);
        }
        unit.getPackageDeclaration().ifPresent(node -> cut.add(SourcePiece.Kind.PACKAGE, node));
        unit.getImports().forEach(node -> cut.add(SourcePiece.Kind.IMPORT, node));
        for (TypeDeclaration<?> type : unit.getTypes()) {
            if (cut.isProgram(type)) {
                cut.addProgram(type);
            } else {
                cut.add(SourcePiece.Kind.TYPE, type);
            }
        }
        cut.add(SourcePiece.Kind.END, null, cut.tokens.size(), cut.tokens.size());
        return cut.pieces;
    }

    private boolean isProgram(TypeDeclaration<?> type) {
        return file.equals(type.getNameAsString() + ".java");
    }

    private void addProgram(TypeDeclaration<?> type) {
        int bracket = type.getMembers().isEmpty()
                ? end(type) - 1
                : begin(type.getMembers().get(0));
        do {
            bracket--;
        } while (!tokens.get(bracket).getText().equals("{"));
        add(SourcePiece.Kind.HEADER, type, begin(type), bracket + 1);
        type.getMembers().forEach(member -> add(SourcePiece.Kind.MEMBER, member));
        add(SourcePiece.Kind.CLOSING_BRACKET, null, end(type) - 1, end(type));
    }

    private int begin(Node node) {
        return places.get(node.getTokenRange().orElseThrow().getBegin());
    }

    private int end(Node node) {
        return places.get(node.getTokenRange().orElseThrow().getEnd()) + 1;
    }

    private void add(SourcePiece.Kind kind, Node node) {
        add(kind, node, begin(node), end(node));
    }

    private void add(SourcePiece.Kind kind, Node node, int begin, int end) {
        int start = begin;
        while (start > at && isTrivial(start - 1)) {
            start--;
        }
        at = endOfLine(end);
        pieces.add(new SourcePiece(
                file,
                kind,
                node,
                text(start, begin),
                text(begin, at),
                words(start, begin),
                words(begin, at),
                offsets.get(start),
                begin == tokens.size()
                        ? 0
                        : tokens.get(begin)
                                .getRange()
                                .map(range -> range.begin.line)
                                .orElse(0)));
    }

    /** The end of the comments that follow on the same line with nothing else after them. */
    private int endOfLine(int from) {
        int commented = from;
        for (int i = from; i < tokens.size() && isTrivial(i); i++) {
            if (tokens.get(i).getCategory().isEndOfLine()) {
                return commented;
            }
            if (tokens.get(i).getCategory().isComment()) {
                commented = i + 1;
            }
        }
        return from;
    }

    private boolean isTrivial(int token) {
        return tokens.get(token).getCategory().isWhitespaceOrComment();
    }

    private String text(int from, int to) {
        StringBuilder text = new StringBuilder();
        tokens.subList(from, to).forEach(token -> text.append(token.getText()));
        return text.toString();
    }

    /** The text without white space; of comments, the words. */
    private List<String> words(int from, int to) {
        List<String> words = new ArrayList<>();
        for (JavaToken token : tokens.subList(from, to)) {
            if (token.getCategory().isComment()) {
                words.add(token.getText().replaceAll("[\\s*]+", " ").strip());
            } else if (!token.getCategory().isWhitespace()) {
                words.add(token.getText());
            }
        }
        return words;
    }

    private static CompilationUnit parse(SourceFile source) {
        JavaParser parser = new JavaParser(new ParserConfiguration()
                .setLanguageLevel(LanguageLevel.JAVA_21)
                .setAttributeComments(false));
        AtomicReference<ParseResult<CompilationUnit>> result = new AtomicReference<>();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread thread = new Thread(null, () -> result.set(parser.parse(source.text())), "parser", STACK);
        thread.setUncaughtExceptionHandler((ended, thrown) -> failure.set(thrown));
        thread.start();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (failure.get() != null) {
            throw unreadable(source, 1, 1, "It is nested too deeply.", failure.get());
        }
        if (!result.get().isSuccessful()) {
            Problem problem = result.get().getProblem(0);
            Position place = problem.getLocation()
                    .flatMap(range -> range.getBegin().getRange())
                    .map((Range range) -> range.begin)
                    .orElse(new Position(1, 1));
            throw unreadable(source, place.line, place.column, firstLine(problem.getMessage()), null);
        }
        return result.get().getResult().orElseThrow();
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("");
    }

    private static FixtureException unreadable(SourceFile source, int line, int column, String why, Throwable cause) {
        List<String> lines = source.text().lines().toList();
        String text = line >= 1 && line <= lines.size() ? lines.get(line - 1) : "";
        return new FixtureException(
                ErrorCode.DOES_NOT_COMPILE,
                "The earlier fixture's " + source.name() + " cannot be read. " + why,
                "Correct it, or dump without --hooks-from.",
                new FixtureException.Location(source.name(), Math.max(1, line), Math.max(1, column), text),
                cause);
    }
}
