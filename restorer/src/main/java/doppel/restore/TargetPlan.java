package doppel.restore;

import doppel.DatabaseException;
import doppel.ErrorCode;
import doppel.UsageException;
import doppel.dialect.Ddl;
import doppel.dialect.Dialect;
import doppel.dialect.Dialects;
import doppel.dialect.TargetRequest;
import doppel.dialect.TargetState;
import doppel.dialect.choice.ColumnChoices;
import doppel.dialect.translation.Translation;
import doppel.fixture.FixtureFiles;
import doppel.restore.check.FixtureCheck;
import doppel.restore.report.ResumeNote;
import doppel.restore.statement.FixtureStatements;
import doppel.schema.Schema;
import doppel.schema.Table;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is requested from the target.
 *
 * @param request the request
 * @param own whether the target gets the very schema that the rows were read from
 * @param translated whether the target gets that schema written anew
 * @param leftOut the parts of the fixture's schema that the target does not get, a few words each
 */
record TargetPlan(TargetRequest request, boolean own, boolean translated, List<String> leftOut) {

    private static final int MOST_TOLD = 50;

    /** The same with references checked row by row. */
    TargetPlan referencesAtOnce() {
        return new TargetPlan(request.withReferencesAtOnce(), own, translated, leftOut);
    }

    /** The same with keys checked row by row. */
    TargetPlan keysAtOnce() {
        return new TargetPlan(request.withKeysAtOnce(), own, translated, leftOut);
    }

    static TargetPlan of(
            RestoreOptions options,
            Dialect dialect,
            FixtureStatements fixture,
            FixtureCheck check,
            Optional<ResumeNote> resume,
            boolean referencesAtOnce) {
        requireChoice(options, dialect, fixture.schema());
        if (options.existing().isPresent()) {
            return asItIs(options, referencesAtOnce);
        }
        String shown = Dialects.withoutPassword(options.target());
        TargetState state = dialect.inspect(options.target(), recreated(fixture.schema()));
        boolean filled = state.kind() == TargetState.Kind.FILLED;
        if (resume.map(ResumeNote::published).orElse(false)) {
            if (!filled) {
                throw new DatabaseException(
                        ErrorCode.NOTHING_TO_RESUME,
                        shown + " does not hold the rows that were restored before.",
                        "Give the target of that restore, or restore everything without --resume.");
            }
            return asItIs(options, referencesAtOnce);
        }
        boolean taken = filled || options.schema().isPresent() && state.kind() == TargetState.Kind.BLANK;
        if (taken && !options.has(RestoreOptions.Choice.REPLACE)) {
            throw new DatabaseException(
                    ErrorCode.TARGET_NOT_EMPTY,
                    shown + " is not empty: "
                            + (filled ? "its table " + state.filledTable() + " has rows." : "it has tables."),
                    "Restore into a new name, or add --replace: the database there stays as it is until the new one "
                            + "is complete.");
        }
        if (options.schema().isPresent()) {
            String script = SchemaScript.text(options.schema().get());
            TargetRequest.Rows rows = options.tables().original() ? TargetRequest.Rows.OWN : TargetRequest.Rows.FITTED;
            return new TargetPlan(
                    new TargetRequest(
                            options.target(),
                            Optional.of(adapted(script, options, dialect, fixture)),
                            referencesAtOnce,
                            rows),
                    false,
                    false,
                    List.of());
        }
        if (state.kind() == TargetState.Kind.BLANK) {
            return asItIs(options, referencesAtOnce);
        }
        if (options.has(RestoreOptions.Choice.DATA_ONLY)
                || !dialect.id().equals(fixture.schema().engine())) {
            return writtenAnew(options, dialect, fixture.schema(), referencesAtOnce);
        }
        Path script = fixture.directory().resolve(FixtureFiles.SCHEMA);
        TargetRequest.Rows rows =
                check.isUnchanged() && resume.isEmpty() && options.migrations().isEmpty()
                        ? TargetRequest.Rows.UNTOUCHED
                        : TargetRequest.Rows.OWN;
        String own = adapted(SchemaScript.text(script), options, dialect, fixture);
        return new TargetPlan(
                new TargetRequest(options.target(), Optional.of(own), referencesAtOnce, rows), true, false, List.of());
    }

