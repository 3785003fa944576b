package doppel.cli;

import doppel.cli.terminal.Terminal;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A process that runs commands, divided by {@code --then}, over and over, until it is killed or one fails. */
final class CommandLoop {

    private CommandLoop() {}

    public static void main(String... words) {
        List<List<String>> commands = new ArrayList<>(List.of(new ArrayList<>()));
        for (String word : words) {
            if (word.equals("--then")) {
                commands.add(new ArrayList<>());
            } else {
                commands.get(commands.size() - 1).add(word);
            }
        }
        System.out.println("started");
        while (true) {
            for (List<String> command : commands) {
                StringWriter err = new StringWriter();
                Terminal terminal = new Terminal(
                        new StringReader(""),
                        new PrintWriter(new StringWriter()),
                        new PrintWriter(err),
                        false,
                        false,
                        false);
                int code = Doppel.run(terminal, command.toArray(String[]::new));
                if (code != 0) {
                    System.out.println(command + " ended with " + code + ": " + err);
                    System.exit(1);
                }
            }
            System.out.println(Arrays.asList(words).size() + " words done");
        }
    }
}
