package doppel.restore;

import doppel.ErrorCode;
import doppel.FixtureException;
import doppel.Progress;
import doppel.StorageException;
import doppel.fixture.Fixture;
import doppel.fixture.FixtureFiles;
import doppel.fixture.Row;
import doppel.fixture.Session;
import doppel.fixture.Shape;
import doppel.migration.Passage;
import doppel.schema.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A fixture whose program is ready to run: turns its row files into statements for a saver, whether javac has compiled a file
 * or it is read. Not thread-safe.
 */
final class LoadedFixture implements Session {

    private static final int ROWS_BETWEEN_REPORTS = 1_000;
    private static final int COMPILED_ROW_SIZE = 1_000;
    /** Fewer bytes are read before a thread has begun to read them. */
    private static final long WORTH_A_THREAD = 1 << 17;

    private final Path directory;
    private final RowSources sources;
    private final FixtureCode code;
    private final Fixture fixture;
    private final Map<String, CreateMethod> methods;
    private final List<String> rowFiles;
    private final Map<String, Class<?>> compiledRows;
    private final Map<String, Integer> fileNumbers = new HashMap<>();
    private final RowFileReader rereader;
    private final Progress progress;
    private final Map<String, Start> starts = new HashMap<>();
    private String lastTable;
    private Start lastStart;
    private final List<String> notices = new ArrayList<>();
    private final CreateMethod directSave = new DirectSave("(hooks)", values -> save(((Row) values[0]).copy()));
    private final Map<String, CreateMethod> createdSaves = new TreeMap<>();
    private final long[] compiledStatements;
    private final Schema schema;
    private Set<String> left = Set.of();
    private Saver saver;
    private Optional<Steps> steps = Optional.empty();
    private MigrationHooks hooks;
    private KeyLookup keys;
    private long rowsOfClass;
    private boolean isPart;
    private final List<Statement> statements = new ArrayList<>();

    /**
     * How the rows of a table begin.
     *
     * @param shape the shape without any column
     * @param columns how many columns there will be, as a rule
     */
    private record Start(Shape shape, int columns) {}

    /**
     * @param directory the fixture
     * @param fixture its program
     * @param methods its create methods by name
     * @param rowFiles the row files, in the order of their names
     * @param compiledRows the classes of those that were compiled, by the name of the file
     */
    LoadedFixture(
            Path directory,
            Fixture fixture,
            Map<String, CreateMethod> methods,
            List<String> rowFiles,
            Map<String, Class<?>> compiledRows,
            Progress progress) {
        this.directory = directory;
        sources = new RowSources(directory);
        this.fixture = fixture;
        this.methods = methods;
        this.rowFiles = List.copyOf(rowFiles);
        this.compiledRows = compiledRows;
        this.progress = progress;
        for (int file = 0; file < rowFiles.size(); file++) {
            fileNumbers.put(rowFiles.get(file), file);
        }
        rereader = new RowFileReader(methods, fixture);
        compiledStatements = new long[rowFiles.size()];
        code = new FixtureCode(directory);
        schema = code.give("schema()", fixture::schema);
    }

    /**
     * Says that the fixture holds what another one could not save: files may be missing, and hold fewer rows than they did;
     * what its hooks save by themselves has been saved by those of the other.
     */
    LoadedFixture asPart() {
        isPart = true;
        return this;
    }

    Schema schema() {
        return schema;
    }

    /** Whether the fixture holds what another one could not save. */
    boolean isPart() {
        return isPart;
    }

    /** All statements of a fixture that is a part. */
    List<Statement> statements() {
        return statements;
    }

    String version() {
        return code.give("version()", () -> {
            String version = fixture.version();
            if (version == null || version.isBlank() || version.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalStateException("a version is a word on one line");
            }
            return version.strip();
        });
    }

    Path directory() {
        return directory;
    }

    /** The name of a row file. */
    String file(int number) {
        return number < 0 ? FixtureFiles.PROGRAM : rowFiles.get(number);
    }

    /** The accounts of all create methods, in no order. */
    List<Account> accounts() {
        List<Account> accounts = new ArrayList<>();
        methods.values().forEach(method -> accounts.add(method.account()));
        accounts.add(directSave.account());
        createdSaves.values().forEach(method -> accounts.add(method.account()));
        return accounts;
    }

