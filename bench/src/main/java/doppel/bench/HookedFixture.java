package doppel.bench;

import doppel.bench.measure.BenchException;
import doppel.fixture.FixtureFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A fixture as a developer leaves it who has touched every create method and hooked into every table: the same rows,
 * and a hook that reads and sets a value of each.
 */
final class HookedFixture {

    private static final String INSTALLATION = "    migrations.install(this);\n";

    /** The statement of a create method: its table, the calls that set the columns, and the last column. */
    private static final Pattern SAVE = Pattern.compile(
            "save\\(row\\((\"[^\"]*\")((?:(?!;\\n).)*\\.set\\((\"[^\"]*\")(?:(?!;\\n).)*)\\);\\n", Pattern.DOTALL);

    private HookedFixture() {}

    /** Makes a directory with the edited program, and links to everything else in the fixture. */
    static void make(Path fixture, Path directory) {
        try {
            List<Path> entries;
            try (Stream<Path> all = Files.walk(fixture)) {
                entries = all.toList();
            }
            for (Path entry : entries) {
                Path copy = directory.resolve(fixture.relativize(entry).toString());
                if (Files.isDirectory(entry)) {
                    Files.createDirectories(copy);
                } else if (entry.getFileName().toString().equals(FixtureFiles.PROGRAM)) {
                    Files.writeString(copy, edited(Files.readString(entry)));
                } else {
                    Files.createLink(copy, entry);
                }
            }
        } catch (IOException e) {
            throw new BenchException("cannot edit the fixture " + fixture + ": " + e.getMessage(), e);
        }
    }

    /** The program with a local variable in each create method, and a hook for each table. */
    static String edited(String program) {
        StringBuilder hooks = new StringBuilder(INSTALLATION);
        StringBuilder text = new StringBuilder(program.length() * 2);
        Matcher statement = SAVE.matcher(program);
        while (statement.find()) {
            String column = statement.group(3);
            hooks.append("    migrations.beforeSave(" + statement.group(1) + ", row -> row.set(" + column + ", row.get("
                    + column + ")));\n");
            statement.appendReplacement(
                    text,
                    Matcher.quoteReplacement(
                            "Row row = row(" + statement.group(1) + statement.group(2) + ";\n" + "    save(row);\n"));
        }
        statement.appendTail(text);
        if (text.indexOf("save(row(") >= 0 || text.indexOf(INSTALLATION) < 0 || text.length() == program.length()) {
            throw new BenchException(
                    "The create methods of this fixture look different from those that are edited here.");
        }
        return text.toString().replace(INSTALLATION, hooks);
    }
}
