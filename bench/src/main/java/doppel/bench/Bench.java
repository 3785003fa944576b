package doppel.bench;

import doppel.bench.engine.BenchEngine;
import doppel.bench.engine.EngineName;
import doppel.bench.engine.Tools;
import doppel.bench.measure.BenchException;
import doppel.bench.shape.Shape;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bin/bench}. Exit codes: 0, all was measured; 1, something was not; 2, wrong usage; 3, Doppel does not run. */
@Command(
        name = "bench",
        description = {
            "Compares Doppel with the native tools of each engine: time, memory and size of dump and restore, on "
                    + "databases"
                    + " that it makes itself. What was restored is compared with the source before its time counts.",
            ""
        },
        footer = {
            "",
            "Servers are those that the tests use: started from Maven's artifacts, or named by "
                    + "DOPPEL_TEST_POSTGRESQL_URL,"
                    + " DOPPEL_TEST_MARIADB_URL and DOPPEL_TEST_MYSQL_URL.",
            "",
            "Examples:",
            "  bin/bench --engine sqlite",
            "  bin/bench --rows 4000000 --runs 5 --markdown",
            "  bin/bench --engine postgresql --tool pg_dump=/usr/lib/postgresql/18/bin/pg_dump",
            "  bin/bench --startup"
        })
public final class Bench implements Callable<Integer> {

    private static final int FAILED = 1;
    private static final int NOT_DONE = 3;

    private final PrintWriter out;
    private final PrintWriter err;

    @Spec
    private CommandSpec specification;

    @Option(
            names = "--rows",
            paramLabel = "N",
            defaultValue = "400000",
            description = "About so many rows of employees, and a part of it for the other shapes (default: "
                    + "${DEFAULT-VALUE}).")
    private long rows;

    @Option(
            names = "--engine",
            paramLabel = "E",
            split = ",",
            description = "${COMPLETION-CANDIDATES}; several with commas between them (default: all).")
    private List<EngineName> engines = List.of(EngineName.values());

    @Option(
            names = "--shape",
            paramLabel = "S",
            split = ",",
            defaultValue = "EMPLOYEES",
            description = "${COMPLETION-CANDIDATES}; several with commas between them (default: ${DEFAULT-VALUE}).")
    private List<Shape> shapes;

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "3",
            description = "How often each program runs; the median counts (default: ${DEFAULT-VALUE}).")
    private int runs;

    @Option(names = "--only", paramLabel = "O", description = "Measure only this: ${COMPLETION-CANDIDATES}.")
    private Operation only;

    @Option(names = "--hooks", description = "Also restore with every create method edited and a hook for every row.")
    private boolean hooks;

    @Option(
            names = "--floor",
            description = "Also measure the driver alone, reading or writing the same rows and doing nothing else.")
    private boolean floor;

    @Option(
            names = "--startup",
            description = "Measure small databases instead, where starting counts, and doppel --version.")
    private boolean startup;

    @Option(
            names = "--tool",
            paramLabel = "NAME=COMMAND",
            description = "A native tool that is not the one on the PATH, with arguments if need be. Also from the"
                    + " environment: DOPPEL_BENCH_PG_DUMP.")
    private Map<String, String> tools = Map.of();

    @Option(
            names = "--doppel",
            paramLabel = "COMMAND",
            description =
                    "The Doppel to measure, such as another checkout's (default: the bin/doppel beside bin/bench).")
    private String doppel = System.getProperty("doppel.bench.doppel", "doppel");

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            description =
                    "Where databases and dumps are kept meanwhile (default: a new directory for temporary files).")
    private Path directory;

    @Option(names = "--keep", description = "Keep the databases and dumps, and say where they are.")
    private boolean keep;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Print this help and exit.")
    @SuppressWarnings("UnusedVariable") // picocli looks at it
    private boolean help;

    @Option(names = "--markdown", description = "Print tables for a page of documentation.")
    private boolean markdown;

    /** What is measured. */
    enum Operation {
        DUMP,
        RESTORE
    }

    private Bench(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    /**
     * Measures, and ends the virtual machine with the exit code.
     *
     * @param arguments the words of the command line
     */
    public static void main(String... arguments) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(out, err, arguments));
    }

    /** Measures, and gives the exit code. */
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        CommandLine line = new CommandLine(new Bench(out, err));
        line.setOut(out);
        line.setErr(err);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpAutoWidth(true);
        return line.execute(arguments);
    }

    @Override
    public Integer call() throws IOException {
        check(rows > 0, "--rows has to be 1 or more");
        check(runs > 0, "--runs has to be 1 or more");
        check(only != Operation.DUMP || !hooks, "--hooks is measured on restores, which --only DUMP leaves out");
        Path folder =
                directory == null ? Files.createTempDirectory("doppel-bench") : Files.createDirectories(directory);
        boolean named = specification.commandLine().getParseResult().hasMatchedOption("--engine");
        DoppelCommand command = new DoppelCommand(List.of(doppel.strip().split("\\s+")));
        Report report = new Report();
        try (Benchmark benchmark = new Benchmark(plan(), command, folder, directory == null, report, err::println)) {
            benchmark.start(startup);
            for (EngineName name : engines) {
                BenchEngine engine = name.with(new Tools(tools, System.getenv()), folder);
                benchmark.measure(engine, startup ? List.of(Shape.MUSIC) : shapes, named);
            }
            return benchmark.complete() ? 0 : FAILED;
        } catch (BenchException e) {
            err.println(e.getMessage());
            return NOT_DONE;
        } finally {
            if (keep) {
                err.println("Kept: what is in " + folder + ", and databases named doppel_bench_*.");
            }
            out.print(report.text(markdown));
            out.flush();
        }
    }

    private Plan plan() {
        return new Plan(rows, runs, only != Operation.RESTORE, only != Operation.DUMP, hooks, floor, keep);
    }

    private void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new ParameterException(specification.commandLine(), otherwise);
        }
    }
}
