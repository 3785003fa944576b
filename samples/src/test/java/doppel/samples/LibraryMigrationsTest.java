package doppel.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doppel.MigrationException;
import doppel.Progress;
import doppel.compare.FixtureDiff;
import doppel.compare.UnifiedText;
import doppel.dialect.Dialect;
import doppel.dialect.Dialects;
import doppel.dialect.Source;
import doppel.dump.DumpOptions;
import doppel.dump.Dumper;
import doppel.migration.passage.MigrationPlan;
import doppel.restore.RestoreOptions;
import doppel.restore.Restorer;
import doppel.restore.migrate.MigrationOptions;
import doppel.restore.migrate.MigratorLoader;
import doppel.restore.report.RestoreReport;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The library goes from version 1 to 3 and comes back: each kind of change gives the rows that it should. */
class LibraryMigrationsTest {

    @TempDir
    static Path folder;

    private static Path migrations;
    private static RestoreReport firstStep;

    /** Databases and fixtures are called by the versions that they have been of: {@code 121} went up once, and back. */
    @BeforeAll
    static void travel() throws IOException {
        migrations = folder.resolve("LibraryMigrations.java");
        Library.writeMigrations(migrations);
        Library.writeSchema(2, folder.resolve("2.sql"));
        Library.writeSchema(3, folder.resolve("3.sql"));
        Library.create(database("1"));
        dump("1");
        Files.copy(fixture("1").resolve("schema.sql"), folder.resolve("1.sql"));
        firstStep = go("1", "12");
        go("12", "123");
        go("1", "13");
        go("12", "121");
        go("123", "1232");
        go("1232", "12321");
        go("13", "131");
    }

    private static Path database(String name) {
        return folder.resolve(name + ".db");
    }

    private static Path fixture(String name) {
        return folder.resolve("fixture-" + name);
    }

    private static String version(String name) {
        return name.substring(name.length() - 1);
    }

    private static void dump(String name) {
        String url = "jdbc:sqlite:" + database(name);
        Dialect dialect = Dialects.forUrl(url);
        try (Source source = dialect.openSource(url)) {
            DumpOptions options = DumpOptions.defaults().as(version(name));
            new Dumper(dialect, source, options, Progress.NONE).dump(fixture(name));
        }
    }

    private static RestoreReport go(String from, String to) {
        RestoreOptions options = RestoreOptions.into("jdbc:sqlite:" + database(to))
                .schema(folder.resolve(version(to) + ".sql"))
                .migrations(new MigrationOptions(List.of(migrations), Optional.of(version(to))));
        RestoreReport report = new Restorer(options, Progress.NONE).restore(fixture(from));
        assertThat(report.reasons()).isEmpty();
        assertThat(report.faults()).isEmpty();
        dump(to);
        return report;
    }

