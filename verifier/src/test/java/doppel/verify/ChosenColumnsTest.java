package doppel.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doppel.ErrorCode;
import doppel.Progress;
import doppel.UsageException;
import doppel.compare.UnifiedText;
import doppel.dump.DumpOptions;
import doppel.restore.RestoreOptions;
import doppel.restore.Restorer;
import doppel.restore.TargetTables;
import doppel.restore.report.RestoreReport;
import doppel.restore.save.ColumnAdvice;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** SQLite's columns hold what they do not declare: people choose types that hold it, and all of it comes back. */
final class ChosenColumnsTest {

    @TempDir
    private Path folder;

    private final List<Runnable> cleanings = new ArrayList<>();

    @AfterEach
    void clean() {
        cleanings.forEach(Runnable::run);
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB", "MYSQL"})
    void carriesNumbersThatAreTimesThereAndBack(Engine engine) throws SQLException {
        String source = database(
                "CREATE TABLE t (id INTEGER PRIMARY KEY, millis DATETIME DEFAULT 0, seconds TIMESTAMP, micros DATETIME,"
                        + " days DATE, webkit DATETIME, apple TIMESTAMP, julian DATETIME,"
                        + " julianreal REAL, whole DATETIME)",
                "INSERT INTO t VALUES (1, 1627303906122, 1627303906, 1627303906122333, 19000, 13271777506122333,"
                        + " 721692800.123456, julianday('2021-07-26 12:51:46.122'), 2459422.0, 1627303906122)",
                "INSERT INTO t VALUES (2, 0, -1, 0, -1, 1, -978307200, 2459422, 2459422.5, -5)",
                "INSERT INTO t VALUES (3, -62135596800000, 253402300799, NULL, NULL, NULL, NULL, NULL, NULL, NULL)");
        List<String> options = List.of(
                "t.millis=timestamp:epoch-millis",
                "t.seconds=timestamp:epoch-seconds",
                "t.micros=timestamp:epoch-micros",
                "t.days=date:epoch-days",
                "t.webkit=timestamp:webkit-micros",
                "t.apple=timestamp:apple-seconds",
                "t.julian=timestamp:julian-days",
                "t.julianreal=timestamp:julian-days",
                "t.whole=bigint");
        String via = fresh(engine, "via");

        assertComesBack(source, engine.doppel(via), options);

        assertThat(rows(via, "SELECT millis, seconds, micros, days FROM t ORDER BY id"))
                .containsExactly(
                        "2021-07-26 12:51:46.122 2021-07-26 12:51:46 2021-07-26 12:51:46.122333 2022-01-08",
                        "1970-01-01 00:00:00 1969-12-31 23:59:59 1970-01-01 00:00:00 1969-12-31",
                        "0001-01-01 00:00:00 9999-12-31 23:59:59 null null");
        assertThat(rows(via, "SELECT webkit, apple, julian, julianreal, whole FROM t WHERE id < 3 ORDER BY id"))
                .containsExactly(
                        "2021-07-26 12:51:46.122333 2023-11-14 22:13:20.123456 2021-07-26 12:51:46.122"
                                + " 2021-07-26 12:00:00 1627303906122",
                        "1601-01-01 00:00:00.000001 1970-01-01 00:00:00 2021-07-26 12:00:00 2021-07-27 00:00:00 -5");
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB", "MYSQL"})
    void carriesMixturesAsTextThereAndBack(Engine engine) throws SQLException {
        String source = database(
                "CREATE TABLE t (id INTEGER PRIMARY KEY, created DATETIME, rated INTEGER, flag BOOLEAN, size REAL,"
                        + " any, raw GUID, word TEXT)",
                "INSERT INTO t VALUES (1, '2006-02-15 04:34:33.000', 'Front', 't', 0.1, 'x', x'00ff', '007')",
                "INSERT INTO t VALUES (2, 1627303906122, 9223372036854775807, 1, 5, NULL, x'', '5')",
                "INSERT INTO t VALUES (3, 2459422.035950490012, -0.8, 0, 1e300, 5, NULL, '5.0')",
                "INSERT INTO t VALUES (4, -9223372036854775808, 1e19, 'f', 'n/a', 5.0, NULL, '-0')");

        assertComesBack(
                source,
                engine.doppel(fresh(engine, "via")),
                List.of(
                        "t.created=text",
                        "t.rated=text",
                        "t.flag=text",
                        "t.size=text",
                        "t.any=text",
                        "t.raw=bytes",
                        "t.word=text"));
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB", "MYSQL"})
    void carriesNumbersWithAndWithoutFractions(Engine engine) throws SQLException {
        String source = database(
                "CREATE TABLE t (id INTEGER PRIMARY KEY, rating INTEGER, any, day TEXT)",
                "INSERT INTO t VALUES (1, -1, 0.5, '2024-01-05'), (2, 0.8, 5, NULL), (3, 4, -7, '1999-12-31')");
        String via = fresh(engine, "via");

        assertComesBack(source, engine.doppel(via), List.of("t.rating=double", "t.any=double", "t.day=date"));

        assertThat(rows(via, "SELECT day FROM t WHERE rating > 0.7 ORDER BY id"))
                .containsExactly("null", "1999-12-31");
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB", "MYSQL"})
    void proposesWhatTakesAllValuesAndThatWorks(Engine engine) throws SQLException {
        String source = database(
                "CREATE TABLE t (id INTEGER PRIMARY KEY, millis DATETIME, seconds TIMESTAMP, apple TIMESTAMP,"
                        + " days DATE, thousandths DATETIME, mixed DATETIME, rating INTEGER, guid GUID,"
                        + " julian DATETIME)",
                "INSERT INTO t VALUES (1, 1627303906122, 1627303906, 721692800.5, 19000, '2006-02-15 04:34:33.000',"
                        + " 1627303906122, 0.5, x'00',"
                        + " julianday('2021-07-26 12:51:46.122'))",
                "INSERT INTO t VALUES (2, 0, 1627303907, 721692801, 19001, '2006-02-15T04:34:33', 1627303906, 4,"
                        + " x'01', NULL)",
                "INSERT INTO t VALUES (3, NULL, NULL, NULL, NULL, NULL, '2006-02-15 04:34:33', NULL, NULL, NULL)",
                "INSERT INTO t VALUES (4, NULL, NULL, NULL, NULL, NULL, 5, NULL, NULL, NULL)");

        RestoreReport report = restore(source, engine.doppel(fresh(engine, "first")), List.of());

        assertThat(report.published()).isFalse();
        assertThat(report.advice().stream().map(ChosenColumnsTest::sentence))
                .containsExactlyInAnyOrder(
                        "t.millis DATETIME holds 2 whole numbers that read as milliseconds since 1970 (1627303906122 is"
                                + " 2021-07-26 12:51:46.122): --column t.millis=timestamp:epoch-millis, or --column"
                                + " t.millis=bigint.",
                        "t.seconds TIMESTAMP holds 2 whole numbers that read as seconds since 1970 (1627303906 is"
                                + " 2021-07-26 12:51:46): --column t.seconds=timestamp:epoch-seconds, or --column"
                                + " t.seconds=bigint.",
                        "t.apple TIMESTAMP holds 2 numbers that read as seconds since 1970 (721692800.5 is 1992-11-13"
                                + " 22:13:20.5), or as seconds since 2001 (721692800.5 is 2023-11-14 22:13:20.5):"
                                + " --column t.apple=timestamp:epoch-seconds, or --column"
                                + " t.apple=timestamp:apple-seconds, or --column t.apple=double, or --column"
                                + " t.apple=text.",
                        "t.days DATE holds 2 whole numbers that read as days since 1970 (19000 is 2022-01-08 00:00:00):"
                                + " --column t.days=date:epoch-days, or --column t.days=bigint.",
                        "t.thousandths DATETIME holds 2 texts such as '2006-02-15T04:34:33': --column"
                                + " t.thousandths=text.",
                        "t.mixed DATETIME holds 1 whole number that reads as seconds since 1970 (1627303906 is"
                                + " 2021-07-26 12:51:46), 1 whole number that reads as milliseconds since 1970"
                                + " (1627303906122 is 2021-07-26 12:51:46.122), 1 other whole number such as 5, 1 text"
                                + " such as '2006-02-15 04:34:33': --column t.mixed=text.",
                        "t.rating INTEGER holds 2 numbers such as 4: --column t.rating=double, or --column"
                                + " t.rating=text.",
                        "t.guid GUID holds 2 values of bytes: --column t.guid=bytes.",
                        "t.julian DATETIME holds 1 number that reads as Julian days (2459422.035950486 is 2021-07-26"
                                + " 12:51:46.122): --column t.julian=timestamp:julian-days, or --column"
                                + " t.julian=double, or --column t.julian=text.");
        assertComesBack(
                source,
                engine.doppel(fresh(engine, "via")),
                report.advice().stream()
                        .map(advice -> advice.options().get(0).replace("--column ", ""))
                        .toList());
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB", "MYSQL"})
    void refusesWhatAChoiceCannotHold(Engine engine) throws SQLException {
        String source = database(
                "CREATE TABLE t (id INTEGER PRIMARY KEY, created DATETIME, day DATE)",
                "INSERT INTO t VALUES (1, 1627303906122, 1627257600)",
                "INSERT INTO t VALUES (2, '2006-02-15 04:34:33', NULL), (3, 1627303906122333, 1627257601)",
                "INSERT INTO t VALUES (4, x'00', NULL), (5, 1e-9, NULL)");

        RestoreReport report = restore(
                source,
                engine.doppel(fresh(engine, "target")),
                List.of("t.created=timestamp:epoch-millis", "t.day=date:epoch-seconds"));

        assertThat(report.published()).isFalse();
        assertThat(report.problems().stream().flatMap(problem -> problem.examples().stream()))
                .containsExactlyInAnyOrder(
                        "TRows.java:8 (id 2): t.created: timestamp:epoch-millis cannot hold this text exactly:"
                                + " 2006-02-15 04:34:33",
                        "TRows.java:9 (id 3): t.created: timestamp:epoch-millis cannot hold this whole number exactly:"
                                + " 1627303906122333",
                        "TRows.java:9 (id 3): t.day: date:epoch-seconds cannot hold this whole number exactly:"
                                + " 1627257601",
                        "TRows.java:10 (id 4): t.created: timestamp:epoch-millis cannot hold these bytes exactly: 1"
                                + " byte",
                        "TRows.java:11 (id 5): t.created: timestamp:epoch-millis cannot hold this floating-point number"
                                + " exactly: 1.0E-9");
        assertThat(report.advice().stream().map(ChosenColumnsTest::sentence))
                .containsExactlyInAnyOrder(
                        "t.created DATETIME holds 1 number that reads as milliseconds since 1970 (1627303906122 is"
                                + " 2021-07-26 12:51:46.122), 1 number that reads as microseconds since 1970"
                                + " (1627303906122333 is 2021-07-26 12:51:46.122333), 1 other number such as 1.0E-9, 1"
                                + " text such as '2006-02-15 04:34:33', 1 value of bytes: none.",
                        "t.day DATE holds 2 whole numbers that read as seconds since 1970 (1627257600 is 2021-07-26"
                                + " 00:00:00): --column t.day=timestamp:epoch-seconds, or --column t.day=bigint.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "t.created | t.created does not say",
                "created=text | created=text does not say",
                "s.created=text | there is no table s; did you mean t?",
                "t.creatd=text | the table t has no column creatd; did you mean created?",
                "t.created=int | there is no type int",
                "t.created=txet | there is no type txet; did you mean text?",
                "t.created=timestamp:epoch-milli | no form epoch-milli; did you mean epoch-millis?",
                "t.created=bigint:epoch-millis | a bigint has no form",
                "t.id=text | t.id and u.t_id are compared by a foreign key",
            })
    void refusesOptionsThatDoNotFitByName(String option, String message) throws SQLException {
        String source = database(
                "CREATE TABLE t (id INTEGER PRIMARY KEY, created DATETIME)",
                "CREATE TABLE u (t_id INTEGER REFERENCES t)");

        assertThatThrownBy(() -> restore(source, fresh(Engine.POSTGRESQL, "target"), List.of(option)))
                .isInstanceOfSatisfying(
                        UsageException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.COLUMN_OPTION))
                .hasMessageContaining(message);
    }

    @Test
    void refusesChoicesThatMeanNothing() throws SQLException {
        String source = database("CREATE TABLE t (id INTEGER PRIMARY KEY, created DATETIME)");
        List<String> option = List.of("t.created=text");

        assertThatThrownBy(() -> restore(source, fresh(Engine.SQLITE, "target"), option))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("same engine");
        assertThatThrownBy(() -> restore(
                        source, fresh(Engine.POSTGRESQL, "target"), List.of("t.created=text", "t.created=bigint")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("twice");
    }

    @Test
    void columnsThatReferToEachOtherGetTheirTypeTogether() throws SQLException {
        String source = database(
                "CREATE TABLE parent (code INT PRIMARY KEY, at DATETIME UNIQUE)",
                "CREATE TABLE child (code INT REFERENCES parent, at DATETIME REFERENCES parent (at))",
                "INSERT INTO parent VALUES ('A1', 1627303906122), (2, 1627303906123)",
                "INSERT INTO child VALUES (2, 1627303906122), ('A1', NULL)");

        RestoreReport report = restore(source, fresh(Engine.POSTGRESQL, "first"), List.of());

        assertThat(report.advice().stream().map(advice -> advice.options().get(0)))
                .contains("--column parent.code=text --column child.code=text");
        assertComesBack(
                source,
                fresh(Engine.POSTGRESQL, "via"),
                List.of(
                        "parent.code=text",
                        "child.code=text",
                        "parent.at=timestamp:epoch-millis",
                        "child.at=timestamp:epoch-millis"));
    }

    @Test
    void namesThatAShellWouldReadAreQuoted() throws SQLException {
        String source = database(
                "CREATE TABLE \"a.b\" (id INTEGER PRIMARY KEY, \"it's = x\" DATETIME)",
                "INSERT INTO \"a.b\" VALUES (1, 1627303906122)");

        assertThat(restore(source, Engine.MARIADB.doppel(fresh(Engine.MARIADB, "first")), List.of())
                        .advice()
                        .get(0)
                        .options())
                .contains("--column 'a.b.it'\\''s = x=bigint'");
        assertComesBack(source, Engine.MARIADB.doppel(fresh(Engine.MARIADB, "via")), List.of("a.b.it's = x=bigint"));
    }

    @Test
    void keepsTextsOfDigitsApartFromNumbersWhereNoTypeDoes() throws SQLException {
        String source = database(
                "CREATE TABLE t (id INTEGER PRIMARY KEY, mixed, floating)",
                "INSERT INTO t VALUES (1, '5', 5.0), (2, 5, 5)");

        RestoreReport first = restore(source, fresh(Engine.POSTGRESQL, "first"), List.of());
        RestoreReport chosen =
                restore(source, fresh(Engine.POSTGRESQL, "second"), List.of("t.mixed=text", "t.floating=double"));

        assertThat(first.advice().stream().map(ChosenColumnsTest::sentence))
                .containsExactly(
                        "t.floating holds 2 numbers such as 5: --column t.floating=text.",
                        "t.mixed holds 1 whole number such as 5, 1 text such as '5': none.");
        assertThat(chosen.reasons())
                .containsExactlyInAnyOrder("TRows.java:7: t.mixed: text cannot hold this text exactly: 5");
    }

    @Test
    void codeOfTheFixtureSeesWhatTheFixtureHolds() throws Exception {
        String source = database(
                "CREATE TABLE t (id INTEGER PRIMARY KEY, created DATETIME)",
                "INSERT INTO t VALUES (1, 1627303906122), (2, 'yesterday')");
        Path fixture = folder.resolve("edited");
        Engine.SQLITE.dump(source, DumpOptions.defaults(), fixture);
        Path program = fixture.resolve("Restore.java");
        String text = Files.readString(program);
        Files.writeString(
                program,
                text.substring(0, text.lastIndexOf('}'))
                        + "@Override public void beforeSave(Row row) { if (row.get(\"created\").equals(\"yesterday\"))"
                        + " row.set(\"created\", java.time.LocalDate.of(2021, 7, 25).atStartOfDay()); }"
                        + "@Override public void afterLoad() {"
                        + " find(\"t\", \"created\", 1627303906122L).orElseThrow(); } }");
        String target = fresh(Engine.POSTGRESQL, "target");

        RestoreReport report = new Restorer(
                        RestoreOptions.into(target)
                                .tables(TargetTables.USUAL.withColumns(List.of("t.created=timestamp:epoch-millis"))),
                        Progress.NONE)
                .restore(fixture);

        assertThat(report.published()).isTrue();
        assertThat(rows(target, "SELECT created FROM t ORDER BY id"))
                .containsExactly("2021-07-26 12:51:46.122", "2021-07-25 00:00:00");
    }

    private static String sentence(ColumnAdvice advice) {
        String options = advice.options().isEmpty() ? "none" : String.join(", or ", advice.options());
        return advice.column() + " holds " + advice.contents() + ": " + options + ".";
    }

    private void assertComesBack(String source, String via, List<String> options) {
        StringBuilder differences = new StringBuilder();
        DoubleDumpReport report = new DoubleDump(
                        source,
                        Optional.of(via),
                        Optional.empty(),
                        Optional.empty(),
                        Progress.NONE,
                        new UnifiedText(differences, false))
                .columns(options)
                .run();
        assertThat(differences.toString()).isEmpty();
        assertThat(report.losses()).isEmpty();
    }

    private RestoreReport restore(String source, String target, List<String> options) {
        Path fixture = folder.resolve("fixture");
        Engine.SQLITE.dump(source, DumpOptions.defaults().with(DumpOptions.Choice.OVERWRITE, true), fixture);
        return new Restorer(RestoreOptions.into(target).tables(TargetTables.USUAL.withColumns(options)), Progress.NONE)
                .restore(fixture);
    }

    private String database(String... statements) throws SQLException {
        String url = Engine.SQLITE.fresh(folder, "source");
        Engine.SQLITE.run(url, statements);
        return url;
    }

    private String fresh(Engine engine, String name) {
        String url = engine.fresh(folder, name);
        cleanings.add(() -> engine.drop(url));
        return url;
    }

    private static List<String> rows(String url, String query) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    row.add(String.valueOf(rows.getString(i)).replaceFirst("([.][0-9]*[1-9])0+$", "$1"));
                }
                found.add(String.join(" ", row));
            }
        }
        return found;
    }
}
