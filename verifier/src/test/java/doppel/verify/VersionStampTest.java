package doppel.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doppel.DatabaseException;
import doppel.ErrorCode;
import doppel.UsageException;
import doppel.dialect.Dialects;
import doppel.dialect.RefusedException;
import doppel.dialect.Source;
import doppel.dialect.Target;
import doppel.dialect.TargetRequest;
import doppel.dialect.TargetRequest.Rows;
import doppel.dialect.TargetState;
import doppel.dialect.version.FoundVersion;
import doppel.fixture.Row;
import doppel.fixture.Shape;
import doppel.verify.VersionDatabase.Engine;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How a version is recorded in a database. */
final class VersionStampTest {

    private static final String STAMPS = "SELECT version FROM doppel_version";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void stampsADatabaseThatIsThere(Engine engine) {
        VersionDatabase database = engine.fresh(folder, "a");

        database.dialect().stamp(database.url(), "1.4.0");
        assertThat(database.version()).contains(new FoundVersion("1.4.0", "Doppel's table doppel_version"));

        database.dialect().stamp(database.url(), "it's-2");
        assertThat(database.query(STAMPS)).containsExactly("it's-2");

        database.run("INSERT INTO doppel_version VALUES ('3')");
        assertThatThrownBy(database::version).hasMessageContaining("more than one row");
        database.dialect().stamp(database.url(), "3");
        assertThat(database.query(STAMPS)).containsExactly("3");
    }

    @ParameterizedTest
    @EnumSource
    void leavesVersionsToTheToolsThatKeepThem(Engine engine) {
        VersionDatabase database = engine.fresh(folder, "a");
        database.createFlyway();
        database.flyway(1, "'7'", "SQL", true);

        assertThatThrownBy(() -> database.dialect().stamp(database.url(), "8"))
                .isInstanceOfSatisfying(DatabaseException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.VERSION_KEPT_ELSEWHERE);
                    assertThat(e.getMessage()).contains("Flyway", "it is 7");
                    assertThat(e.nextStep()).contains("flyway migrate -skipExecutingMigrations");
                });
        assertThat(database.version().orElseThrow().version()).isEqualTo("7");
    }

    @Test
    void stampsNoDatabaseThatIsNotThere() {
        String url = folder.resolve("missing.db").toString();
        assertThatThrownBy(() -> Dialects.forUrl(url).stamp(url, "1"))
                .isInstanceOfSatisfying(
                        DatabaseException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DATABASE_MISSING));
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void stampsNothingThatIsNotOneWord() {
        VersionDatabase database = Engine.SQLITE.fresh(folder, "a");
        for (String wrong : new String[] {"", "1 2", "\\", "x".repeat(201)}) {
            assertThatThrownBy(() -> database.dialect().stamp(database.url(), wrong))
                    .isInstanceOf(UsageException.class);
        }
        assertThat(database.version()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void stampsWithTheRestOfARestore(Engine engine) throws RefusedException {
        VersionDatabase database = engine.fresh(folder, "a");
        String script = script(database, Optional.empty());
        database.run("INSERT INTO book VALUES (1, 'Ronja')");

        try (Target target = open(database, Optional.of(script))) {
            assertThat(target.version()).isEmpty();
            target.insert(List.of(book(2, "Krabat")));
            target.stamp("2.0");
        }
        assertThat(database.version()).isEmpty();
        assertThat(database.query("SELECT title FROM book")).containsExactly("Ronja");

        try (Target target = open(database, Optional.of(script))) {
            target.insert(List.of(book(2, "Krabat")));
            target.stamp("2.0");
            target.finishRows();
            target.stamp("2.1");
            target.verify();
            target.publish();
        }
        assertThat(database.query(STAMPS)).containsExactly("2.1");
        assertThat(database.query("SELECT title FROM book")).containsExactly("Krabat");
    }

    @ParameterizedTest
    @EnumSource
    void stampsAfterTheRowsAreComplete(Engine engine) {
        VersionDatabase database = engine.fresh(folder, "a");

        try (Target target = open(database, Optional.empty())) {
            target.finishRows();
            target.stamp("2.0");
            target.verify();
            target.publish();
        }

        assertThat(database.query(STAMPS)).containsExactly("2.0");
        assertThatThrownBy(() -> database.run("INSERT INTO doppel_version VALUES ('2.0')"))
                .isNotNull();
    }

    @ParameterizedTest
    @EnumSource
    void readsAndReplacesTheStampOfAScript(Engine engine) throws RefusedException {
        VersionDatabase database = engine.fresh(folder, "a");
        String script = script(database, Optional.of("3.0"));

        try (Target target = open(database, Optional.of(script))) {
            assertThat(target.version().orElseThrow().version()).isEqualTo("3.0");
            target.prepare("book");
            target.insert(List.of(book(2, "Krabat")));
            target.finishRows();
            target.publish();
        }
        assertThat(database.query(STAMPS)).containsExactly("3.0");
        String again = script(database, Optional.of("4.0"));
        assertThat(again.split("CREATE TABLE [^(]*doppel_version", -1)).hasSize(2);

        try (Target target = open(database, Optional.of(again))) {
            assertThat(target.version().orElseThrow().version()).isEqualTo("4.0");
            target.stamp("5.0");
            assertThat(target.version().orElseThrow().version()).isEqualTo("5.0");
            target.finishRows();
            target.publish();
        }
        assertThat(database.query(STAMPS)).containsExactly("5.0");
    }

    @Test
    void readsTheStampOfAScriptInWhichSomethingWaitsForTheRows() {
        VersionDatabase database = Engine.POSTGRESQL.fresh(folder, "a");
        database.run("CREATE MATERIALIZED VIEW titles AS SELECT title FROM book");
        String script = script(database, Optional.of("3.0"));
        assertThat(script).contains("-- after the rows");

        try (Target target = open(database, Optional.of(script))) {
            assertThat(target.version().orElseThrow().version()).isEqualTo("3.0");
        }
    }

    @ParameterizedTest
    @EnumSource
    void letsRowsTakeThePlaceOfTheStamp(Engine engine) throws RefusedException {
        VersionDatabase database = engine.fresh(folder, "a");
        database.dialect().stamp(database.url(), "3.0");
        assertThat(database.dialect().inspect(database.url()))
                .isEqualTo(new TargetState(TargetState.Kind.BLANK, 2, null));

        try (Target target = open(database, Optional.empty())) {
            target.prepare("book");
            target.insert(List.of(book(2, "Krabat")));
            target.prepare("doppel_version");
            target.insert(List.of(row("doppel_version").set("version", "1.4.0")));
            target.prepare("book");
            target.prepare("doppel_version"); // as after deferred rows
            target.finishRows();
            target.verify();
            target.publish();
        }

        assertThat(database.query(STAMPS)).containsExactly("1.4.0");
        assertThat(database.dialect().inspect(database.url()))
                .isEqualTo(new TargetState(TargetState.Kind.FILLED, 2, "book"));
    }

    private static String script(VersionDatabase database, Optional<String> version) {
        try (Source source = database.dialect().openSource(database.url())) {
            String script = source.ddl(source.schema().tables()).script();
            return version.map(word -> source.stamped(script, word)).orElse(script);
        }
    }

    private static Target open(VersionDatabase database, Optional<String> script) {
        return database.dialect().openTarget(new TargetRequest(database.url(), script, false, Rows.FITTED));
    }

    private static Row book(long id, String title) {
        return row("book").set("id", id).set("title", title);
    }

    private static Row row(String table) {
        return new Row(Shape.empty(table));
    }
}