    private static String query(String name, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database(name));
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            return result.next() ? result.getString(1) : "no row";
        }
    }

    /** The statements that only one of the fixtures has, after a - or +. */
    private static List<String> differences(String one, String other) {
        StringBuilder text = new StringBuilder();
        FixtureDiff.compare(fixture(one), fixture(other), new UnifiedText(text, false));
        return text.toString()
                .lines()
                .filter(line -> line.matches("[-+] {4}into\\..*"))
                .map(line -> line.charAt(0) + line.substring("+    into.".length()))
                .toList();
    }

    private static void assertSame(String one, String other) throws IOException {
        List<String> names = names(one);
        assertThat(names(other)).isEqualTo(names).contains("MANIFEST");
        for (String name : names) {
            assertThat(fixture(other).resolve(name))
                    .hasSameBinaryContentAs(fixture(one).resolve(name));
        }
    }

    private static List<String> names(String fixture) throws IOException {
        try (Stream<Path> files = Files.walk(fixture(fixture))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> fixture(fixture).relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '`', textBlock = """
            SELECT count(*) FROM readers                                                       => 23
            SELECT email FROM readers WHERE id = 4                                             => Sherlock@Example.org
            SELECT email IS NULL FROM readers WHERE id = 10                                    => 1
            SELECT group_concat(active) FROM (SELECT active FROM readers WHERE id > 20 ORDER BY id) => 1,1,0
            SELECT name || branch_id FROM readers WHERE id = 99                                => left in 20191
            SELECT sort_name FROM authors WHERE id = 16                                        => Goethe
            SELECT born || born_note FROM authors WHERE id = 25                                => 720um 720
            SELECT born IS NULL AND born_note = 'if ever' FROM authors WHERE id = 13           => 1
            SELECT group_concat(DISTINCT typeof(died)) FROM authors                            => integer,null
            SELECT died FROM authors WHERE id = 10                                             => 1014
            SELECT count(born_note) FROM authors                                               => 4
            SELECT group_concat(book_id || '/' || length(picture), ' ') FROM covers            => 3/43 4/0 31/12342
            SELECT count(*) FROM pragma_table_xinfo('books') WHERE name = 'cover'              => 0
            SELECT shelf_mark || initial FROM books WHERE id = 1                               => 002-00001M
            SELECT group_concat(DISTINCT role) FROM book_authors                               => aut,trl,nrt
            SELECT count(*) FROM book_authors WHERE author_id = 404                            => 0
            SELECT reader_id || ' ' || fine_cents || ' ' || renewals FROM loans WHERE id = 210 => 99 9999 0
            SELECT group_concat(quote(fine_cents)) FROM loans WHERE id BETWEEN 202 AND 207     => 35,NULL,70,100000,0,0
            SELECT group_concat(id || name, ' ') FROM sensors                                  => 1cellar 2attic 3roof
            SELECT group_concat(sensor_id) FROM readings                                       => \
            1,1,1,1,2,2,2,2,3,3,3,3,3,3,3
            SELECT rowid || line FROM journal ORDER BY rowid DESC                              => 192version 2
            SELECT group_concat(name || seq) FROM sqlite_sequence ORDER BY name                => readers99,loans250
            SELECT reader FROM open_loans WHERE title = 'Der Process'                          => left in 2019
            SELECT group_concat(rowid) FROM book_titles('whale')                               => 1
            PRAGMA user_version                                                                => 2
            PRAGMA foreign_key_check                                                           => no row
            """)
    void givesTheRowsOfVersion2(String query, String expected) throws SQLException {
        assertThat(query("12", query)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '`', textBlock = """
            SELECT group_concat(may_borrow) FROM (SELECT may_borrow FROM readers WHERE id > 20 ORDER BY id) => 1,1,0
            SELECT count(*) FROM pragma_table_info('readers') WHERE name = 'newsletter'        => 0
            SELECT group_concat(book_id || '/' || length(content), ' ') FROM pictures          => 3/43 4/0 31/12342
            SELECT email FROM branches WHERE id = 3                                            => tony@example.org
            SELECT email IS NULL FROM branches WHERE id = 5                                    => 1
            SELECT group_concat(id || code || name, ', ') FROM roles                           => 1autauthor, \
            2auiauthor of the foreword, 3nrtreader, 4trltranslator
            SELECT group_concat(author_id || '/' || role_id, ' ') FROM contributors WHERE book_id IN (18, 21) => 13/1 \
            15/1 16/4 26/3
            SELECT group_concat(weekday || opens || closes) FROM opening_hours WHERE branch_id = 3 AND opens > '' => \
            Tuesday10:0024:00,Wednesday00:0001:30
            SELECT closes FROM opening_hours WHERE branch_id = 2 AND weekday = 'monday'        => 24:00
            SELECT count(*) FROM opening_hours                                                 => 9
            SELECT count(*) FROM sqlite_master WHERE name IN ('journal', 'loan_begins')        => 0
            SELECT group_concat(rowid) FROM search('whale')                                    => 1
            PRAGMA user_version                                                                => 3
            PRAGMA integrity_check                                                             => ok
            """)
    void givesTheRowsOfVersion3(String query, String expected) throws SQLException {
        assertThat(query("13", query)).isEqualTo(expected);
    }

    @Test
    void saysWhatTheStepsDoAndWhatBecameOfTheRows() {
        assertThat(firstStep.steps())
                .containsExactly("1 → 2: readers, cents and years; covers and sensors by themselves");
        assertThat(firstStep.tables())
                .contains(
                        new RestoreReport.TableRows("book_authors", 42, 41, 1, 0),
                        new RestoreReport.TableRows("(new) readers", 1, 1, 0, 0),
                        new RestoreReport.TableRows("(new) sensors", 3, 3, 0, 0));
        assertThat(firstStep.savedRows()).isEqualTo(447 - 1 + 5 + 3);
    }

    @Test
    void givesTheSameRowsStepByStep() throws IOException {
        assertSame("123", "13");
        assertSame("12321", "131");
    }

    @Test
    void comesBackFromVersion2AsFarAsVersion2Knows() {
        assertThat(differences("1", "121"))
                .containsExactly(
                        "-authors(10, \"紫式部\", \"c. 973\", \"after 1014\");",
                        "-authors(11, \"吳承恩\", \"1500?\", \"1582?\");",
                        "+authors(10, \"紫式部\", \"c. 973\", 1014L);",
                        "+authors(11, \"吳承恩\", \"1500?\", 1582L);",
                        "-authors(25, \"ابن المقفع\", \"um 720\", \"um 756\");",
                        "+authors(25, \"ابن المقفع\", \"um 720\", 756L);",
                        "-bookAuthors(38, 404, \"Foreword\");",
                        "+doppelVersion(1, \"1\");", // the stamp of what went through steps
                        "-loans(207, 38, 17, \"2026-02-29\", null, \"waived\");",
                        "+loans(207, 38, 17, \"2026-02-29\", null, 0L);",
                        "-members(10, \"Josef K.\", \"\", \"\", \"\", 0, 3);",
                        "+members(10, \"Josef K.\", null, \"\", \"\", 0, 3);",
                        "+members(99, \"left in 2019\", null, null, null, 0, 1);");
    }

    @Test
    void comesBackFromVersion3WithoutJournalAndNewsletter() {
        List<String> lost = differences("121", "131");
        List<String> removed =
                lost.stream().filter(line -> line.startsWith("-members")).toList();

        assertThat(lost.stream().filter(line -> line.startsWith("-journal"))).hasSize(21);
        assertThat(removed).isNotEmpty().allMatch(line -> line.matches(".*, 1, [1-5]\\);"));
        assertThat(lost.stream().filter(line -> line.startsWith("+")))
                .containsExactlyElementsOf(removed.stream()
                        .map(line -> "+" + line.substring(1).replaceFirst(", 1, (.)\\);$", ", 0, $1);"))
                        .toList());
        assertThat(lost).hasSize(21 + 2 * removed.size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CategoriesRows",
                "SettingsRows",
                "OpeningHoursRows",
                "BookTitlesDataRows",
                "BookTitlesIdxRows",
                "BookTitlesDocsizeRows"
            })
    void leavesTablesOfWhichNothingIsSaid(String rows) {
        assertThat(fixture("12").resolve(rows + ".java"))
                .hasSameBinaryContentAs(fixture("1").resolve(rows + ".java"));
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '`', textBlock = """
            SELECT hex(card) FROM readers WHERE id = 4                                         => 412D303030340032323162
            SELECT hex(card) FROM readers WHERE id = 5                                         => 412D303030350000
            SELECT hex(name) FROM readers WHERE id = 7                                         => \
            4AE972F46D65205061747572F474
            SELECT typeof(name) FROM readers WHERE id = 7                                      => text
            SELECT count(DISTINCT name) FROM readers WHERE name LIKE 'Zo%'                     => 2
            SELECT group_concat(quote(joined)) FROM readers WHERE id IN (15, 20, 21)           => \
            NULL,'0000-00-00','-0800-01-01'
            SELECT group_concat(rowid) FROM readings                                           => \
            1,3,4,5,6,7,8,9,11,12,13,14,15,16,17
            SELECT count(*) FROM readings WHERE value = 0 AND atan2(value, -1) < 0             => 1
            SELECT group_concat(value = 9e999 OR value = -9e999) FROM readings WHERE rowid IN (6, 7) => 1,1
            SELECT value = 5e-324 AND value > 0 FROM readings WHERE rowid = 8                  => 1
            SELECT group_concat(quote(value)) FROM readings WHERE rowid IN (13, 14, 17)        => 'defect',NULL,X'0102'
            SELECT group_concat(DISTINCT typeof(taken)) FROM readings                          => text,integer,real,blob
            SELECT count(DISTINCT typeof(published)) FROM books                                => 3
            SELECT id || ' ' || published FROM books ORDER BY id DESC                          => 9007199254740993 \
            9223372036854775807
            SELECT weight = 5e-324 AND weight > 0 FROM books WHERE id = 28                     => 1
            SELECT weight = 9e999 FROM books WHERE id = 30                                     => 1
            SELECT typeof(note) FROM books WHERE id = 28                                       => blob
            SELECT length(CAST(note AS BLOB)) FROM books WHERE id = 2                          => 66000
            SELECT group_concat(DISTINCT typeof(lent)) FROM loans                              => text,integer,real
            SELECT hex(value) FROM settings WHERE name = 'separator'                           => 00
            SELECT value FROM settings WHERE name = 'largest number'                           => -9223372036854775808
            """)
    void takesOddRowsAlongAsTheyAre(String query, String expected) throws SQLException {
        assertThat(query("12", query)).isEqualTo(expected);
        assertThat(query("13", query)).isEqualTo(expected);
    }

    @Test
    void isFoundInTheJarOfTheApplicationAndNowhereElse() throws IOException {
        Path classes = Path.of("target", "classes");
        Path jar = folder.resolve("library.jar");
        Path other = folder.resolve("other.jar");
        zip(jar, classes, "META-INF/services/doppel.migration.Migrator", "doppel/samples/LibraryMigrations.class");
        zip(other, classes, "doppel/samples/Library.class");

        assertThat(MigrationPlan.versions(new MigratorLoader(List.of(jar)).migrators()))
                .containsExactly("1", "2", "3");
        assertThatThrownBy(() -> new MigratorLoader(List.of(other)))
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("other.jar holds no migrator");
    }

    private static void zip(Path jar, Path classes, String... entries) throws IOException {
        try (OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (String entry : entries) {
                zip.putNextEntry(new ZipEntry(entry));
                zip.write(Files.readAllBytes(classes.resolve(entry)));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void publishesNoFullTextIndexOfRowsAsTheyWere(boolean withItsRows) throws IOException, SQLException {
        String name = "titles-" + withItsRows;
        Path source = Files.createDirectories(folder.resolve(name)).resolve("Titles.java");
        Files.writeString(source, """
                public final class Titles implements doppel.migration.Migrator {
                  @Override public void steps(doppel.migration.Steps steps) {
                    steps.step("1", "2", "another title", up -> {
                      up.table("books").change("title", doppel.migration.Mapping.of("Emma", "Zebra").otherwiseSame());
                      up.table("loans").skip(row -> row.get("member_id").equals(99L));
                      up.table("book_authors").skip(row -> row.get("author_id").equals(404L));
                      %s
                    });
                  }
                }
                """.formatted(
                        withItsRows
                                ? ""
                                : "up.drop(\"book_titles_config\", \"book_titles_data\","
                                        + " \"book_titles_docsize\", \"book_titles_idx\");"));
        RestoreOptions options = RestoreOptions.into("jdbc:sqlite:" + database(name))
                .schema(folder.resolve("1.sql"))
                .migrations(new MigrationOptions(List.of(source), Optional.empty()));

        Restorer restorer = new Restorer(options, Progress.NONE);

        assertThat(restorer.restore(fixture("1")).published()).isTrue();

        assertThat(query(name, "SELECT group_concat(rowid) FROM book_titles('zebra')"))
                .isEqualTo("4");
        assertThat(query(name, "SELECT count(*) FROM book_titles('emma')")).isEqualTo("0");
        assertThat(query(name, "SELECT group_concat(rowid) FROM book_titles('whale')"))
                .isEqualTo("1");
    }

    @Test
    void leavesOutTheEnginesRowNumbersWhereARenamedTableHasNone() throws IOException, SQLException {
        Path source = folder.resolve("Settings.java");
        Files.writeString(source, """
                public final class Settings implements doppel.migration.Migrator {
                  @Override public void steps(doppel.migration.Steps steps) {
                    steps.step("1", "2", "options", up -> up.table("settings").renameTo("options"));
                  }
                }
                """);
        Path schema = folder.resolve("options.sql");
        Files.writeString(schema, "CREATE TABLE options (id INTEGER PRIMARY KEY, name TEXT, value ANY) STRICT");
        String url = "jdbc:sqlite:" + database("1");
        Dialect dialect = Dialects.forUrl(url);
        try (Source settings = dialect.openSource(url)) {
            DumpOptions options = DumpOptions.defaults().as("1").tables(List.of("settings"));
            new Dumper(dialect, settings, options, Progress.NONE).dump(fixture("settings"));
        }
        RestoreOptions options = RestoreOptions.into("jdbc:sqlite:" + database("options"))
                .schema(schema)
                .migrations(new MigrationOptions(List.of(source), Optional.empty()));

        new Restorer(options, Progress.NONE).restore(fixture("settings"));

        assertThat(query("options", "SELECT count(*) || max(id) FROM options WHERE typeof(value) <> 'null'"))
                .isEqualTo("89");
    }
}
