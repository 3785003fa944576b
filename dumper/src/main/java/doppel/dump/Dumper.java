package doppel.dump;

import doppel.DatabaseException;
import doppel.ErrorCode;
import doppel.FixtureException;
import doppel.Progress;
import doppel.StorageException;
import doppel.dialect.Ddl;
import doppel.dialect.Dialect;
import doppel.dialect.RowCursor;
import doppel.dialect.Source;
import doppel.dialect.reference.DanglingReferences;
import doppel.dump.hooks.Hooks;
import doppel.dump.subset.Subset;
import doppel.fixture.FixtureFiles;
import doppel.program.DumpedTable;
import doppel.program.RestoreSource;
import doppel.program.SourceFile;
import doppel.program.TableNames;
import doppel.schema.ForeignKey;
import doppel.schema.LoadOrder;
import doppel.schema.Policy;
import doppel.schema.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Dumps a database into a fixture. Memory does not depend on the number of rows; the largest value has to fit several
 * times over. Equal databases give equal fixtures, byte by byte. Used by one thread.
 */
public final class Dumper {

    private static final int ROWS_BETWEEN_REPORTS = 1_000;

    private final Dialect dialect;
    private final Source source;
    private final DumpOptions options;
    private final Progress progress;
    private final ReferenceCounts leftBehind = new ReferenceCounts();
    private final ReferenceCounts faults = new ReferenceCounts();

    /** Dumps this source. */
    public Dumper(Dialect dialect, Source source, DumpOptions options, Progress progress) {
        this.dialect = dialect;
        this.source = source;
        this.options = options;
        this.progress = progress;
    }

    /**
     * Dumps into a directory, which appears complete or not at all.
     *
     * @throws doppel.DatabaseException if the database cannot be read, or holds something that a fixture cannot hold
     * @throws StorageException if the directory exists already, or cannot be written
     * @throws doppel.FixtureException if edits are to be carried over from a fixture that does not parse
     */
    public DumpReport dump(Path directory) {
        List<Table> tables = chosenTables();
        tables.forEach(RestoreSource::requireNarrow);
        Subset subset = Subset.of(source, tables, options.where(), options.has(DumpOptions.Choice.TOLERATE), progress);
        EarlierDirectory earlier = new EarlierDirectory(directory);
        boolean overwrite = options.has(DumpOptions.Choice.OVERWRITE);
        try (StagedDirectory published = StagedDirectory.begin(directory, () -> earlier.requireReplaceable(overwrite));
                FixtureWriter fixture =
                        new FixtureWriter(published.staging(), options.has(DumpOptions.Choice.COMPRESS))) {
            Optional<Hooks> hooks = options.hooksFrom().map(Hooks::of); // before this fixture may take its place
            Ddl ddl = source.ddl(tables);
            requireCarried(ddl);
            fixture.file(FixtureFiles.SCHEMA, ddl.script());
            List<DumpedTable> dumped = new ArrayList<>();
            Set<String> restored = restored(tables);
            for (TableNames names : TableNames.of(tables, dialect)) {
                dumped.add(
                        names.table().policy().keeps()
                                ? dumpTable(fixture, names, restored, subset)
                                : new DumpedTable(names, names.types(), 0));
            }
            ReferenceChecks references = new ReferenceChecks(tables, leftBehind, faults);
            references.require(options.has(DumpOptions.Choice.TOLERATE));
            List<String> unstable = source.unstableValues();
            requireStable(unstable);
            progress.begin("checking references", -1);
            DanglingReferences dangling = danglingReferences(tables, restored, subset);
            dumped.replaceAll(table -> references.counted(table.with(dangling)));
            List<String> notices = new ArrayList<>(subset.notices(dumped));
            notices.addAll(references.notices());
            unstable.forEach(sentence -> notices.add("A restore will change: " + sentence + "."));
            ddl.notCarried().forEach(sentence -> notices.add("Left out: " + sentence + "."));
            ddl.notices().forEach(sentence -> notices.add(sentence + "."));
            Optional<Hooks.Carried> carried = writeProgram(fixture, dumped, hooks);
            carried.ifPresent(edits -> {
                notices.addAll(edits.lost());
                notices.addAll(edits.carried());
            });
            fixture.manifest(options.version());
            notices.addAll(published.publish());
            return new DumpReport(
                    directory,
                    dumped.stream()
                            .map(table -> new DumpReport.TableRows(
                                    table.names().table().name(),
                                    table.rows(),
                                    table.names().table().policy()))
                            .toList(),
                    dangling.sentences(),
                    notices,
                    carried.map(Hooks.Carried::diff).orElse(List.of()));
        } catch (IOException e) {
            throw StorageException.of("Writing the fixture " + directory, e);
        }
    }

