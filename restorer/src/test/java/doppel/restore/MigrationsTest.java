package doppel.restore;

import static org.assertj.core.api.Assertions.assertThat;

import doppel.ErrorCode;
import doppel.restore.report.RestoreReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows of a fixture of version 1.4.0 go through an application's steps. */
class MigrationsTest {

    private static final String NEW = """
            CREATE TABLE Labels (Nr INTEGER PRIMARY KEY AUTOINCREMENT, Text TEXT NOT NULL UNIQUE);
            CREATE TABLE Things (Id INTEGER PRIMARY KEY, Label INTEGER NOT NULL REFERENCES Labels (Nr));
            """;

    private static final String STEPS = """
            steps.step("1.4.0", "1.5", "items have labels", up -> up.table("Item")
                .renameTo("Things")
                .lookUp("Label", Lookup.in("Labels", "Nr").by("Code", "Text").orCreate())
                .drop("Code"));
            """;

    @TempDir
    private Path home;

    private RestoredFixture items(int count) throws IOException {
        return RestoredFixture.in(home)
                .table("CREATE TABLE Item (Id INTEGER PRIMARY KEY, Code TEXT)")
                .described("Table.named(\"Item\").column(\"Id\", \"INTEGER\").column(\"Code\", \"TEXT\")"
                        + ".primaryKey(\"Id\").build()")
                .members("  void item(long id, String code) { save(row(\"Item\").set(\"Id\", id).set(\"Code\", "
                        + "code)); }")
                .rows("ItemRows", count, i -> "into.item(" + (i + 1) + ", \"c" + i % 3 + "\");");
    }

    @ParameterizedTest
    @CsvSource({"false,false", "true,false", "false,true", "true,true"})
    void createsTheRowsThatStepsLookUp(boolean compiled, boolean atOnce) throws IOException, SQLException {
        RestoredFixture fixture = items(3_000).intoSchema(NEW).steps(STEPS).seal();

        RestoreReport report =
                fixture.options().compiled(compiled).referencesAtOnce(atOnce).restore();

        assertThat(report.version()).isEqualTo("1.4.0");
        assertThat(report.restoredVersion()).isEqualTo("1.5");
        assertThat(report.steps()).containsExactly("1.4.0 → 1.5: items have labels");
        assertThat(RestoredFixture.account(report, "Item")).containsExactly(3_000L, 3_000L, 0L, 0L);
        assertThat(RestoredFixture.account(report, "(new) Labels")).containsExactly(3L, 3L, 0L, 0L);
        assertThat(fixture.query("SELECT * FROM Labels")).containsExactly("1|c0", "2|c1", "3|c2");
        assertThat(fixture.query("SELECT count(*) FROM Things JOIN Labels ON Nr = Label"
                        + " WHERE Text = 'c' || ((Id - 1) % 3)"))
                .containsExactly("3000");
        assertThat(fixture.query("SELECT seq FROM sqlite_sequence")).containsExactly("3");
    }

    @Test
    void keepsWhatStepsCreatedForARowThatIsRefused() throws IOException, SQLException {
        RestoredFixture fixture = items(6).intoSchema(
                        NEW.replace("REFERENCES Labels (Nr)", "REFERENCES Labels (Nr) CHECK (Id <> 1)"))
                .steps(STEPS)
                .seal();

        RestoreReport report = fixture.options().tolerate(1).restore();

        assertThat(RestoredFixture.account(report, "Item")).containsExactly(6L, 5L, 0L, 1L);
        assertThat(fixture.query("SELECT Id, Text FROM Things JOIN Labels ON Nr = Label"))
                .containsExactly("2|c1", "3|c2", "4|c0", "5|c1", "6|c2");
    }

