package doppel.cli;

import doppel.Counted;
import doppel.cli.terminal.Terminal;
import doppel.cli.terminal.Text;
import doppel.restore.existing.Merged;
import doppel.restore.report.RestoreReport;
import doppel.restore.save.ColumnAdvice;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reports what a restore did. */
record RestoreText(Terminal terminal) {

    /** The steps that rows took from version to version, if any. */
    void steps(RestoreReport report) {
        if (!report.steps().isEmpty()) {
            terminal.out()
                    .println("Rows went from version " + Text.visible(report.version()) + " to "
                            + Text.visible(report.restoredVersion()) + ":");
            report.steps().forEach(step -> terminal.out().println("  " + Text.visible(step)));
        }
    }

    /** Why rows could not be saved. */
    void problems(List<RestoreReport.Problem> problems) {
        problems.forEach(this::problem);
    }

    private void problem(RestoreReport.Problem problem) {
        terminal.err().println(Text.visible(problem.title()) + " (" + Counted.of(problem.rows(), "row") + ")");
        problem.examples().forEach(example -> terminal.err().println("  " + Text.visible(example)));
    }

    /** What columns hold that refused values, and the options that take all of it. */
    void advice(List<ColumnAdvice> columns) {
        columns.stream()
                .flatMap(column -> column.lines().stream())
                .forEach(line -> terminal.err().println(Text.visible(line)));
    }

    /** What became of the rows of each table. */
    void rows(List<RestoreReport.TableRows> tables) {
        int width = tables.stream()
                .mapToInt(table -> table.table().length())
                .map(length -> Math.min(60, length))
                .max()
                .orElse(5);
        terminal.out().println(line(width, "table", "read", "saved", "skipped", "unsaved"));
        for (RestoreReport.TableRows table : tables) {
            terminal.out()
                    .println(line(
                            width,
                            shortened(table.table()),
                            number(table.read()),
                            number(table.saved()),
                            number(table.skipped()),
                            number(table.unsaved())));
        }
    }

    /** What became of the rows of each table where a database keeps those that it has. */
    void merged(List<Merged> tables) {
        List<String[]> lines = new ArrayList<>();
        lines.add(new String[] {"table", "new", "changed", "the same", "kept"});
        for (Merged table : tables) {
            lines.add(new String[] {
                shortened(table.table()),
                number(table.inserted()),
                number(table.updated()),
                number(table.unchanged()),
                number(table.kept())
            });
        }
        int width = lines.stream().mapToInt(line -> line[0].length()).max().orElse(0);
        lines.forEach(line -> terminal.out()
                .println(String.format(Locale.ROOT, "%-" + width + "s %12s %12s %12s %12s", (Object[]) line)));
    }

    /** A name can hold anything; control characters that a terminal would obey are not shown. */
    private static String shortened(String name) {
        String shown = doppel.literal.JavaText.comment(name);
        return shown.length() > 60 ? shown.substring(0, 57) + "..." : shown;
    }

    private static String number(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    private static String line(int width, String table, String read, String saved, String skipped, String unsaved) {
        return String.format(
                Locale.ROOT, "%-" + Math.max(5, width) + "s %12s %12s %9s %9s", table, read, saved, skipped, unsaved);
    }
}
