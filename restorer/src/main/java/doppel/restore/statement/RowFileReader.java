package doppel.restore.statement;

import doppel.FixtureException;
import doppel.StorageException;
import doppel.fixture.FixtureFiles;
import doppel.literal.DecimalText;
import doppel.literal.JavaType;
import doppel.literal.LargeValue;
import doppel.literal.LiteralReader;
import doppel.program.RowFileGrammar;
import doppel.program.RowFrame;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads a row file that is nothing but calls of create methods with literals, as the dumper writes it: a small subset
 * of Java, line by line, in constant memory. Files with anything else are left to javac, which would read this subset
 * as the same calls. Used by one thread.
 */
public final class RowFileReader {

    /** Takes the statements of a file. */
    public interface Statements {

        /**
         * A statement.
         *
         * @param method what it calls
         * @param values the values, in an array that the receiver keeps
         * @param ordinal how many came before it in this file
         * @param line its line in the file, from 1
         * @param offset where its line begins, in bytes
         * @param size how many bytes the line has
         * @param largeValues how many bytes of large values it holds in memory
         */
        void statement(
                CreateMethod method, Object[] values, long ordinal, int line, long offset, int size, long largeValues);
    }

    private static final byte[] INTO = ascii(RowFrame.CALL);
    private static final byte[] LARGE_TEXT = ascii(RowFrame.CALL + "largeText(\"");
    private static final byte[] LARGE_BYTES = ascii(RowFrame.CALL + "largeBytes(\"");
    private static final byte[] LARGE_RAW_TEXT = ascii(RowFrame.CALL + "largeRawText(\"");
    private static final byte[] LARGE_DECIMAL = ascii("decimal(" + RowFrame.CALL + "largeText(\"");
    private static final byte[] ZERO = ascii("0");
    private static final byte[] VALUES = ascii(RowFrame.VALUES);
    private static final byte[] END = ascii(");");

    private final Map<String, CreateMethod> methods;
    private final Path fixture;
    private final Consumer<String> largeValueCheck;
    private final LiteralReader literals = new LiteralReader();
    private CreateMethod method;
    private byte[] methodCall = {};
    private long largeValues;

    /**
     * @param methods the create methods by name
     * @param fixture the directory with the large values
     */
    public RowFileReader(Map<String, CreateMethod> methods, Path fixture) {
        this(methods, fixture, name -> {});
    }

    /**
     * @param methods the create methods by name
     * @param fixture the directory with the large values
     * @param largeValueCheck is given the name of each large value before it is read, and may throw
     */
    public RowFileReader(Map<String, CreateMethod> methods, Path fixture, Consumer<String> largeValueCheck) {
        this.methods = methods;
        this.fixture = fixture;
        this.largeValueCheck = largeValueCheck;
    }

    /** Whether the whole file of this class is in the subset; nothing is called. */
    public boolean canRead(Path directory, String className) {
        return obstacle(directory, className).isEmpty();
    }

    /** Where the file leaves the subset, if it does; nothing is called. */
    public Optional<FixtureException.Location> obstacle(Path directory, String className) {
        return scan(directory, className, null);
    }

    /**
     * Reads a file.
     *
     * @throws JavacNeeded where the file leaves the subset, after the statements before
     */
    public void read(Path directory, String className, Statements statements) {
        if (scan(directory, className, statements).isPresent()) {
            throw new JavacNeeded(FixtureFiles.stored(directory, file(className)));
        }
    }

    /** Reads the one statement that begins at this offset of a file. */
    public Object[] readAgain(byte[] line) {
        literals.reset(line, 0, line.length);
        Object[] values = parse(true);
        if (values == null) {
            throw new IllegalStateException("a statement that could be read cannot be read again");
        }
        return values;
    }

    /** The method that the last statement calls. */
    public CreateMethod method() {
        return method;
    }

    private Optional<FixtureException.Location> scan(Path directory, String className, Statements statements) {
        try (Reading reading = new Reading(directory, className, statements != null)) {
            for (Object[] values = reading.next(); values != null; values = reading.next()) {
                if (statements != null) {
                    statements.statement(
                            method,
                            values,
                            reading.ordinal,
                            reading.lines.number(),
                            reading.lines.offset(),
                            reading.lines.end() - reading.lines.start(),
                            largeValues);
                }
            }
            return Optional.ofNullable(reading.obstacle);
        }
    }

    /**
     * Opens a file whose statements are taken one by one; a reader has one of these at a time.
     *
     * @throws StorageException if it cannot be read
     */
    public Reading open(Path directory, String className) {
        return new Reading(directory, className, true);
    }

