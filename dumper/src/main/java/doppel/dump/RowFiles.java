package doppel.dump;

import doppel.literal.JavaText;
import doppel.literal.JavaType;
import doppel.literal.LiteralWriter;
import doppel.literal.RawText;
import doppel.literal.SourceBuffer;
import doppel.literal.ValuePieces;
import doppel.literal.ValueTaker;
import doppel.program.RowFrame;
import doppel.program.TableNames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the rows of a table as source, one statement per row, in as many files as it takes. The limits of javac apply
 * (JVM specification, section 4.11): a method has less than 64 KB of code, so rows continue in another method; a class
 * has less than 65,536 constants, so they continue in another class.
 */
final class RowFiles implements ValueTaker {

    private static final int MOST_CODE = 60_000;
    private static final int MOST_CONSTANTS = 60_000;
    private static final int MOST_BYTES = 4 << 20;
    private static final byte[] SEPARATOR = ascii(", ");

    private final FixtureWriter fixture;
    private final TableNames names;
    private final int maxRowsPerFile;
    private final int rowsPerMethod;
    private final LiteralWriter literals = new LiteralWriter();
    private final JavaType[] types;
    private final boolean[] widened;
    private final byte[] statementStart;
    private final byte[] statementEnd;
    private SourceBuffer body;
    private int column;
    private int rowStart;
    private int constantsBefore;
    private int constantsBeforeRow;
    private int files;
    private long rows;
    private int rowsInFile;
    private int methodsInFile;

    RowFiles(FixtureWriter fixture, TableNames names, int maxRowsPerFile) throws IOException {
        this.fixture = fixture;
        this.names = names;
        this.maxRowsPerFile = maxRowsPerFile;
        types = names.types().toArray(JavaType[]::new);
        widened = new boolean[types.length];
        statementStart = ascii(RowFrame.statement(names.createMethod(), names.wide()));
        statementEnd = ascii(RowFrame.statementEnd(names.wide()));
        // the longest code of an argument: load the fixture and a constant, call, box; in an array also index and store
        int codePerRow = 16 + types.length * (names.wide() ? 15 : 10);
        rowsPerMethod = Math.max(1, MOST_CODE / codePerRow);
        body = fixture.buffer();
    }

    /** Begins a row; its values follow. */
    void beginRow() {
        rowStart = body.length();
        constantsBeforeRow = literals.constants();
        column = 0;
        body.put(statementStart);
    }

    /** Ends the row after all its values. */
    void endRow() throws IOException {
        if (column != types.length) {
            throw new IllegalStateException("a row of " + names.table().name() + " has " + column + " values");
        }
        body.put(statementEnd);
        boolean full = rowsInFile == maxRowsPerFile
                || literals.constants() - constantsBefore > MOST_CONSTANTS
                || body.length() > MOST_BYTES;
        if (full && rowsInFile > 0) {
            byte[] statement = body.from(rowStart);
            body.truncate(rowStart);
            endFile();
            constantsBefore = constantsBeforeRow;
            body.put(statement);
        } else if (rowsInFile > 0 && rowsInFile % rowsPerMethod == 0) {
            methodsInFile++;
            byte[] statement = body.from(rowStart);
            body.truncate(rowStart);
            body.put(RowFrame.goOn(methodsInFile + 1));
            body.put(statement);
        }
        rowsInFile++;
        rows++;
    }

    /** Drops what {@link #beginRow} began, since there was no row. */
    void cancelRow() {
        body.truncate(rowStart);
    }

    /** Begins a value, and returns the type of its parameter. */
    private JavaType next() {
        if (column > 0) {
            body.put(SEPARATOR);
        }
        return types[column];
    }

    private void written(boolean accepted) {
        widened[column++] |= !accepted;
    }

    @Override
    public void take(Object value) {
        JavaType type = next();
        written(
                LiteralWriter.isLarge(value)
                        ? literals.writeLarge(value, fixture.largeValues().write(value), type, body)
                        : literals.write(value, type, body));
    }

    @Override
    public void whole(long number) {
        JavaType type = next();
        written(literals.writeWhole(number, type, body));
    }

    @Override
    public void doublePrecision(double number) {
        JavaType type = next();
        written(literals.writeDouble(number, type, body));
    }

    @Override
    public void text(byte[] bytes, int from, int to) {
        JavaType type = next();
        if (literals.writePlain(bytes, from, to, body)) {
            written(type.acceptsAny(String.class));
        } else {
            body.truncate(body.length() - (column > 0 ? SEPARATOR.length : 0));
            take(RawText.decode(bytes, from, to));
        }
    }

    @Override
    public void pieces(ValuePieces value) {
        JavaType type = next();
        LargeFiles.Written large = fixture.largeValues().write(value);
        written(literals.writeLarge(large.kind(), large.name(), type, body));
    }

    @Override
    public void date(byte[] ascii, int from, int to) {
        JavaType type = next();
        written(literals.writeDate(ascii, from, to, type, body));
    }

    @Override
    public void timestamp(byte[] ascii, int from, int to) {
        JavaType type = next();
        written(literals.writeTimestamp(ascii, from, to, type, body));
    }

    @Override
    public void instant(byte[] ascii, int from, int to) {
        JavaType type = next();
        written(literals.writeInstant(ascii, from, to, type, body));
    }

    @Override
    public void decimal(byte[] ascii, int from, int to) {
        JavaType type = next();
        written(literals.writeDecimal(ascii, from, to, type, body));
    }

    /** Ends the last file. */
    void finish() throws IOException {
        if (rowsInFile > 0) {
            writeFile();
        } else {
            fixture.giveBack(body);
        }
    }

    private void endFile() throws IOException {
        writeFile();
        body = fixture.buffer();
        rowsInFile = 0;
        methodsInFile = 0;
    }

    private void writeFile() throws IOException {
        files++;
        String className = files == 1 ? names.rowsClass() : names.rowsClass() + "_" + files;
        SourceBuffer head = new SourceBuffer();
        head.put(RowFrame.head(
                className,
                JavaText.comment(names.table().name()) + ": rows " + (rows - rowsInFile + 1) + " to " + rows + "."));
        body.put(RowFrame.END);
        fixture.file(className + ".java", rowsInFile, head, body);
    }

    /** How many rows have been written. */
    long rows() {
        return rows;
    }

    /** The parameters' types, now that all values are known. */
    List<JavaType> parameterTypes() {
        List<JavaType> known = new ArrayList<>();
        for (int i = 0; i < widened.length; i++) {
            known.add(widened[i] ? JavaType.OBJECT : types[i]);
        }
        return known;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
