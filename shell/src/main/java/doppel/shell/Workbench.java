package doppel.shell;

import doppel.DatabaseException;
import doppel.Directories;
import doppel.ErrorCode;
import doppel.PrivateFiles;
import doppel.StorageException;
import doppel.UsageException;
import doppel.dialect.Dialect;
import doppel.dialect.Dialects;
import doppel.dialect.LiveDatabase;
import doppel.dialect.Source;
import doppel.schema.Schema;
import doppel.shell.change.ChangeText;
import doppel.shell.change.ChangedRow;
import doppel.shell.change.PutBack;
import doppel.shell.change.RowComparison;
import doppel.shell.change.WayBack;
import doppel.shell.record.CompiledRecords;
import doppel.shell.text.TextTable;
import doppel.shell.work.LiveRows;
import doppel.shell.work.Questions;
import doppel.shell.work.TableRows;
import doppel.shell.work.UnitOfWork;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * A database at hand: its transaction, what the words of the shell do with it, and the way back from each commit. Used
 * by one thread.
 */
public final class Workbench implements Workplace {

    private static final DateTimeFormatter FOLDER = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

    private final Dialect dialect;
    private final String url;
    private final Settings settings;
    private final UnitOfWork work;
    private final Handle handle;
    private boolean commitsAtEnd;
    private boolean unchecked;
    private List<ChangedRow> changes = List.of();
    private Optional<Path> kept;
    private long keptAt;

    /**
     * How to work.
     *
     * @param readOnly whether the engine refuses every change
     * @param takesBack whether statements that could not be taken back are refused
     * @param backup whether the rows as they were are kept at each commit
     * @param folder where they are kept, in a folder for each commit
     * @param records where the record types of tables are kept
     * @param questions whom to ask
     * @param out where results go
     */
    public record Settings(
            boolean readOnly,
            boolean takesBack,
            boolean backup,
            Path folder,
            Path records,
            Questions questions,
            PrintWriter out) {}

    private Workbench(Dialect dialect, String url, Settings settings) {
        this.dialect = dialect;
        this.url = url;
        this.settings = settings;
        work = new UnitOfWork(
                () -> dialect.openLive(url, settings.readOnly()),
                settings.questions(),
                settings.takesBack(),
                Clock.systemUTC());
        work.atEnd(this::checkAgain);
        handle = Jdbi.create(work::connection).open();
    }

    /**
     * Opens a database.
     *
     * @throws doppel.DatabaseException if it is missing, locked, or not a database of this engine
     */
    public static Workbench open(Dialect dialect, String url, Settings settings) {
        return new Workbench(dialect, url, settings);
    }

    @Override
    public Handle handle() {
        return handle;
    }

    @Override
    public UnitOfWork work() {
        return work;
    }

    /** The database. */
    public LiveDatabase database() {
        return work.database();
    }

    @Override
    public Schema schema() {
        return database().schema();
    }

    @Override
    public String sqlName(String column) {
        return database().sqlName(column);
    }

    @Override
    public TextTable sql(String query, Object... values) {
        return QueryResult.of(handle, query, values);
    }

    @Override
    public SortedMap<String, Long> counters() {
        return work.read(database()::counters);
    }

    @Override
    public DatabaseException failure(SQLException e) {
        return database().failure("The statement", e);
    }

    @Override
    public CompiledRecords records() {
        return CompiledRecords.of(schema(), dialect::parameterType, settings.records());
    }

    @Override
    public PrintWriter out() {
        return settings.out();
    }

    @Override
    public TableRows table(String name) {
        return LiveRows.of(work, name);
    }

    /**
     * The rows that the transaction has changed, however it did. Where others write at the same time, it looks twice:
     * only what differs in the same way both times is a change of this transaction.
     */
    @Override
    public List<ChangedRow> changes() {
        if (work.changedSince().isEmpty()) {
            return List.of();
        }
        List<ChangedRow> first = RowComparison.of(database(), this::committed);
        if (first.isEmpty() || dialect.file(url).isPresent()) {
            return first;
        }
        Set<List<Object>> second = new HashSet<>();
        RowComparison.of(database(), this::committed).forEach(change -> second.add(change.identity()));
        return first.stream()
                .filter(change -> second.contains(change.identity()))
                .toList();
    }

