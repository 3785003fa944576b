package doppel.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doppel.DatabaseException;
import doppel.DoppelException;
import doppel.ErrorCode;
import doppel.dialect.Source;
import doppel.dialect.version.FoundVersion;
import doppel.verify.VersionDatabase.Engine;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where versions are found, in tables as the tools themselves create them. */
final class VersionSearchTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void findsNothingWhereNobodyKeepsVersions(Engine engine) {
        VersionDatabase database = engine.fresh(folder, "a");
        assertThat(database.version()).isEmpty();

        database.createFlyway();
        database.createLiquibase();
        database.createAlembic();
        database.createDjango("contenttypes 0001_initial", "auth 0001_initial");
        database.run("CREATE TABLE doppel_version (version VARCHAR(200) NOT NULL PRIMARY KEY)");
        assertThat(database.version()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void findsTheHighestVersionThatFlywayHasApplied(Engine engine) {
        VersionDatabase database = engine.fresh(folder, "a");
        database.createFlyway();
        database.flyway(0, "NULL", "SCHEMA", true);
        database.flyway(1, "'1'", "BASELINE", true);
        database.flyway(2, "'1.9'", "SQL", true);
        database.flyway(3, "NULL", "SQL", true); // repeatable
        assertThat(database.version()).contains(new FoundVersion("1.9", "Flyway's table flyway_schema_history"));

        database.flyway(4, "'1.10'", "SQL", true);
        database.flyway(5, "'1.2'", "SQL", true); // out of order
        assertThat(database.version().orElseThrow().version()).isEqualTo("1.10");

        database.flyway(6, "'1.10'", "UNDO_SQL", true);
        assertThat(database.version().orElseThrow().version()).isEqualTo("1.9");

        database.flyway(7, "'1.10'", "JDBC", true);
        assertThat(database.version().orElseThrow().version()).isEqualTo("1.10");

        database.flyway(8, "'1.10'", "DELETE", true);
        assertThat(database.version().orElseThrow().version()).isEqualTo("1.9");
    }

    @ParameterizedTest
    @EnumSource
    void refusesToGuessAfterAMigrationOfFlywaysFailed(Engine engine) {
        VersionDatabase database = engine.fresh(folder, "a");
        database.createFlyway();
        database.flyway(1, "'1'", "SQL", true);
        database.flyway(2, "'2'", "SQL", false);

        assertUnclear(database, "Flyway's migration script 2 has failed");
    }

    @ParameterizedTest
    @EnumSource
    void findsLiquibasesNewestTagElseItsNewestChangeset(Engine engine) {
        VersionDatabase database = engine.fresh(folder, "a");
        database.createLiquibase();
        database.changeset(2, "rename-title", "NULL");
        database.changeset(10, "add-isbn", "NULL");
        assertThat(database.version().orElseThrow().version()).isEqualTo("add-isbn");
        assertThat(database.version().orElseThrow().where())
                .isEqualToIgnoringCase("Liquibase's table databasechangelog (its newest changeset)");

        database.changeset(11, "eleven", "'1.0'");
        assertThat(database.version().orElseThrow().version()).isEqualTo("1.0");
        database.changeset(12, "twelve", "'1.1'");
        database.changeset(13, "thirteen", "NULL");
        assertThat(database.version().orElseThrow().version()).isEqualTo("1.1");
        assertThat(database.version().orElseThrow().where())
                .endsWith("(its newest tag, which 1 changeset has followed)");
    }

    @ParameterizedTest
    @EnumSource
    void refusesToGuessWhileLiquibaseHoldsItsLock(Engine engine) {
        VersionDatabase database = engine.fresh(folder, "a");
        database.createLiquibase();
        database.changeset(1, "one", "'1.0'");
        database.run("UPDATE DATABASECHANGELOGLOCK SET LOCKED = " + (engine == Engine.POSTGRESQL ? "TRUE" : "1"));

        assertUnclear(database, "Liquibase holds its lock");
    }

    @ParameterizedTest
    @EnumSource
    void findsAlembicsHead(Engine engine) {
        VersionDatabase database = engine.fresh(folder, "a");
        database.createAlembic("27c6a30d7c24");
        assertThat(database.version()).contains(new FoundVersion("27c6a30d7c24", "Alembic's table alembic_version"));

        database.run("INSERT INTO alembic_version VALUES ('1975ea83b712')");
        assertUnclear(database, "several of Alembic's heads: 1975ea83b712, 27c6a30d7c24.");
    }

    @ParameterizedTest
    @EnumSource
    void findsTheVersionOfTheOnlyAppOfDjango(Engine engine) {
        VersionDatabase database = engine.fresh(folder, "a");
        database.createDjango(
                "library 0001_initial",
                "library 0009_isbn",
                "library 0010_loans",
                "auth 0012_alter_user_first_name_max_length",
                "library 0001_squashed_0009_isbn");
        assertThat(database.version())
                .contains(new FoundVersion("0010", "Django's table django_migrations (of the app library)"));

        database.run("DELETE FROM django_migrations WHERE name IN ('0010_loans', '0009_isbn', '0001_initial')");
        assertThat(database.version().orElseThrow().version()).isEqualTo("0009");

        database.run("INSERT INTO django_migrations (app, name, applied) VALUES ('library', 'renamed', '2026-01-02')");
        assertThat(database.version().orElseThrow().version()).isEqualTo("renamed");
    }

    @ParameterizedTest
    @EnumSource
    void refusesToChooseAmongAppsOfDjango(Engine engine) {
        VersionDatabase database = engine.fresh(folder, "a");
        database.createDjango("shop 0003_x", "library 0001_initial");
        assertUnclear(database, "Django keeps the versions of several apps: library, shop.");
        assertThat(database.version("SELECT max(name) FROM django_migrations WHERE app = 'shop'")
                        .orElseThrow()
                        .version())
                .isEqualTo("0003_x");

        database.dialect().stamp(database.url(), "2.0");
        assertThat(database.version().orElseThrow().version()).isEqualTo("2.0");
    }

    @ParameterizedTest
    @EnumSource
    void refusesToChooseAmongToolsThatDisagree(Engine engine) {
        VersionDatabase database = engine.fresh(folder, "a");
        database.createFlyway();
        database.flyway(1, "'7'", "SQL", true);
        database.createAlembic("7");
        assertThat(database.version()).contains(new FoundVersion("7", "Flyway's table flyway_schema_history"));

        database.run("UPDATE alembic_version SET version_num = '8'");
        assertUnclear(
                database,
                "more than one version: 7 in Flyway's table flyway_schema_history, 8 in Alembic's table "
                        + "alembic_version.");
    }

    @ParameterizedTest
    @EnumSource
    void asksTheUsersOwnQuery(Engine engine) {
        VersionDatabase database = engine.fresh(folder, "a");
        database.createAlembic("7");
        database.run("INSERT INTO book VALUES (3, '4.5'), (4, NULL)");

        assertThat(database.version("SELECT title FROM book WHERE id = 3"))
                .contains(new FoundVersion("4.5", "what the query gives"));
        assertThat(database.version("SELECT id FROM book WHERE id = 3")
                        .orElseThrow()
                        .version())
                .isEqualTo("3");
        assertUnclear(database, "SELECT title FROM book WHERE id = 5", "gives no row");
        assertUnclear(database, "SELECT title FROM book", "gives more than one row");
        assertUnclear(database, "SELECT id, title FROM book WHERE id = 3", "gives 2 columns");
        assertUnclear(database, "SELECT title FROM book WHERE id = 4", "gives NULL");
        for (String wrong :
                new String[] {"SELECT nothing FROM book", "DELETE FROM book", "INSERT INTO book VALUES (9, '')"}) {
            assertThatThrownBy(() -> database.version(wrong))
                    .isInstanceOfSatisfying(
                            DatabaseException.class,
                            e -> assertThat(e.getMessage()).startsWith("Asking for the version"));
        }
        assertThat(database.query("SELECT count(*) FROM book")).containsExactly("2");
    }

    @ParameterizedTest
    @EnumSource
    void goesOnReadingAfterTheQuery(Engine engine) {
        VersionDatabase database = engine.fresh(folder, "a");
        database.run("INSERT INTO book VALUES (1, 'Ronja')");

        try (Source source = database.dialect().openSource(database.url())) {
            source.version(Optional.of("SELECT title FROM book"));
            assertThat(source.ddl(source.schema().tables()).notCarried()).isEmpty();
            assertThat(source.digest(source.schema().table("book").orElseThrow()))
                    .isNotNull();
        }
    }

    @ParameterizedTest
    @EnumSource(names = "SQLITE", mode = EnumSource.Mode.EXCLUDE)
    void seesTheVersionOfTheSnapshot(Engine engine) {
        VersionDatabase database = engine.fresh(folder, "a");
        database.createAlembic("1");

        try (Source source = database.dialect().openSource(database.url())) {
            database.run("UPDATE alembic_version SET version_num = '2'");

            assertThat(source.version(Optional.empty()).orElseThrow().version()).isEqualTo("1");
            assertThat(source.version(Optional.of("SELECT version_num FROM alembic_version"))
                            .orElseThrow()
                            .version())
                    .isEqualTo("1");
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesATableThatOnlyHasTheName(Engine engine) {
        VersionDatabase database = engine.fresh(folder, "a");
        database.run("CREATE TABLE flyway_schema_history (version VARCHAR(50))");

        assertUnclear(database, "flyway_schema_history has no column installed_rank");
    }

    @Test
    void findsNamesInAnyCase() {
        VersionDatabase database = Engine.SQLITE.fresh(folder, "a");
        database.run("CREATE TABLE Alembic_Version (\"Version_Num\" TEXT)", "INSERT INTO Alembic_Version VALUES ('x')");
        assertThat(database.version()).contains(new FoundVersion("x", "Alembic's table Alembic_Version"));

        VersionDatabase server = Engine.POSTGRESQL.fresh(folder, "a");
        server.run(
                "CREATE SCHEMA other",
                "CREATE TABLE other.alembic_version (version_num TEXT)",
                "INSERT INTO other.alembic_version VALUES ('y')");
        assertThat(server.version()).isEmpty();
        server.run(
                "CREATE TABLE \"Alembic_Version\" (\"Version_Num\" TEXT)",
                "INSERT INTO \"Alembic_Version\" VALUES ('x')");
        assertThat(server.version()).contains(new FoundVersion("x", "Alembic's table Alembic_Version"));
    }

    @Test
    void tellsAWordFromWhatNoFixtureTakes() {
        assertThat(new FoundVersion("1.4.0", "here").word()).isEqualTo("1.4.0");
        assertThatThrownBy(() -> new FoundVersion("add ISBN", "here").word())
                .isInstanceOfSatisfying(DoppelException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.VERSION_UNUSABLE);
                    assertThat(e.nextStep()).contains("--as-version");
                });
    }

    private static void assertUnclear(VersionDatabase database, String words) {
        assertUnclear(database, null, words);
    }

    private static void assertUnclear(VersionDatabase database, String query, String words) {
        assertThatThrownBy(() -> database.version(query)).isInstanceOfSatisfying(DatabaseException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.VERSION_UNCLEAR);
            assertThat(e.getMessage()).contains(words);
            assertThat(e.nextStep()).contains(query == null ? "--as-version" : "one row of one column");
        });
    }
}
