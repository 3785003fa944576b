package doppel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The guide to migrations does what it says: each block of SQL and Java is written to its file, compiled and run, and
 * each command prints what stands below it. A block without the name of a file is a step from version 2 to 3, or what
 * becomes of the tables there.
 */
final class MigrationGuideTest {

    private static final Path GUIDE = Path.of("../docs/migrations.md");

    @TempDir
    private Path folder;

    private String tables = "";

    @Test
    void printsWhatItSays() throws IOException {
        List<String> actual = new ArrayList<>();
        List<String> block = new ArrayList<>();
        String language = null;
        for (String line : Files.readAllLines(GUIDE)) {
            if (language == null) {
                actual.add(line);
                language = line.startsWith("```") ? line.substring(3) : null;
            } else if (line.equals("```")) {
                actual.addAll(ran(language, block));
                actual.add(line);
                block.clear();
                language = null;
            } else {
                block.add(line);
            }
        }
        Files.write(Path.of("target/migrations.md"), actual); // to be compared, or copied
        assertThat(actual).isEqualTo(Files.readAllLines(GUIDE));
    }

    private List<String> ran(String language, List<String> block) throws IOException {
        String name = block.get(0).replaceFirst("^(--|//) ", "");
        boolean file = name.matches("\\S+\\.(sql|java)");
        switch (language) {
            case "sql" -> {
                if (file) {
                    Files.write(folder.resolve(name), block);
                } else {
                    tables = String.join("\n", block);
                }
                return block;
            }
            case "java" -> {
                if (file) {
                    Files.write(folder.resolve(name), block);
                } else {
                    step(String.join("\n", block));
                }
                return block;
            }
            case "console" -> {
                return session(block);
            }
            default -> throw new AssertionError("a block of " + language);
        }
    }

    /**
     * Takes the rows of version 2 to the tables of version 3, which are those of version 2 changed as was said before.
     */
    private void step(String code) throws IOException {
        String steps = code.contains("steps.") ? code : "steps.step(\"2\", \"3\", \"test\", up -> {\n" + code + "\n});";
        Files.createDirectories(folder.resolve("step"));
        Files.writeString(
                folder.resolve("step/Example.java"),
                "import doppel.migration.*;\npublic final class Example implements Migrator {\n"
                        + "  @Override public void steps(Steps steps) {\n" + steps + "\n  }\n}\n");
        Files.writeString(
                folder.resolve("version-3.sql"), Files.readString(folder.resolve("version-2.sql")) + "\n" + tables);
        Files.deleteIfExists(folder.resolve("version-3.db"));
        Shell.Result result = Shell.run(
                "restore",
                folder.resolve("v2"),
                "--into",
                folder.resolve("version-3.db"),
                "--schema",
                folder.resolve("version-3.sql"),
                "--migrations",
                folder.resolve("step"));
        assertThat(result.err().lines().filter(line -> !line.startsWith("Skipped ")))
                .as(code)
                .isEmpty();
        assertThat(result.code()).as(code).isZero();
        tables = "";
    }

    private List<String> session(List<String> block) throws IOException {
        List<String> actual = new ArrayList<>();
        for (int i = 0; i < block.size(); i++) {
            if (block.get(i).startsWith("$ ")) {
                String command = block.get(i).substring(2);
                actual.add(block.get(i));
                while (command.endsWith("\\")) {
                    i++;
                    actual.add(block.get(i));
                    command = command.substring(0, command.length() - 1)
                            + block.get(i).strip();
                }
                actual.addAll(output(command));
            }
        }
        return actual;
    }

    private List<String> output(String command) throws IOException {
        String[] words = command.split(" ", 4);
        switch (words[0]) {
            case "doppel" -> {
                List<Object> arguments = new ArrayList<>();
                for (String word : command.substring("doppel ".length()).split(" +")) {
                    boolean path = word.matches("\\w+|\\S+\\.(db|sql|java)") && !word.matches("dump|restore|[0-9]+");
                    arguments.add(path ? folder.resolve(word) : word);
                }
                Shell.Result result = Shell.run(arguments.toArray());
                return (result.err() + result.out())
                        .replace(folder + "/", "")
                        .lines()
                        .toList();
            }
            case "sqlite3" -> {
                Path database = folder.resolve(words[1]);
                if (words[2].equals("<")) {
                    Database.create(
                            database, Files.readString(folder.resolve(words[3])).split(";\n"));
                    return List.of();
                }
                return query(database, command.replaceFirst("^[^\"]*\"(.*)\"$", "$1"));
            }
            default -> throw new AssertionError("the command " + command);
        }
    }

    private static List<String> query(Path database, String sql) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> lines = new ArrayList<>();
            while (rows.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    String value = rows.getString(i);
                    values.add(value == null ? "" : value);
                }
                lines.add(String.join("|", values));
            }
            return lines;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
