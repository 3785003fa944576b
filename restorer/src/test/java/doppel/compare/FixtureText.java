package doppel.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes small and large fixtures as the dumper would. */
final class FixtureText {

    private FixtureText() {}

    /** A fixture with a program, a schema and a MANIFEST, and no rows. */
    static Path empty(Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("Restore.java"), "public class Restore extends Fixture {\n}\n");
        Files.writeString(directory.resolve("schema.sql"), "CREATE TABLE Track (Id INTEGER, Name TEXT);\n");
        Files.writeString(directory.resolve("MANIFEST"), "doppel fixture, format 1\n");
        return directory;
    }

    /** Adds the row files of a table, so many rows to a file and half as many to a method. */
    static Path table(Path directory, String table, int rowsPerFile, List<String> rows) throws IOException {
        for (int from = 0, file = 1; from < rows.size(); from += rowsPerFile, file++) {
            String className = table + "Rows" + (file == 1 ? "" : "_" + file);
            int to = Math.min(rows.size(), from + rowsPerFile);
            try (BufferedWriter out = Files.newBufferedWriter(directory.resolve(className + ".java"))) {
                out.write(
                        "import static doppel.fixture.Literals.*;\nimport doppel.fixture.*;\n\n/** " + table + ": rows "
                                + (from + 1) + " to " + to + ". */\nfinal class " + className
                                + " implements Rows<Restore> {\n  @Override public void load(Restore into) {\n");
                for (int row = from; row < to; row++) {
                    if (row > from && row == from + rowsPerFile / 2) {
                        out.write("    rows2(into);\n  }\n\n  private void rows2(Restore into) {\n");
                    }
                    out.write("    " + rows.get(row) + "\n");
                }
                out.write("  }\n}\n");
            }
        }
        return directory;
    }

    /** The unified diff of two fixtures. */
    static String diff(Path a, Path b) {
        StringBuilder text = new StringBuilder();
        DiffSummary summary = FixtureDiff.compare(a, b, new UnifiedText(text, false));
        assertThat(summary.equal()).isEqualTo(text.isEmpty());
        return text.toString();
    }

    /** The difference of two fixtures as JSON. */
    static String json(Path a, Path b, int mostHunks) {
        StringBuilder text = new StringBuilder();
        FixtureDiff.compare(a, b, new JsonText(text, mostHunks));
        return text.toString();
    }
}
