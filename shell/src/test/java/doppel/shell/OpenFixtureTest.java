package doppel.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doppel.ErrorCode;
import doppel.FixtureException;
import doppel.Progress;
import doppel.UsageException;
import doppel.dialect.Dialects;
import doppel.dialect.Source;
import doppel.dump.DumpOptions;
import doppel.dump.DumpPolicies;
import doppel.dump.Dumper;
import doppel.fixture.FixtureFiles;
import doppel.fixture.Row;
import doppel.restore.check.Seal;
import doppel.shell.work.TableRows;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A fixture in the shell: read as data, and never changed. */
class OpenFixtureTest {

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();

    private Path dump(DumpOptions options) {
        String url = LiveDatabases.SQLITE.create(folder);
        LiveDatabases.run(
                url,
                "INSERT INTO member (id, name, fee, born, chief) VALUES (1, 'Ann', 5.5, '1970-01-02', NULL),"
                        + " (2, 'Bob', NULL, NULL, 1), (3, 'Cid', 7, '1999-12-31', 1)",
                "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100)"
                        + " INSERT INTO visit SELECT i, 1 + i % 3, 'n' || i FROM n",
                "INSERT INTO loose VALUES (1, hex(zeroblob(5000)))");
        Path fixture = folder.resolve("fixture");
        try (Source source = Dialects.forUrl(url).openSource(url)) {
            new Dumper(Dialects.forUrl(url), source, options, Progress.NONE).dump(fixture);
        }
        return fixture;
    }

    private Path dump() {
        return dump(DumpOptions.defaults().maxRowsPerFile(30));
    }

    private OpenFixture open(Path fixture) {
        return OpenFixture.open(fixture, folder.resolve("records"), new PrintWriter(out, true));
    }

    @Test
    void rowsOfAFixtureAreReadWithTheSameWords() {
        try (OpenFixture place = open(dump())) {
            assertThat(place.table("MEMBER").rows())
                    .extracting(row -> row.text("name"))
                    .containsExactly("Ann", "Bob", "Cid");
            assertThat(place.table("member").key(2).first())
                    .map(row -> row.number("chief"))
                    .contains(1L);
            assertThat(place.table("member").key("3").rows()).hasSize(1);
            assertThat(place.table("member").key(9).first()).isEmpty();
            assertThat(place.table("visit").count()).isEqualTo(100);
            assertThat(place.table("visit")
                            .where(row -> row.number("member_id") == 1)
                            .count())
                    .isEqualTo(33);
            assertThat(place.table("visit")
                            .where(row -> row.number("id") > 90)
                            .limit(3)
                            .rows())
                    .extracting(row -> row.number("id"))
                    .containsExactly(91L, 92L, 93L);
            assertThat(place.table("visit").toString()).contains("n100").endsWith("100 rows");
            assertThat(place.table("loose").rows().get(0).text("b")).hasSize(10_000);
            assertThatThrownBy(() -> place.table("member").first().orElseThrow().text("nam"))
                    .hasMessageContaining("did you mean name?");
            assertThatThrownBy(() -> place.table("members")).hasMessageContaining("did you mean member?");
        }
    }

    @Test
    void compressedFixturesAreReadToo() {
        Path fixture = dump(DumpOptions.defaults().maxRowsPerFile(30).compress());
        assertThat(fixture.resolve("VisitRows_2.java.gz")).exists();
        try (OpenFixture place = open(fixture)) {
            assertThat(place.table("visit").count()).isEqualTo(100);
            assertThat(place.table("visit").key(61).first())
                    .map(row -> row.text("note"))
                    .contains("n61");
        }
    }

    @Test
    void rowsBecomeRecords() throws Exception {
        try (OpenFixture place = open(dump())) {
            Class<? extends Record> member =
                    place.records().of("member").orElseThrow().type();
            assertThat(place.table("member").as(member)).first().asString().contains("name=Ann");
        }
    }

    @Test
    void streamsOfSeveralTablesGoOnSideBySide() {
        try (OpenFixture place = open(dump())) {
            place.work().beginStep();
            Iterator<Row> members = place.table("member").stream().iterator();
            long visits = 0;
            while (members.hasNext()) {
                long id = members.next().number("id");
                visits += place.table("visit").stream()
                        .filter(row -> row.number("member_id") == id)
                        .count();
            }
            place.work().endStep();
            assertThat(visits).isEqualTo(100);
        }
    }

    @Test
    void wordsThatChangeAndSqlAreRefused() {
        try (OpenFixture place = open(dump())) {
            TableRows members = place.table("member");
            List<Consumer<TableRows>> words = List.of(
                    rows -> rows.set("name", "x"),
                    rows -> rows.set("name", row -> "x"),
                    rows -> rows.change("name", name -> "x"),
                    rows -> rows.insert("name", "x"),
                    rows -> rows.insert(rows.first().orElseThrow()),
                    TableRows::delete,
                    rows -> rows.andWhatRefersToThem().delete(),
                    rows -> rows.all().delete(),
                    rows -> rows.mergeInto(1),
                    rows -> rows.where("id = ?", 1),
                    rows -> place.sql("SELECT 1"),
                    rows -> place.handle().execute("DELETE FROM member"),
                    rows -> place.handle().createQuery("SELECT 1").mapToMap().list(),
                    rows -> place.commit(),
                    rows -> place.putBack(folder));
            for (Consumer<TableRows> word : words) {
                assertThatThrownBy(() -> word.accept(members)).isInstanceOfSatisfying(UsageException.class, refused -> {
                    assertThat(refused.code()).isEqualTo(ErrorCode.FIXTURE_IS_READ_ONLY);
                    assertThat(refused.nextStep()).containsIgnoringCase("restore");
                });
            }
        }
    }