    @Test
    void joinsRowsOfATableThatComesLater() throws IOException, SQLException {
        RestoredFixture fixture = items(20_000)
                .table("CREATE TABLE Note (Item INTEGER, Text TEXT)")
                .described("Table.named(\"Item\").column(\"Id\", \"INTEGER\").column(\"Code\", \"TEXT\").build(),"
                        + " Table.named(\"Note\").column(\"Item\", \"INTEGER\").column(\"Text\", \"TEXT\").build()")
                .members("  void note(long i, String t) { save(row(\"Note\").set(\"Item\", i).set(\"Text\", t)); }")
                .rows("NoteRows", 10_000, i -> "into.note(" + (2 * i + 2) + ", \"n" + i + "\");")
                .intoSchema("CREATE TABLE Item (Id INTEGER PRIMARY KEY, Code TEXT, Note TEXT)")
                .steps("""
                        steps.step("1.4.0", "2", "notes are part of items", up -> {
                          up.table("Item").join(Join.with("Note").on("Id", "Item").take("Text", "Note").orNull());
                          up.drop("Note");
                        });
                        """)
                .seal();

        RestoreReport report = fixture.restore();

        assertThat(RestoredFixture.account(report, "Note")).containsExactly(10_000L, 0L, 10_000L, 0L);
        assertThat(RestoredFixture.account(report, "Item")).containsExactly(20_000L, 20_000L, 0L, 0L);
        assertThat(fixture.query("SELECT * FROM Item WHERE Id IN (1, 2, 20000)"))
                .containsExactly("1|c0|null", "2|c1|n0", "20000|c1|n9999");
        assertThat(report.notices()).isEmpty();
    }

    @Test
    void runsHooksOfTheFixtureBeforeAndAfterTheSteps() throws IOException, SQLException {
        RestoredFixture fixture = items(2).members("""
                          @Override public void installMigrations(Migrations migrations) {
                            migrations.beforeSave("Item", row -> row.set("Code", row.get("Code") + "<"));
                            migrations.install(this);
                            migrations.beforeSave("Item", row -> row.set("Code", "never"));
                            migrations.beforeSave("Thing", row -> row.set("Name", row.get("Name") + ">"));
                          }
                          @Override public void beforeSave(Row row) {
                            row.set("Name", row.get("Name") + "=");
                          }
                        """)
                .intoSchema("CREATE TABLE Thing (Id INTEGER PRIMARY KEY, Name TEXT)")
                .steps("""
                        steps.step("1.4.0", "2", "things", up -> up.table("Item").renameTo("Thing").rename("Code", \
                        "Name"));
                        """)
                .seal();

        fixture.restore();

        assertThat(fixture.query("SELECT * FROM Thing")).containsExactly("1|c0<=>", "2|c1<=>");
    }

    @Test
    void defersRowsThatAStepRefusesAndSaysWhere() throws IOException {
        RestoredFixture fixture = items(1_000)
                .intoSchema("CREATE TABLE Item (Id INTEGER PRIMARY KEY, Code TEXT)")
                .steps("""
                        steps.step("1.4.0", "2", "codes are numbers", up -> up.table("Item").change("Code", code -> {
                          if (code.equals("c2")) throw new IllegalStateException("no code: " + code);
                          return code;
                        }));
                        """)
                .seal();

        RestoreReport report = fixture.options().restore();

        assertThat(report.published()).isFalse();
        assertThat(report.unsavedRows()).isEqualTo(333);
        assertThat(report.reasons().get(0))
                .isEqualTo("ItemRows.java:9: step 1.4.0 → 2, Item, change Code (Migrations.java:6): no code: c2");
        assertThat(report.problems()).hasSize(1);
        assertThat(fixture.database()).doesNotExist();
    }

    @Test
    void saysWhatWasNotFoundAndWhoMadeARow() throws IOException {
        RestoredFixture fixture = items(3).members("  @Override public void beforeSave(Row row) {"
                        + " if (row.table().equals(\"Item\")) find(\"Log\", \"Id\", row.get(\"Id\")).orElseThrow(); }")
                .intoSchema("CREATE TABLE Item (Id INTEGER PRIMARY KEY, Code TEXT);"
                        + " CREATE TABLE Log (Id INTEGER CHECK (Id <> 2))")
                .steps("""
                        steps.step("1.4.0", "2", "a log", up -> { up.create("Log");
                          up.beforeLoad(c -> c.save(c.row("Log").set("Id", 2))); });
                        """)
                .seal();

        RestoreReport report = fixture.restore();

        assertThat(report.reasons()).anySatisfy(reason -> assertThat(reason).contains("there is no Log with Id 1"));
        assertThat(fixture.unsaved().resolve("HookRows.java")).content().contains("created by a step");
    }

