package doppel.restore;

import doppel.dialect.server.Credentials;
import doppel.restore.migrate.MigrationOptions;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * How to restore. Immutable: each method gives other options.
 *
 * <pre>{@code
 * RestoreOptions options = RestoreOptions.into("library.db").replace().tolerate(3);
 * }</pre>
 */
public final class RestoreOptions {

    /** What a restore does only on request. */
    public enum Choice {
        /** It replaces a target that has rows. */
        REPLACE,
        /** It replaces a target only if nobody else has connected to it meanwhile. */
        ALONE,
        /** Rows whose references lead nowhere count as not saved, even in a copy of a database that has them. */
        STRICT,
        /** It goes on with the rows that an earlier restore could not save. */
        RESUME,
        /** Row files and large values may have been edited. */
        EDITED,
        /** Nothing of the fixture is compiled or run, and none of its SQL is sent to a server. */
        DATA_ONLY,
        /** javac compiles all row files. */
        COMPILE,
        /** Everything is done but the last step, which would be visible to others. */
        DRY_RUN,
        /** The account that restores becomes the definer of whatever the schema defines for other accounts. */
        CURRENT_DEFINER
    }

    private final String target;
    private final Optional<Path> schema;
    private final OptionalLong tolerated;
    private final Set<Choice> choices;
    private final TargetTables tables;
    private final MigrationOptions migrations;
    private final Credentials credentials;
    private final Optional<Path> unsaved;

    private RestoreOptions(
            String target,
            Optional<Path> schema,
            OptionalLong tolerated,
            Set<Choice> choices,
            TargetTables tables,
            MigrationOptions migrations,
            Credentials credentials,
            Optional<Path> unsaved) {
        this.target = Objects.requireNonNull(target);
        this.schema = Objects.requireNonNull(schema);
        this.tolerated = tolerated;
        this.choices = choices;
        this.tables = Objects.requireNonNull(tables);
        this.migrations = Objects.requireNonNull(migrations);
        this.credentials = Objects.requireNonNull(credentials);
        this.unsaved = Objects.requireNonNull(unsaved);
    }

    /** Into the target of this URL, which must be empty, with the fixture's own schema. */
    public static RestoreOptions into(String target) {
        return new RestoreOptions(
                target,
                Optional.empty(),
                OptionalLong.empty(),
                EnumSet.noneOf(Choice.class),
                TargetTables.USUAL,
                MigrationOptions.NONE,
                Credentials.none(),
                Optional.empty());
    }

    /** Fits the rows to the schema that a script creates. */
    public RestoreOptions schema(Path script) {
        return schema(Optional.of(script));
    }

    /** The same, if there is a script. */
    public RestoreOptions schema(Optional<Path> script) {
        return new RestoreOptions(target, script, tolerated, choices, tables, migrations, credentials, unsaved);
    }

    /**
     * At most this many rows may stay unsaved. However many, definitions may be left out that {@link Choice#DATA_ONLY}
     * cannot create.
     */
    public RestoreOptions tolerate(long rows) {
        return new RestoreOptions(
                target, schema, OptionalLong.of(rows), choices, tables, migrations, credentials, unsaved);
    }

    /** The tables of the target differ from those of the fixture. */
    public RestoreOptions tables(TargetTables others) {
        return new RestoreOptions(target, schema, tolerated, choices, others, migrations, credentials, unsaved);
    }

    /** Rows go through the application's steps between versions. */
    public RestoreOptions migrations(MigrationOptions steps) {
        return new RestoreOptions(target, schema, tolerated, choices, tables, steps, credentials, unsaved);
    }

    /** Sets a fallback source for passwords. */
    public RestoreOptions credentials(Credentials others) {
        return new RestoreOptions(target, schema, tolerated, choices, tables, migrations, others, unsaved);
    }

    /** Rows that cannot be saved are written to this directory, if there is one. */
    public RestoreOptions unsaved(Optional<Path> directory) {
        return new RestoreOptions(target, schema, tolerated, choices, tables, migrations, credentials, directory);
    }

    /** Makes a choice, or withdraws it. */
    public RestoreOptions with(Choice choice, boolean chosen) {
        Set<Choice> others = EnumSet.noneOf(Choice.class);
        others.addAll(choices);
        if (chosen) {
            others.add(choice);
        } else {
            others.remove(choice);
        }
        return new RestoreOptions(target, schema, tolerated, others, tables, migrations, credentials, unsaved);
    }

    /** {@link Choice#REPLACE}. */
    public RestoreOptions replace() {
        return with(Choice.REPLACE, true);
    }

    /** {@link Choice#STRICT}. */
    public RestoreOptions strict() {
        return with(Choice.STRICT, true);
    }

    /** {@link Choice#RESUME}. */
    public RestoreOptions resume() {
        return with(Choice.RESUME, true);
    }

    /** {@link Choice#EDITED}. */
    public RestoreOptions edited() {
        return with(Choice.EDITED, true);
    }

    /** {@link Choice#DATA_ONLY}. */
    public RestoreOptions dataOnly() {
        return with(Choice.DATA_ONLY, true);
    }

    /** {@link Choice#COMPILE}. */
    public RestoreOptions compile() {
        return with(Choice.COMPILE, true);
    }

    /** {@link Choice#DRY_RUN}. */
    public RestoreOptions dryRun() {
        return with(Choice.DRY_RUN, true);
    }

    /** {@link Choice#CURRENT_DEFINER}. */
    public RestoreOptions currentDefiner() {
        return with(Choice.CURRENT_DEFINER, true);
    }

    /** The URL to restore into. */
    public String target() {
        return target;
    }

    /** The script whose schema the rows are fitted to; empty for the fixture's own, or the target's. */
    public Optional<Path> schema() {
        return schema;
    }

    /** How many rows may stay unsaved. */
    public long tolerated() {
        return tolerated.orElse(0);
    }

    /** Whether definitions may be left out that {@link Choice#DATA_ONLY} cannot create. */
    public boolean toleratesMissingDefinitions() {
        return tolerated.isPresent();
    }

    /** Whether this was chosen. */
    public boolean has(Choice choice) {
        return choices.contains(choice);
    }

    /** How the tables of the target differ from those of the fixture. */
    public TargetTables tables() {
        return tables;
    }

    /** The fallback source for passwords. */
    public Credentials credentials() {
        return credentials;
    }

    /** The application's steps between versions. */
    public MigrationOptions migrations() {
        return migrations;
    }

    /**
     * The directory for rows that cannot be saved; empty for {@code unsaved} in the fixture, or if that cannot be
     * written, for a directory beside the target.
     */
    public Optional<Path> unsaved() {
        return unsaved;
    }
}
