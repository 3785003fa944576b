package doppel.cli;

import doppel.cli.terminal.Terminal;
import doppel.cli.terminal.Text;
import doppel.migration.passage.MigrationPlan;
import doppel.restore.migrate.MigratorLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code doppel migrations list}. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = {"Checks that the steps form one chain of versions, and shows them in order.", ""})
final class MigrationsListCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(paramLabel = "PATH", arity = "1..*", description = "Jars, source files and folders of them.")
    private List<Path> paths;

    @Option(
            names = "--classpath",
            paramLabel = "PATH",
            description = "Jars, and folders of classes, that the migrations use; can be given more than" + " once.")
    private List<Path> classPath = List.of();

    MigrationsListCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        MigrationPlan.all(new MigratorLoader(paths, classPath).migrators())
                .forEach(step -> terminal.out().println(Text.visible(step)));
        return 0;
    }
}
