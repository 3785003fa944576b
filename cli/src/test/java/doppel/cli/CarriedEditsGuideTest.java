package doppel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the user guide says of carrying edits over to a new dump is what happens to its own example. */
final class CarriedEditsGuideTest {

    @TempDir
    private Path folder;

    private static String guide() throws IOException {
        return Files.readString(Path.of("../docs/user-guide.md"));
    }

    /** What stands between two texts of the guide. */
    private static String between(String text, String start, String end) {
        assertThat(text).contains(start);
        int from = text.indexOf(start) + start.length();
        return text.substring(from, text.indexOf(end, from));
    }

    @Test
    void happensAsTheGuideSays() throws IOException {
        String guide = guide();
        Path database = Database.create(
                folder.resolve("library.db"),
                between(guide, "-- version-1.sql\n", "\n\n-- version-2").split(";\n"));
        String methods = between(guide, "### Create methods", "### Hooks");
        editMethods(dumped(database, "v1"), between(methods, "```java\n", "```"));
        String hook = between(guide, "### Hooks\n\n```java\n", "```");
        Path h1 = dumped(database, "h1").resolve("Restore.java");
        Files.writeString(
                h1,
                Files.readString(h1)
                        .replaceFirst(
                                "(?s)  @Override public void installMigrations.*?\n  }\n",
                                Matcher.quoteReplacement(hook)));

        String section = between(guide, "### Carrying edits over to a new dump", "\n### ");
        List<String> said = section.lines()
                .filter(line -> line.startsWith("    "))
                .map(String::strip)
                .toList();

        assertThat(ran(said, database)).containsExactlyElementsOf(said);
    }

    private Path dumped(Path database, String name) {
        assertThat(Shell.run("dump", database, folder.resolve(name), "--as-version", "1")
                        .code())
                .isZero();
        return folder.resolve(name);
    }

    /** Replaces each create method by that of the guide. */
    private static void editMethods(Path fixture, String methods) throws IOException {
        Path program = fixture.resolve("Restore.java");
        String source = Files.readString(program);
        Matcher method = Pattern.compile("(?s)  void (\\w+)\\(.*?\n  }\n").matcher(methods);
        int edited = 0;
        while (method.find()) {
            source = source.replaceFirst(
                    "(?s)  void " + method.group(1) + "\\(.*?\n  }\n", Matcher.quoteReplacement(method.group()));
            edited++;
        }
        assertThat(edited).isEqualTo(3);
        Files.writeString(program, source);
    }

    /** Runs each command; before the second one, authors get a column, as the guide says. */
    private List<String> ran(List<String> said, Path database) {
        List<String> actual = new ArrayList<>();
        for (String command :
                said.stream().filter(line -> line.startsWith("$ ")).toList()) {
            if (command.contains(" v1")) {
                Database.create(database, "ALTER TABLE authors ADD COLUMN born INTEGER");
            }
            List<Object> words = new ArrayList<>();
            for (String word : command.substring("$ doppel ".length()).split(" ")) {
                words.add(word.matches("library.db|carried2?|v1|h1") ? folder.resolve(word) : word);
            }
            Shell.Result result = Shell.run(words.toArray());
            actual.add(command);
            (result.err() + result.out())
                    .replace(folder + "/", "")
                    .lines()
                    .filter(line -> !line.matches("[-+@ ].*"))
                    .forEach(actual::add);
        }
        return actual;
    }
}