    private Source committed() {
        return dialect.openSource(url);
    }

    @Override
    public void commitsAtEnd() {
        commitsAtEnd = true;
    }

    @Override
    public List<String> userCommits() {
        return commitsAtEnd ? List.of() : commit();
    }

    @Override
    public List<String> commit() {
        if (work.changedSince().isEmpty()) {
            work.rollback();
            return List.of("Nothing to commit.");
        }
        if (!settings.backup()) {
            work.commit();
            return List.of("Committed. There is no way back.");
        }
        if (kept == null || keptAt != work.changes()) { // otherwise, a commit had to wait for somebody else
            changes = changes();
            kept = changes.isEmpty() ? Optional.empty() : Optional.of(keep(changes));
            keptAt = work.changes();
        }
        try {
            work.commit();
        } catch (RuntimeException e) {
            if (work.isInDoubt() && kept.isPresent()) {
                throw inDoubt(e);
            }
            if (work.changedSince().isEmpty()) {
                kept.ifPresent(script -> forget(script.getParent(), e));
                kept = null;
            }
            throw e;
        }
        List<String> said = new ArrayList<>();
        said.add("Committed" + (changes.isEmpty() ? "." : ": " + ChangeText.summary(changes) + "."));
        Optional<Path> back = kept;
        kept = null;
        back.ifPresent(script -> said.add("To put the rows back: " + command(script)));
        return said;
    }

    private String command(Path script) {
        return "doppel run " + quoted(script.toString()) + " --db " + quoted(Dialects.withoutPassword(url));
    }

    /** The way back stays: the server may have committed before it was lost. */
    private DatabaseException inDoubt(RuntimeException lost) {
        String command = command(kept.orElseThrow());
        kept = null;
        return new DatabaseException(
                ErrorCode.CONNECTION_LOST,
                "The connection was lost while the server committed, so nobody knows whether it did.",
                "Look at the rows. If it did, this puts them back: " + command,
                lost);
    }

    private Path keep(List<ChangedRow> changes) {
        String name = FOLDER.format(LocalDateTime.now(ZoneId.systemDefault()));
        Path folder = newFolder(name);
        try (Source committed = committed()) {
            WayBack.keep(dialect, committed, changes, folder);
        }
        return folder.resolve(WayBack.SCRIPT);
    }

    private Path newFolder(String name) {
        try {
            PrivateFiles.directory(settings.folder());
            for (int i = 1; ; i++) {
                Path folder = settings.folder().resolve(i == 1 ? name : name + "-" + i);
                if (Files.notExists(folder) && isCreated(folder)) {
                    return folder;
                }
            }
        } catch (IOException e) {
            throw StorageException.of("Keeping the rows as they were in " + settings.folder(), e);
        }
    }

    private static boolean isCreated(Path folder) throws IOException {
        try {
            PrivateFiles.newDirectory(folder);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false; // somebody else commits in the same second
        }
    }

    /** Removes what was kept for a commit that has failed. */
    private static void forget(Path folder, RuntimeException failure) {
        try {
            Directories.delete(folder);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    private static String quoted(String word) {
        return word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    /**
     * Puts back the rows that an earlier commit has kept; returns how many there were.
     *
     * @throws UsageException if the transaction has changed something before
     */
    @Override
    public long putBack(Path folder) {
        if (work.changedSince().isPresent()) {
            throw new UsageException(
                    ErrorCode.USAGE,
                    "Rows cannot be put back in a transaction that has changed others.",
                    "Say commit() or rollback() before.");
        }
        work.rollback();
        database().checkReferences(false);
        unchecked = true;
        work.putBack();
        return PutBack.from(folder, database(), this::committed);
    }

    private void checkAgain() {
        if (unchecked) {
            unchecked = false;
            database().checkReferences(true);
        }
    }

    @Override
    public void close() {
        work.close();
    }
}
