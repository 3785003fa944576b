package doppel.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import doppel.Progress;
import doppel.dialect.Dialect;
import doppel.dialect.Dialects;
import doppel.dialect.Source;
import doppel.dump.DumpOptions;
import doppel.dump.Dumper;
import doppel.restore.RestoreOptions;
import doppel.restore.Restorer;
import doppel.restore.migrate.MigrationOptions;
import doppel.restore.report.RestoreReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Databases of Spring Batch go from 4.3 to 5.2 and 6.0, and back to what they were. Its schemas are not part of this
 * repository: the test looks for them at {@code shared/data/spring-batch} beside the checkout.
 */
final class BatchMigrationsTest {

    private static final Path MIGRATOR = Path.of("src/test/resources/migrations/BatchMigrations.java");

    @TempDir
    private Path folder;

    private final List<Runnable> cleanings = new ArrayList<>();
    private Path schemas;

    @BeforeEach
    void findSchemas() {
        schemas = Stream.iterate(Path.of("").toAbsolutePath(), path -> path != null, Path::getParent)
                .map(path -> path.resolve("shared/data/spring-batch"))
                .filter(Files::exists)
                .findFirst()
                .orElse(null);
        assumeTrue(schemas != null, "there is no shared/data/spring-batch beside the checkout");
    }

    @AfterEach
    void clean() {
        cleanings.forEach(Runnable::run);
    }

    @Test
    void takesLessThanSixtyLines() throws IOException {
        assertThat(Files.readAllLines(MIGRATOR)).hasSizeLessThan(60);
    }

    @ParameterizedTest
    @EnumSource
    void goesUpByAnyWayAndComesBack(Engine engine) throws IOException {
        BatchDatabase old = database(engine, "old", "4.3.10");
        old.fill();
        Map<String, List<String>> before = old.rows();
        Path oldFixture = dump(old, "4.3.10");
        BatchDatabase middle = restored(engine, oldFixture, "middle", "5.2.6");
        Path middleFixture = dump(middle, "5.2.6");
        BatchDatabase newest = restored(engine, middleFixture, "newest", "6.0.4");
        BatchDatabase direct = restored(engine, oldFixture, "direct", "6.0.4");
        BatchDatabase back = restored(engine, dump(newest, "6.0.4"), "back", "4.3.10");

        assertThat(direct.rows()).isEqualTo(newest.rows());
        assertThat(back.rows()).isEqualTo(withoutLocations(before));
        assertThat(newest.rows().get("batch_job_execution_params"))
                .hasSize(before.get("batch_job_execution_params").size())
                .contains(
                        "identifying=Y, job_execution_id=1, parameter_name=tiny, parameter_type=java.lang.Double,"
                                + " parameter_value=4.9E-324",
                        "identifying=N, job_execution_id=1, parameter_name=empty, parameter_type=java.lang.String,"
                                + " parameter_value=",
                        "identifying=N, job_execution_id=1, parameter_name=nothing, parameter_type=java.lang.String,"
                                + " parameter_value=null",
                        "identifying=Y, job_execution_id=1, parameter_name=most, parameter_type=java.lang.Long,"
                                + " parameter_value=9223372036854775807",
                        "identifying=Y, job_execution_id=1, parameter_name=day, parameter_type=java.util.Date,"
                                + " parameter_value=2024-02-29T23:59:59"
                                + (engine == Engine.SQLITE ? ".123Z" : ".123456Z"));
        assertThat(newest.count("SELECT count(*) FROM BATCH_STEP_EXECUTION WHERE CREATE_TIME <> START_TIME"))
                .isZero();
        for (BatchDatabase database : List.of(old, middle, newest, direct, back)) {
            assertThat(database.nextNumbers()).containsExactly(91L, 121L, 241L);
        }
    }

