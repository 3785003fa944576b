package doppel.restore;

import doppel.DatabaseException;
import doppel.ErrorCode;
import doppel.UsageException;
import doppel.dialect.Dialect;
import doppel.dialect.Dialects;
import doppel.dialect.TargetRequest;
import doppel.dialect.TargetState;
import doppel.fixture.FixtureFiles;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What is asked of the target.
 *
 * @param request the request
 * @param own whether the target gets the very schema that the rows were read from
 */
record TargetPlan(TargetRequest request, boolean own) {

    /** The same with references checked row by row. */
    TargetPlan referencesAtOnce() {
        return new TargetPlan(new TargetRequest(request.url(), request.script(), true, request.rows()), own);
    }

    static TargetPlan of(
            RestoreOptions options,
            Dialect dialect,
            LoadedFixture fixture,
            FixtureCheck check,
            Optional<ResumeNote> resume,
            boolean referencesAtOnce) {
        String shown = Dialects.withoutPassword(options.target());
        TargetState state = dialect.inspect(options.target());
        boolean filled = state.kind() == TargetState.Kind.FILLED;
        if (resume.map(ResumeNote::published).orElse(false)) {
            if (!filled) {
                throw new DatabaseException(
                        ErrorCode.NOTHING_TO_RESUME,
                        shown + " does not hold the rows that were restored before.",
                        "Give the target of that restore, or restore everything without --resume.");
            }
            return new TargetPlan(
                    new TargetRequest(options.target(), Optional.empty(), referencesAtOnce, TargetRequest.Rows.FITTED),
                    false);
        }
        boolean taken = filled || options.schema().isPresent() && state.kind() == TargetState.Kind.BLANK;
        if (taken && !options.replace()) {
            throw new DatabaseException(
                    ErrorCode.TARGET_NOT_EMPTY,
                    shown + " is not empty: "
                            + (filled ? "its table " + state.filledTable() + " has rows." : "it has tables."),
                    "Restore into a new name, or add --replace: the database there stays as it is until the new one is complete.");
        }
        if (options.schema().isPresent()) {
            String script = Restorer.script(options.schema().get());
            return new TargetPlan(
                    new TargetRequest(
                            options.target(), Optional.of(script), referencesAtOnce, TargetRequest.Rows.FITTED),
                    false);
        }
        if (state.kind() == TargetState.Kind.BLANK) {
            return new TargetPlan(
                    new TargetRequest(options.target(), Optional.empty(), referencesAtOnce, TargetRequest.Rows.FITTED),
                    false);
        }
        if (!dialect.id().equals(fixture.schema().engine())) {
            throw new UsageException(
                    ErrorCode.OTHER_ENGINE,
                    "The fixture has the schema of another engine, "
                            + fixture.schema().engine() + ", than " + dialect.displayName() + ".",
                    "Create the tables in the target first, or give their script with --schema.");
        }
        Path script = fixture.directory().resolve(FixtureFiles.SCHEMA);
        TargetRequest.Rows rows =
                check.isUnchanged() && resume.isEmpty() ? TargetRequest.Rows.UNTOUCHED : TargetRequest.Rows.OWN;
        return new TargetPlan(
                new TargetRequest(options.target(), Optional.of(Restorer.script(script)), referencesAtOnce, rows),
                true);
    }
}
