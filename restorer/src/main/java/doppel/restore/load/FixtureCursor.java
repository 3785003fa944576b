package doppel.restore.load;

import doppel.ErrorCode;
import doppel.FixtureException;
import doppel.fixture.Row;
import doppel.fixture.Shape;
import doppel.literal.LargeValue;
import doppel.program.PlainFixture.PlainMethod;
import doppel.restore.check.CheckedFiles;
import doppel.restore.statement.JavacNeeded;
import doppel.restore.statement.RowFileReader;
import doppel.schema.RowShape.Lookup;
import doppel.schema.RowShape.Value;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;

/** Rows of a fixture, read one by one in constant memory. Used by one thread, and closed by it. */
public final class FixtureCursor implements AutoCloseable {

    private final Path directory;
    private final Iterator<String> files;
    private final CheckedFiles checked;
    private final RowFileReader reader;
    private final BiFunction<String, String, PlainMethod> methods;
    private final Map<String, Shape> shapes = new HashMap<>();
    private String file;
    private RowFileReader.Reading reading;

    /**
     * @param files what is read, in this order
     * @param methods the create method that a file calls by name; null if such rows are left out
     */
    FixtureCursor(
            Path directory,
            List<String> files,
            CheckedFiles checked,
            RowFileReader reader,
            BiFunction<String, String, PlainMethod> methods) {
        this.directory = directory;
        this.files = files.iterator();
        this.checked = checked;
        this.reader = reader;
        this.methods = methods;
    }

    /**
     * The next row; null if there is none.
     *
     * @throws FixtureException if the next file was edited or damaged, or holds more than rows
     */
    public Row next() {
        while (reading != null || files.hasNext()) {
            if (reading == null) {
                file = files.next();
                checked.require(file);
                reading = reader.open(directory, file.substring(0, file.length() - ".java".length()));
            }
            Object[] values = values();
            if (values == null) {
                close();
            } else {
                PlainMethod method = methods.apply(file, reader.method().name());
                if (method != null) {
                    return row(method, values);
                }
            }
        }
        return null;
    }

    private Object[] values() {
        try {
            return reading.values();
        } catch (JavacNeeded e) {
            throw notPlain("The file " + file + " holds more than rows as the dumper writes them.");
        }
    }

    private Row row(PlainMethod method, Object[] values) {
        if (values.length != method.types().size()) {
            throw notPlain("A row of " + method.table() + " in " + file + " has " + values.length
                    + " values instead of " + method.types().size() + ".");
        }
        Shape shape = shapes.computeIfAbsent(method.name(), unknown -> Shape.of(method.table(), method.columns()));
        List<Value> columns = method.values();
        Object[] own = new Object[columns.size()];
        for (int i = 0; i < own.length; i++) {
            Value column = columns.get(i);
            own[i] = column.key().isPresent() ? referred(column.key().get(), values) : values[column.parameter()];
        }
        return Row.of(shape, own);
    }

    /** A key that holds NULL refers to nothing. */
    private static NaturalKey referred(Lookup key, Object[] values) {
        List<Object> parts = key.parameters().stream()
                .map(parameter -> LargeValue.whole(values[parameter]))
                .toList();
        return parts.stream().anyMatch(Objects::isNull) ? null : new NaturalKey(key.table(), key.naturalKey(), parts);
    }

    private static FixtureException notPlain(String message) {
        return new FixtureException(
                ErrorCode.NOT_PLAIN_DATA, message, "Restore the fixture into a database, and work there.");
    }

    @Override
    public void close() {
        if (reading != null) {
            reading.close();
            reading = null;
        }
    }
}