    /** The statements of a file, each when it is asked for. */
    public final class Reading implements AutoCloseable {

        private final Path directory;
        private final String file;
        private final boolean fetch;
        private final InputStream in;
        private final Lines lines;
        private final RowFileGrammar grammar;
        private long ordinal = -1;
        private FixtureException.Location obstacle;

        private Reading(Path directory, String className, boolean fetch) {
            this.directory = directory;
            this.fetch = fetch;
            file = file(className);
            grammar = new RowFileGrammar(className);
            try {
                in = FixtureFiles.open(directory, file);
            } catch (IOException e) {
                throw failure(e);
            }
            lines = new Lines(in);
        }

        private StorageException failure(IOException e) {
            return StorageException.of("Reading " + FixtureFiles.stored(directory, file), e);
        }

        /** The values of the next statement, which calls {@link #method}; null at the end, or at an obstacle. */
        private Object[] next() {
            try {
                while (lines.next()) {
                    literals.reset(lines.buffer(), lines.start(), lines.end());
                    skipIndentation();
                    boolean statement = grammar.inBody() && literals.comesNext(INTO);
                    Object[] values = statement ? parse(fetch) : null;
                    if (statement ? values == null : !grammar.line(lines.text())) {
                        obstacle = location(file, lines);
                        return null;
                    }
                    if (statement) {
                        ordinal++;
                        return values;
                    }
                }
            } catch (IOException e) {
                throw failure(e);
            }
            obstacle = grammar.complete() ? null : location(file, lines);
            return null;
        }

        /**
         * The values of the next statement, which calls {@link #method}; null at the end.
         *
         * @throws JavacNeeded where the file leaves the subset
         */
        public Object[] values() {
            Object[] values = next();
            if (obstacle != null) {
                throw new JavacNeeded(FixtureFiles.stored(directory, file));
            }
            return values;
        }

        @Override
        public void close() {
            try {
                in.close();
            } catch (IOException e) {
                throw failure(e);
            }
        }
    }

    private static String file(String className) {
        return className + ".java";
    }

    private FixtureException.Location location(String file, Lines lines) {
        int read = Math.max(lines.start(), Math.min(literals.position(), lines.end()));
        int column = new String(lines.buffer(), lines.start(), read - lines.start(), StandardCharsets.UTF_8).length();
        return new FixtureException.Location(file, lines.number(), column + 1, lines.text());
    }

    private void skipIndentation() {
        while (literals.skip(' ')) {
            // indentation does not matter
        }
    }

    /** The values of a statement; null if it is not in the subset. Large values are fetched only on request. */
    private Object[] parse(boolean fetch) {
        skipIndentation();
        largeValues = 0;
        if (methodCall.length == 0 || !literals.skipExpected(methodCall)) {
            if (!literals.skip(INTO)) {
                return null;
            }
            String name = literals.identifier();
            method = name == null ? null : methods.get(name);
            if (method == null || !literals.skip('(')) {
                return null;
            }
            methodCall = ascii(RowFrame.CALL + name + "(");
        }
        Object[] values = method.wide() ? wideValues(fetch) : values(fetch);
        return values != null && literals.skip(END) && literals.atEnd() ? values : null;
    }

    private Object[] values(boolean fetch) {
        JavaType[] types = method.types();
        boolean exact = method.exact();
        Object[] values = new Object[types.length];
        for (int i = 0; i < types.length; i++) {
            if (i > 0 && !skipComma()) {
                return null;
            }
            Object value = value(types[i], fetch);
            if (value == LiteralReader.OTHER || !exact && !method.takes(i, value)) {
                return null;
            }
            values[i] = value;
        }
        return values;
    }

    private Object[] wideValues(boolean fetch) {
        if (!literals.skip(VALUES)) {
            return null;
        }
        List<Object> values = new ArrayList<>();
        do {
            Object value = value(JavaType.OBJECT, fetch);
            if (value == LiteralReader.OTHER) {
                return null;
            }
            values.add(value);
        } while (skipComma());
        boolean noArray = values.size() == 1 && values.get(0) == null; // Java takes a single null for the array itself
        return !noArray && literals.skip(')') ? values.toArray() : null;
    }

    private boolean skipComma() {
        boolean comma = literals.skip(',');
        skipIndentation();
        return comma;
    }

    private Object value(JavaType type, boolean fetch) {
        boolean mayBeLarge = literals.nextIs('i') || literals.comesNext(LARGE_DECIMAL);
        return mayBeLarge ? call(type, fetch) : literals.read(type);
    }

