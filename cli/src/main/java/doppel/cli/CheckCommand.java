package doppel.cli;

import doppel.cli.terminal.Terminal;
import doppel.cli.terminal.Text;
import doppel.cli.terminal.Verbosity;
import doppel.compare.JsonText;
import doppel.dialect.CheckedAbility;
import doppel.dialect.CheckedAbility.Verdict;
import doppel.dialect.Dialect;
import doppel.dialect.Dialects;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code doppel check}. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Connects to a database and reports what Doppel can do with it, what is missing, and how to get it."
                    + " Nothing is changed. Exits with 1 if something is missing.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  doppel check library.db",
            "  doppel check postgresql://admin@db.example.org/library",
            "  doppel check mysql://admin@localhost/library --json"
        })
final class CheckCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "URL", description = "The database: a URL, or the path of an SQLite file.")
    private String url;

    @Option(names = "--json", description = "Print one JSON document for machines, instead of a table for people.")
    private boolean json;

    @Mixin
    private Terminal.Network network;

    @Mixin
    private Verbosity verbosity;

    CheckCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Dialect dialect = Dialects.forUrl(url).with(network.credentials(terminal));
        List<CheckedAbility> abilities = dialect.check(url);
        boolean usable = abilities.stream().noneMatch(ability -> ability.verdict() == Verdict.MISSING);
        if (json) {
            terminal.out().println(document(dialect, abilities, usable));
        } else if (!verbosity.quiet()) {
            table(abilities, usable);
        } else {
            abilities.stream()
                    .filter(ability -> ability.verdict() == Verdict.MISSING)
                    .forEach(ability -> terminal.err().println(ability.name() + ": " + ability.finding() + "."));
        }
        return usable ? 0 : 1;
    }

    private void table(List<CheckedAbility> abilities, boolean usable) {
        terminal.out().println(line("ability", "for", "", ""));
        for (CheckedAbility ability : abilities) {
            terminal.out()
                    .println(line(
                            ability.name(),
                            ability.purpose().toString(),
                            ability.verdict().toString(),
                            Text.visible(ability.finding())));
            if (!ability.remedy().isEmpty()) {
                terminal.out().println(line("", "", "", "-> " + Text.visible(ability.remedy())));
            }
        }
        terminal.out()
                .println(Dialects.withoutPassword(url)
                        + (usable ? " can be dumped and restored." : " lacks something that Doppel needs."));
    }

    private static String line(String ability, String purpose, String verdict, String finding) {
        return String.format(Locale.ROOT, "%-17s %-8s %-8s %s", ability, purpose, verdict, finding)
                .stripTrailing();
    }

    private String document(Dialect dialect, List<CheckedAbility> abilities, boolean usable) {
        return "{\"database\":" + JsonText.quoted(Dialects.withoutPassword(url)) + ",\"engine\":"
                + JsonText.quoted(dialect.id()) + ",\"usable\":" + usable + ",\"abilities\":["
                + abilities.stream().map(CheckCommand::object).collect(Collectors.joining(",")) + "]}";
    }

    private static String object(CheckedAbility ability) {
        return "{\"name\":" + JsonText.quoted(ability.name()) + ",\"for\":"
                + JsonText.quoted(ability.purpose().toString()) + ",\"verdict\":"
                + JsonText.quoted(ability.verdict().toString()) + ",\"finding\":" + JsonText.quoted(ability.finding())
                + ",\"remedy\":" + JsonText.quoted(ability.remedy()) + "}";
    }
}