    @Test
    void sumsUpRowsThatAreNullWhereTheyMustNotBe() throws IOException {
        RestoredFixture fixture = items(3_000)
                .intoSchema("CREATE TABLE Item (Id INTEGER PRIMARY KEY, Code TEXT NOT NULL)")
                .steps("""
                        steps.step("1.4.0", "2", "codes go", up -> up.table("Item")
                            .change("Code", code -> code.equals("c0") ? "c" : null));
                        """)
                .seal();

        RestoreReport report = fixture.restore();

        assertThat(report.unsavedRows()).isEqualTo(2_000);
        assertThat(report.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.title()).isEqualTo("Item.Code is NULL, which it must not be");
            assertThat(problem.rows()).isEqualTo(2_000);
        });
    }

    @Test
    void restoresCorrectedRowsThroughTheSameSteps() throws IOException, SQLException {
        RestoredFixture fixture = items(3).intoSchema(
                        "CREATE TABLE Thing (Id INTEGER PRIMARY KEY, Code TEXT CHECK (Code <> 'c1'))")
                .steps("""
                        steps.step("1.4.0", "2", "things", up -> up.table("Item").renameTo("Thing"));
                        """)
                .seal();
        fixture.options().restore();
        fixture.edit("unsaved/ItemRows.java", "\"c1\"", "\"corrected\"");

        fixture.options().resume().restore();

        assertThat(fixture.query("SELECT * FROM Thing")).containsExactly("1|c0", "2|corrected", "3|c2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "up.table(\"Itme\").drop()               | there is no table Itme; did you mean Item?",
                "up.table(\"Item\").drop(\"Cod\")        | there is no column Cod; did you mean Code?",
                "up.table(\"Item\").rename(\"Code\", \"Key\") | The table Item has no column Key.",
                "up.table(\"Item\").drop(\"Code\")       | The column Item.Code needs a value, and has none.",
                "up.table(\"Item\").renameTo(\"Items\")  | There is no table Items; did you mean Item?",
                "up.table(\"Item\").drop(\"Code\").add(\"Code\", (Object) null) | must not be NULL, and a step makes",
            })
    void findsMistakesBeforeAnyRowMoves(String step, String message) throws IOException {
        RestoredFixture fixture = items(1).rows("ItemRows", "into.item(1, attempt2());")
                .members("  static String attempt2() { attempt(); return \"c\"; }")
                .intoSchema("CREATE TABLE Item (Id INTEGER PRIMARY KEY, Code TEXT NOT NULL)")
                .steps("steps.step(\"1.4.0\", \"2\", \"wrong\", up -> " + step + ");")
                .seal();

        assertThat(fixture.options().fail(ErrorCode.STEP_UNFIT)).hasMessageContaining(message.strip());
        assertThat(fixture.attempts()).isZero();
    }

    @Test
    void leavesWhatEditedCreateMethodsSaveToBeFoundOut() throws IOException, SQLException {
        RestoredFixture fixture = RestoredFixture.in(home)
                .table("CREATE TABLE Item (Id INTEGER PRIMARY KEY, Code TEXT)")
                .described("Table.named(\"Item\").column(\"Id\", \"INTEGER\").column(\"Code\", \"TEXT\").build()")
                .members(
                        "  void item(long id, String code) { save(row(\"Item\").set(\"Id\", id).set(\"Key\", code)); }")
                .rows("ItemRows", "into.item(1, \"a\");")
                .intoSchema("CREATE TABLE Item (Id INTEGER PRIMARY KEY, Name TEXT)")
                .steps("steps.step(\"1.4.0\", \"2\", \"s\", up -> up.table(\"Item\").rename(\"Key\", \"Name\"));")
                .seal();

        fixture.restore();

        assertThat(fixture.query("SELECT * FROM Item")).containsExactly("1|a");
    }

    @Test
    void takesTheWayBackToAnOlderVersion() throws IOException, SQLException {
        RestoredFixture fixture = items(1).intoSchema("CREATE TABLE Old (Id INTEGER PRIMARY KEY, Code TEXT)")
                .steps("""
                        steps.step("1.3", "1.4.0", "items", up -> up.table("Old").renameTo("Item"))
                            .reverse(down -> down.table("Item").renameTo("Old"));
                        """)
                .toVersion("1.3")
                .seal();

        assertThat(fixture.restore().restoredVersion()).isEqualTo("1.3");
        assertThat(fixture.query("SELECT * FROM Old")).containsExactly("1|c0");
    }

    @Test
    void refusesVersionsThatNoStepLeadsTo() throws IOException {
        RestoredFixture fixture = items(1).steps(STEPS).toVersion("7").seal();

        assertThat(fixture.options().fail(ErrorCode.NO_STEPS_BETWEEN))
                .hasMessage(
                        "No step begins or ends at version 7, the target's version. The versions are" + " 1.4.0, 1.5.");
    }

    @Test
    void saysWhereMigrationsDoNotCompile() throws IOException {
        RestoredFixture fixture = items(1).steps("steps.stepp();\n").seal();

        assertThat(fixture.options().fail(ErrorCode.MIGRATIONS_MISSING))
                .isInstanceOfSatisfying(
                        doppel.MigrationException.class,
                        e -> assertThat(e.location())
                                .hasValueSatisfying(location -> assertThat(location.toString())
                                        .isEqualTo("Migrations.java:6:6\n    steps.stepp();\n         ^")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothere", "empty"})
    void refusesPlacesWithoutMigrators(String place) throws IOException {
        Files.createDirectory(home.resolve("empty"));
        RestoredFixture fixture = items(1).migrations(home.resolve(place)).seal();

        assertThat(fixture.options().fail(ErrorCode.MIGRATIONS_MISSING)).hasMessageContaining(place);
    }

    @ParameterizedTest
    @ValueSource(strings = {"folder", "jar"})
    void findsMigratorsInFoldersAndJars(String kind) throws IOException, SQLException {
        Path folder = Files.createDirectories(home.resolve("migrations/app"));
        Files.writeString(folder.resolve("First.java"), migrator("First", "1.4.0", "1.5"));
        Files.writeString(folder.resolve("Second.java"), migrator("Second", "1.5", "1.6"));
        Path place = kind.equals("jar") ? jar(folder) : folder.getParent();
        RestoredFixture fixture = items(1).intoSchema("CREATE TABLE Item_1_6 (Id INTEGER PRIMARY KEY, Code TEXT)")
                .migrations(place)
                .seal();

        assertThat(fixture.restore().steps()).containsExactly("1.4.0 → 1.5: First", "1.5 → 1.6: Second");
        assertThat(fixture.query("SELECT * FROM Item_1_6")).containsExactly("1|c0");
    }

    private static String migrator(String name, String from, String to) {
        String before = from.equals("1.4.0") ? "Item" : "Item_" + from.replace('.', '_');
        return "package app;\npublic class " + name + " implements doppel.migration.Migrator {\n"
                + "  public void steps(doppel.migration.Steps steps) {\n    steps.step(\"" + from + "\", \"" + to
                + "\", \""
                + name + "\", up -> up.table(\"" + before + "\").renameTo(\"Item_" + to.replace('.', '_')
                + "\"));\n  }\n}\n";
    }

    private Path jar(Path folder) throws IOException {
        Path classes = Files.createDirectories(home.resolve("classes"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String classPath = Path.of(doppel.fixture.Fixture.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .toString();
        ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        out,
                        out,
                        "-d",
                        classes.toString(),
                        "-cp",
                        classPath,
                        folder.resolve("First.java").toString(),
                        folder.resolve("Second.java").toString());
        assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
        Path jar = home.resolve("app.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(file);
                Stream<Path> files = Files.walk(classes)) {
            for (Path each : files.filter(Files::isRegularFile).toList()) {
                entries.putNextEntry(new JarEntry(classes.relativize(each).toString()));
                entries.write(Files.readAllBytes(each));
            }
            entries.putNextEntry(new JarEntry("META-INF/services/doppel.migration.Migrator"));
            entries.write("app.First\napp.Second\n".getBytes(StandardCharsets.UTF_8));
        }
        doppel.Directories.delete(folder.getParent());
        return jar;
    }

    @Test
    void saysThatAProgramDoesNotInstallTheSteps() throws IOException {
        RestoredFixture fixture = items(1).members(
                        "  @Override public void installMigrations(Migrations migrations) { }")
                .intoSchema("CREATE TABLE Item (Id INTEGER PRIMARY KEY, Code TEXT)")
                .steps("steps.step(\"1.4.0\", \"2\", \"s\", up -> up.table(\"Item\").change(\"Code\", Cast.TEXT));")
                .seal();

        assertThat(fixture.restore().notices())
                .containsExactly(
                        "installMigrations() in Restore.java does not install the migrations, so none of them has"
                                + " run.");
    }

    @Test
    void runsCodeOfStepsBeforeAndAfterAllRows() throws IOException, SQLException {
        RestoredFixture fixture = items(2).intoSchema("CREATE TABLE Item (Id INTEGER PRIMARY KEY, Code TEXT);"
                        + " CREATE TABLE Log (Nr INTEGER PRIMARY KEY, Line TEXT)")
                .steps("""
                        steps.step("1.4.0", "2", "s", up -> {
                          up.beforeLoad(context -> context.save(context.row("Log").set("Line", "before")));
                          int[] rows = {0};
                          up.table("Item").each((row, context) -> rows[0]++);
                          up.afterLoad(context -> context.save(context.row("Log").set("Line", "after " + rows[0])));
                        });
                        """)
                .seal();

        RestoreReport report = fixture.restore();

        assertThat(fixture.query("SELECT Line FROM Log")).containsExactly("before", "after 2");
        assertThat(RestoredFixture.account(report, "(new) Log")).isEqualTo(List.of(2L, 2L, 0L, 0L));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void countsTheRowsThatStepsMakeOfOthers(boolean refused) throws IOException {
        RestoredFixture fixture = items(3).intoSchema("CREATE TABLE Item (Id INTEGER PRIMARY KEY, Code TEXT);"
                        + " CREATE TABLE Label (Nr INTEGER PRIMARY KEY, Text TEXT CHECK (Text <> '"
                        + (refused ? "c1" : "c") + "'));"
                        + " CREATE TABLE Log (Line TEXT)")
                .steps("""
                        steps.step("1.4.0", "2", "labels and a log", up -> {
                          up.table("Item")
                              .also("Label", (item, label) -> {
                                label.set("Nr", item.get("Id")).set("Text", item.get("Code"));
                                if (item.text("Code").equals("c2")) {
                                  label.skip();
                                }
                              })
                              .each((item, context) -> {
                                context.save(context.row("Log").set("Line", item.get("Code")));
                                context.save(context.row("Log").set("Line", item.get("Id").toString()));
                                if (item.text("Code").equals("c0")) {
                                  item.skip();
                                }
                              });
                        });
                        """)
                .seal();

        RestoreReport report = fixture.options().tolerate(1).restore();

        assertThat(RestoredFixture.account(report, "Item"))
                .isEqualTo(refused ? List.of(3L, 1L, 1L, 1L) : List.of(3L, 2L, 1L, 0L));
        assertThat(RestoredFixture.account(report, "(new) Label"))
                .isEqualTo(refused ? List.of(1L, 1L, 0L, 0L) : List.of(2L, 2L, 0L, 0L));
        assertThat(RestoredFixture.account(report, "(new) Log"))
                .isEqualTo(refused ? List.of(4L, 4L, 0L, 0L) : List.of(6L, 6L, 0L, 0L));
        assertThat(report.savedRows()).isEqualTo(refused ? 6 : 10);
    }

    @Test
    void findsTheLibrariesThatMigratorsImport() throws IOException, SQLException {
        Path library = Files.createDirectories(home.resolve("library/org/words"));
        Path source = Files.writeString(
                library.resolve("Shout.java"),
                "package org.words; public class Shout { public static String of(Object o) { return o + \"!\"; } }");
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-d", home.resolve("library").toString(), source.toString()))
                .isZero();
        RestoredFixture fixture = items(1).intoSchema("CREATE TABLE Item (Id INTEGER PRIMARY KEY, Code TEXT)")
                .steps("steps.step(\"1.4.0\", \"2\", \"loud\", up -> up.table(\"Item\")"
                        + ".change(\"Code\", org.words.Shout::of));")
                .seal();

        assertThat(fixture.options().fail(ErrorCode.MIGRATIONS_MISSING)).hasMessageContaining("org.words");
        fixture.classPath(home.resolve("library")).restore();
        assertThat(fixture.query("SELECT Code FROM Item")).containsExactly("c0!");
    }
}