    /** What the user should know, a sentence each. */
    List<String> notices() {
        return notices;
    }

    /** Lets rows go through these steps before they are saved, where the program installs them. */
    void migrate(Steps taken) {
        steps = Optional.of(taken);
    }

    /** Runs the program up to its last row; statements at these places, {@code file#ordinal}, are left out. */
    void load(Saver newSaver, Set<String> leftOut) {
        saver = newSaver;
        keys = new KeyLookup(saver);
        left = leftOut;
        fixture.bind(this);
        hooks = new MigrationHooks(steps, fixture, saver::add);
        code.run("installMigrations()", () -> fixture.installMigrations(hooks));
        if (!hooks.allInstalled()) {
            notices.add("installMigrations() of Restore.java does not install the migrations, so none has run.");
        }
        if (!isPart) {
            steps.ifPresent(taken -> taken.passage().beforeLoad());
            saveCreated();
        }
        code.run("beforeLoad()", () -> {
            fixture.beforeLoad();
            hooks.runBeforeLoad();
        });
        code.run("load()", fixture::load);
        saver.runReady();
    }

    /** Runs the hooks after the last row. */
    void finish() {
        code.run("afterLoad()", () -> {
            fixture.afterLoad();
            hooks.runAfterLoad();
        });
        if (!isPart) {
            steps.ifPresent(taken -> taken.passage().afterLoad());
            saveCreated();
        }
        saver.flush();
    }

    @Override
    public void rows(String className, long count) {
        long expected = count;
        progress.begin("loading " + className, count);
        steps.ifPresent(taken -> taken.passage().reading(!isPart));
        rowsOfClass = 0;
        List<Integer> files = filesOf(className);
        RowFileReader reader = new RowFileReader(methods, fixture);
        boolean worthAThread = files.stream().mapToLong(this::bytes).sum() >= WORTH_A_THREAD;
        if (worthAThread && files.stream().noneMatch(file -> compiledRows.containsKey(file(file)))) {
            try (ReadAhead ahead = new ReadAhead(
                    directory.resolve(className + ".java"),
                    taker -> files.forEach(file -> load(file, reader, taker)))) {
                ahead.forEach(this::statement);
            }
        } else {
            files.forEach(file -> load(file, reader, this::statement));
        }
        boolean found = !files.isEmpty();
        if (!found && expected > 0 && !isPart) {
            throw new FixtureException(
                    ErrorCode.FILE_MISSING,
                    "load() wants the rows of " + className + ", but there is no file " + className + ".java.",
                    "Copy the fixture again, or delete that line from Restore.java.");
        }
        progress.rows(rowsOfClass);
        if (rowsOfClass != expected && !isPart) {
            notices.add(String.format(
                    java.util.Locale.ROOT,
                    "%s held %,d rows when it was dumped, and holds %,d now.",
                    className,
                    expected,
                    rowsOfClass));
        }
        steps.ifPresent(taken -> taken.passage().reading(false));
        saver.tableEnds();
    }

    /** The row files of a class, in their order. */
    private List<Integer> filesOf(String className) {
        List<Integer> files = new ArrayList<>();
        for (int part = 1; ; part++) {
            Integer file = fileNumbers.get((part == 1 ? className : className + "_" + part) + ".java");
            if (file == null) {
                return files;
            }
            files.add(file);
        }
    }

    private long bytes(int file) {
        Path path = FixtureFiles.stored(directory, file(file));
        try {
            return Files.size(path);
        } catch (IOException e) {
            throw StorageException.of("Reading " + path, e);
        }
    }

    private void load(int file, RowFileReader reader, Consumer<Unit> taker) {
        String name = file(file);
        Class<?> compiled = compiledRows.get(name);
        if (compiled == null) {
            reader.read(
                    directory,
                    name.substring(0, name.length() - ".java".length()),
                    (method, values, ordinal, line, offset, size, largeValues) -> taker.accept(
                            new Unit(this, method, values, file, ordinal, line, offset, size, largeValues)));
        } else {
            CompiledRows.of(compiled).load(fixture);
        }
    }