    /** A limit that is met in the first file does not even look at the second, which is damaged. */
    @Test
    void filesAreCheckedByNameBeforeTheirFirstRowAndNotEarlier() throws IOException {
        Path fixture = dump();
        Path second = fixture.resolve("VisitRows_2.java");
        Files.writeString(second, Files.readString(second).replace("\"n42\"", "\"n43\""));
        try (OpenFixture place = open(fixture)) {
            assertThat(place.table("visit").limit(20).rows()).hasSize(20);
            assertThat(place.table("visit").first()).isPresent();
            assertThat(place.table("member").count()).isEqualTo(3);
            Stream<Consumer<TableRows>> wholes = Stream.of(
                    TableRows::rows, TableRows::count, rows -> rows.key(40).first());
            wholes.forEach(whole -> assertThatThrownBy(() -> whole.accept(place.table("visit")))
                    .isInstanceOf(FixtureException.class)
                    .hasMessageContaining("VisitRows_2.java"));
        }
    }

    @Test
    void aFixtureWithOtherFilesOrAnotherProgramIsRefusedByName() throws IOException {
        Path fixture = dump();
        Path added = Files.writeString(fixture.resolve("OtherRows.java"), "class OtherRows {}");
        assertThatThrownBy(() -> open(fixture)).hasMessageContaining("OtherRows.java");
        Files.delete(added);

        Path rows = fixture.resolve("VisitRows_2.java");
        Path away = Files.move(rows, folder.resolve("away"));
        assertThatThrownBy(() -> open(fixture)).hasMessageContaining("VisitRows_2.java");
        Files.move(away, rows);

        Path program = fixture.resolve(FixtureFiles.PROGRAM);
        Files.writeString(program, Files.readString(program) + "// edited\n");
        assertThatThrownBy(() -> open(fixture)).hasMessageContaining("Restore.java");
    }

    @Test
    void aDamagedLargeValueIsRefusedByName() throws IOException {
        Path fixture = dump();
        try (Stream<Path> values = Files.list(fixture.resolve(FixtureFiles.LARGE_VALUES))) {
            Path value = values.findFirst().orElseThrow();
            Files.writeString(value, "0".repeat(10_001));
            try (OpenFixture place = open(fixture)) {
                assertThat(place.table("member").count()).isEqualTo(3);
                assertThatThrownBy(() -> place.table("loose").rows())
                        .isInstanceOf(FixtureException.class)
                        .hasMessageContaining(value.getFileName().toString());
            }
        }
    }

    /** Nothing of a fixture is run: what is no plain data is refused, though it is sealed. */
    @Test
    void codeInARowFileIsNotRun() throws IOException {
        Path fixture = dump();
        Path rows = fixture.resolve("MemberRows.java");
        Files.writeString(
                rows,
                Files.readString(rows)
                        .replaceFirst(
                                "(?m)^( *)into\\.", "$1System.setProperty(\"doppel.test.run\", \"yes\");\n$1into."));
        Seal.seal(fixture);
        try (OpenFixture place = open(fixture)) {
            assertThatThrownBy(() -> place.table("member").rows())
                    .isInstanceOf(FixtureException.class)
                    .hasMessageContaining("MemberRows.java");
        }
        assertThat(System.getProperty("doppel.test.run")).isNull();
    }

    /** Rows that somebody has put into a file of another name, and sealed. */
    @Test
    void rowsInFilesOfOtherNamesBelongToTheirTables() throws IOException {
        Path fixture = dump();
        Path rows = fixture.resolve("MemberRows.java");
        String first = Files.readString(rows);
        Files.writeString(
                fixture.resolve("MoreRows.java"),
                first.replace("MemberRows", "MoreRows")
                        .replace("member(1,", "member(11,")
                        .replace("member(2,", "member(12,")
                        .replace("member(3,", "member(13,"));
        Path program = fixture.resolve(FixtureFiles.PROGRAM);
        Files.writeString(
                program,
                Files.readString(program).replaceFirst("( *)rows\\(\"VisitRows\"", "$1rows(\"MoreRows\", 3);\n$0"));
        Seal.seal(fixture);
        try (OpenFixture place = open(fixture)) {
            assertThat(place.table("member").count()).isEqualTo(6);
            assertThat(place.table("member").rows())
                    .extracting(row -> row.number("id"))
                    .contains(3L, 13L);
            assertThat(place.table("visit").count()).isEqualTo(100);
        }
    }

    @Test
    void aReferenceToRowsThatTheApplicationCreatesShowsTheirNaturalKey() {
        String url = "jdbc:sqlite:" + folder.resolve("natural.db");
        LiveDatabases.run(
                url,
                "CREATE TABLE country (id INTEGER PRIMARY KEY, iso TEXT NOT NULL UNIQUE)",
                "CREATE TABLE city (id INTEGER PRIMARY KEY, country_id INTEGER REFERENCES country (id), name TEXT)",
                "INSERT INTO country VALUES (1, 'DE'), (2, 'HT')",
                "INSERT INTO city VALUES (1, 2, 'Jacmel'), (2, NULL, 'Atlantis')");
        Path fixture = folder.resolve("natural");
        try (Source source = Dialects.forUrl(url).openSource(url)) {
            DumpOptions options = DumpOptions.defaults()
                    .policies(DumpPolicies.of(List.of("country=recreate"), List.of("country=iso")));
            new Dumper(Dialects.forUrl(url), source, options, Progress.NONE).dump(fixture);
        }
        try (OpenFixture place = open(fixture)) {
            assertThat(place.table("city").toString()).contains("country [HT]").contains("NULL");
            assertThat(place.table("city")
                            .where(row -> row.get("country_id") == null)
                            .count())
                    .isEqualTo(1);
        }
    }
}
