package doppel.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import doppel.ErrorCode;
import doppel.FixtureException;
import doppel.literal.JavaType;
import doppel.program.PlainFixture.PlainMethod;
import doppel.program.PlainFixture.RowClass;
import doppel.schema.Schema;
import doppel.schema.Table;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainFixtureTest {

    /** What the dumper writes of two tables. */
    private static final String SOURCE = """
            import static doppel.fixture.Literals.*;
            import doppel.fixture.*;
            import doppel.schema.*;
            import java.math.BigDecimal;
            import java.time.LocalDate;

            /**
             * Version 1.4.0: 2 tables, 4 rows, dumped from SQLite.
             */
            public class Restore extends Fixture {

              public static void main(String... arguments) {
                launch(arguments);
              }

              @Override public String version() {
                return "1.4.0";
              }

              /** Runs before the first row is saved: decide here how rows of 1.4.0 become rows of the installed \
            version. */
              @Override public void installMigrations(Migrations migrations) {
                migrations.install(this);
              }

              /** The schema that the rows were read from. */
              @Override public Schema schema() {
                return Schema.of("sqlite",
                    artistTable(),
                    albumTable())
                    .withOthers(
                        "view sales",
                        "trigger t on Album");
              }

              /** Loads the rows: tables that others refer to come first. */
              @Override public void load() {
                rows("ArtistRows", 1);
                rows("AlbumRows", 3000000000L);
              }

              void artist(long artistId, String name) {
                save(row("Artist")
                    .set("ArtistId", artistId)
                    .set("Name", name));
              }

              void album(long rowid, long artistId, byte[] cover, Number price,
                  boolean sold, float weight, BigDecimal cost, LocalDate published) {
                save(row("Album")
                    .set("rowid", rowid)
                    .set("ArtistId", artistId)
                    .set("Cover", cover)
                    .set("Price", price)
                    .set("Sold", sold)
                    .set("Weight", weight)
                    .set("Cost", cost)
                    .set("Published", published));
              }

              private static Table artistTable() {
                return Table.named("Artist")
                    .required("ArtistId", "INTEGER")
                    .column("Name", "NVARCHAR(120)", "'it''s'")
                    .primaryKey("ArtistId")
                    .build();
              }

              private static Table albumTable() {
                return Table.named("Album")
                    .rowId("rowid")
                    .required("ArtistId", "INTEGER")
                    .column("Cover", "BLOB")
                    .generated("Size", "INTEGER")
                    .column("Price", "NUMERIC(10,2)")
                    .required("Sold", "BOOLEAN")
                    .required("Weight", "FLOAT")
                    .column("Cost", "DECIMAL(9,2)")
                    .column("Published", "DATE")
                    .primaryKey("ArtistId", "Price")
                    .foreignKey("ArtistId").references("Artist", "ArtistId")
                    .onDelete("CASCADE")
                    .onUpdate("SET NULL")
                    .dangling(2)
                    .unique("", "Price")
                    .index("byPrice", "Price", "ArtistId")
                    .identity("ArtistId", 3000000000L)
                    .internal()
                    .build();
              }
            }
            """;

    @TempDir
    private Path directory;

    @Test
    void readsWhatTheDumperWrites() {
        PlainFixture fixture = read(SOURCE);

        assertThat(fixture.version()).isEqualTo("1.4.0");
        assertThat(fixture.schema())
                .isEqualTo(Schema.of(
                                "sqlite",
                                Table.named("Artist")
                                        .required("ArtistId", "INTEGER")
                                        .column("Name", "NVARCHAR(120)", "'it''s'")
                                        .primaryKey("ArtistId")
                                        .build(),
                                Table.named("Album")
                                        .rowId("rowid")
                                        .required("ArtistId", "INTEGER")
                                        .column("Cover", "BLOB")
                                        .generated("Size", "INTEGER")
                                        .column("Price", "NUMERIC(10,2)")
                                        .required("Sold", "BOOLEAN")
                                        .required("Weight", "FLOAT")
                                        .column("Cost", "DECIMAL(9,2)")
                                        .column("Published", "DATE")
                                        .primaryKey("ArtistId", "Price")
                                        .foreignKey("ArtistId")
                                        .references("Artist", "ArtistId")
                                        .onDelete("CASCADE")
                                        .onUpdate("SET NULL")
                                        .dangling(2)
                                        .unique("", "Price")
                                        .index("byPrice", "Price", "ArtistId")
                                        .identity("ArtistId", 3_000_000_000L)
                                        .internal()
                                        .build())
                        .withOthers("view sales", "trigger t on Album"));
        assertThat(fixture.rows())
                .containsExactly(new RowClass("ArtistRows", 1), new RowClass("AlbumRows", 3_000_000_000L));
        assertThat(fixture.createMethods())
                .containsExactly(
                        PlainMethod.ofColumns(
                                "artist",
                                "Artist",
                                List.of(JavaType.LONG, JavaType.STRING),
                                false,
                                List.of("ArtistId", "Name")),
                        PlainMethod.ofColumns(
                                "album",
                                "Album",
                                List.of(
                                        JavaType.LONG,
                                        JavaType.LONG,
                                        JavaType.BYTES,
                                        JavaType.NUMBER,
                                        JavaType.BOOLEAN,
                                        JavaType.FLOAT,
                                        JavaType.DECIMAL,
                                        JavaType.DATE),
                                false,
                                List.of("rowid", "ArtistId", "Cover", "Price", "Sold", "Weight", "Cost", "Published")));
    }

    @Test
    void readsOtherCommentsAndWhiteSpace() {
        String other = SOURCE.replace("\n", "\r\n\t")
                .replace("Loads the rows", "Runtime.getRuntime()")
                .replace(".set(\"Name\", name)", "// the name\n.set(/* it */ \"Name\",name)");

        assertThat(read(other)).isEqualTo(read(SOURCE));
    }

    @Test
    void readsStringsExactly() {
        String name = "\\0\\n\\t\\b\\f\\r\\\"\\\\'\\u0007\\ud800x\u00e4\\ufffe\ud83d\ude00\u4e2d";

        assertThat(read(SOURCE.replace("\"Name\"", '"' + name + '"'))
                        .schema()
                        .tables()
                        .get(0)
                        .columns()
                        .get(1)
                        .name())
                .isEqualTo("\0\n\t\b\f\r\"\\'\u0007\ud800x\u00e4\ufffe\ud83d\ude00\u4e2d");
    }

    @Test
    void readsChainsOfAnyLength() {
        List<String> names = names(250);
        String source = oneTable(
                names.stream().map(name -> "String " + name).collect(Collectors.joining(", ")),
                "save(row(\"T\")"
                        + names.stream()
                                .map(name -> ".set(\"" + name + "\", " + name + ")")
                                .collect(Collectors.joining())
                        + ");",
                "return Table.named(\"T\")"
                        + names.stream()
                                .map(name -> ".column(\"" + name + "\", \"\")")
                                .collect(Collectors.joining())
                        + ".build();");

        assertThat(read(source).createMethods())
                .containsExactly(
                        PlainMethod.ofColumns("t", "T", Collections.nCopies(250, JavaType.STRING), false, names));
    }

    @Test
    void readsWideTables() {
        List<String> names = names(2000);

        PlainFixture fixture = read(wide(names));

        assertThat(fixture.createMethods())
                .containsExactly(
                        PlainMethod.ofColumns("t", "T", Collections.nCopies(2000, JavaType.OBJECT), true, names));
        assertThat(fixture.schema().tables().get(0).columns()).hasSize(2000);
    }

    @ParameterizedTest
    @CsvSource({"'values[7]', 'values[8]'", "'values[7]', '7'", "'save(row);', ''", "'row.set(\"c3\"', 'row.set(\"x\"'"
    })
    void refusesWideMethodsThatDoSomethingElse(String written, String edited) {
        refused(wide(names(300)), written, edited);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // imports, classes, members
                "import doppel.fixture.*;|import java.io.*;",
                "import doppel.schema.*;|import doppel.schema.*; import java.io.*;",
                "import static doppel.fixture.Literals.*;|import static java.lang.Runtime.*;",
                "public class Restore extends Fixture {|@Deprecated public class Restore extends Fixture {",
                "public class Restore extends Fixture {|public class Restore extends Fixture implements Runnable {",
                "public class Restore extends Fixture {|public class Restore extends Fixture { int x;",
                "public class Restore extends Fixture {|public class Restore extends Fixture { static { run(); }",
                "  void artist(|  @Override public void beforeLoad() {}  void artist(",
                "  void artist(|  void extra(String x) { save(row(\"Artist\").set(\"Name\", x)); }  void artist(~47",
                "  void artist(|  synchronized void artist(",
                "  void artist(|  <T> void artist(",
                "  void artist(|  int artist(",
                // statements
                "launch(arguments);|launch(arguments); exit();",
                "return \"1.4.0\";|return \"1.4\" + \".0\";",
                "return \"1.4.0\";|return System.getenv(\"HOME\");",
                "return \"1.4.0\";|return \"1\\u001b\";",
                "return \"1.4.0\";|return \"\"\"x\"\"\";",
                "migrations.install(this);|migrations.install(null);",
                "migrations.install(this);|",
                "migrations.install(this);|migrations.install(this); run();",
                "return Schema.of(\"sqlite\",|return Schema.of(engine(),",
                "rows(\"ArtistRows\", 1);|rows(\"../ArtistRows\", 1);",
                "rows(\"ArtistRows\", 1);|rows(\"Artist\", 1);",
                "rows(\"ArtistRows\", 1);|rows(\"ArtistRows\", 1 + 1);",
                "rows(\"ArtistRows\", 1);|rows(\"ArtistRows\", 01);",
                "rows(\"ArtistRows\", 1);|rows(\"ArtistRows\", 1L);",
                "rows(\"ArtistRows\", 1);|rows(\"ArtistRows\", -1);",
                "rows(\"ArtistRows\", 1);|if (true) rows(\"ArtistRows\", 1);",
                "rows(\"AlbumRows\", 3000000000L)|rows(\"AlbumRows\", 3000000000)",
                "rows(\"AlbumRows\", 3000000000L)|rows(\"AlbumRows\", 9223372036854775808L)",
                "rows(\"AlbumRows\", 3000000000L)|rows(\"artistRows\", 1)",
                // create methods
                "save(row(\"Artist\")|save(row(\"Album\")",
                "save(row(\"Artist\")|save(find(\"Artist\")",
                ".set(\"Name\", name)|.set(\"Name\", artistId)",
                ".set(\"Name\", name)|.set(\"Name\", name.trim())",
                ".set(\"Name\", name)|.set(\"Name\", \"x\")",
                ".set(\"Name\", name)|.set(\"name\", name)",
                ".set(\"Name\", name)|.set(\"Name\", name).set(\"Name\", name)",
                ".set(\"Name\", name)|.put(\"Name\", name)",
                ".set(\"Name\", name)|.set(\"Na\" + \"me\", name)",
                ".set(\"Name\", name)|.set(\"Na\\155e\", name)",
                ".set(\"Name\", name)|.set(\"Name\\u0022, name)",
                "void artist(long artistId, String name)|void artist(int artistId, String name)",
                "void artist(long artistId, String name)|void artist(long artistId, String... name)",
                "void artist(long artistId, String name)|void artist(final long artistId, String name)",
                "void artist(long artistId, String name)|void artist(long name, String name)",
                "void artist(long artistId, String name)|void artist(long artistId, String name) throws Exception",
                "void artist(long artistId, String name)|void album(long artistId, String name)~47",
                "void artist(long artistId, String name)|void ARTISTTABLE(long artistId, String name)~60",
                "void artist(long artistId, String name)|void largeText(long artistId, String name)",
                // tables
                "private static Table artistTable()|static Table artistTable()",
                "private static Table artistTable()|private static Table albumTable()",
                "return Table.named(\"Artist\")|return Table.named(name())",
                "return Table.named(\"Album\")|return Table.named(\"Artist\")",
                ".rowId(\"rowid\")|.rowId(\"rowid\").rowId(\"oid\")",
                ".required(\"ArtistId\", \"INTEGER\")|.required(\"ArtistId\", type())",
                ".column(\"Cover\", \"BLOB\")|.column(\"ArtistId\", \"BLOB\")",
                ".column(\"Cover\", \"BLOB\")|.add(new Column(\"Cover\", \"BLOB\"))",
                ".primaryKey(\"ArtistId\")|.primaryKey()",
                ".primaryKey(\"ArtistId\")|.primaryKey(\"ArtistId\").primaryKey(\"ArtistId\")",
                ".references(\"Artist\", \"ArtistId\")|.references(\"Artist\", \"ArtistId\", \"Name\")",
                ".internal()|.internal().column(\"x\", \"\")",
                ".internal()|.internal(true)",
                ".onDelete(\"CASCADE\")|.onDelete(\"CASCADE; DROP TABLE Artist\")",
                ".onDelete(\"CASCADE\")|.onDelete(\"NO ACTION\")",
                ".onDelete(\"CASCADE\")|.onDelete(\"CASCADE\").onDelete(\"CASCADE\")",
                ".onUpdate(\"SET NULL\")|.onUpdate(\"SET NULL\").onDelete(\"CASCADE\")",
                ".dangling(2)|.dangling(2).onUpdate(\"CASCADE\")",
                ".dangling(2)|.dangling(0)",
                ".unique(\"\", \"Price\")|.unique(\"\")",
                ".unique(\"\", \"Price\")|.unique(\"\", \"Price\").onDelete(\"CASCADE\")",
                ".identity(\"ArtistId\", 3000000000L)|.identity(\"ArtistId\", 3000000000)",
                ".identity(\"ArtistId\", 3000000000L)|.identity(\"ArtistId\", 5L)",
                ".identity(\"ArtistId\", 3000000000L)|.identity(\"ArtistId\", -0)",
                ".identity(\"ArtistId\", 3000000000L)|.identity(\"ArtistId\", 1 + 1)",
                ".identity(\"ArtistId\", 3000000000L)|.identity(\"ArtistId\", 9223372036854775808L)",
                ".identity(\"ArtistId\", 3000000000L)|.identity(\"x\", 3000000000L)",
                ".identity(\"ArtistId\", 3000000000L)|.identity(\"ArtistId\", 1).identity(\"ArtistId\", 1)",
                ".identity(\"ArtistId\", 3000000000L)|.identity(\"ArtistId\", 1).index(\"i\", \"Price\")",
                "import java.math.BigDecimal;|import java.math.BigDecimal; import java.util.UUID;",
                "import java.math.BigDecimal;|import java.time.*; import java.math.BigDecimal;",
                "import java.math.BigDecimal;|import java.math.BigDecimal; import java.math.BigDecimal;",
                "\"view sales\"|\"view\" + \" sales\"",
                "\"trigger t on Album\");|\"trigger t on Album\").withOthers(\"x\");",
                "\"trigger t on Album\");|view());",
                // what is no Java, or hides some
                "Loads the rows|Loads \\u002a/ rows",
                "launch(arguments);|launch(arguments); # x",
                "launch(arguments);|launch(arguments); \"",
                "return \"1.4.0\";|return \"1.4.0\"",
                "private static Table albumTable()|} class Other { static Table albumTable()",
            })
    void refusesWhatTheDumperDoesNotWrite(String written, String edited) {
        String[] editedAndLine = (edited == null ? "" : edited).split("~");
        FixtureException refusal = refused(SOURCE, written, editedAndLine[0]);

        if (editedAndLine.length > 1) {
            assertThat(refusal.location().orElseThrow().line()).isEqualTo(Integer.parseInt(editedAndLine[1]));
        } else {
            int line = lineOf(SOURCE, written);
            // a token that is missing is missed where the next one stands
            assertThat(refusal.location().orElseThrow().line())
                    .isBetween(line, editedAndLine[0].isEmpty() || edited.equals("return \"1.4.0\"") ? line + 1 : line);
        }
    }

    @Test
    void refusesMoreAfterTheClass() {
        assertThat(refusal(SOURCE + "class Other {}\n").location().orElseThrow().line())
                .isEqualTo(lineOf(SOURCE + "class Other", "class Other"));
    }

    @Test
    void refusesColumnsThatOnlyTheSchemaHas() {
        String source = SOURCE.replace(".generated(\"Size\"", ".column(\"Size\"");

        assertThat(refusal(source).location().orElseThrow())
                .isEqualTo(new FixtureException.Location(
                        "Restore.java", lineOf(SOURCE, ".set(\"Price\""), 14, "        .set(\"Price\", price)"));
    }

    @Test
    void namesThePlaceAndTheNextStep() {
        FixtureException refusal = refusal(SOURCE.replace("launch(arguments);", "launch(arguments); exit(1);"));

        assertThat(refusal).hasMessageContaining("`exit` instead of `}`");
        assertThat(refusal.nextStep()).contains("--data-only");
        assertThat(refusal.location().orElseThrow())
                .isEqualTo(new FixtureException.Location("Restore.java", 13, 24, "    launch(arguments); exit(1);"));
    }

    @Test
    void showsNoControlCharactersOfTheSource() {
        FixtureException refusal = refusal(SOURCE.replace("launch(arguments);", "launch(\"\u001b[2J\u202e\");"));

        assertThat(refusal.getMessage() + refusal.location().orElseThrow()).doesNotContain("\u001b", "\u202e");
    }

    @Test
    void refusesNestingOfAnyDepth() {
        refused(SOURCE, "return \"1.4.0\";", "return " + "(".repeat(200_000) + ";");
    }

    @Test
    void refusesBytesThatAreNoText() throws IOException {
        Files.write(directory.resolve("Restore.java"), SOURCE.getBytes(StandardCharsets.UTF_16));

        assertThatThrownBy(() -> PlainFixture.read(directory))
                .isInstanceOfSatisfying(
                        FixtureException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_PLAIN_DATA));
    }

    @Test
    void saysWhenThereIsNoFixture() {
        assertThatThrownBy(() -> PlainFixture.read(directory))
                .isInstanceOfSatisfying(
                        FixtureException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FILE_MISSING));
    }

    private FixtureException refused(String source, String written, String edited) {
        assertThat(source).contains(written);
        int at = source.indexOf(written);
        return refusal(source.substring(0, at) + edited + source.substring(at + written.length()));
    }

    private FixtureException refusal(String source) {
        FixtureException refusal = catchThrowableOfType(FixtureException.class, () -> read(source));
        assertThat(refusal).isNotNull();
        assertThat(refusal.code()).isEqualTo(ErrorCode.NOT_PLAIN_DATA);
        return refusal;
    }

    private PlainFixture read(String source) {
        try {
            Files.writeString(directory.resolve("Restore.java"), source);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return PlainFixture.read(directory);
    }

    private static int lineOf(String source, String text) {
        return 1
                + (int) source.substring(0, source.indexOf(text))
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
    }

    private static List<String> names(int count) {
        return IntStream.range(0, count).mapToObj(i -> "c" + i).toList();
    }

    private static String wide(List<String> names) {
        return oneTable(
                "Object[] values",
                "Row row = row(\"T\");"
                        + IntStream.range(0, names.size())
                                .mapToObj(i -> "row.set(\"" + names.get(i) + "\", values[" + i + "]);")
                                .collect(Collectors.joining("\n"))
                        + "save(row);",
                "Table.Builder table = Table.named(\"T\");"
                        + names.stream()
                                .map(name -> "table.column(\"" + name + "\", \"\");")
                                .collect(Collectors.joining())
                        + "return table.build();");
    }

    private static String oneTable(String parameters, String body, String table) {
        String head = SOURCE.substring(0, SOURCE.indexOf("  void artist"))
                .replace("artistTable(),", "tTable()")
                .replace("        albumTable())", ")")
                .replace("import java.math.BigDecimal;\nimport java.time.LocalDate;\n", "")
                .replace("    rows(\"AlbumRows\", 3000000000L);\n", "");
        return head + "void t(" + parameters + ") {" + body + "} private static Table tTable() {" + table + "} }";
    }
}
