package doppel.dump;

import doppel.fixture.Manifest;
import doppel.literal.JavaText;
import doppel.literal.JavaType;
import doppel.literal.LiteralWriter;
import doppel.literal.SourceBuffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the rows of a table as source, one statement a row, over as many files as it takes. What javac can compile bounds
 * everything (JVM specification, section 4.11): a method has less than 64 KB of code, so that rows go on in another
 * method, and a class has less than 65,536 constants, so that they go on in another class.
 */
final class RowFiles {

    private static final int MOST_CODE = 60_000;
    private static final int MOST_CONSTANTS = 60_000;
    private static final int MOST_BYTES = 4 << 20;

    private final FixtureWriter fixture;
    private final TableNames names;
    private final int maxRowsPerFile;
    private final int rowsPerMethod;
    private final LiteralWriter literals = new LiteralWriter();
    private final List<JavaType> types;
    private final boolean[] widened;
    private final List<Manifest.Entry> files = new ArrayList<>();
    private final SourceBuffer body = new SourceBuffer();
    private final SourceBuffer statement = new SourceBuffer();
    private long rows;
    private int rowsInFile;
    private int methodsInFile;
    private int constantsBefore;

    RowFiles(FixtureWriter fixture, TableNames names, int maxRowsPerFile) {
        this.fixture = fixture;
        this.names = names;
        this.maxRowsPerFile = maxRowsPerFile;
        types = names.types();
        widened = new boolean[types.size()];
        // the longest code of an argument: load the fixture and a constant, call, box; in an array, index and store too
        int codePerRow = 16 + types.size() * (names.wide() ? 15 : 10);
        rowsPerMethod = Math.max(1, MOST_CODE / codePerRow);
    }

    /** Writes a row. */
    void write(Object[] values) throws IOException {
        int constants = literals.constants();
        statement.truncate(0);
        statement.put("    into.");
        statement.put(names.createMethod());
        statement.put(names.wide() ? "(values(" : "(");
        for (int i = 0; i < values.length; i++) {
            if (i > 0) {
                statement.put(", ");
            }
            writeValue(values[i], i);
        }
        statement.put(names.wide() ? "));\n" : ");\n");
        boolean full = rowsInFile == maxRowsPerFile
                || literals.constants() - constantsBefore > MOST_CONSTANTS
                || body.length() + statement.length() > MOST_BYTES;
        if (full && rowsInFile > 0) {
            endFile();
            constantsBefore = constants;
        }
        if (rowsInFile > 0 && rowsInFile % rowsPerMethod == 0) {
            methodsInFile++;
            String next = "rows" + (methodsInFile + 1);
            body.put("    " + next + "(into);\n  }\n\n  private void " + next + "(Restore into) {\n");
        }
        body.put(statement);
        rowsInFile++;
        rows++;
    }

    private void writeValue(Object value, int column) throws IOException {
        JavaType type = types.get(column);
        boolean accepted = LiteralWriter.isLarge(value)
                ? literals.writeLarge(value, fixture.large(value), type, statement)
                : literals.write(value, type, statement);
        widened[column] |= !accepted;
    }

    /** Ends the last file. */
    void finish() throws IOException {
        if (rowsInFile > 0) {
            endFile();
        }
    }

    private void endFile() throws IOException {
        String className = files.isEmpty() ? names.rowsClass() : names.rowsClass() + "_" + (files.size() + 1);
        SourceBuffer head = new SourceBuffer();
        head.put("import static doppel.fixture.Literals.*;\nimport doppel.fixture.*;\n\n/** ");
        head.put(JavaText.comment(names.table().name()));
        head.put(": rows " + (rows - rowsInFile + 1) + " to " + rows + ". */\nfinal class ");
        head.put(className + " implements Rows<Restore> {\n  @Override public void load(Restore into) {\n");
        body.put("  }\n}\n");
        files.add(fixture.file(className + ".java", rowsInFile, head, body));
        body.truncate(0);
        rowsInFile = 0;
        methodsInFile = 0;
    }

    /** How many rows have been written. */
    long rows() {
        return rows;
    }

    /** The parameters' types, now that all values are known. */
    List<JavaType> parameterTypes() {
        List<JavaType> known = new ArrayList<>();
        for (int i = 0; i < widened.length; i++) {
            known.add(widened[i] ? JavaType.OBJECT : types.get(i));
        }
        return known;
    }
}
