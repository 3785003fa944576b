package doppel.restore.load;

import doppel.Progress;
import doppel.migration.passage.Crossing;
import doppel.restore.migrate.Steps;
import doppel.restore.save.Saver;
import doppel.restore.statement.Account;
import doppel.restore.statement.CreateMethod;
import doppel.restore.statement.DeferredStatement;
import doppel.restore.statement.FixtureStatements;
import doppel.restore.statement.Origin;
import doppel.restore.statement.RowFileReader;
import doppel.restore.statement.Statement;
import doppel.restore.statement.StatementFiles;
import doppel.schema.Schema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A fixture whose program is ready to run, once. Not thread-safe. */
public final class LoadedFixture implements FixtureStatements {

    private final Program program;
    private final StatementFiles files;
    private final Map<String, Class<?>> compiledRows;
    private final boolean isPart;
    private final Progress progress;
    private final RowFileReader rereader;
    private Optional<RowLoader> rows = Optional.empty();
    private Optional<RestoreSession> session = Optional.empty();

    /**
     * @param program its program
     * @param files its row files
     * @param compiledRows the classes of those that were compiled, by the name of the file
     * @param isPart whether it holds the rows that another fixture could not save: files may be missing, or hold fewer
     *     rows than before; rows that its hooks save on their own have been saved by the hooks of the other
     */
    LoadedFixture(
            Program program,
            StatementFiles files,
            Map<String, Class<?>> compiledRows,
            boolean isPart,
            Progress progress) {
        this.program = program;
        this.files = files;
        this.compiledRows = Map.copyOf(compiledRows);
        this.isPart = isPart;
        this.progress = progress;
        rereader = program.reader();
    }

    /**
     * Runs the program up to its last row.
     *
     * @param steps the steps that rows go through before they are saved, if the program installs them
     * @param leftOut statements at these places, {@code file#ordinal}, do not run
     */
    public void load(Saver saver, Optional<Steps> steps, Set<String> leftOut) {
        RowLoader loader = new RowLoader(this, program, files, compiledRows, saver, leftOut, progress);
        rows = Optional.of(loader);
        session = Optional.of(new RestoreSession(this, program, loader, saver, steps));
        session.get().load();
    }

    /** Runs the hooks after the last row. */
    public void finish() {
        session.orElseThrow().finish();
    }

    /** Takes a call by a compiled row file, or by other code of the fixture. */
    void recorded(CreateMethod method, Object[] values) {
        rows.orElseThrow().recorded(method, values);
    }

    public String version() {
        return program.version();
    }

    /** All statements that have run, if the fixture is a part of another. */
    public List<DeferredStatement> statements() {
        return rows.map(RowLoader::statements).orElse(List.of());
    }

    /** The accounts of all rows, in no particular order. */
    public List<Account> accounts() {
        List<Account> accounts = new ArrayList<>();
        program.methods().values().forEach(method -> accounts.add(method.account()));
        session.ifPresent(run -> accounts.addAll(run.accounts()));
        List.copyOf(accounts).forEach(account -> accounts.addAll(account.made()));
        return accounts;
    }

    /** What the user should know, a sentence each. */
    public List<String> notices() {
        List<String> notices = new ArrayList<>();
        session.ifPresent(run -> notices.addAll(run.notices()));
        rows.ifPresent(loader -> notices.addAll(loader.notices()));
        return notices;
    }

    @Override
    public Path directory() {
        return program.directory();
    }

    @Override
    public Schema schema() {
        return program.schema();
    }

    @Override
    public boolean isPart() {
        return isPart;
    }

    @Override
    public String file(int number) {
        return files.name(number);
    }

    @Override
    public byte[] source(Origin origin) {
        return files.source(origin);
    }

    @Override
    public Statement readAgain(Origin origin) {
        Object[] values = rereader.readAgain(source(origin));
        return new Statement(this, rereader.method(), values, origin);
    }

    @Override
    public void cross(Crossing rows) {
        session.ifPresent(run -> run.cross(rows));
    }

    @Override
    public void saveCreated() {
        session.ifPresent(RestoreSession::saveCreated);
    }
}
