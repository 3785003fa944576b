package doppel.cli;

import doppel.Counted;
import doppel.Directories;
import doppel.ErrorCode;
import doppel.PrivateFiles;
import doppel.StorageException;
import doppel.cli.terminal.Terminal;
import doppel.compare.FixtureDiff;
import doppel.compare.UnifiedText;
import doppel.fixture.FixtureFiles;
import doppel.samples.Library;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code doppel demo}: runs the main workflow on the sample, and shows each command. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Tells the whole story with the database of a small library: dump, look, edit, restore, upgrade to a new"
                    + " version and back, double dump.",
            "It shows each command and leaves everything in a directory to look at.",
            ""
        })
final class DemoCommand implements Callable<Integer> {

    private static final String MARKER = ".doppel-demo";
    private static final Set<String> OWN = Set.of(
            MARKER,
            "library.db",
            "library-1",
            "same.db",
            "edited.db",
            "library-1-edited",
            "LibraryMigrations.java",
            "library-3.sql",
            "library-3.db",
            "library-3",
            "back.db",
            "library-1-back");
    private static final int LONG_DIFFERENCE = 22;
    private static final int SHORT_DIFFERENCE = 6;
    private static final String HOOK = "    migrations.install(this);";
    private static final String EDITED_HOOK = HOOK
            + "\n    // an edit: members of the new version are called by their names in capitals"
            + "\n    migrations.beforeSave(\"members\", row -> {"
            + "\n      if (row.get(\"name\") instanceof String name) {"
            + "\n        row.set(\"name\", name.toUpperCase(java.util.Locale.ROOT));"
            + "\n      }"
            + "\n    });";

