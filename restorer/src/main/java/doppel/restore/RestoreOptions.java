package doppel.restore;

import doppel.dialect.server.Credentials;
import doppel.restore.existing.OnConflict;
import doppel.restore.migrate.MigrationOptions;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

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
        CURRENT_DEFINER,
        /** Rows that come into a database with rows get new keys, and their references follow. */
        NEW_IDS
    }

    private final String target;
    private Optional<Path> schema = Optional.empty();
    private OptionalLong tolerated = OptionalLong.empty();
    private Set<Choice> choices = EnumSet.noneOf(Choice.class);
    private TargetTables tables = TargetTables.USUAL;
    private MigrationOptions migrations = MigrationOptions.NONE;
    private Credentials credentials = Credentials.none();
    private Optional<Path> unsaved = Optional.empty();
    private Optional<OnConflict> existing = Optional.empty();
    private Optional<Path> base = Optional.empty();

    private RestoreOptions(String target) {
        this.target = Objects.requireNonNull(target);
    }

    /** Into the target of this URL, which must be empty, with the fixture's own schema. */
    public static RestoreOptions into(String target) {
        return new RestoreOptions(target);
    }

    private RestoreOptions with(Consumer<RestoreOptions> change) {
        RestoreOptions others = new RestoreOptions(target);
        others.schema = schema;
        others.tolerated = tolerated;
        others.choices = choices;
        others.tables = tables;
        others.migrations = migrations;
        others.credentials = credentials;
        others.unsaved = unsaved;
        others.existing = existing;
        others.base = base;
        change.accept(others);
        return others;
    }

    /** Fits the rows to the schema that a script creates. */
    public RestoreOptions schema(Path script) {
        return schema(Optional.of(script));
    }

    /** The same, if there is a script. */
    public RestoreOptions schema(Optional<Path> script) {
        return with(options -> options.schema = script);
    }

    /**
     * At most this many rows may stay unsaved. However many, definitions may be left out that {@link Choice#DATA_ONLY}
     * cannot create.
     */
    public RestoreOptions tolerate(long rows) {
        return with(options -> options.tolerated = OptionalLong.of(rows));
    }

    /** The tables of the target differ from those of the fixture. */
    public RestoreOptions tables(TargetTables others) {
        return with(options -> options.tables = others);
    }

    /** Rows go through the application's steps between versions. */
    public RestoreOptions migrations(MigrationOptions steps) {
        return with(options -> options.migrations = steps);
    }

    /** Sets a fallback source for passwords. */
    public RestoreOptions credentials(Credentials others) {
        return with(options -> options.credentials = others);
    }

    /** Rows that cannot be saved are written to this directory, if there is one. */
    public RestoreOptions unsaved(Optional<Path> directory) {
        return with(options -> options.unsaved = directory);
    }

    /** The target keeps the rows that it has, and gets those of the fixture besides; its schema stays as it is. */
    public RestoreOptions besides(OnConflict onConflict) {
        return with(options -> options.existing = Optional.of(onConflict));
    }

    /** The rows that come, and those of a target that keeps its rows, have both started from those of this fixture. */
    public RestoreOptions base(Optional<Path> fixture) {
        return with(options -> options.base = fixture);
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
        return with(options -> options.choices = others);
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

    /** What becomes of rows that are in the target with other values; empty if the target must not have rows. */
    public Optional<OnConflict> existing() {
        return existing;
    }

    /** The fixture of the rows that both sides have started from, if that is known. */
    public Optional<Path> base() {
        return base;
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
