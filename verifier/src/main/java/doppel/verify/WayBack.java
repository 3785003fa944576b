package doppel.verify;

import doppel.StorageException;
import doppel.dialect.Dialects;
import doppel.dialect.Sequences;
import doppel.dialect.Target;
import doppel.dialect.TargetRequest;
import doppel.dialect.server.Credentials;
import doppel.dialect.version.FoundVersion;
import doppel.dialect.version.VersionSearch;
import doppel.fixture.FixtureFiles;
import doppel.fixture.Manifest;
import doppel.migration.passage.MigrationPlan;
import doppel.program.PlainFixture;
import doppel.restore.migrate.MigrationOptions;
import doppel.restore.migrate.MigratorLoader;
import doppel.schema.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What is known of the way back from a new version without its rows. */
final class WayBack {

    private WayBack() {}

    /**
     * Requires that the steps back fit both schemas.
     *
     * @param scratch an empty database, which stays empty
     * @throws doppel.MigrationException if they do not fit
     */
    static void require(
            Path fixture,
            Path oldSchema,
            Path newSchema,
            MigrationOptions migrations,
            String scratch,
            Credentials credentials) {
        MigratorLoader loader = new MigratorLoader(migrations.paths(), migrations.classPath());
        String old = Manifest.read(fixture).version();
        Created from = created(newSchema, scratch, credentials);
        Schema to = created(oldSchema, scratch, credentials).schema();
        String newest = MigrationPlan.of(
                        loader.migrators(), old, migrations.toVersion().or(from::version), false)
                .to();
        MigrationPlan.of(loader.migrators(), newest, Optional.of(old), false)
                .passage(from.schema(), table -> true)
                .requireFit(from.schema(), to);
    }

    /**
     * What a script creates.
     *
     * @param schema its tables, without those that tell how they came about
     * @param version the version that it records
     */
    private record Created(Schema schema, Optional<String> version) {}

    private static Created created(Path script, String scratch, Credentials credentials) {
        TargetRequest request = new TargetRequest(scratch, Optional.of(text(script)), false, TargetRequest.Rows.FITTED);
        try (Target target = Dialects.forUrl(scratch).with(credentials).openTarget(request)) {
            Schema all = target.schema();
            Schema rows = new Schema(
                    all.engine(),
                    all.tables().stream()
                            .filter(table -> !VersionSearch.keepsVersions(table.name()))
                            .toList(),
                    all.others());
            return new Created(rows, target.version().map(FoundVersion::word));
        }
    }

    /** The sequences that stand further back in the new version than in the old one, a line each. */
    static List<String> sequencesThatWentBack(Path fixture, Path newest) {
        Map<String, Sequences.Position> before = positions(fixture);
        Map<String, Sequences.Position> after = positions(newest);
        List<String> lines = new ArrayList<>();
        before.forEach((name, stood) -> {
            Sequences.Position stands = after.get(name);
            if (stands != null && stands.next() < stood.next()) {
                lines.add(String.format(
                        Locale.ROOT,
                        "sequence %s: it would give %,d next, and gives %,d in the new version",
                        name,
                        stood.next(),
                        stands.next()));
            }
        });
        return lines;
    }

    private static Map<String, Sequences.Position> positions(Path fixture) {
        return PlainFixture.readIfPlain(fixture)
                .map(plain -> Dialects.forId(plain.schema().engine())
                        .sequences()
                        .positions(text(fixture.resolve(FixtureFiles.SCHEMA))))
                .orElse(Map.of());
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw StorageException.of("Reading " + file, e);
        }
    }
}
