package doppel.intake;

import doppel.ErrorCode;
import doppel.FixtureException;
import doppel.UsageException;
import doppel.csv.CsvFiles;
import doppel.csv.CsvTable;
import doppel.dialect.Dialect;
import doppel.fixture.Row;
import doppel.migration.passage.Crossing;
import doppel.restore.statement.FixtureStatements;
import doppel.restore.statement.Origin;
import doppel.restore.statement.Statement;
import doppel.schema.LoadOrder;
import doppel.schema.Nearest;
import doppel.schema.Schema;
import doppel.schema.Table;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The tables of CSV files that are imported, those that others refer to first. Used by one thread. */
final class ImportedTables implements FixtureStatements, AutoCloseable {

    private final Path source;
    private final Schema schema;
    private final List<ImportedTable> tables = new ArrayList<>();
    private final List<String> passedOver;

    /**
     * Finds the tables of the files in a schema.
     *
     * @param engineKeeps tables that the engine writes itself, whose records are passed over
     * @throws UsageException if an option names a table that there is not
     * @throws FixtureException if a file has a table that the schema does not have
     */
    ImportedTables(
            Path source,
            CsvFiles files,
            Schema schema,
            Predicate<Table> engineKeeps,
            Dialect dialect,
            ImportOptions options) {
        this.source = source;
        this.schema = schema;
        Map<String, CsvTable> chosen = new HashMap<>();
        Map<String, CsvTable> kept = new TreeMap<>();
        List<String> unknown = new ArrayList<>();
        requireKnown(files, options);
        for (CsvTable records : files.tables()) {
            if (options.takes(records.name())) {
                Optional<Table> table = table(records.name());
                table.ifPresentOrElse(
                        found -> (engineKeeps.test(found) ? kept : chosen).put(found.name(), records),
                        () -> unknown.add(records.name() + " (" + records.file().getFileName() + ")"
                                + Nearest.of(
                                                records.name(),
                                                schema.tables().stream().map(Table::name))
                                        .map(nearest -> ", did you mean " + nearest + "?")
                                        .orElse("")));
            }
        }
        if (!unknown.isEmpty()) {
            throw new FixtureException(
                    ErrorCode.CSV_UNREADABLE,
                    "The database has no table for " + String.join("; ", unknown) + ".",
                    "Name the table of a single file with --table, or leave tables out with --exclude.");
        }
        passedOver = List.copyOf(kept.keySet());
        for (Table table : LoadOrder.of(schema.tables()).tables()) {
            if (chosen.containsKey(table.name())) {
                tables.add(new ImportedTable(chosen.get(table.name()), table, dialect, tables.size()));
            }
        }
    }

    private static void requireKnown(CsvFiles files, ImportOptions options) {
        List<String> known = files.tables().stream().map(CsvTable::name).toList();
        Stream.concat(options.tables().stream(), options.excluded().stream())
                .filter(name -> !known.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new UsageException(
                            ErrorCode.UNKNOWN_TABLE,
                            "There is no table " + name + " among the files"
                                    + Nearest.endOfSentence(name, known.stream()),
                            "The tables are " + String.join(", ", known) + ".");
                });
    }

    private Optional<Table> table(String name) {
        List<Table> alike = schema.tables().stream()
                .filter(table -> table.name().equalsIgnoreCase(name))
                .toList();
        return schema.table(name).or(() -> alike.size() == 1 ? Optional.of(alike.get(0)) : Optional.empty());
    }

    /** The tables. */
    List<ImportedTable> tables() {
        return tables;
    }

    /** The tables whose records are passed over. */
    List<String> passedOver() {
        return passedOver;
    }

    /** Gives each row, before any of them is saved. */
    void forEachRow(Consumer<Row> taker) {
        tables.forEach(table -> table.forEachRow(taker));
    }

    ImportedTable of(Origin origin) {
        return tables.get(origin.file());
    }

    @Override
    public Path directory() {
        return source;
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public boolean isPart() {
        return false;
    }

    @Override
    public String file(int number) {
        return tables.get(number).records().file().getFileName().toString();
    }

    @Override
    public byte[] source(Origin origin) {
        throw new IllegalStateException("rejected records are copied from their files");
    }

    @Override
    public Statement readAgain(Origin origin) {
        return of(origin).again(this, origin);
    }

    /** No steps are taken. */
    @Override
    public void cross(Crossing rows) {}

    @Override
    public void saveCreated() {}

    @Override
    public void close() {
        tables.forEach(ImportedTable::close);
    }
}