    /** Requires that columns may get other types, if the user has chosen such. */
    private static void requireChoice(RestoreOptions options, Dialect dialect, Schema schema) {
        if (options.tables().columns().isEmpty() || options.tables().original()) {
            return;
        }
        String wrong = null;
        if (!options.migrations().isEmpty()) {
            wrong = "With --migrations, steps say what becomes of values, as in cast(\"created\","
                    + " Cast.TIMESTAMP_OR_MILLIS), so --column has no meaning.";
        } else if (dialect.id().equals(schema.engine())) {
            wrong = "The fixture comes from the same engine, whose columns hold the same values, so --column has no"
                    + " meaning.";
        } else if (Dialects.forId(schema.engine()).portability().enforcesTypes()) {
            wrong = "The fixture's engine holds only values of a column's type, so --column has no meaning.";
        }
        if (wrong != null) {
            throw new UsageException(ErrorCode.COLUMN_OPTION, wrong, "Leave --column out.");
        }
        ColumnChoices.of(options.tables().columns(), schema);
    }

    /** A plan that creates the tables without any SQL of the fixture. */
    private static TargetPlan writtenAnew(
            RestoreOptions options, Dialect dialect, Schema schema, boolean referencesAtOnce) {
        Ddl ddl = Translation.of(
                schema,
                dialect,
                options.tables().options(),
                ColumnChoices.of(options.tables().columns(), schema),
                options.tables().complete());
        boolean own = dialect.id().equals(schema.engine());
        if (own && !ddl.notCarried().isEmpty() && !options.toleratesMissingDefinitions()) {
            List<String> missing = ddl.notCarried();
            String more = missing.size() > MOST_TOLD ? "; and " + (missing.size() - MOST_TOLD) + " more" : "";
            throw new DatabaseException(
                    ErrorCode.DEFINITIONS_LEFT_OUT,
                    "With --data-only, no SQL of the fixture is sent to a server, so this would be missing: "
                            + String.join("; ", missing.subList(0, Math.min(MOST_TOLD, missing.size()))) + more + ".",
                    "Add --tolerate 0 to go on without them, create the tables yourself and restore into them, or give"
                            + " a script that you trust with --schema. Nothing was changed.");
        }
        TargetRequest.Rows rows = TargetRequest.Rows.FITTED;
        return new TargetPlan(
                new TargetRequest(options.target(), Optional.of(ddl.script()), referencesAtOnce, rows),
                false,
                true,
                ddl.notCarried());
    }

    /** The tables whose rows the application creates itself; the other rows need them. */
    private static Set<String> recreated(Schema schema) {
        return schema.tables().stream()
                .filter(table -> table.policy().recreates())
                .map(Table::name)
                .collect(Collectors.toSet());
    }

    /** A plan that uses the existing tables. */
    private static TargetPlan asItIs(RestoreOptions options, boolean referencesAtOnce) {
        if (!options.tables().options().isEmpty()) {
            throw new UsageException(
                    ErrorCode.USAGE,
                    "The tables exist already, so table options cannot be chosen.",
                    "Leave out --table-option, or restore into an empty database.");
        }
        return new TargetPlan(
                new TargetRequest(options.target(), Optional.empty(), referencesAtOnce, TargetRequest.Rows.FITTED),
                false,
                false,
                List.of());
    }

    private static String adapted(String script, RestoreOptions options, Dialect dialect, FixtureStatements fixture) {
        List<String> tables =
                fixture.schema().tables().stream().map(Table::name).toList();
        return dialect.portability().adapted(script, tables, options.tables().options());
    }
}