    private final Terminal terminal;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "DIR",
            defaultValue = "doppel-demo",
            description =
                    "The directory for everything (default: ${DEFAULT-VALUE}); an earlier demo there is" + " replaced.")
    private Path directory;

    DemoCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try {
            return tell();
        } catch (IOException e) {
            throw StorageException.of("Writing the demo to " + directory, e);
        }
    }

    private int tell() throws IOException {
        prepare();
        Path database = directory.resolve("library.db");
        Path fixture = directory.resolve("library-1");
        Path edited = directory.resolve("edited.db");
        Path editedFixture = directory.resolve("library-1-edited");
        Library.create(database);

        say("A small-town library keeps its database in " + database
                + ": members, books, loans, a tree of categories, two"
                + " tables that refer to each other, and every oddity that SQLite allows: text in integer columns,"
                + " invalid UTF-8, infinities, a full-text index. Before an upgrade, its admin dumps it:");
        int failures = run("dump", database.toString(), fixture.toString(), "--as-version", "1", "--verify");

        say("The dump is a fixture: Java source. Each table has a create method in Restore.java,");
        show(fixture.resolve(FixtureFiles.PROGRAM), "void members(", "  }");
        say("and each row is one call of it:");
        show(fixture.resolve("MembersRows.java"), "into.members(", 5);

        say("Restoring it gives the same database again:");
        failures += run(
                "restore",
                fixture.toString(),
                "--into",
                directory.resolve("same.db").toString());

        say("People edit fixtures. This edit of installMigrations() in Restore.java changes each member on the way:");
        Path program = fixture.resolve(FixtureFiles.PROGRAM);
        String source = Files.readString(program);
        Files.writeString(program, source.replace(HOOK, EDITED_HOOK));
        show(program, "public void installMigrations", "  }");
        failures += run("restore", fixture.toString(), "--into", edited.toString(), "--quiet");
        failures += run("dump", edited.toString(), editedFixture.toString(), "--as-version", "1", "--quiet");

        say("A dump of the edited database differs from the first by this edit, and by nothing else:");
        run("diff", fixture.toString(), editedFixture.toString());

        Files.writeString(program, source); // the edit is taken back
        failures += upgrade(fixture);

        say("And the proof that all of this loses nothing: dump, restore, dump again, compare, and compare with "
                + "the source.");
        failures += run("double-dump", database.toString());
        return failures == 0 ? 0 : 1;
    }

    private int upgrade(Path fixture) throws IOException {
        Path migrations = directory.resolve("LibraryMigrations.java");
        Path schema = directory.resolve("library-3.sql");
        Path upgraded = directory.resolve("library-3.db");
        Path upgradedFixture = directory.resolve("library-3");
        Path back = directory.resolve("back.db");
        Path backFixture = directory.resolve("library-1-back");
        Library.writeMigrations(migrations);
        Library.writeSchema(3, schema);

        say("Upgrade day. Version 3 of the application comes with an empty schema, and migrations that lead from"
                + " version to version. They are Java; this is a part of the step from 1 to 2,");
        show(migrations, "up.table(\"members\")", "                .add(\"active\", true);");
        say("and this of its way back:");
        show(migrations, "down.table(\"readers\")", 1);
        int failures = run(
                "restore",
                fixture.toString(),
                "--into",
                upgraded.toString(),
                "--schema",
                schema.toString(),
                "--migrations",
                migrations.toString());
        failures += run("dump", upgraded.toString(), upgradedFixture.toString(), "--as-version", "3", "--quiet");

        say("The same members in version 3:");
        show(upgradedFixture.resolve("ReadersRows.java"), "into.readers(", 5);

        say("If version 3 disappoints, the reverse steps lead back to the schema of the first dump:");
        failures += run(
                "restore",
                upgradedFixture.toString(),
                "--into",
                back.toString(),
                "--schema",
                fixture.resolve("schema.sql").toString(),
                "--migrations",
                migrations.toString(),
                "--to-version",
                "1",
                "--quiet");
        failures += run("dump", back.toString(), backFixture.toString(), "--as-version", "1", "--quiet");
        showWhatIsLost(fixture, backFixture);
        return failures;
    }

    /** Shows the difference as {@code doppel diff} does, cut off where it is long, and counts the rows that differ. */
    private void showWhatIsLost(Path before, Path after) {
        StringBuilder text = new StringBuilder();
        FixtureDiff.compare(before, after, new UnifiedText(text, false));
        terminal.out().println("\n$ doppel diff " + before + " " + after);
        for (String file : text.toString().split("(?m)^(?=--- )")) {
            List<String> lines = file.lines().toList();
            int shown = lines.size() > LONG_DIFFERENCE ? SHORT_DIFFERENCE : lines.size();
            lines.stream().limit(shown).forEach(terminal.out()::println);
            if (shown < lines.size()) {
                terminal.out().println("    ... " + Counted.of(lines.size() - shown, "line") + " more");
            }
        }
        long rows = text.toString()
                .lines()
                .filter(line -> line.matches("- +into\\..*"))
                .count();
        say("So " + Counted.of(rows, "row") + " did not come back as they were: those of the journal and of the"
                + " newsletter's readers, which version 3 has no place for, and values that the steps state where"
                + " the old rows were vague. All others are the same, to the bit, and one is new: member 99, who"
                + " left with a book.");
    }

    private void prepare() throws IOException {
        if (Files.exists(directory)) {
            if (!Files.exists(directory.resolve(MARKER))) {
                throw new StorageException(
                        ErrorCode.DIRECTORY_EXISTS,
                        directory + " exists already and is not from an earlier demo.",
                        "Name another directory: doppel demo DIR.",
                        null);
            }
            requireOnlyADemo();
            Directories.delete(directory);
        }
        PrivateFiles.directory(directory);
        Files.createFile(directory.resolve(MARKER));
    }

    private void requireOnlyADemo() throws IOException {
        try (Stream<Path> children = Files.list(directory)) {
            List<String> others = children.map(child -> child.getFileName().toString())
                    .filter(name -> !OWN.contains(name))
                    .sorted()
                    .toList();
            if (!others.isEmpty()) {
                throw new StorageException(
                        ErrorCode.DIRECTORY_EXISTS,
                        directory + " holds more than a demo, which would be removed with it: "
                                + String.join(", ", others) + ".",
                        "Move that away, or name another directory: doppel demo DIR.",
                        null);
            }
        }
    }

    /** Runs a command as the user would. */
    private int run(String... words) {
        terminal.out().println("\n$ doppel " + String.join(" ", words));
        terminal.out().flush();
        int code = Doppel.run(terminal, words);
        terminal.out().flush();
        return code;
    }

    private void say(String text) {
        terminal.out().println();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ")) {
            if (line.length() + word.length() > 96) {
                terminal.out().println(line.toString().stripTrailing());
                line.setLength(0);
            }
            line.append(word).append(' ');
        }
        terminal.out().println(line.toString().stripTrailing());
    }

    /** Shows the lines of a file from the one that holds {@code from} to the next that is {@code to}. */
    private void show(Path file, String from, String to) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            List<String> shown = lines.dropWhile(line -> !line.contains(from)).toList();
            shown.stream().limit(shown.indexOf(to) + 1L).forEach(this::quote);
        }
    }

    /** Shows the first lines of a file that hold this text. */
    private void show(Path file, String text, int count) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            lines.filter(line -> line.contains(text)).limit(count).forEach(this::quote);
        }
    }

    private void quote(String line) {
        terminal.out().println("    " + line);
    }
}
