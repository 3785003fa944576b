package doppel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import doppel.ErrorCode;
import doppel.cli.terminal.Terminal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The documentation explains every error, every command and every option, and none that does not exist. */
final class DocumentationTest {

    private static final Path DOCUMENTATION = Path.of("../docs");

    @Test
    void explainsEveryErrorOnce() throws IOException {
        Path file = DOCUMENTATION.resolve("errors.md");

        List<String> explained = Files.readAllLines(file).stream()
                .filter(line -> line.matches("#+ DOPPEL-[0-9]{3}\\b.*"))
                .map(line -> line.replaceFirst("^#+ (DOPPEL-[0-9]{3}).*", "$1"))
                .toList();

        assertThat(explained)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(ErrorCode.values())
                        .map(ErrorCode::toString)
                        .toList());
    }

    @Test
    void explainsEveryCommandWithItsOptions() throws IOException {
        Path directory = DOCUMENTATION.resolve("commands");

        for (Map.Entry<String, CommandSpec> command : commands().entrySet()) {
            Path page = directory.resolve(command.getKey() + ".md");
            assertThat(page).exists();
            String text = Files.readString(page);
            for (OptionSpec option : options(command.getValue())) {
                assertThat(text).as(page.toString()).containsPattern(option.longestName() + "\\b");
            }
            for (PositionalParamSpec parameter : command.getValue().positionalParameters()) {
                assertThat(text).as(page.toString()).contains(parameter.paramLabel());
            }
        }
    }

    @Test
    void explainsNoOptionThatDoesNotExist() throws IOException {
        Path directory = DOCUMENTATION.resolve("commands");

        for (Map.Entry<String, CommandSpec> command : commands().entrySet()) {
            List<String> headings = Files.readAllLines(directory.resolve(command.getKey() + ".md")).stream()
                    .filter(line -> line.startsWith("| `--") || line.startsWith("#") && line.contains("`--"))
                    .map(line -> line.replaceFirst(".*?`(--[a-z-]+).*", "$1"))
                    .toList();
            assertThat(options(command.getValue()).stream()
                            .flatMap(option -> Arrays.stream(option.names()))
                            .toList())
                    .as("options of doppel " + command.getKey())
                    .containsAll(headings);
        }
    }

    /** The options of a command and of those below it. */
    private static List<OptionSpec> options(CommandSpec command) {
        List<OptionSpec> options = new ArrayList<>(command.options());
        command.subcommands().values().forEach(below -> options.addAll(options(spec(below))));
        return options;
    }

    private static Map<String, CommandSpec> commands() {
        Terminal terminal = new Terminal(
                new StringReader(""),
                new PrintWriter(new StringWriter()),
                new PrintWriter(new StringWriter()),
                false,
                false,
                false);
        Map<String, CommandSpec> commands = new java.util.TreeMap<>();
        Doppel.commandLine(terminal).getSubcommands().forEach((name, line) -> commands.put(name, spec(line)));
        commands.remove("generate-completion"); // picocli's own
        return commands;
    }

    private static CommandSpec spec(CommandLine line) {
        return line.getCommandSpec();
    }
}
