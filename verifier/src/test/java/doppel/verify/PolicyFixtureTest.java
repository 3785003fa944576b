package doppel.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import doppel.ErrorCode;
import doppel.FixtureException;
import doppel.Progress;
import doppel.dialect.Dialect;
import doppel.dialect.Dialects;
import doppel.dialect.Source;
import doppel.dump.DumpOptions;
import doppel.dump.DumpPolicies;
import doppel.dump.DumpReport;
import doppel.dump.Dumper;
import doppel.program.PlainFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The fixture of a database with policies; {@code -Ddoppel.golden.refresh=true} writes the expected one anew. */
final class PolicyFixtureTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden/policies");
    private static final List<String> FILES = List.of("Restore.java", "CityRows.java", "RoadRows.java");
    private static final int WIDE = 300;

    @TempDir
    private Path folder;

    private String url;

    @BeforeEach
    void createDatabase() {
        url = Engine.SQLITE.fresh(folder, "source");
        Engine.SQLITE.run(
                url,
                "CREATE TABLE country (id INTEGER PRIMARY KEY, iso TEXT NOT NULL UNIQUE, name TEXT)",
                "CREATE TABLE region (land TEXT, no INTEGER, code TEXT NOT NULL, PRIMARY KEY (land, no))",
                "CREATE TABLE city (id INTEGER PRIMARY KEY, CountryId INTEGER NOT NULL REFERENCES country (id),"
                        + " countryIso TEXT, born_in INTEGER REFERENCES country (id), land TEXT, region_no INTEGER,"
                        + " FOREIGN KEY (land, region_no) REFERENCES region (land, no))",
                "CREATE TABLE road (id INTEGER PRIMARY KEY, country INTEGER REFERENCES country (id), "
                        + IntStream.range(0, WIDE)
                                .mapToObj(i -> "c" + i + " TEXT")
                                .collect(Collectors.joining(", "))
                        + ")",
                "CREATE TABLE session (id INTEGER PRIMARY KEY, city INTEGER REFERENCES city (id))",
                "INSERT INTO country VALUES (1, 'CH', 'Switzerland'), (2, 'DE', 'Germany')",
                "INSERT INTO region VALUES ('CH', 1, 'BE')",
                "INSERT INTO city VALUES (1, 1, 'x', 2, 'CH', 1), (2, 2, NULL, NULL, NULL, NULL)",
                "INSERT INTO road (id, country, c7) VALUES (1, 2, 'seven')",
                "INSERT INTO session VALUES (1, 1)");
    }

    @Test
    void looksAsExpected() throws IOException {
        dump("a", Optional.empty());
        if (Boolean.getBoolean("doppel.golden.refresh")) {
            Files.createDirectories(GOLDEN);
            for (String file : FILES) {
                Files.writeString(GOLDEN.resolve(file), text("a", file));
            }
        }
        for (String file : FILES) {
            assertThat(text("a", file)).as(file).isEqualTo(Files.readString(GOLDEN.resolve(file)));
        }
        assertThat(PlainFixture.read(folder.resolve("a")).schema().tables())
                .anyMatch(table -> table.policy().naturalKey().equals(List.of("land", "code")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "keyOf(\"country\", \"id\", \"iso\", countryIso)|keyOf(\"country\", \"id\", \"iso\", countryIso2)",
                "keyOf(\"country\", \"id\", \"iso\", countryIso)|keyOf(\"country\", \"name\", \"iso\", countryIso)",
                "keyOf(\"country\", \"id\", \"iso\", countryIso)|keyOf(\"country\", \"id\", \"name\", countryIso)",
                "keyOf(\"country\", \"id\", \"iso\", countryIso)|keyOf(\"region\", \"id\", \"iso\", countryIso)",
                "keyOf(\"country\", \"id\", \"iso\", countryIso)|find(\"country\", \"id\", \"iso\", countryIso)",
                "keyOf(\"country\", \"id\", \"iso\", countryIso)|keyOf(\"country\", \"id\")",
                "keyOf(\"country\", \"id\", \"iso\", countryIso)|countryIso",
                "keyOf(\"country\", \"id\", \"iso\", values[1])|keyOf(\"country\", \"id\", \"iso\", values[2])",
                ".set(\"land\", land)|.set(\"land\", keyOf(\"region\", \"land\", \"code\", land))",
                ".recreated(\"iso\")|.recreated(\"id\")",
                ".recreated(\"iso\")|.recreated()",
                ".recreated(\"iso\")|.recreated(\"nothing\")",
                ".recreated(\"iso\")|.skipped()",
                ".recreated(\"iso\")|.recreated(\"iso\").skipped()",
                ".skipped()|.skipped(\"id\")"
            })
    void isNotPlainDataWhereItSaysAnythingElse(String written, String edited) throws IOException {
        dump("a", Optional.empty());
        String source = text("a", "Restore.java");
        assertThat(source).contains(written);
        Files.writeString(folder.resolve("a/Restore.java"), source.replace(written, edited));

        FixtureException refusal =
                catchThrowableOfType(FixtureException.class, () -> PlainFixture.read(folder.resolve("a")));
        assertThat(refusal).isNotNull();
        assertThat(refusal.code()).isEqualTo(ErrorCode.NOT_PLAIN_DATA);
    }

    @Test
    void carriesEditsIntoTheNextDump() throws IOException {
        dump("a", Optional.empty());
        assertThat(dump("b", Optional.of("a")).notices()).noneMatch(notice -> notice.contains("arried over"));
        assertThat(text("b", "Restore.java")).isEqualTo(text("a", "Restore.java"));

        String edited = "keyOf(\"country\", \"id\", \"name\", countryIso)";
        Files.writeString(
                folder.resolve("a/Restore.java"),
                text("a", "Restore.java").replace("keyOf(\"country\", \"id\", \"iso\", countryIso)", edited));
        assertThat(dump("c", Optional.of("a")).notices()).contains("Carried over: the edited create method city.");
        assertThat(text("c", "Restore.java")).contains(edited);
    }

    private String text(String fixture, String file) throws IOException {
        return Files.readString(folder.resolve(fixture).resolve(file));
    }

    private DumpReport dump(String fixture, Optional<String> hooksFrom) {
        Dialect dialect = Dialects.forUrl(url);
        DumpOptions options = DumpOptions.defaults()
                .as("1")
                .hooksFrom(hooksFrom.map(folder::resolve))
                .policies(DumpPolicies.of(
                        List.of("country=recreate", "region=recreate", "session=skip"), List.of("region=land,code")));
        try (Source source = dialect.openSource(url)) {
            return new Dumper(dialect, source, options, Progress.NONE).dump(folder.resolve(fixture));
        }
    }
}
