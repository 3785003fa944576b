package doppel.verify;

import static org.assertj.core.api.Assertions.assertThat;

import doppel.Progress;
import doppel.compare.UnifiedText;
import doppel.dialect.Dialects;
import doppel.dialect.Source;
import doppel.dialect.TargetState;
import doppel.dump.DumpOptions;
import doppel.dump.Dumper;
import doppel.restore.RestoreOptions;
import doppel.restore.Restorer;
import doppel.restore.report.RestoreReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The move that a relief organisation made: SQLite had taken what came, and the new database compares names as people
 * do. One report says all of it before anything changes; what the fixture's hooks correct goes through.
 */
final class ReliefOrganisationsTest {

    private static final String CORRECTIONS = """
              @Override public void beforeSave(Row row) {
                switch (row.table()) {
                  case "organisation" -> {
                    if ("Medecins du Monde".equals(row.get("name"))) {
                      row.set("name", "Medecins du Monde (duplicate)");
                    }
                    if ("01/14/10 1".equals(row.get("created_on"))) {
                      row.set("created_on", "2010-01-14 01:00:00");
                    }
                  }
                  case "person" -> {
                    if ("A@X.org".equals(row.get("email"))) {
                      row.set("email", null);
                    }
                  }
                  case "office" -> {
                    if (row.get("sector") instanceof Long sector && sector > 13) {
                      row.set("sector", null);
                    }
                  }
                  default -> {}
                }
              }

            """;

    @TempDir
    private Path folder;

    private final List<Runnable> cleanings = new ArrayList<>();

    @AfterEach
    void clean() {
        cleanings.forEach(Runnable::run);
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL"})
    void oneReportNamesAllAndCorrectionsGoThrough(Engine engine) throws IOException {
        String jdbc = engine.fresh(folder, "target");
        cleanings.add(() -> engine.drop(jdbc));
        String target = engine.doppel(jdbc);
        Path fixture = dump();

        RestoreReport report = restore(fixture, target);

        assertThat(report.published()).isFalse();
        assertThat(report.leftOut()).containsExactly("view offices");
        assertThat(Dialects.forUrl(target).inspect(target).kind()).isEqualTo(TargetState.Kind.EMPTY);
        String problems = text(report.problems());
        assertThat(problems)
                .contains("organisation.created_on: datetime(6) cannot hold this text exactly (1)")
                .contains("organisation (name), compared by ")
                .contains("id 1, name 'Médecins du Monde' = id 2, name 'Medecins du Monde' (OrganisationRows.java:8)")
                .contains("person (email), compared by ")
                .contains("id 1, email 'a@x.org' = id 2, email 'A@X.org' (PersonRows.java:8)")
                .contains("office (sector) to sector (id): what is referred to does not exist (6)")
                .contains("14: 3 rows (OfficeRows.java:9, OfficeRows.java:10, OfficeRows.java:11)")
                .contains("15: 1 row (OfficeRows.java:12)")
                .contains("16: 2 rows (OfficeRows.java:13, OfficeRows.java:14)")
                .contains("2, which is not saved itself: 2 rows");
        assertThat(report.unsavedRows()).isEqualTo(11);

        Path program = fixture.resolve("Restore.java");
        String source = Files.readString(program);
        Files.writeString(
                program, source.replace("  /** Loads the rows: tables", CORRECTIONS + "  /** Loads the rows: tables"));
        RestoreReport corrected = restore(fixture, target);

        assertThat(corrected.problems()).isEmpty();
        assertThat(corrected.published()).isTrue();
        assertThat(corrected.savedRows()).isEqualTo(34);
        StringBuilder differences = new StringBuilder();
        DoubleDumpReport again = new DoubleDump(
                        target,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Progress.NONE,
                        new UnifiedText(differences, false))
                .run();
        assertThat(differences.toString()).isEmpty();
        assertThat(again.losses()).isEmpty();
    }

    private static String text(List<RestoreReport.Problem> problems) {
        StringBuilder text = new StringBuilder();
        for (RestoreReport.Problem problem : problems) {
            text.append(problem.title()).append(" (").append(problem.rows()).append(")\n");
            problem.examples()
                    .forEach(example -> text.append("  ").append(example).append('\n'));
        }
        return text.toString();
    }

    private static RestoreReport restore(Path fixture, String target) {
        return new Restorer(RestoreOptions.into(target), Progress.NONE).restore(fixture);
    }

    private Path dump() {
        String database = Engine.SQLITE.fresh(folder, "source");
        Engine.SQLITE.run(
                database,
                "CREATE TABLE organisation (id INTEGER PRIMARY KEY AUTOINCREMENT, created_on TIMESTAMP,"
                        + " name VARCHAR(128) NOT NULL UNIQUE, comments TEXT)",
                "CREATE TABLE sector (id INTEGER PRIMARY KEY AUTOINCREMENT, name VARCHAR(128) NOT NULL UNIQUE)",
                "CREATE TABLE person (id INTEGER PRIMARY KEY, email VARCHAR(512) UNIQUE, born DATE)",
                "CREATE TABLE office (id INTEGER PRIMARY KEY, organisation INTEGER REFERENCES organisation (id),"
                        + " sector INTEGER REFERENCES sector (id), created_on TIMESTAMP, address TEXT,"
                        + " latitude DOUBLE, deleted BOOLEAN DEFAULT 0)",
                "CREATE VIEW offices AS SELECT * FROM office",
                "INSERT INTO organisation VALUES (1, '2010-01-14 09:01:00', 'Médecins du Monde', 'one line' || char(10)"
                        + " || 'two' || char(13, 10, 9) || '\"three\" \\ é 😀'), (2, '2010-01-14 09:02:00',"
                        + " 'Medecins du Monde', NULL), (3, '01/14/10 1', 'UN OCHA', ''), (4, NULL, 'Red Cross', NULL),"
                        + " (5, NULL, 'Oxfam', 'x'), (6, NULL, 'Caritas', 'x')",
                "WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 13)"
                        + " INSERT INTO sector SELECT i, 'Sector ' || i FROM n",
                "INSERT INTO person VALUES (1, 'a@x.org', '1970-01-01'), (2, 'A@X.org', NULL), (3, 'b@x.org', NULL),"
                        + " (4, NULL, NULL), (5, NULL, '1899-12-31')",
                "INSERT INTO office SELECT value, value % 6 + 1, CASE value WHEN 3 THEN 14 WHEN 4 THEN 14 WHEN "
                        + "5 THEN 14"
                        + " WHEN 6 THEN 15 WHEN 7 THEN 16 WHEN 8 THEN 16 ELSE value END, '2010-01-15 10:00:00',"
                        + " 'Rue' || char(10) || value, value / 7.0, value % 2 FROM "
                        + "json_each('[1,2,3,4,5,6,7,8,9,10]')");
        Path fixture = folder.resolve("fixture");
        try (Source source = Dialects.forUrl(database).openSource(database)) {
            new Dumper(Dialects.forUrl(database), source, DumpOptions.defaults(), Progress.NONE).dump(fixture);
        }
        return fixture;
    }
}
