package doppel.verify;

import static org.assertj.core.api.Assertions.assertThat;

import doppel.Progress;
import doppel.dialect.Dialect;
import doppel.dialect.Dialects;
import doppel.dialect.Source;
import doppel.dump.DumpOptions;
import doppel.dump.DumpPolicies;
import doppel.dump.DumpReport;
import doppel.dump.Dumper;
import doppel.restore.RestoreOptions;
import doppel.restore.Restorer;
import doppel.restore.report.RestoreReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tables whose rows the application recreates, or nobody misses, on each engine. */
final class PoliciesTest {

    private static final String[] SCHEMA = {
        "CREATE TABLE country (id INTEGER NOT NULL PRIMARY KEY, iso VARCHAR(2) NOT NULL, label VARCHAR(20),"
                + " parent INTEGER REFERENCES country (id), CONSTRAINT country_iso UNIQUE (iso))",
        "CREATE TABLE region (land VARCHAR(2) NOT NULL, no INTEGER NOT NULL, code VARCHAR(5) NOT NULL,"
                + " PRIMARY KEY (land, no))",
        "CREATE TABLE city (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR(20), country_id INTEGER NOT NULL,"
                + " twin_country INTEGER, country_iso VARCHAR(2), land VARCHAR(2), region_no INTEGER, next_city "
                + "INTEGER,"
                + " CONSTRAINT f1 FOREIGN KEY (country_id) REFERENCES country (id),"
                + " CONSTRAINT f2 FOREIGN KEY (twin_country) REFERENCES country (id),"
                + " CONSTRAINT f3 FOREIGN KEY (land, region_no) REFERENCES region (land, no),"
                + " CONSTRAINT f4 FOREIGN KEY (next_city) REFERENCES city (id))",
        "CREATE TABLE session (id INTEGER NOT NULL PRIMARY KEY, city INTEGER, country INTEGER,"
                + " CONSTRAINT f5 FOREIGN KEY (city) REFERENCES city (id),"
                + " CONSTRAINT f6 FOREIGN KEY (country) REFERENCES country (id))"
    };

    private static final String[] ROWS = {
        "INSERT INTO country VALUES (1, 'CH', 'Switzerland', NULL), (2, 'DE', 'Germany', 1), (3, 'FR', 'France', 1)",
        "INSERT INTO region VALUES ('CH', 1, 'BE'), ('CH', 2, 'ZH'), ('DE', 1, 'BE')",
        "INSERT INTO city VALUES (1, 'Bern', 1, 2, 'xx', 'CH', 1, NULL), (2, 'Berlin', 2, NULL, NULL, 'DE', 1, NULL),"
                + " (3, 'Paris', 3, 1, NULL, NULL, NULL, 1), (4, 'Zuerich', 1, 3, NULL, 'CH', 2, 3)",
        "UPDATE city SET next_city = 2 WHERE id = 1",
        "INSERT INTO session VALUES (1, 1, 1), (2, NULL, 2)"
    };

    /** What the new version creates: the same countries and regions by other numbers, and more of them. */
    private static final String[] NEW_ROWS = {
        "INSERT INTO country VALUES (10, 'AT', 'Oesterreich', NULL), (11, 'FR', 'Frankreich', NULL),"
                + " (12, 'CH', 'Schweiz', NULL), (13, 'DE', 'Deutschland', 12)",
        "INSERT INTO region VALUES ('CH', 8, 'ZH'), ('CH', 9, 'BE'), ('DE', 1, 'XX'), ('DE', 2, 'BE')"
    };

    private static final DumpPolicies POLICIES = DumpPolicies.of(
            List.of("country=recreate", "region=recreate", "session=skip"), List.of("region=land,code"));

    private static final String CITIES = "SELECT c.name, a.iso, b.iso, c.country_iso, r.land, r.code, n.name"
            + " FROM city c JOIN country a ON a.id = c.country_id LEFT JOIN country b ON b.id = c.twin_country"
            + " LEFT JOIN region r ON r.land = c.land AND r.no = c.region_no LEFT JOIN city n ON n.id = c.next_city"
            + " ORDER BY c.id";

    @TempDir
    private Path folder;

    private final List<String> urls = new ArrayList<>();
    private Engine engine;

