package doppel.intake;

import doppel.DatabaseException;
import doppel.ErrorCode;
import doppel.csv.CsvFiles;
import doppel.dialect.Dialect;
import doppel.dialect.Dialects;
import doppel.dialect.TargetRequest;
import doppel.dialect.TargetState;
import java.nio.file.Path;
import java.util.Optional;

/** The database that a folder of CSV files becomes, where there is none yet. */
final class NewDatabase {

    private NewDatabase() {}

    /**
     * What is requested from the target; empty if it has the tables already.
     *
     * @throws DatabaseException if it has none, and the folder does not say how to create them for this engine
     */
    static Optional<TargetRequest> request(CsvFiles files, Path source, Dialect dialect, ImportOptions options) {
        TargetState.Kind kind = dialect.inspect(options.target()).kind();
        if (kind == TargetState.Kind.FILLED || kind == TargetState.Kind.BLANK) {
            return Optional.empty();
        }
        String shown = Dialects.withoutPassword(options.target());
        Optional<String> script = files.schema();
        if (script.isEmpty() || options.has(ImportOptions.Choice.DATA_ONLY)) {
            throw new DatabaseException(
                    ErrorCode.SCHEMA_NOT_CREATED,
                    shown + " has no tables, and "
                            + (script.isEmpty()
                                    ? source + " does not say which it needs."
                                    : "with --data-only, schema.sql is not run."),
                    "Create the tables first.");
        }
        Optional<String> engine = files.engine();
        if (engine.isPresent() && !engine.get().equals(dialect.id())) {
            throw new DatabaseException(
                    ErrorCode.SCHEMA_NOT_CREATED,
                    shown + " has no tables, and schema.sql has those of another engine.",
                    "Create the tables first. `doppel restore` writes them anew for another engine.");
        }
        boolean whole = options.tables().isEmpty() && options.excluded().isEmpty();
        boolean untouched = whole && files.isUntouched();
        return Optional.of(new TargetRequest(
                options.target(),
                script,
                !untouched,
                untouched ? TargetRequest.Rows.UNTOUCHED : TargetRequest.Rows.OWN));
    }
}
