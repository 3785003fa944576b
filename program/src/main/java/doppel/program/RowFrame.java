package doppel.program;

import doppel.fixture.FixtureFiles;
import java.util.List;

/**
 * The text of a row file around and between the values: written here for the dumper and for rows that could not be
 * saved, and read by {@link RowFileGrammar} and {@link RowLine}. A row is a statement {@code into.track(1, "…");} or,
 * if the create method is wide, {@code into.track(values(1, "…"));}.
 */
public final class RowFrame {

    /** What the statement of a row begins with, after its indentation. */
    public static final String CALL = "into.";

    /** How the only argument of a wide create method begins. */
    public static final String VALUES = "values(";

    /** The end of the last method, and of the class. */
    public static final String END = "  }\n}\n";

    static final List<String> IMPORTS = List.of("import static doppel.fixture.Literals.*;", "import doppel.fixture.*;");
    static final String LOAD = "public void load(" + FixtureFiles.PROGRAM_CLASS + " into) {";
    static final String OVERRIDE = "@Override ";

    private RowFrame() {}

    /**
     * The beginning of a file, up to its first row.
     *
     * @param className the class, and the file without {@code .java}
     * @param comment a description of its rows, safe in a comment
     */
    public static String head(String className, String comment) {
        return String.join("\n", IMPORTS) + "\n\n/** " + comment + " */\n" + classLine(className) + "\n  " + OVERRIDE
                + LOAD + "\n";
    }

    /** The end of a method, and the beginning of the one that continues its rows; numbers start at 2. */
    public static String goOn(int method) {
        return "    " + call(method) + "\n  }\n\n  " + method(method) + "\n";
    }

    /** What the statement of a row begins with, with its indentation. */
    public static String statement(String createMethod, boolean wide) {
        return "    " + CALL + createMethod + (wide ? "(" + VALUES : "(");
    }

    /** What the statement of a row ends with. */
    public static String statementEnd(boolean wide) {
        return wide ? "));\n" : ");\n";
    }

    static String classLine(String className) {
        return "final class " + className + " implements Rows<" + FixtureFiles.PROGRAM_CLASS + "> {";
    }

    static String method(Object number) {
        return "private void rows" + number + "(" + FixtureFiles.PROGRAM_CLASS + " into) {";
    }

    static String call(Object number) {
        return "rows" + number + "(into);";
    }
}
