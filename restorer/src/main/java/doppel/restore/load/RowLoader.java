package doppel.restore.load;

import doppel.ErrorCode;
import doppel.FixtureException;
import doppel.Progress;
import doppel.restore.code.CompiledRows;
import doppel.restore.save.Saver;
import doppel.restore.statement.CreateMethod;
import doppel.restore.statement.DeferredStatement;
import doppel.restore.statement.FixtureStatements;
import doppel.restore.statement.Origin;
import doppel.restore.statement.ReadAhead;
import doppel.restore.statement.RowFileReader;
import doppel.restore.statement.Statement;
import doppel.restore.statement.StatementFiles;
import doppel.restore.statement.Waiting;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Turns the row files of a fixture, compiled or read, into statements and runs them. Used for one load, by one thread.
 */
final class RowLoader {

    private static final int ROWS_BETWEEN_REPORTS = 1_000;
    private static final int COMPILED_ROW_SIZE = 1_000;
    /** Below this number of bytes, a thread of its own does not pay off. */
    private static final long WORTH_A_THREAD = 1 << 17;

    private final FixtureStatements fixture;
    private final Program program;
    private final StatementFiles files;
    private final Map<String, Class<?>> compiledRows;
    private final Saver saver;
    private final Set<String> leftOut;
    private final Progress progress;
    private final long[] compiledStatements;
    private final List<DeferredStatement> statements = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();
    private long rowsOfClass;

    /**
     * @param compiledRows the classes of those files that were compiled, by the name of the file
     * @param leftOut statements at these places, {@code file#ordinal}, do not run
     */
    RowLoader(
            FixtureStatements fixture,
            Program program,
            StatementFiles files,
            Map<String, Class<?>> compiledRows,
            Saver saver,
            Set<String> leftOut,
            Progress progress) {
        this.fixture = fixture;
        this.program = program;
        this.files = files;
        this.compiledRows = compiledRows;
        this.saver = saver;
        this.leftOut = leftOut;
        this.progress = progress;
        compiledStatements = new long[files.count()];
    }

    /** Loads the rows of a class, of which this many are expected. */
    void load(String className, long expected) {
        progress.begin("loading " + className, expected);
        rowsOfClass = 0;
        List<Integer> ofClass = files.ofClass(className);
        if (ofClass.isEmpty() && expected > 0 && !fixture.isPart()) {
            throw new FixtureException(
                    ErrorCode.FILE_MISSING,
                    "load() names " + className + ", but " + className + ".java is missing.",
                    "Copy the fixture again, or delete that line from Restore.java.");
        }
        read(className, ofClass);
        progress.rows(rowsOfClass);
        if (expected > 0 && rowsOfClass != expected && !fixture.isPart()) { // nobody counts rows written by hand
            notices.add(String.format(
                    Locale.ROOT,
                    "%s held %,d rows when it was dumped, and holds %,d now.",
                    className,
                    expected,
                    rowsOfClass));
        }
    }

    private void read(String className, List<Integer> ofClass) {
        RowFileReader reader = program.reader();
        boolean worthAThread = ofClass.stream().mapToLong(files::size).sum() >= WORTH_A_THREAD;
        if (worthAThread && ofClass.stream().noneMatch(file -> compiledRows.containsKey(files.name(file)))) {
            try (ReadAhead ahead = new ReadAhead(
                    program.directory().resolve(className + ".java"),
                    taker -> ofClass.forEach(file -> read(file, reader, taker)))) {
                ahead.forEach(this::run);
            }
        } else {
            ofClass.forEach(file -> read(file, reader, this::run));
        }
    }

    private void read(int file, RowFileReader reader, Consumer<Statement> taker) {
        String name = files.name(file);
        Class<?> compiled = compiledRows.get(name);
        if (compiled == null) {
            reader.read(
                    program.directory(),
                    name.substring(0, name.length() - ".java".length()),
                    (method, values, ordinal, line, offset, size, largeValues) -> taker.accept(
                            new Statement(fixture, method, values, file, ordinal, line, offset, size, largeValues)));
        } else {
            CompiledRows.of(compiled).load(program.fixture());
        }
    }

    private void run(Statement statement) {
        if (!leftOut.isEmpty() && isLeftOut(statement.origin())) {
            rowsOfClass++; // it exists, and its correction comes from elsewhere
            return;
        }
        statement.account().countRead();
        if (fixture.isPart()) {
            statements.add(DeferredStatement.of(statement));
        }
        saver.run(statement);
        if (++rowsOfClass % ROWS_BETWEEN_REPORTS == 0) {
            progress.rows(rowsOfClass);
        }
    }

    private boolean isLeftOut(Origin origin) {
        return leftOut.contains(files.name(origin.file()) + "#" + origin.ordinal());
    }

    /** Takes a call by a compiled row file, or by other code of the fixture. */
    void recorded(CreateMethod method, Object[] values) {
        if (saver.running()) { // one create method calls another: all of it is one statement
            try {
                method.call(values);
            } catch (Throwable e) {
                throw Waiting.rethrown(e);
            }
            return;
        }
        StackWalker.StackFrame frame = StackWalker.getInstance()
                .walk(frames -> frames.filter(candidate ->
                                files.number(candidate.getFileName()).isPresent())
                        .findFirst()
                        .orElse(null));
        OptionalInt file = frame == null ? OptionalInt.empty() : files.number(frame.getFileName());
        if (file.isPresent()) {
            int number = file.getAsInt();
            run(
                    method,
                    values,
                    new Origin(number, compiledStatements[number]++, frame.getLineNumber(), -1, COMPILED_ROW_SIZE));
        } else if (!fixture.isPart()) { // otherwise the hooks of the whole fixture have saved it, or will
            run(method, values, Origin.outside(COMPILED_ROW_SIZE));
        }
    }

    private void run(CreateMethod method, Object[] values, Origin origin) {
        run(new Statement(fixture, method, values, origin));
    }

    /** Runs a statement that is in no row file: a row that a hook or a step saves on its own. */
    void runAlone(CreateMethod method, Object value) {
        Statement statement = new Statement(fixture, method, new Object[] {value}, Origin.outside(COMPILED_ROW_SIZE));
        statement.account().countRead();
        saver.run(statement);
    }

    /** All statements that have run, if the fixture is a part of another. */
    List<DeferredStatement> statements() {
        return statements;
    }

    /** What the user should know, a sentence each. */
    List<String> notices() {
        return notices;
    }
}