    private void statement(Unit unit) {
        if (!left.isEmpty() && isLeftOut(unit.origin())) {
            rowsOfClass++; // it is there, and its correction comes from elsewhere
            return;
        }
        unit.account().countRead();
        if (isPart) {
            statements.add(Statement.of(unit));
        }
        saver.run(unit);
        if (++rowsOfClass % ROWS_BETWEEN_REPORTS == 0) {
            progress.rows(rowsOfClass);
        }
    }

    private boolean isLeftOut(Origin origin) {
        return left.contains(file(origin.file()) + "#" + origin.ordinal());
    }

    /** Takes a call that a compiled row file, or other code of the fixture, makes. */
    void recorded(CreateMethod method, Object[] values) {
        if (saver.running()) { // one create method calls another: all of it is one statement
            try {
                method.call(values);
            } catch (Throwable e) {
                throw Waiting.rethrown(e);
            }
            return;
        }
        Optional<StackWalker.StackFrame> frame = StackWalker.getInstance()
                .walk(frames -> frames.filter(candidate -> fileNumbers.containsKey(candidate.getFileName()))
                        .findFirst());
        int file = frame.map(found -> fileNumbers.get(found.getFileName())).orElse(-1);
        if (file < 0 && isPart) {
            return; // a hook: see save
        }
        long ordinal = file < 0 ? 0 : compiledStatements[file]++;
        int line = frame.map(StackWalker.StackFrame::getLineNumber).orElse(0);
        statement(new Unit(this, method, values, new Origin(file, ordinal, line, -1, COMPILED_ROW_SIZE)));
    }

    /** The statement at a place from where it was read. */
    Unit readAgain(Origin origin) {
        Object[] values = rereader.readAgain(source(origin));
        return new Unit(this, rereader.method(), values, origin);
    }

    /** The source of a statement that was read, without its indentation. */
    byte[] source(Origin origin) {
        return sources.bytes(file(origin.file()), origin.offset(), origin.size());
    }

    @Override
    public Row row(String table) {
        if (saver.running()) {
            saver.current().account().savesTo(table);
        }
        if (!table.equals(lastTable)) {
            lastStart = starts.computeIfAbsent(table, this::start);
            lastTable = table;
        }
        return new Row(lastStart.shape(), lastStart.columns());
    }

    private Start start(String table) {
        int columns = schema.table(table).map(known -> known.columns().size()).orElse(0);
        return new Start(Shape.empty(table), columns);
    }

    @Override
    public void save(Row row) {
        if (!saver.running()) { // by a hook that belongs to no row
            if (isPart) {
                return; // the hooks of the fixture that this is a part of have saved it, or will
            }
            directSave.account().countRead();
            saver.run(new Unit(this, directSave, new Object[] {row}, new Origin(-1, 0, 0, -1, COMPILED_ROW_SIZE)));
            return;
        }
        hooks.pass(row);
    }

    /** Runs what saves the rows that steps have created by themselves: rows of no statement. */
    void saveCreated() {
        for (Unit unit = nextCreated(); unit != null; unit = nextCreated()) {
            unit.account().countRead();
            saver.run(unit);
        }
    }

    /** What saves the next row that a step has created; null if there is none. */
    private Unit nextCreated() {
        Passage.Created created =
                steps.map(taken -> taken.passage().nextCreated()).orElse(null);
        if (created == null) {
            return null;
        }
        CreateMethod method = createdSaves.computeIfAbsent(
                created.row().table(),
                table -> new DirectSave("(new) " + table, values -> hooks.pass((Passage.Created) values[0])));
        return new Unit(this, method, new Object[] {created}, new Origin(-1, 0, 0, -1, COMPILED_ROW_SIZE));
    }

    @Override
    public Optional<Row> find(String table, String[] columns, Object[] values) {
        return saver.find(table, columns, values);
    }

    @Override
    public Object keyOf(String table, String column, String[] columns, Object[] values) {
        return keys.of(table, column, columns, values);
    }

    @Override
    public byte[] large(String name) {
        return LargeValues.read(directory, name);
    }
}
