package doppel.program;

import doppel.ErrorCode;
import doppel.FixtureException;
import doppel.OrdinaryFile;
import doppel.StorageException;
import doppel.fixture.FixtureFiles;
import doppel.literal.JavaType;
import doppel.schema.RowShape.Value;
import doppel.schema.Schema;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What the program of a fixture says, {@code Restore.java} and what it extends, read as text: none of it is compiled or
 * run, so it may come from somebody whom the user does not trust. It has to be exactly what the dumper writes, except
 * for comments and white space. Immutable.
 *
 * @param version the version of the application that the rows belong to
 * @param schema the schema that the rows were read from
 * @param rows the files of rows in the order in which they are loaded
 * @param createMethods the create methods, one for each table of the schema, in the same order
 */
public record PlainFixture(String version, Schema schema, List<RowClass> rows, List<PlainMethod> createMethods) {

    public PlainFixture {
        rows = List.copyOf(rows);
        createMethods = List.copyOf(createMethods);
    }

    /**
     * The rows of a table.
     *
     * @param name the class in the first file, a plain identifier
     * @param count how many rows the files hold
     */
    public record RowClass(String name, long count) {}

    /**
     * A create method: it saves one row of its table.
     *
     * @param name the method's name
     * @param table the table's name
     * @param types the parameters' types; all of them objects if the method is wide
     * @param wide whether the method takes one array of all values
     * @param values the values of the columns, in their order
     */
    public record PlainMethod(String name, String table, List<JavaType> types, boolean wide, List<Value> values) {

        public PlainMethod {
            types = List.copyOf(types);
            values = List.copyOf(values);
        }

        /** The columns' names. */
        public List<String> columns() {
            return values.stream().map(Value::column).toList();
        }

        /** A method with one parameter for each of these columns. */
        static PlainMethod ofColumns(
                String name, String table, List<JavaType> types, boolean wide, List<String> columns) {
            if (types.size() != columns.size()) {
                throw new IllegalArgumentException(name + " needs one column for each parameter");
            }
            return new PlainMethod(
                    name,
                    table,
                    types,
                    wide,
                    IntStream.range(0, columns.size())
                            .mapToObj(i -> new Value(columns.get(i), i, Optional.empty()))
                            .toList());
        }
    }

    /**
     * Reads the fixture in this directory.
     *
     * @throws FixtureException if a file of the program is missing, or is not exactly what the dumper writes
     * @throws StorageException if one cannot be read
     */
    public static PlainFixture read(Path directory) {
        PlainReader reader = new PlainReader();
        while (reader.isContinued()) {
            reader.read(source(directory, reader.nextFile()));
        }
        reader.requireAll(FixtureFiles.programs(directory));
        return reader.fixture();
    }

    private static PlainSource source(Path directory, String name) {
        Path file = directory.resolve(name);
        try {
            return new PlainSource(name, OrdinaryFile.text(file));
        } catch (NoSuchFileException e) {
            throw new FixtureException(
                    ErrorCode.FILE_MISSING,
                    directory + " has no " + name + ".",
                    "Name the directory that `doppel dump` wrote.",
                    null,
                    e);
        } catch (CharacterCodingException e) {
            throw new FixtureException(
                    ErrorCode.NOT_PLAIN_DATA, name + " is not valid UTF-8.", PlainSource.NEXT_STEP, null, e);
        } catch (IOException e) {
            throw StorageException.of("Reading " + file, e);
        }
    }

    /** The same; empty if the program is not exactly what the dumper writes, or not even Java. */
    public static Optional<PlainFixture> readIfPlain(Path directory) {
        try {
            return Optional.of(read(directory));
        } catch (FixtureException e) { // javac has better messages, if anything is wrong
            return Optional.empty();
        }
    }
}
