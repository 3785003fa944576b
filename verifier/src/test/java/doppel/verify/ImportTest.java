package doppel.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doppel.DoppelException;
import doppel.Progress;
import doppel.csv.CsvContent;
import doppel.csv.CsvExport;
import doppel.csv.CsvReading;
import doppel.csv.CsvWriting;
import doppel.dialect.Dialects;
import doppel.dialect.Source;
import doppel.dialect.server.Credentials;
import doppel.dump.DumpOptions;
import doppel.intake.CsvImport;
import doppel.intake.FixtureContent;
import doppel.intake.ImportOptions;
import doppel.intake.ImportReport;
import doppel.restore.existing.OnConflict;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** CSV files of unknown origin, into databases that have their tables. */
class ImportTest {

    private static final int MUTATED = Integer.getInteger("doppel.csv.mutated", 300);

    @TempDir
    private Path folder;

    private String people(Engine engine) {
        String url = engine.fresh(folder, "a");
        engine.run(
                url,
                "CREATE TABLE person (id INTEGER PRIMARY KEY, name VARCHAR(40), born DATE, zip VARCHAR(10))",
                "CREATE TABLE pet (id INTEGER PRIMARY KEY, name VARCHAR(40), owner INTEGER NOT NULL,"
                        + " FOREIGN KEY (owner) REFERENCES person (id))",
                "INSERT INTO person VALUES (1, 'Zoe', NULL, NULL)");
        return url;
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static ImportOptions into(
            Engine engine, String url, CsvReading reading, OnConflict onConflict, ImportOptions.Choice... choices) {
        return new ImportOptions(
                engine.doppel(url),
                reading,
                List.of(),
                List.of(),
                onConflict,
                Set.of(choices),
                0,
                Optional.empty(),
                Credentials.none());
    }

    private static ImportReport run(Path source, ImportOptions options) {
        return new CsvImport(options, Progress.NONE).run(source);
    }

    private static ImportReport run(Engine engine, String url, Path source, ImportOptions.Choice... choices) {
        return run(source, into(engine, url, CsvReading.DEFAULTS, OnConflict.REFUSE, choices));
    }

    private static List<String> query(String url, String sql) {
        List<String> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            while (found.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
                    row.add(String.valueOf(found.getString(i)));
                }
                rows.add(String.join(" ", row));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
        return rows;
    }

    @ParameterizedTest
    @EnumSource
    void keepsNullTheEmptyTextAndTheWordNullApart(Engine engine) throws IOException {
        String url = people(engine);

        ImportReport report =
                run(engine, url, file("person.csv", "id,name,zip\n2,,00601\n3,\"\",\n4,NULL,1\n5,=1+1,-5\n"));

        assertThat(report.published()).isTrue();
        assertThat(query(url, "SELECT name, zip FROM person WHERE id > 1 ORDER BY id"))
                .containsExactly("null 00601", " null", "NULL 1", "=1+1 -5");
    }

    @ParameterizedTest
    @EnumSource
    void savesNothingIfARecordIsBadAndTakesItOnceItIsCorrected(Engine engine) throws IOException {
        String url = people(engine);
        String records = IntStream.range(100, 200)
                .mapToObj(i -> "%s%d".formatted(i == 142 ? "x" : "", i) + ",Person " + i + ",2001-02-03")
                .collect(Collectors.joining("\n"));
        Path file = file("person.csv", "id,name,born\n" + records + "\n");

        ImportReport report = run(engine, url, file);

        assertThat(report.published()).isFalse();
        assertThat(report.rejected()).isOne();
        assertThat(report.bad()).singleElement().asString().startsWith("person.csv:44: id: ");
        assertThat(query(url, "SELECT count(*) FROM person")).containsExactly("1");

        Path rejects = report.rejects().orElseThrow().resolve("person.csv");
        Files.writeString(rejects, Files.readString(rejects).replace("x142", "142"));
        ImportReport corrected = run(engine, url, rejects);

        assertThat(corrected.published()).isTrue();
        assertThat(query(url, "SELECT id, born FROM person WHERE id > 1")).containsExactly("142 2001-02-03");
    }

    @ParameterizedTest
    @EnumSource
    void namesRowsThatTheDatabaseRefusesByLine(Engine engine) throws IOException {
        String url = people(engine);
        Files.createDirectory(folder.resolve("csv"));
        file("csv/person.csv", "id,name\n2,Ann\n2,Ann again\n");
        file("csv/pet.csv", "id,name,owner\n1,Rex,2\n2,Tom,99\n3,Kit,\n");

        ImportReport report = run(engine, url, folder.resolve("csv"));

        assertThat(report.published()).isFalse();
        assertThat(report.rejected()).isEqualTo(3);
        assertThat(report.problems().stream().flatMap(problem -> problem.examples().stream()))
                .anyMatch(example -> example.contains("person.csv:3"))
                .anyMatch(example -> example.contains("pet.csv:3"))
                .anyMatch(example -> example.contains("pet.csv:4"));
        assertThat(query(url, "SELECT count(*) FROM pet")).containsExactly("0");
        assertThat(folder.resolve("csv-rejects/pet.csv"))
                .content()
                .contains("2,Tom,99,")
                .contains("3,Kit,,");
    }

    @ParameterizedTest
    @EnumSource
    void refusesKeepsOrChangesRowsWithOtherValues(Engine engine) throws IOException {
        String url = people(engine);
        Path file = file("person.csv", "id,name\n1,Zoë\n2,Ann\n");

        assertThat(run(engine, url, file).published()).isFalse();
        run(file, into(engine, url, CsvReading.DEFAULTS, OnConflict.KEEP));
        assertThat(query(url, "SELECT name FROM person ORDER BY id")).containsExactly("Zoe", "Ann");
        run(file, into(engine, url, CsvReading.DEFAULTS, OnConflict.UPDATE));
        assertThat(query(url, "SELECT name FROM person ORDER BY id")).containsExactly("Zoë", "Ann");
    }

    @ParameterizedTest
    @EnumSource
    void letsReferencesFollowNewNumbers(Engine engine) throws IOException {
        String url = people(engine);
        Files.createDirectory(folder.resolve("csv"));
        file("csv/person.csv", "id,name\n1,Ann\n3,Bob\n");
        file("csv/pet.csv", "id,name,owner\n1,Rex,3\n");

        ImportReport report = run(engine, url, folder.resolve("csv"), ImportOptions.Choice.NEW_IDS);

        assertThat(report.published()).isTrue();
        assertThat(query(url, "SELECT p.name FROM pet JOIN person p ON p.id = pet.owner"))
                .containsExactly("Bob");
        assertThat(query(url, "SELECT name FROM person ORDER BY id")).containsExactly("Zoe", "Ann", "Bob");
    }

    /** web2py numbers rows anew where a table has some, and its ids have gaps. */
    @Test
    void readsWeb2pysFileWithReferencesInACircleIntoADatabaseWithRows() throws IOException {
        Random random = new Random(7);
        int tables = 20;
        String url = Engine.SQLITE.fresh(folder, "a");
        StringBuilder file = new StringBuilder();
        for (int t = 0; t < tables; t++) {
            Engine.SQLITE.run(
                    url,
                    "CREATE TABLE t" + t + " (id INTEGER PRIMARY KEY AUTOINCREMENT, word TEXT, next INTEGER REFERENCES"
                            + " t" + (t + 1) % tables + " (id))",
                    "INSERT INTO t" + t + " (id, word) VALUES (1, 'mine'), (" + (5 + t) + ", 'mine')");
            file.append("TABLE t")
                    .append(t)
                    .append("\r\nt")
                    .append(t)
                    .append(".id,t")
                    .append(t);
            file.append(".word,t").append(t).append(".next\r\n");
            for (int id = 1; id < 60; id += 3) {
                int next = 1 + 3 * random.nextInt(20);
                file.append(id)
                        .append(",word ")
                        .append(t)
                        .append(' ')
                        .append(id)
                        .append(" to ")
                        .append(next);
                file.append(',').append(next).append("\r\n");
            }
            file.append("\r\n\r\n");
        }

        ImportReport report =
                run(Engine.SQLITE, url, file("all.csv", file.append("END").toString()), ImportOptions.Choice.NEW_IDS);

        assertThat(report.published()).as("%s", report.problems()).isTrue();
        for (int t = 0; t < tables; t++) {
            int other = (t + 1) % tables;
            assertThat(query(
                            url,
                            "SELECT count(*) FROM t" + t + " a JOIN t" + other + " b ON b.id = a.next WHERE a.word"
                                    + " LIKE '% to ' || substr(b.word, length('word " + other + " ') + 1,"
                                    + " instr(b.word, ' to ') - length('word " + other + " ') - 1)"))
                    .as("table %s", t)
                    .containsExactly("20");
        }
    }

    @Test
    void readsOtherEncodingsAndSeparatorsAndSaysSo() throws IOException {
        String url = people(Engine.SQLITE);
        Path latin =
                Files.write(folder.resolve("person.csv"), "id;name\n2;Zoë\n".getBytes(StandardCharsets.ISO_8859_1));
        CsvReading reading = CsvReading.DEFAULTS.encoding(Charset.forName("windows-1252"));

        assertThat(run(Engine.SQLITE, url, latin).published()).isFalse();
        ImportReport report = run(latin, into(Engine.SQLITE, url, reading, OnConflict.REFUSE));

        assertThat(report.notices()).anyMatch(notice -> notice.contains("semicolon"));
        assertThat(query(url, "SELECT name FROM person WHERE id = 2")).containsExactly("Zoë");
    }

    @Test
    void readsTheEmptyTextAsNullOnlyOnRequest() throws IOException {
        String url = people(Engine.SQLITE);
        Path file = file("list.csv", "\uFEFFid,owner,name\n1,\"\",Rex\n");
        CsvReading reading = CsvReading.DEFAULTS.table("pet");

        ImportReport refused = run(file, into(Engine.SQLITE, url, reading, OnConflict.REFUSE));

        assertThat(refused.bad())
                .singleElement()
                .asString()
                .contains("list.csv:2: owner: ")
                .contains("--empty-null");
    }

    @Test
    void doesNotRunTheDefinitionsOfAStranger() throws IOException {
        Path stranger = Files.createDirectory(folder.resolve("csv"));
        file("csv/schema.sql", "CREATE TABLE t (a); CREATE TABLE canary (a);");
        file("csv/t.csv", "a\n1\n");
        Path database = folder.resolve("new.db");

        assertThatThrownBy(
                        () -> run(Engine.SQLITE, "jdbc:sqlite:" + database, stranger, ImportOptions.Choice.DATA_ONLY))
                .isInstanceOf(DoppelException.class)
                .hasMessageContaining("with --data-only, schema.sql is not run");
        assertThat(database).doesNotExist();
    }

    @Test
    void exportsAFixtureAsTheDatabaseThatItWasDumpedFrom() throws IOException {
        String url = people(Engine.SQLITE);
        Engine.SQLITE.dump(url, DumpOptions.defaults(), folder.resolve("fixture"));
        try (Source source = Dialects.forUrl(url).openSource(url)) {
            CsvContent content = CsvContent.of(Dialects.forUrl(url), source, List.of(), List.of());
            new CsvExport(content, CsvWriting.DEFAULTS, Progress.NONE).toFolder(folder.resolve("database"));
        }

        FixtureContent content = new FixtureContent(folder.resolve("fixture"), List.of(), List.of());
        new CsvExport(content, CsvWriting.DEFAULTS, Progress.NONE).toFolder(folder.resolve("csv"));

        for (String file : List.of("person.csv", "pet.csv", "schema.sql", "tables.csv")) {
            assertThat(folder.resolve("csv").resolve(file))
                    .hasSameBinaryContentAs(folder.resolve("database").resolve(file));
        }
    }

    @Test
    void toleratesNoQuoteThatIsNotClosed() throws IOException {
        String url = people(Engine.SQLITE);
        Path file = file("person.csv", "id,name\n2,Ann\n3,\"Bob\n4,Cid\n5,Dan\n");
        ImportOptions options = new ImportOptions(
                url,
                CsvReading.DEFAULTS,
                List.of(),
                List.of(),
                OnConflict.REFUSE,
                Set.of(),
                100,
                Optional.empty(),
                Credentials.none());

        ImportReport report = run(file, options);

        assertThat(report.published()).isFalse();
        assertThat(report.cutOff()).isTrue();
        assertThat(report.bad()).singleElement().asString().startsWith("person.csv:3: ");
        assertThat(query(url, "SELECT count(*) FROM person")).containsExactly("1");
    }

    @Test
    void changesNothingInADryRun() throws IOException {
        String url = people(Engine.SQLITE);

        ImportReport report =
                run(Engine.SQLITE, url, file("person.csv", "id,name\n2,Ann\n"), ImportOptions.Choice.DRY_RUN);

        assertThat(report.merged())
                .singleElement()
                .satisfies(person -> assertThat(person.inserted()).isOne());
        assertThat(query(url, "SELECT count(*) FROM person")).containsExactly("1");
    }

    /** Whatever a file has become, all of its records are saved as they stand, or none is. */
    @Test
    void savesAllOfAMutatedFileOrNothing() throws IOException {
        int published = 0;
        for (int seed = 1; seed <= MUTATED; seed++) {
            Random random = new Random(seed);
            Path database = folder.resolve(seed + ".db");
            String url = "jdbc:sqlite:" + database;
            Engine.SQLITE.run(url, "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT, age INTEGER NOT NULL)");
            byte[] text = "id,name,age\r\n1,Ann,3\r\n2,\"B, \"\"ob\",4\r\n3,,5\r\n4,\"two\nlines\",6\r\n"
                    .getBytes(StandardCharsets.UTF_8);
            int changes = 1 + random.nextInt(3);
            for (int i = 0; i < changes; i++) {
                byte[] signs = {'"', ',', '\n', '\r', 'x', '9', 0, (byte) 0xe9, ';', ' '};
                text[random.nextInt(text.length)] = signs[random.nextInt(signs.length)];
            }
            Path file = Files.write(folder.resolve("t.csv"), text);
            long rows;
            try {
                ImportReport report = run(Engine.SQLITE, url, file);
                rows = report.published() ? report.merged().get(0).inserted() : 0;
                published += report.published() ? 1 : 0;
                assertThat(report.published()).as("seed %s", seed).isEqualTo(report.rejected() == 0);
            } catch (DoppelException e) {
                rows = 0;
            }
            assertThat(query(url, "SELECT count(*) FROM t")).as("seed %s", seed).containsExactly("" + rows);
        }
        assertThat(published).isBetween(MUTATED / 10, MUTATED * 9 / 10);
    }
}