    @ParameterizedTest
    @EnumSource
    void listsWhatAnOldVersionCannotHold(Engine engine) throws IOException {
        BatchDatabase old = database(engine, "old", "4.3.10");
        old.fill();
        BatchDatabase middle = restored(engine, dump(old, "4.3.10"), "middle", "5.2.6");
        middle.run(
                "INSERT INTO BATCH_JOB_EXECUTION_PARAMS VALUES (1, 'due', 'java.time.LocalDate', '2026-01-01', 'Y')",
                "INSERT INTO BATCH_JOB_EXECUTION_PARAMS VALUES (2, 'count', 'java.lang.Long', '1,000', 'Y')",
                "INSERT INTO BATCH_STEP_EXECUTION (STEP_EXECUTION_ID, VERSION, STEP_NAME, JOB_EXECUTION_ID, "
                        + "CREATE_TIME)"
                        + " SELECT 1000, 0, 'not started', 1, CREATE_TIME FROM BATCH_JOB_EXECUTION"
                        + " WHERE JOB_EXECUTION_ID = 1");
        Path fixture = dump(middle, "5.2.6");
        BatchDatabase back = new BatchDatabase(engine, engine.fresh(folder, "back"));
        cleanings.add(back::drop);

        RestoreReport report = restore(fixture, back, "4.3.10", 3);

        assertThat(report.published()).isTrue();
        assertThat(report.unsavedRows()).isEqualTo(3);
        String problems = report.problems().toString();
        assertThat(problems)
                .contains("there is no rule for the value java.time.LocalDate")
                .contains("'1,000' is not a whole number")
                .containsIgnoringCase("start_time");
        assertThat(back.rows()).isEqualTo(withoutLocations(old.rows()));
    }

    private static Map<String, List<String>> withoutLocations(Map<String, List<String>> rows) {
        Map<String, List<String>> without = new TreeMap<>(rows);
        without.computeIfPresent(
                "batch_job_execution",
                (table, executions) -> executions.stream()
                        .map(row -> row.replace("location=" + BatchDatabase.LOCATION, "location=null"))
                        .sorted()
                        .toList());
        assertThat(without).isNotEqualTo(rows);
        return without;
    }

    private BatchDatabase database(Engine engine, String name, String version) throws IOException {
        BatchDatabase database = new BatchDatabase(engine, engine.fresh(folder, name));
        cleanings.add(database::drop);
        database.run(Files.readString(script(engine, version)).split(";"));
        return database;
    }

    private Path script(Engine engine, String version) {
        String vendor = engine == Engine.MARIADB ? "mysql" : engine.name().toLowerCase(java.util.Locale.ROOT);
        return schemas.resolve(version).resolve("schema-" + vendor + ".sql");
    }

    private BatchDatabase restored(Engine engine, Path fixture, String name, String version) {
        BatchDatabase database = new BatchDatabase(engine, engine.fresh(folder, name));
        cleanings.add(database::drop);
        RestoreReport report = restore(fixture, database, version, 0);
        assertThat(report.problems()).isEmpty();
        assertThat(report.published()).isTrue();
        assertThat(report.restoredVersion()).isEqualTo(version);
        return database;
    }

    private RestoreReport restore(Path fixture, BatchDatabase target, String version, long tolerated) {
        RestoreOptions options = RestoreOptions.into(target.url())
                .schema(script(target.engine(), version))
                .tolerate(tolerated)
                .migrations(new MigrationOptions(List.of(MIGRATOR), Optional.of(version)));
        return new Restorer(options, Progress.NONE).restore(fixture);
    }

    private Path dump(BatchDatabase database, String version) {
        Dialect dialect = Dialects.forUrl(database.url());
        Path directory = folder.resolve("fixture-" + version + "-" + database.hashCode());
        try (Source source = dialect.openSource(database.url())) {
            DumpOptions options = DumpOptions.defaults().as(version);
            new Dumper(dialect, source, options, Progress.NONE).dump(directory);
        }
        return directory;
    }
}
