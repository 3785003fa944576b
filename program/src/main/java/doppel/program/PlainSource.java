package doppel.program;

import com.github.javaparser.GeneratedJavaParserConstants;
import com.github.javaparser.GeneratedJavaParserTokenManager;
import com.github.javaparser.SimpleCharStream;
import com.github.javaparser.StringProvider;
import com.github.javaparser.Token;
import com.github.javaparser.TokenMgrException;
import doppel.ErrorCode;
import doppel.FixtureException;
import doppel.literal.JavaType;
import doppel.literal.LiteralReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.lang.model.SourceVersion;

/**
 * The tokens of a source file that has to match exactly what is expected, token by token; comments and white space do
 * not count. JavaParser's scanner finds the tokens. Its parser is not needed for such a small language, and the cost of
 * a source, however deeply nested, is proportional to its length. Not thread-safe.
 */
public final class PlainSource {

    static final String NEXT_STEP = "Dump it again. Or, if you trust the person who wrote it, restore it without"
            + " --data-only: then its code is compiled and run.";

    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern INTEGER = Pattern.compile("(0|[1-9][0-9]{0,18})(L?)");
    private static final Pattern LEXICAL_ERROR = Pattern.compile("at line (\\d+), column (\\d+)");
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}]");

    private static final Map<String, List<String>> EXPECTED = new ConcurrentHashMap<>();

    private final String file;
    private final String text;
    private List<Token> tokens;
    private int at;

    /** A place in the file, from line 1 and column 1 on. */
    record Place(int line, int column) {

        static Place of(Token token) {
            return new Place(token.beginLine, token.beginColumn);
        }
    }

    PlainSource(String file, String text) {
        this.file = file;
        this.text = text;
        this.tokens = scan(text);
    }

    private List<Token> scan(String source) {
        GeneratedJavaParserTokenManager scanner =
                new GeneratedJavaParserTokenManager(new SimpleCharStream(new StringProvider(source)));
        scanner.setStoreTokens(false);
        List<Token> scanned = new ArrayList<>();
        try {
            do {
                Token token = scanner.getNextToken();
                for (Token skipped = token.specialToken; skipped != null; skipped = skipped.specialToken) {
                    if (skipped.image.contains("\\u")) { // javac may see the end of the comment in it
                        throw refuse(skipped, "There is a Unicode escape in a comment.");
                    }
                }
                token.specialToken = null;
                scanned.add(token);
            } while (scanned.get(scanned.size() - 1).kind != GeneratedJavaParserConstants.EOF);
        } catch (TokenMgrException e) {
            Matcher place = LEXICAL_ERROR.matcher(e.getMessage());
            boolean found = place.find();
            Token token = new Token();
            token.beginLine = found ? Integer.parseInt(place.group(1)) : 1;
            token.beginColumn = found ? Integer.parseInt(place.group(2)) : 1;
            throw refuse(token, "This is not Java.");
        }
        return scanned;
    }

    /** The token that comes next. */
    Token peek() {
        return tokens.get(at);
    }

    /** Its place. */
    Place place() {
        return Place.of(peek());
    }

    /** Whether the token that comes next, or one after it, is this. */
    boolean sees(int ahead, String image) {
        return at + ahead < tokens.size() && tokens.get(at + ahead).image.equals(image);
    }

    private Token next() {
        return at == tokens.size() - 1 ? tokens.get(at) : tokens.get(at++);
    }

    /** Takes the token if it comes next. */
    boolean skip(String image) {
        if (!sees(0, image)) {
            return false;
        }
        next();
        return true;
    }

    /** Takes the name of a class, package and all. */
    String qualifiedName() {
        StringBuilder name = new StringBuilder(identifier());
        while (skip(".")) {
            name.append('.').append(identifier());
        }
        return name.toString();
    }

    /**
     * Takes exactly these tokens, or refuses the first one that differs.
     *
     * @param source some of the few texts that the dumper always writes, without names of the fixture
     */
    void expect(String source) {
        EXPECTED.computeIfAbsent(source, PlainSource::images).forEach(this::expectToken);
    }

    /** Takes exactly this token. */
    void expectToken(String image) {
        Token token = next();
        if (!token.image.equals(image)) {
            throw refuse(token, "Found " + shown(token) + " instead of `" + image + "`.");
        }
    }

    private static List<String> images(String source) {
        List<Token> tokens = new PlainSource("", source).tokens;
        return tokens.subList(0, tokens.size() - 1).stream()
                .map(token -> token.image)
                .toList();
    }

    /** Takes the end of the file; nothing can be taken after it. */
    void expectEnd() {
        if (peek().kind != GeneratedJavaParserConstants.EOF) {
            throw refuse(peek(), "Found " + shown(peek()) + " after the end of the class.");
        }
        tokens = List.of(); // there may be many files
    }

    /** Takes a name. */
    String identifier() {
        Token token = next();
        // words such as opens are keywords only in a few places of Java
        if (!IDENTIFIER.matcher(token.image).matches() || !SourceVersion.isName(token.image)) {
            throw refuse(token, "Found " + shown(token) + " instead of a name.");
        }
        return token.image;
    }

    /** Takes the type of a parameter. */
    JavaType type() {
        Token token = next();
        String source = token.image;
        if (source.equals("byte")) {
            expect("[]");
            source = "byte[]";
        }
        return JavaType.ofSource(source)
                .orElseThrow(() -> refuse(token, shown(token) + " is not a type of row values."));
    }

    /** Takes a string literal. */
    String string() {
        Token token = next();
        if (token.kind == GeneratedJavaParserConstants.STRING_LITERAL) {
            Optional<String> text = text(token.image);
            if (text.isPresent()) {
                return text.get();
            }
        }
        throw refuse(token, "Found " + shown(token) + " instead of a string literal.");
    }

    /** The text of a string literal; JavaParser's own unescaping is not that of Java. */
    public static Optional<String> text(String literal) {
        byte[] utf8 = literal.getBytes(StandardCharsets.UTF_8);
        LiteralReader reader = new LiteralReader();
        reader.reset(utf8, 0, utf8.length);
        return reader.read(JavaType.STRING) instanceof String text && reader.atEnd()
                ? Optional.of(text)
                : Optional.empty();
    }

    /** Takes an integer as Java passes it to a long, with an L if an int cannot hold it. */
    long integer() {
        Token token = peek();
        boolean negative = skip("-");
        Matcher matcher = INTEGER.matcher(next().image);
        if (matcher.matches()) {
            try {
                long number = Long.parseLong((negative ? "-" : "") + matcher.group(1));
                boolean isInt = number == (int) number;
                if (isInt == matcher.group(2).isEmpty() && !(negative && number == 0)) {
                    return number;
                }
            } catch (NumberFormatException e) {
                throw refuse(token, "This is too large a number.");
            }
        }
        throw refuse(token, "Found " + shown(token) + " instead of a number.");
    }

    /** Takes a number of rows, at least this many. */
    long count(long least) {
        Token token = peek();
        long count = integer();
        if (count < least) {
            throw refuse(token, "Found " + shown(token) + " instead of a number of rows.");
        }
        return count;
    }

    /** The exception for something that does not belong where this token stands. */
    FixtureException refuse(Token token, String message) {
        return refuse(Place.of(token), message);
    }

    /** The exception for something that does not belong in this place. */
    FixtureException refuse(Place place, String message) {
        String[] lines = text.split("\r\n|\r|\n", -1);
        int line = Math.max(1, Math.min(place.line(), lines.length));
        return new FixtureException(
                ErrorCode.NOT_PLAIN_DATA,
                "The fixture is not plain data, exactly as the dumper writes it. " + message,
                NEXT_STEP,
                new FixtureException.Location(
                        file,
                        line,
                        Math.max(1, place.column()),
                        UNSEEN.matcher(lines[line - 1]).replaceAll("?")),
                null);
    }

    private static String shown(Token token) {
        if (token.kind == GeneratedJavaParserConstants.EOF) {
            return "the end of the file";
        }
        String image = UNSEEN.matcher(token.image).replaceAll("?");
        return "`" + (image.length() > 60 ? image.substring(0, 60) + "..." : image) + "`";
    }
}