    /** The references of these tables that lead nowhere, except those to tables that are left out. */
    private DanglingReferences danglingReferences(List<Table> tables, Set<String> restored, Subset subset) {
        Set<String> names = tables.stream()
                .filter(table -> table.policy().keeps())
                .map(Table::name)
                .collect(Collectors.toSet());
        DanglingReferences dangling = subset.dangling();
        source.danglingReferences(reference -> {
            if (names.contains(reference.table())
                    && !isLeftBehind(reference.key(), restored)
                    && !subset.concerns(reference.table())) {
                dangling.add(reference);
            }
        });
        return dangling;
    }

    /** The names of the tables whose rows a restore has. */
    private static Set<String> restored(List<Table> tables) {
        return tables.stream()
                .filter(table -> table.policy().rows() != Policy.Rows.SKIP)
                .map(Table::name)
                .collect(Collectors.toSet());
    }

    /** Whether the key leads to an existing table whose rows are neither dumped nor recreated. */
    private boolean isLeftBehind(ForeignKey key, Set<String> restored) {
        return source.schema().table(key.table()).isPresent() && !restored.contains(key.table());
    }

    private void requireCarried(Ddl ddl) {
        if (!ddl.notCarried().isEmpty() && !options.has(DumpOptions.Choice.TOLERATE)) {
            throw new DatabaseException(
                    ErrorCode.SCHEMA_NOT_CARRIED,
                    "Not everything in the schema can be carried: " + String.join("; ", ddl.notCarried()) + ".",
                    "Dump with --tolerate to leave it out; the report names it.");
        }
    }

    private void requireStable(List<String> unstable) {
        if (!unstable.isEmpty() && !options.has(DumpOptions.Choice.TOLERATE)) {
            throw new DatabaseException(
                    ErrorCode.VALUE_NOT_CARRIED,
                    "Not every value would come back as it is: " + String.join("; ", unstable) + ".",
                    "The engine would make something else of them. Let it store the values again (UPDATE"
                            + " t SET c = c), or dump with --tolerate and let the restore do that.");
        }
    }

    /** Writes the program, with the edits of an earlier fixture, and reports what happened to them. */
    private Optional<Hooks.Carried> writeProgram(FixtureWriter fixture, List<DumpedTable> dumped, Optional<Hooks> hooks)
            throws IOException {
        List<SourceFile> generated = RestoreSource.of(
                options.version(),
                dialect.id(),
                dialect.displayName(),
                source.schema().others(),
                dumped);
        if (hooks.isEmpty()) {
            write(fixture, generated);
            return Optional.empty();
        }
        Hooks.Carried carried = hooks.get().into(generated, dumped, dialect);
        if (!carried.lost().isEmpty() && !options.has(DumpOptions.Choice.TOLERATE)) {
            throw new FixtureException(
                    ErrorCode.EDITS_NOT_CARRIED,
                    "Not every edit of the earlier fixture fits the new one: " + String.join(" ", carried.lost()),
                    "Dump with --tolerate to have them as comments in the new Restore.java, and correct them there.");
        }
        write(fixture, carried.program());
        for (Map.Entry<String, String> file : carried.files().entrySet()) {
            fixture.file(file.getKey(), file.getValue());
        }
        return Optional.of(carried);
    }

    private static void write(FixtureWriter fixture, List<SourceFile> program) throws IOException {
        for (SourceFile file : program) {
            fixture.file(file.name(), file.text());
        }
    }

    private List<Table> chosenTables() {
        List<Table> chosen = ChosenTables.of(source, options.tables(), options.excluded());
        return LoadOrder.of(PolicyTables.of(chosen, options.policies())).tables().stream()
                .map(table -> staysBehind(table) ? table.withPolicy(Policy.SKIP) : table)
                .sorted(Comparator.comparing(Table::internal)) // tables that the engine keeps counts of come first
                .toList();
    }

    private boolean staysBehind(Table table) {
        return options.has(DumpOptions.Choice.TRAVELLING)
                && !dialect.portability().travels(table);
    }

    private DumpedTable dumpTable(FixtureWriter fixture, TableNames names, Set<String> restored, Subset subset)
            throws IOException {
        progress.begin("dumping " + names.table().name(), -1);
        RowFiles files = new RowFiles(fixture, names, options.maxRowsPerFile());
        Optional<ReferringRows> referring = ReferringRows.of(names, source, key -> isLeftBehind(key, restored));
        try (RowCursor rows = subset.chosen(names.table(), source.rows(names.table()))) {
            for (files.beginRow(); next(rows, files, referring); files.beginRow()) {
                files.endRow();
                if (files.rows() % ROWS_BETWEEN_REPORTS == 0) {
                    progress.rows(files.rows());
                }
            }
            files.cancelRow();
        }
        files.finish();
        progress.rows(files.rows());
        return new DumpedTable(names, files.parameterTypes(), files.rows());
    }

    private boolean next(RowCursor rows, RowFiles files, Optional<ReferringRows> referring) {
        return referring.isPresent() ? referring.get().next(rows, files, leftBehind, faults) : rows.next(files);
    }
}
