package doppel.restore.load;

import doppel.ErrorCode;
import doppel.FixtureException;
import doppel.dialect.Dialects;
import doppel.fixture.FileKind;
import doppel.fixture.FixtureFiles;
import doppel.fixture.Row;
import doppel.program.PlainFixture;
import doppel.program.TableNames;
import doppel.restore.check.CheckedFiles;
import doppel.restore.code.PlainProgram;
import doppel.restore.statement.CreateMethod;
import doppel.restore.statement.RowFileReader;
import doppel.restore.statement.StatementFiles;
import doppel.schema.Schema;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The rows of a fixture that is exactly what the dumper has written, read as data: none of it is compiled or run. Rows
 * have values for all columns that they were dumped with. Opening it reads no rows; each file is compared with
 * {@code MANIFEST} before its first row is read. Not thread-safe.
 */
public final class FixtureRows {

    private final Path directory;
    private final CheckedFiles checked;
    private final PlainFixture program;
    private final Map<String, PlainFixture.PlainMethod> methods;
    private final Map<String, CreateMethod> calls;
    private final Map<String, String> tables;
    private final StatementFiles files;
    private Map<String, Set<String>> mixed;

    private FixtureRows(Path directory) {
        this.directory = directory;
        checked = CheckedFiles.open(directory);
        program = PlainFixture.read(directory);
        methods = program.createMethods().stream()
                .collect(Collectors.toMap(PlainFixture.PlainMethod::name, Function.identity()));
        calls = new PlainProgram(program, true)
                .createMethods().stream().collect(Collectors.toMap(CreateMethod::name, Function.identity()));
        tables = TableNames.of(
                        program.schema().tables(),
                        Dialects.forId(program.schema().engine()))
                .stream()
                .collect(Collectors.toMap(
                        TableNames::rowsClass, names -> names.table().name()));
        files = new StatementFiles(
                directory,
                FixtureFiles.list(directory).stream()
                        .filter(file -> FileKind.of(file) == FileKind.ROWS)
                        .toList());
    }

    /**
     * Opens a fixture.
     *
     * @throws FixtureException if it is no fixture, it lacks a file or has another, or its program was edited
     */
    public static FixtureRows open(Path directory) {
        return new FixtureRows(directory);
    }

    /** The schema that the rows were read from. */
    public Schema schema() {
        return program.schema();
    }

    /** The version that the fixture has. */
    public String version() {
        return program.version();
    }

    /**
     * Gives all rows, table by table; what rows of tables left behind would be referred to by is refused.
     *
     * @throws FixtureException if any file was edited or damaged, before the first row
     */
    public void forEach(Consumer<Row> taker) {
        List<String> names =
                program.rows().stream().flatMap(rows -> files(rows.name())).toList();
        names.forEach(checked::require);
        try (FixtureCursor cursor = cursor(names, (file, method) -> true)) {
            for (Row row = cursor.next(); row != null; row = cursor.next()) {
                requireKnown(row);
                taker.accept(row);
            }
        }
    }

    private static void requireKnown(Row row) {
        for (String column : row.columns()) {
            if (row.held(column) instanceof NaturalKey) {
                throw new FixtureException(
                        ErrorCode.NOT_PLAIN_DATA,
                        "Rows of " + row.table() + " refer to rows that the application creates.",
                        "Restore the fixture into a database, and work there.");
            }
        }
    }

    /**
     * The rows of a table, in the order of their files, each read when it is asked for. A reference to rows that the
     * application creates is a {@link NaturalKey}.
     */
    public FixtureCursor rows(String table) {
        List<String> own = ownFiles(table).toList();
        List<String> all =
                Stream.concat(own.stream(), mixedFiles(table)).distinct().toList();
        return cursor(all, (file, method) -> {
            boolean wanted = method.table().equals(table);
            if (!wanted && own.contains(file)) {
                throw new FixtureException(
                        ErrorCode.NOT_PLAIN_DATA,
                        "The file " + file + " holds rows of " + method.table() + ", not only of " + table + ".",
                        "Restore the fixture into a database, and work there.");
            }
            return wanted;
        });
    }

    /**
     * How many rows a table has, mostly without reading them.
     *
     * @throws FixtureException if a file of them was edited or damaged
     */
    public long count(String table) {
        long count =
                ownFiles(table).mapToLong(file -> checked.require(file).rows()).sum();
        List<String> files = mixedFiles(table).toList();
        try (FixtureCursor cursor =
                cursor(files, (file, method) -> method.table().equals(table))) {
            while (cursor.next() != null) {
                count++;
            }
        }
        return count;
    }

    /** The files that the dumper writes for a table. */
    private Stream<String> ownFiles(String table) {
        return program.rows().stream()
                .map(PlainFixture.RowClass::name)
                .filter(name -> table.equals(tables.get(name)))
                .flatMap(this::files);
    }

    /** The files with other names that hold rows of a table, as somebody may have added. */
    private Stream<String> mixedFiles(String table) {
        if (mixed == null) {
            mixed = new LinkedHashMap<>();
            program.rows().stream()
                    .filter(rows -> !tables.containsKey(rows.name()))
                    .flatMap(rows -> files(rows.name()))
                    .forEach(file -> mixed.put(file, tablesIn(file)));
        }
        return mixed.entrySet().stream()
                .filter(file -> file.getValue().contains(table))
                .map(Map.Entry::getKey);
    }

    private Set<String> tablesIn(String file) {
        Set<String> found = new HashSet<>();
        try (FixtureCursor cursor = cursor(List.of(file), (name, method) -> found.add(method.table()))) {
            while (cursor.next() != null) {
                // each row was asked for its table
            }
        }
        return found;
    }

    private Stream<String> files(String rowClass) {
        return files.ofClass(rowClass).stream().map(files::name);
    }

    private FixtureCursor cursor(List<String> names, BiPredicate<String, PlainFixture.PlainMethod> wanted) {
        RowFileReader reader =
                new RowFileReader(calls, directory, name -> checked.require(FixtureFiles.LARGE_VALUES + "/" + name));
        return new FixtureCursor(directory, names, checked, reader, (file, method) -> {
            PlainFixture.PlainMethod found = methods.get(method);
            return wanted.test(file, found) ? found : null;
        });
    }
}
