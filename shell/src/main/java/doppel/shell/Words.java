package doppel.shell;

import doppel.ErrorCode;
import doppel.UsageException;
import doppel.schema.Table;
import doppel.shell.text.TextTable;
import doppel.shell.work.FoundRows;
import doppel.shell.work.TableRows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterable;

/**
 * The words of the shell and of scripts: {@code import static doppel.shell.Words.*;}. They work on the one database at
 * hand of this virtual machine, in one transaction, until {@link #commit}. Used by one thread.
 */
public final class Words {

    /** The connection, with JDBI: {@code db.execute("UPDATE …")}, {@code db.select("…").mapToMap().list()}. */
    @SuppressWarnings("StaticNamedImmutable") // a word, which is another database's in the next session
    public static Handle db;

    private static Workbench bench;
    private static Path here;

    private Words() {}

    /** Lets the words work on a database; null if there is none any more. */
    public static void workOn(Workbench workbench) {
        bench = workbench;
        db = workbench == null ? null : workbench.handle();
    }

    /** Says where the script is that uses the words. */
    public static void runsIn(Path folder) {
        here = folder;
    }

    private static Workbench bench() {
        if (bench == null) {
            throw new UsageException(
                    ErrorCode.USAGE, "No database is at hand.", "Run this by doppel shell or doppel run.");
        }
        return bench;
    }

    /** The rows of a table: {@code table("members").where("born < ?", day).set("senior", true)}. */
    public static TableRows table(String name) {
        return bench().table(name);
    }

    /** Shows the tables. */
    public static TextTable tables() {
        List<Object[]> rows = new ArrayList<>();
        for (Table table : bench().database().schema().tables()) {
            rows.add(new Object[] {
                table.name(),
                String.join(", ", table.primaryKey()),
                String.join(", ", table.columns().stream().map(c -> c.name()).toList())
            });
        }
        return TextTable.of(List.of("table", "key", "columns"), rows);
    }

    /** The rows of a query, as a table; with a {@code ?} for each value. */
    public static TextTable sql(String query, Object... values) {
        ResultIterable<Map<String, Object>> result;
        List<Map<String, Object>> rows;
        try (var statement = bench().handle().createQuery(query)) {
            for (int i = 0; i < values.length; i++) {
                statement.bind(i, values[i]);
            }
            result = statement.mapToMap(Object.class);
            rows = result.list();
        }
        List<String> columns =
                rows.isEmpty() ? List.of() : List.copyOf(rows.get(0).keySet());
        return TextTable.of(
                columns, rows.stream().map(row -> row.values().toArray()).toList());
    }

    /** Shows a value: rows as a table, anything else as its text. */
    public static void show(Object value) {
        if (value instanceof FoundRows || value instanceof TableRows || value instanceof TextTable) {
            bench().out().println(value);
        } else {
            bench().out().println(TextTable.shown(value));
        }
        bench().out().flush();
    }

    /** Commits what was done since the last commit, after the rows as they were have been kept. */
    public static void commit() {
        bench().commit().forEach(bench().out()::println);
        bench().out().flush();
    }

    /** Takes back everything since the last commit. */
    public static void rollback() {
        bench().work().rollback();
    }

    /** Takes back the last snippet that has changed something. */
    public static void undo() {
        String said = bench().work()
                .undo()
                .map(rows ->
                        rows == 1 ? "1 row is as before." : String.format(Locale.ROOT, "%,d rows are as before.", rows))
                .orElse("Nothing to undo.");
        bench().out().println(said);
        bench().out().flush();
    }

    /** The folder of the script. */
    public static Path here() {
        return here == null ? Path.of("") : here;
    }

    /** Puts back the rows that an earlier commit has kept in a folder. */
    public static void putBack(Path folder) {
        long rows = bench().putBack(folder);
        bench().out()
                .println(
                        rows == 1
                                ? "1 row is as before."
                                : String.format(Locale.ROOT, "%,d rows are as before.", rows));
        bench().out().flush();
    }
}
