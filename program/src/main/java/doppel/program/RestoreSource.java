package doppel.program;

import doppel.DatabaseException;
import doppel.ErrorCode;
import doppel.schema.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Writes the program of a fixture: the version, the schema, the hook, and one create method per table. It is
 * {@code Restore.java}, if one class can hold all tables; otherwise {@code Restore} has the first of them and extends
 * {@code Restore_2}, which has the next, and so on.
 */
public final class RestoreSource {

    /** More columns than this do not fit into the 64 KB of code of one statement or method. */
    static final int MOST_COLUMNS = 4_200;

    private static final int LONGEST_NAME = 20_000;
    /** A person can still read and edit so long a file. */
    private static final int MOST_TABLES = 1_000;

    private static final int MOST_CONSTANTS = 65_000;
    private static final int MOST_OTHERS = 2_000;

    private RestoreSource() {}

    /**
     * The source of a fixture.
     *
     * @param others what else the schema defines
     * @param tables the tables in load order
     * @return {@code Restore.java}, and those that hold the rest of the tables, in their order
     */
    public static List<SourceFile> of(
            String version, String engine, String engineName, List<String> others, List<DumpedTable> tables) {
        return of(version, engine, engineName, others, tables, "Fixture", List.of());
    }

    /**
     * The source of a fixture whose rows are written by hand, for tables that exist.
     *
     * @param tables the tables, without rows
     * @param rowClasses the classes of the rows, in the order in which they are loaded
     * @param words whether these rows may use the words of {@link doppel.fixture.WrittenFixture}; without, the source
     *     is as plain as that of a dump
     */
    public static List<SourceFile> forWritten(
            String engine, String engineName, List<DumpedTable> tables, List<String> rowClasses, boolean words) {
        String parent = words ? "WrittenFixture" : "Fixture";
        return of("by-hand", engine, engineName, List.of(), tables, parent, rowClasses);
    }

    private static List<SourceFile> of(
            String version,
            String engine,
            String engineName,
            List<String> others,
            List<DumpedTable> tables,
            String parent,
            List<String> written) {
        List<String> named = named(others);
        List<List<TableMethods>> classes = split(tables, named);
        long rows = tables.stream().mapToLong(DumpedTable::rows).sum();
        ProgramClass.Heading heading = new ProgramClass.Heading(
                version, engine, engineName, tables.size(), rows, named, classes.size(), parent, written);
        List<SourceFile> files = new ArrayList<>();
        int first = 1;
        for (List<TableMethods> each : classes) {
            files.add(ProgramClass.source(heading, files.size() + 1, first, each));
            first += each.size();
        }
        return files;
    }

    private static List<String> named(List<String> others) {
        List<String> named = new ArrayList<>();
        others.stream().limit(MOST_OTHERS).map(TableSource::shortened).forEach(named::add);
        if (others.size() > MOST_OTHERS) {
            named.add("and " + (others.size() - MOST_OTHERS) + " more");
        }
        return named;
    }

    /** The tables of each class: as many as a class can name, and a person can bear. */
    private static List<List<TableMethods>> split(List<DumpedTable> tables, List<String> others) {
        List<List<TableMethods>> classes = new ArrayList<>();
        List<TableMethods> current = new ArrayList<>();
        Set<String> strings = new HashSet<>(others);
        for (DumpedTable table : tables) {
            TableMethods methods = new TableMethods(table);
            long more = methods.strings().stream()
                    .filter(text -> !strings.contains(text))
                    .count();
            if (current.size() == MOST_TABLES
                    || !current.isEmpty() && constants(strings.size() + more, current.size() + 1) > MOST_CONSTANTS) {
                classes.add(current);
                current = new ArrayList<>();
                strings.clear();
            }
            current.add(methods);
            strings.addAll(methods.strings());
            if (constants(strings.size(), current.size()) > MOST_CONSTANTS) {
                throw tooLarge("The table " + table.names().table().name()
                        + " has more different names and types than one Java class can name.");
            }
        }
        classes.add(current);
        return classes;
    }

    /** A string takes two entries; a method takes its name, its type, the entries of its calls, and a number. */
    private static long constants(long strings, int tables) {
        return 2 * strings + 14L * tables + 250;
    }

    /** Refuses, before any row is read, a table that no Java source can hold. */
    public static void requireNarrow(Table table) {
        int columns = table.columns().size();
        if (columns > MOST_COLUMNS) {
            throw tooLarge("The table " + table.name() + " has " + columns + " columns, more than the " + MOST_COLUMNS
                    + " that one Java method can name.");
        }
        table.columns().forEach(column -> requireShort("column", column.name()));
        requireShort("table", table.name());
    }

    private static void requireShort(String what, String name) {
        if (name.length() > LONGEST_NAME) {
            throw tooLarge("The name of the " + what + " " + name.substring(0, 40) + "... has " + name.length()
                    + " characters.");
        }
    }

    static DatabaseException tooLarge(String message) {
        return new DatabaseException(
                ErrorCode.SCHEMA_TOO_LARGE,
                message,
                "Leave it out with --exclude, or dump the tables in groups with --tables.");
    }
}
