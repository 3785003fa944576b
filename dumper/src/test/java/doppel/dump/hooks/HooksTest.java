package doppel.dump.hooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import doppel.ErrorCode;
import doppel.FixtureException;
import doppel.Progress;
import doppel.dialect.Dialect;
import doppel.dialect.Dialects;
import doppel.dialect.Source;
import doppel.dump.DumpOptions;
import doppel.dump.DumpReport;
import doppel.dump.Dumper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HooksTest {

    private static final String TRACK = "        .set(\"Name\", name)\n        .set(\"Price\", price));\n";

    @TempDir
    private Path folder;

    @BeforeEach
    void createDatabase() throws Exception {
        sql(
                "CREATE TABLE Artist (ArtistId INTEGER PRIMARY KEY, Name TEXT)",
                "CREATE TABLE Track (TrackId INTEGER PRIMARY KEY, Name TEXT, Price NUMERIC)",
                "INSERT INTO Artist VALUES (1, 'AC/DC')",
                "INSERT INTO Track VALUES (1, 'Walk On', 0.99)");
        dump("1.0", Optional.empty());
    }

    @Test
    void leavesAFixtureAsItIsWhenNothingWasEdited() throws Exception {
        sql("INSERT INTO Artist VALUES (2, 'Accept')", "ALTER TABLE Track ADD COLUMN Composer TEXT");
        dump("plain", Optional.empty());

        List<String> notices = dump("carried", Optional.of("1.0"));

        assertThat(notices).isEmpty();
        assertThat(source("carried")).isEqualTo(source("plain"));
    }

    @Test
    void doesNotTakeWhiteSpaceForAnEdit() throws Exception {
        String source = source("1.0");
        Files.writeString(restore("1.0"), source.replace("\n", "\r\n\t"));

        assertThat(dump("carried", Optional.of("1.0"))).isEmpty();
        assertThat(source("carried")).isEqualTo(source);
    }

    @Test
    void carriesTheBodyOfInstallMigrations() throws Exception {
        edit("    migrations.install(this);\n", """
                    migrations.install( this ); // all of them

                    /* and then */ migrations.beforeSave("Artist", row -> {
                        row.set("Name", "\\u0041\\0" + row.get("Name"));
                    });
                """);

        assertThat(dumpAs("2.0", "carried", Optional.of("1.0")))
                .containsExactly("Carried over: the body of installMigrations.");
        assertThat(source("carried"))
                .isEqualTo(source("1.0")
                        .replace("Version 1.0:", "Version 2.0:")
                        .replace("return \"1.0\"", "return \"2.0\"")
                        .replace("rows of 1.0 become", "rows of 2.0 become"));
    }

    @Test
    void carriesAnEditedCreateMethodWithItsComments() throws Exception {
        edit(TRACK, "        .set(\"Name\", name) // as it was\n          .set(\"Cents\", price));\n");
        edit("  void track(", "  /** A track.\n   * Prices are cents now. */\n  void track(");

        assertThat(dump("carried", Optional.of("1.0")))
                .containsExactly(
                        "Carried over: the comment above the method track.",
                        "Carried over: the edited create method track.");
        assertThat(source("carried")).isEqualTo(source("1.0"));
    }

    @Test
    void carriesAnEditThatChangesOnlyTheCaseOfAName() throws Exception {
        edit(".set(\"Price\", price)", ".set(\"price\", price)");

        assertThat(dump("carried", Optional.of("1.0")))
                .containsExactly("Carried over: the edited create method track.");
        assertThat(source("carried")).contains(".set(\"price\", price)");
    }

    @Test
    void carriesAnEditedCreateMethodOfAWideTable() throws Exception {
        sql(wideTable("Wide", 300));
        dump("1.0", Optional.empty());
        edit("    row.set(\"c7\", values[7]);\n", "    // c7 is gone\n");

        assertThat(dump("carried", Optional.of("1.0"))).containsExactly("Carried over: the edited create method wide.");
        assertThat(source("carried")).isEqualTo(source("1.0"));
    }

    @Test
    void carriesAddedMembersToTheirPlaces() throws Exception {
        edit("public class Restore extends Fixture {\n", """
                public class Restore extends Fixture {

                  // counts
                  private int count, others = 3; // so far

                  /** A pair. */
                  record Pair(String first, int second) {}
                """);
        edit("  void track(", """
                  @Override
                  public void beforeSave(Row row) { count++; }

                  void track(String name) {
                    track(count, name, null);
                  }

                  void track(\
                """);
        edit("        .build();\n  }\n}\n", "        .build();\n  }\n\n  static { /* here */ }\n  // the end\n}\n");

        assertThat(dump("carried", Optional.of("1.0")))
                .containsExactly(
                        "Carried over: the field count, others.",
                        "Carried over: the class Pair.",
                        "Carried over: the method beforeSave.",
                        "Carried over: the method track.",
                        "Carried over: the block in line " + lineOf("  static { /* here") + ".",
                        "Carried over: the comment above the end of the class Restore.");
        assertThat(source("carried")).isEqualTo(source("1.0"));
        compiles("carried");
    }

    @Test
    void carriesImportsAndOtherClasses() throws Exception {
        edit("import doppel.schema.*;\n", "import doppel.schema.*;\nimport java.util.*; // lists\n");
        edit("public class Restore extends Fixture {", "public class Restore extends Fixture implements Runnable {");
        edit("  void track(", "  public void run() {}\n\n  void track(");
        Files.writeString(restore("1.0"), "// Ours.\n" + source("1.0") + "\n/** Other. */\nclass Other {\n}\n// end\n");

        dump("carried", Optional.of("1.0"));

        assertThat(source("carried")).isEqualTo(source("1.0"));
        compiles("carried");
    }

    @Test
    void carriesSourcesThatPeopleWrote() throws Exception {
        Files.writeString(folder.resolve("1.0/Prices.java"), "class Prices {}\r\n");

        assertThat(dump("carried", Optional.of("1.0"))).containsExactly("Carried over: the file Prices.java.");
        assertThat(folder.resolve("carried/Prices.java")).hasContent("class Prices {}\r\n");
        assertThat(Files.readString(folder.resolve("carried/MANIFEST"))).contains(" - Prices.java\n");
    }

    @Test
    void refusesWhatDoesNotFitUnlessItIsTolerated() throws Exception {
        edit(TRACK, "        .set(\"Title\", name)\n        .set(\"Price\", price));\n");
        sql("ALTER TABLE Track ADD COLUMN Composer TEXT");

        assertThatThrownBy(() -> dump("carried", Optional.of("1.0"), false))
                .isInstanceOfSatisfying(
                        FixtureException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.EDITS_NOT_CARRIED))
                .hasMessageContaining("the method track")
                .hasMessageContaining("since the dump now has a column Composer");
        assertThat(folder.resolve("carried")).doesNotExist();
    }

    @Test
    void showsWhatWasCarriedAsADiff() throws Exception {
        edit(TRACK, "        .set(\"Title\", name)\n        .set(\"Price\", price));\n");

        List<String> edits = dump("carried", Optional.of("1.0"), false).edits();

        assertThat(edits.subList(0, 2))
                .containsExactly("--- Restore.java as it would be dumped", "+++ Restore.java with the edits");
        assertThat(edits)
                .filteredOn(line -> line.matches("[-+] .*"))
                .containsExactly("-        .set(\"Name\", name)", "+        .set(\"Title\", name)");
        assertThat(dump("plain", Optional.empty(), false).edits()).isEmpty();
    }

    @Test
    void saysWhatChangedAndLeavesTheEditAsAComment() throws Exception {
        edit(TRACK, "        .set(\"Title\", name)\n        .set(\"Price\", price));\n");
        sql("ALTER TABLE Track ADD COLUMN Composer TEXT");
        dump("plain", Optional.empty());

        assertThat(dump("carried", Optional.of("1.0")))
                .containsExactly("Not carried over: the method track (line " + lineOf("  void track(")
                        + " of the earlier Restore.java), since the dump now has a column Composer."
                        + " It stands as a comment in the new one.");
        assertThat(source("carried")).isEqualTo(source("plain").replace("  void track(", """
                          // Not carried over, since the dump now has a column Composer:
                          // void track(long trackId, String name, Number price) {
                          //   save(row("Track")
                          //       .set("TrackId", trackId)
                          //       .set("Title", name)
                          //       .set("Price", price));
                          // }
                          void track(\
                        """));
        compiles("carried");

        assertThat(dump("again", Optional.of("carried")))
                .containsExactly("Carried over: the comment above the method track.");
        assertThat(source("again")).isEqualTo(source("carried"));
    }

    @Test
    void saysWhichColumnsWentAndWhichTypesChanged() throws Exception {
        edit("        .set(\"Name\", name));\n", "        .set(\"Name\", \"\"));\n");
        edit(TRACK, "        .set(\"Name\", name));\n");
        sql("ALTER TABLE Artist DROP COLUMN Name", "UPDATE Track SET Price = 'dear'");

        assertThat(dump("carried", Optional.of("1.0")))
                .hasSize(2)
                .anyMatch(notice -> notice.contains("since the dump has no column Name any more."))
                .anyMatch(notice -> notice.contains(
                        "the values of the column Price are of the type Object now and were of Number."));
        compiles("carried");
    }

    @Test
    void saysThatATableIsGone() throws Exception {
        edit(TRACK, "        .set(\"Name\", name));\n");
        sql("DROP TABLE Track");

        assertThat(dump("carried", Optional.of("1.0")))
                .hasSize(1)
                .allMatch(notice -> notice.contains("the dump has no table Track any more"));
        assertThat(source("carried")).contains("  // void track(long trackId");
        compiles("carried");
    }

    @Test
    void doesNotCarryCreateMethodsWithOtherParameters() throws Exception {
        edit("Number price)", "Number cost)");
        edit(".set(\"Price\", price)", ".set(\"Price\", cost)");

        assertThat(dump("carried", Optional.of("1.0")))
                .hasSize(1)
                .allMatch(notice ->
                        notice.contains("since the rows call it with (long trackId, String name, Number price)."));
        compiles("carried");
    }

    @Test
    void reportsEditsOfWhatTellsTheContents() throws Exception {
        edit("return \"1.0\";", "return \"1.1\";");
        edit("    rows(\"TrackRows\", 1);\n", "    rows(\"TrackRows\", 1);\n    rows(\"MyRows\", 3);\n");
        edit("launch(arguments);", "launch();");
        edit("        .column(\"Name\", \"TEXT\")\n", "");
        edit("  private static Table trackTable() {", "  private static Table trackTable() { int x;");

        List<String> notices = dump("carried", Optional.of("1.0"));

        assertThat(notices.stream().map(notice -> notice.replaceAll(" \\(line.*", "")))
                .contains(
                        "Not carried over: the edits of the method main",
                        "Not carried over: the edits of the method version",
                        "Not carried over: the edits of the method load");
        assertThat(source("carried"))
                .contains("return \"1.0\"", "launch(arguments);")
                .doesNotContain("MyRows");
        compiles("carried");
    }

    @Test
    void saysThatACreateMethodWasRemoved() throws Exception {
        String source = source("1.0");
        int start = source.indexOf("  void artist(");
        Files.writeString(
                restore("1.0"), source.substring(0, start) + source.substring(source.indexOf("  void track(", start)));

        assertThat(dump("carried", Optional.of("1.0")))
                .containsExactly("Not carried over: the earlier fixture no longer had the method artist;"
                        + " the new one has it again.");
    }

    @Test
    void doesNotCarryAMethodInPlaceOfTheCreateMethodOfANewTable() throws Exception {
        edit("  void track(", "  void genre(long genreId, String name) {\n  }\n\n  void track(");
        sql("CREATE TABLE Genre (GenreId INTEGER PRIMARY KEY, Name TEXT)");

        assertThat(dump("carried", Optional.of("1.0")))
                .hasSize(1)
                .allMatch(notice -> notice.contains("since the dump now has the table Genre."));
        compiles("carried");
    }

    @Test
    void carriesItsOwnEditsWhenTheFixtureIsOverwritten() throws Exception {
        edit("    migrations.install(this);\n", "    migrations.afterLoad(() -> {});\n");
        String edited = source("1.0");

        for (int i = 0; i < 2; i++) {
            assertThat(dump("1.0", Optional.of("1.0"))).containsExactly("Carried over: the body of installMigrations.");
            assertThat(source("1.0")).isEqualTo(edited);
        }
    }

    @Test
    void refusesSourceThatDoesNotParseAndLeavesItAlone() throws Exception {
        edit("    migrations.install(this);\n", "    migrations.install(this;\n");
        String broken = source("1.0");

        FixtureException refusal = catchThrowableOfType(FixtureException.class, () -> dump("1.0", Optional.of("1.0")));

        assertThat(refusal.code()).isEqualTo(ErrorCode.DOES_NOT_COMPILE);
        assertThat(refusal.location().orElseThrow().line()).isEqualTo(lineOf("    migrations.install("));
        assertThat(refusal.location().orElseThrow().text()).isEqualTo("    migrations.install(this;");
        assertThat(source("1.0")).isEqualTo(broken);
    }

    @Test
    void refusesADirectoryThatIsNoFixture() {
        assertThat(catchThrowableOfType(FixtureException.class, () -> dump("carried", Optional.of("none")))
                        .code())
                .isEqualTo(ErrorCode.NOT_A_FIXTURE);
        assertThat(folder.resolve("carried")).doesNotExist();
    }

    private void edit(String written, String edited) throws IOException {
        String source = source("1.0");
        assertThat(source).contains(written);
        int at = source.lastIndexOf(written);
        Files.writeString(restore("1.0"), source.substring(0, at) + edited + source.substring(at + written.length()));
    }

    private int lineOf(String text) throws IOException {
        String source = source("1.0");
        return 1
                + (int) source.substring(0, source.indexOf(text))
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
    }

    private Path restore(String fixture) {
        return folder.resolve(fixture).resolve("Restore.java");
    }

    private String source(String fixture) throws IOException {
        return Files.readString(restore(fixture));
    }

    private List<String> dump(String fixture, Optional<String> hooksFrom) {
        return dumpAs("1.0", fixture, hooksFrom);
    }

    private List<String> dumpAs(String version, String fixture, Optional<String> hooksFrom) {
        return dump(version, fixture, hooksFrom, true).notices();
    }

    private DumpReport dump(String fixture, Optional<String> hooksFrom, boolean tolerate) {
        return dump("1.0", fixture, hooksFrom, tolerate);
    }

    private DumpReport dump(String version, String fixture, Optional<String> hooksFrom, boolean tolerate) {
        String url = "jdbc:sqlite:" + folder.resolve("a.db");
        Dialect dialect = Dialects.forUrl(url);
        DumpOptions options = DumpOptions.defaults()
                .as(version)
                .hooksFrom(hooksFrom.map(folder::resolve))
                .overwrite()
                .with(DumpOptions.Choice.TOLERATE, tolerate);
        try (Source source = dialect.openSource(url)) {
            return new Dumper(dialect, source, options, Progress.NONE).dump(folder.resolve(fixture));
        }
    }

    private void compiles(String fixture) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(fixture))) {
            List<String> arguments = Stream.concat(
                            Stream.of(
                                    "-d",
                                    folder.resolve("classes").toString(),
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    "-Xlint:all",
                                    "-proc:none"),
                            files.map(Path::toString).filter(file -> file.endsWith(".java")))
                    .toList();
            assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)))
                    .isZero();
        }
    }

    private void sql(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("a.db"));
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static String wideTable(String name, int columns) {
        return "CREATE TABLE " + name + " (c0 INTEGER PRIMARY KEY, "
                + IntStream.range(1, columns).mapToObj(i -> "c" + i + " TEXT").collect(Collectors.joining(", "))
                + ")";
    }
}