    @AfterEach
    void dropDatabases() {
        urls.forEach(engine::drop);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void restoresReferencesToTheRowsThatTheNewVersionHasCreated(Engine tested) throws Exception {
        engine = tested;
        String source = database("source", SCHEMA, ROWS);
        DumpReport report = dump(source, POLICIES);
        assertThat(report.rows()).isEqualTo(4);
        assertThat(report.tables()).hasSize(4);
        assertThat(folder.resolve("fixture/CityRows.java")).content().contains("""
                    into.city(1, "Bern", "CH", "DE", "xx", "CH", "BE", 2L);
                    into.city(2, "Berlin", "DE", null, null, "DE", "BE", null);
                    into.city(3, "Paris", "FR", "CH", null, null, null, 1L);
                """);
        assertThat(folder.resolve("fixture/Restore.java"))
                .content()
                .contains("""
                        .set("country_id", keyOf("country", "id", "iso", countryIso))
                        .set("twin_country", keyOf("country", "id", "iso", twinCountryIso))
                        .set("country_iso", countryIso2)
                        .set("land", land)
                        .set("region_no", keyOf("region", "no", "land", land, "code", regionNoCode))
                """)
                .contains(".recreated(\"iso\")")
                .contains(".recreated(\"land\", \"code\")")
                .contains(".skipped()");
        assertThat(folder.resolve("fixture/CountryRows.java")).doesNotExist();
        List<List<String>> cities = query(source, CITIES);
        assertThat(cities).contains(List.of("Bern", "CH", "DE", "xx", "CH", "BE", "Berlin"));

        for (UnaryOperator<RestoreOptions> way : ways()) {
            String target = database("target" + urls.size(), SCHEMA, NEW_ROWS);
            RestoreReport restored = restore(way.apply(RestoreOptions.into(engine.doppel(target))));

            assertThat(restored.reasons()).isEmpty();
            assertThat(restored.published()).isTrue();
            assertThat(query(target, CITIES)).isEqualTo(cities);
            assertThat(query(target, "SELECT country_id FROM city ORDER BY id"))
                    .containsExactly(List.of("12"), List.of("13"), List.of("11"), List.of("12"));
            assertThat(query(target, "SELECT label FROM country WHERE id = 12")).containsExactly(List.of("Schweiz"));
            assertThat(query(target, "SELECT id FROM session")).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void findsTheRowsThatTheScriptOfTheNewSchemaInserts(Engine tested) throws Exception {
        engine = tested;
        String source = database("source", SCHEMA, ROWS);
        dump(source, POLICIES);
        Path script = folder.resolve("new.sql");
        Files.writeString(script, String.join(";\n", SCHEMA) + ";\n" + String.join(";\n", NEW_ROWS) + ";\n");
        String target = database("target");

        RestoreReport restored =
                restore(RestoreOptions.into(engine.doppel(target)).schema(script));

        assertThat(restored.reasons()).isEmpty();
        assertThat(restored.published()).isTrue();
        assertThat(query(target, CITIES)).isEqualTo(query(source, CITIES));
        assertThat(query(target, "SELECT count(*) FROM country")).containsExactly(List.of("4"));
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void saysWhichRowsAreMissingWhereNobodyHasCreatedThem(Engine tested) throws Exception {
        engine = tested;
        dump(database("source", SCHEMA, ROWS), POLICIES);
        for (UnaryOperator<RestoreOptions> way : ways()) {
            String target = database("target" + urls.size());

            RestoreReport restored = restore(way.apply(RestoreOptions.into(engine.doppel(target))));

            assertThat(restored.published()).isFalse();
            assertThat(restored.reasons())
                    .hasSize(4)
                    .contains("CityRows.java:7: MissingRowException: country has no row with iso = CH");
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void defersOnlyTheRowsThatReferToWhatIsMissing(Engine tested) throws Exception {
        engine = tested;
        dump(database("source", SCHEMA, ROWS), POLICIES);
        String target = database("target", SCHEMA, new String[] {
            "INSERT INTO country VALUES (1, 'FR', NULL, NULL), (2, 'CH', NULL, NULL), (3, 'DE', NULL, NULL)",
            "INSERT INTO region VALUES ('CH', 8, 'ZH'), ('CH', 9, 'BE')"
        });

        RestoreReport restored = restore(RestoreOptions.into(engine.doppel(target)));

        assertThat(restored.published()).isFalse();
        assertThat(restored.reasons())
                .anyMatch(reason -> reason.contains(
                        "CityRows.java:8: MissingRowException: region has no row with land = DE, code = BE"));
        assertThat(query(target, "SELECT id FROM city")).isEmpty();
    }

    private List<UnaryOperator<RestoreOptions>> ways() {
        UnaryOperator<RestoreOptions> dataOnly = usual ->
                RestoreOptions.into(usual.target()).schema(usual.schema()).dataOnly();
        return List.of(UnaryOperator.identity(), dataOnly, RestoreOptions::compile);
    }

    private String database(String name, String[]... statements) {
        String url = engine.fresh(folder, name);
        urls.add(url);
        Stream.of(statements).forEach(each -> engine.run(url, each));
        return url;
    }

    private DumpReport dump(String url, DumpPolicies policies) throws IOException {
        Dialect dialect = Dialects.forUrl(engine.doppel(url));
        try (Source source = dialect.openSource(engine.doppel(url))) {
            return new Dumper(dialect, source, DumpOptions.defaults().policies(policies), Progress.NONE)
                    .dump(folder.resolve("fixture"));
        }
    }

    private RestoreReport restore(RestoreOptions options) {
        return new Restorer(options, Progress.NONE).restore(folder.resolve("fixture"));
    }

    private static List<List<String>> query(String url, String sql) throws SQLException {
        List<List<String>> found = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    row.add(String.valueOf(rows.getString(i)));
                }
                found.add(row);
            }
        }
        return found;
    }
}
