package doppel.restore.load;

import doppel.ErrorCode;
import doppel.FixtureException;
import doppel.fixture.FileKind;
import doppel.fixture.FixtureFiles;
import doppel.fixture.Row;
import doppel.fixture.Shape;
import doppel.program.PlainFixture;
import doppel.restore.check.FixtureCheck;
import doppel.restore.code.PlainProgram;
import doppel.restore.statement.CreateMethod;
import doppel.restore.statement.JavacNeeded;
import doppel.restore.statement.RowFileReader;
import doppel.restore.statement.StatementFiles;
import doppel.schema.RowShape.Value;
import doppel.schema.Schema;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The rows of a fixture that is exactly what the dumper has written, read as data: none of it is compiled or run. Rows
 * have values for all columns that they were dumped with. Not thread-safe.
 */
public final class FixtureRows {

    private final Path directory;
    private final PlainFixture program;
    private final Map<String, PlainFixture.PlainMethod> methods;
    private final StatementFiles files;
    private final RowFileReader reader;

    private FixtureRows(Path directory) {
        this.directory = directory;
        program = PlainFixture.read(directory);
        methods = program.createMethods().stream()
                .collect(Collectors.toMap(PlainFixture.PlainMethod::name, Function.identity()));
        files = new StatementFiles(
                directory,
                FixtureFiles.list(directory).stream()
                        .filter(file -> FileKind.of(file) == FileKind.ROWS)
                        .toList());
        reader = new RowFileReader(
                new PlainProgram(program, true)
                        .createMethods().stream().collect(Collectors.toMap(CreateMethod::name, Function.identity())),
                directory);
    }

    /**
     * Opens a fixture.
     *
     * @throws FixtureException if it was edited or damaged, or is no fixture
     */
    public static FixtureRows read(Path directory) {
        if (!FixtureCheck.of(directory).isUnchanged()) {
            throw new FixtureException(
                    ErrorCode.FILE_CHANGED,
                    "The fixture " + directory + " was edited or damaged since it was dumped.",
                    "If you edited it, run `doppel seal " + directory + "`; otherwise copy it again.");
        }
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

    /** Gives all rows, table by table; what rows of tables left behind would be referred to by is refused. */
    public void forEach(Consumer<Row> taker) {
        program.rows().forEach(rows -> read(rows.name(), taker));
    }

    private void read(String className, Consumer<Row> taker) {
        for (int file : files.ofClass(className)) {
            String name = files.name(file);
            Map<String, Shape> shapes = new HashMap<>();
            try {
                reader.read(
                        directory,
                        name.substring(0, name.length() - ".java".length()),
                        (method, values, ordinal, line, offset, size, large) ->
                                taker.accept(row(methods.get(method.name()), values, shapes)));
            } catch (JavacNeeded e) {
                throw new FixtureException(
                        ErrorCode.NOT_PLAIN_DATA,
                        "The file " + name + " holds more than rows as the dumper writes them.",
                        "Restore the fixture into a database, and work there.");
            }
        }
    }

    private static Row row(PlainFixture.PlainMethod method, Object[] values, Map<String, Shape> shapes) {
        Shape shape = shapes.computeIfAbsent(method.name(), unknown -> Shape.of(method.table(), method.columns()));
        List<Value> columns = method.values();
        Object[] own = new Object[columns.size()];
        for (int i = 0; i < own.length; i++) {
            if (columns.get(i).key().isPresent()) {
                throw new FixtureException(
                        ErrorCode.NOT_PLAIN_DATA,
                        "Rows of " + method.table() + " refer to rows that the application creates.",
                        "Restore the fixture into a database, and work there.");
            }
            own[i] = values[columns.get(i).parameter()];
        }
        return Row.of(shape, own);
    }
}
