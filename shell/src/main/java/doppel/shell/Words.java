package doppel.shell;

import doppel.Counted;
import doppel.ErrorCode;
import doppel.UsageException;
import doppel.schema.Table;
import doppel.shell.text.TextTable;
import doppel.shell.work.FoundRows;
import doppel.shell.work.TableRows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * The words of the shell and of scripts: {@code import static doppel.shell.Words.*;}. They work on the one database at
 * hand of this virtual machine, in one transaction, until {@link #commit}. Used by one thread.
 */
public final class Words {

    /** The connection, with JDBI: {@code db.execute("UPDATE …")}, {@code db.select("…").mapToMap().list()}. */
    @SuppressWarnings("StaticNamedImmutable") // a word, which is another database's in the next session
    public static Handle db;

    private static Workplace bench;
    private static Path here;

    private Words() {}

    /** Lets the words work on a database or fixture; null if there is none any more. */
    public static void workOn(Workplace workplace) {
        bench = workplace;
        db = workplace == null ? null : workplace.handle();
    }

    /** Says where the script is that uses the words. */
    public static void runsIn(Path folder) {
        here = folder;
    }

    private static Workplace bench() {
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
        for (Table table : bench().schema().tables()) {
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
        return bench().sql(query, values);
    }

    /** Shows a value: rows as a table, anything else as its text. */
    public static void show(Object value) {
        boolean isTable = value instanceof FoundRows || value instanceof TableRows || value instanceof TextTable;
        say(List.of(isTable ? value.toString() : TextTable.shown(value)));
    }

    private static void say(List<String> lines) {
        lines.forEach(bench().out()::println);
        bench().out().flush();
    }

    private static String asBefore(long rows) {
        return Counted.of(rows, "row") + (rows == 1 ? " is" : " are") + " as before.";
    }

    /** Commits what was done since the last commit, after the rows as they were have been kept. */
    public static void commit() {
        say(bench().userCommits());
    }

    /** Takes back everything since the last commit. */
    public static void rollback() {
        bench().work().rollback();
    }

    /** Takes back the last snippet that has changed something. */
    public static void undo() {
        say(List.of(bench().work().undo().map(Words::asBefore).orElse("Nothing to undo.")));
    }

    /** The folder of the script. */
    public static Path here() {
        return here == null ? Path.of("") : here;
    }

    /** Puts back the rows that an earlier commit has kept in a folder. */
    public static void putBack(Path folder) {
        say(List.of(asBefore(bench().putBack(folder))));
    }

    /** The words, by examples. */
    public static String help() {
        return """
                tables()                                            all tables
                table("member")                                     all rows of one, as a table
                table("member").where("born < ?", LocalDate.of(1970, 1, 1)).count()
                table("member").where(row -> row.text("name").length() > 20).rows()
                table("member").stream().map(row -> row.text("name"))    row by row, however many there are
                table("member").key(5).first()                      Optional<Row>; row.text("name"), row.number("id"), …
                table("member").where("name = ?", "Ann").set("name", "Anna")
                table("member").all().set("name", row -> row.text("name").strip())
                table("member").all().change("fee", Mapping.of("n/a", null).otherwiseSame())
                table("member").insert("name", "Ann", "born", LocalDate.of(2001, 2, 3))
                table("member").key(5).delete()                     refused if other rows refer to it
                table("member").key(5).andWhatRefersToThem().delete()
                table("member").where("name = 'Ann'").mergeInto(5)  references of the others go to row 5
                sql("SELECT name, count(*) FROM member GROUP BY name")
                db.execute("UPDATE member SET fee = 0 WHERE id = ?", 5)   JDBI's Handle
                show(x)      prints x                  undo()       takes back the last snippet
                commit()     keeps everything          rollback()   takes everything back
                """;
    }
}
