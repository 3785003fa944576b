package doppel.intake;

import doppel.ErrorCode;
import doppel.FixtureException;
import doppel.OrdinaryFile;
import doppel.StorageException;
import doppel.UsageException;
import doppel.csv.CsvContent;
import doppel.dialect.Dialect;
import doppel.dialect.Dialects;
import doppel.dialect.RowCursor;
import doppel.fixture.FixtureFiles;
import doppel.fixture.Row;
import doppel.literal.JavaType;
import doppel.literal.ValueTaker;
import doppel.restore.load.FixtureCursor;
import doppel.restore.load.FixtureRows;
import doppel.restore.load.NaturalKey;
import doppel.schema.Column;
import doppel.schema.Nearest;
import doppel.schema.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What an export of a fixture writes: its rows are read as data, and none of it is compiled or run. */
public final class FixtureContent implements CsvContent {

    private final Path directory;
    private final FixtureRows fixture;
    private final Dialect dialect;
    private final List<Table> tables;

    /**
     * The tables of a fixture.
     *
     * @param wanted the names of the tables; empty for all
     * @param excluded the names of tables to leave out
     * @throws FixtureException if it is no fixture, or was edited
     * @throws UsageException if there is no table of one of the names
     */
    public FixtureContent(Path directory, List<String> wanted, List<String> excluded) {
        this.directory = directory;
        fixture = FixtureRows.open(directory);
        dialect = Dialects.forId(fixture.schema().engine());
        List<String> names = fixture.schema().tables().stream().map(Table::name).toList();
        Stream.concat(wanted.stream(), excluded.stream())
                .filter(name -> !names.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new UsageException(
                            ErrorCode.UNKNOWN_TABLE,
                            "There is no table " + name + Nearest.endOfSentence(name, names.stream()),
                            "The tables are " + String.join(", ", names) + ".");
                });
        tables = fixture.schema().tables().stream()
                .filter(table -> wanted.isEmpty() || wanted.contains(table.name()))
                .filter(table -> !excluded.contains(table.name()))
                .toList();
    }

    /** In the order in which the fixture loads them. */
    @Override
    public List<Table> tables() {
        return tables;
    }

    @Override
    public JavaType type(Column column) {
        return dialect.parameterType(column);
    }

    @Override
    public String engine() {
        return dialect.id();
    }

    @Override
    public String script() {
        try {
            return OrdinaryFile.text(directory.resolve(FixtureFiles.SCHEMA));
        } catch (IOException e) {
            throw StorageException.of("Reading " + directory.resolve(FixtureFiles.SCHEMA), e);
        }
    }

    @Override
    public RowCursor rows(Table table) {
        List<String> columns =
                table.insertableColumns().stream().map(Column::name).toList();
        FixtureCursor rows = fixture.rows(table.name());
        return new RowCursor() {
            @Override
            public boolean next(ValueTaker into) {
                Row row = rows.next();
                if (row != null) {
                    columns.forEach(column -> into.take(known(row, column)));
                }
                return row != null;
            }

            @Override
            public void close() {
                rows.close();
            }
        };
    }

    private static Object known(Row row, String column) {
        Object value = row.held(column);
        if (value instanceof NaturalKey) {
            throw new FixtureException(
                    ErrorCode.NOT_PLAIN_DATA,
                    "Rows of " + row.table() + " refer to rows that the application creates.",
                    "Restore the fixture into a database, and export that.");
        }
        return value;
    }

    @Override
    public List<String> notices() {
        return List.of();
    }
}