    /** A value that may be a large one. */
    private Object call(JavaType type, boolean fetch) {
        if (literals.skip(LARGE_TEXT)) {
            return large(type == JavaType.OBJECT || type == JavaType.STRING)
                    .<Object>map(name -> fetch ? weighed(name, LargeValue.Kind.TEXT) : "")
                    .orElse(LiteralReader.OTHER);
        } else if (literals.skip(LARGE_BYTES)) {
            return large(type == JavaType.OBJECT || type == JavaType.BYTES)
                    .<Object>map(name -> fetch ? weighed(name, LargeValue.Kind.BYTES) : new byte[0])
                    .orElse(LiteralReader.OTHER);
        } else if (literals.skip(LARGE_RAW_TEXT)) {
            return large(type == JavaType.OBJECT)
                    .<Object>map(name -> fetch ? weighed(name, LargeValue.Kind.RAW_TEXT) : "")
                    .orElse(LiteralReader.OTHER);
        } else if (literals.skip(LARGE_DECIMAL)) {
            return large(type == JavaType.OBJECT || type == JavaType.NUMBER || type == JavaType.DECIMAL)
                    .filter(name -> literals.skip(')'))
                    .map(name -> fetch ? LargeValues.read(fixture, name) : ZERO)
                    .<Object>map(text -> DecimalText.read(text, 0, text.length))
                    .orElse(LiteralReader.OTHER);
        }
        return literals.read(type);
    }

    private Object weighed(String name, LargeValue.Kind kind) {
        Object value = LargeValues.value(fixture, name, kind);
        largeValues += LargeValues.weight(new Object[] {value});
        return value;
    }

    private Optional<String> large(boolean fits) {
        String name = literals.identifier();
        boolean hash = name != null && LargeValues.isName(name);
        if (!fits || !hash || !literals.skip('"') || !literals.skip(')')) {
            return Optional.empty();
        }
        largeValueCheck.accept(name);
        return Optional.of(name);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** The lines of a file, read through a buffer as long as the longest line. */
    private static final class Lines {

        private static final VarHandle EIGHT_BYTES =
                MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
        private static final long EIGHT_ONES = 0x0101010101010101L;
        private static final long EIGHT_LINE_FEEDS = '\n' * EIGHT_ONES;
        private static final long EIGHT_HIGHEST_BITS = EIGHT_ONES << 7;

        private static final int LONGEST = 1 << 29;

        private final InputStream in;
        private byte[] buffer = new byte[1 << 18];
        private int filled;
        private int start;
        private int end = -1;
        private int number;
        private long discarded;
        private boolean exhausted;

        Lines(InputStream in) {
            this.in = in;
        }

        /** Goes to the next line; a last line without an end counts. */
        boolean next() throws IOException {
            start = end + 1;
            int at = start;
            while (true) {
                at = lineEnd(at);
                if (at < filled || exhausted) {
                    break;
                }
                at -= fill();
            }
            if (start >= filled) {
                return false;
            }
            end = at;
            number++;
            return true;
        }

        /** The next line feed, or the end of the buffer, found eight bytes at a time. */
        private int lineEnd(int from) {
            int at = from;
            for (; at <= filled - Long.BYTES; at += Long.BYTES) {
                long different = (long) EIGHT_BYTES.get(buffer, at) ^ EIGHT_LINE_FEEDS;
                long zeros =
                        different - EIGHT_ONES & ~different & EIGHT_HIGHEST_BITS; // Henry Warren, Hacker's Delight, 6-1
                if (zeros != 0) {
                    return at + Long.numberOfTrailingZeros(zeros) / Byte.SIZE;
                }
            }
            while (at < filled && buffer[at] != '\n') {
                at++;
            }
            return at;
        }

        /** Reads more; returns how far the bytes moved to the front. */
        private int fill() throws IOException {
            int moved = start;
            System.arraycopy(buffer, start, buffer, 0, filled - start);
            filled -= start;
            discarded += start;
            start = 0;
            if (filled == LONGEST) {
                throw new IOException("a line is longer than " + LONGEST + " bytes");
            }
            if (filled == buffer.length) {
                buffer = Arrays.copyOf(buffer, 2 * buffer.length);
            }
            int read = in.read(buffer, filled, buffer.length - filled);
            exhausted = read < 0;
            filled += Math.max(0, read);
            return moved;
        }

        byte[] buffer() {
            return buffer;
        }

        int start() {
            return start;
        }

        int end() {
            return end;
        }

        int number() {
            return number;
        }

        long offset() {
            return discarded + start;
        }

        String text() {
            return new String(buffer, start, Math.max(0, end - start), StandardCharsets.UTF_8);
        }
    }
}
