package doppel.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import doppel.DoppelException;
import doppel.Progress;
import doppel.Sha256;
import doppel.csv.record.RecordWriter;
import doppel.csv.value.FieldWriter;
import doppel.dialect.Dialect;
import doppel.dialect.Dialects;
import doppel.dialect.Source;
import doppel.literal.JavaType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an export looks like, and what it refuses. */
class CsvExportTest {

    @TempDir
    private Path folder;

    private Path database;
    private Path target;

    @BeforeEach
    void name() {
        database = folder.resolve("club.db");
        target = folder.resolve("csv");
    }

    private void run(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private CsvReport export(CsvWriting options) {
        return export(options, List.of(), List.of());
    }

    private CsvReport export(CsvWriting options, List<String> tables, List<String> excluded) {
        Dialect dialect = Dialects.forUrl(database.toString());
        try (Source source = dialect.openSource(database.toString())) {
            CsvContent content = CsvContent.of(dialect, source, tables, excluded);
            return target.toString().endsWith(".csv")
                    ? new CsvSingleFile(content, options, Progress.NONE).to(target)
                    : new CsvExport(content, options, Progress.NONE).toFolder(target);
        }
    }

    private String text(String file) throws IOException {
        return Files.readString(target.resolve(file));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(target)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void writesPlainTextWhereTheTypeSaysWhatItIsAndMarksWhereNot() throws Exception {
        run(
                "CREATE TABLE mix (id INTEGER PRIMARY KEY, name TEXT, size REAL, data BLOB, any)",
                "INSERT INTO mix VALUES (1, 'An, \"x\"', 1.5, x'00ff', 12)",
                "INSERT INTO mix VALUES (2, NULL, 'big', 5, '12')",
                "INSERT INTO mix VALUES (3, '', 1e999, x'', 0.5)",
                "INSERT INTO mix VALUES (4, 'doppel:x', NULL, 'text', '0.5')",
                "INSERT INTO mix VALUES (5, CAST(x'610062' AS TEXT), 2, NULL, CAST(x'ff' AS TEXT))");

        export(CsvWriting.DEFAULTS);

        assertThat(text("mix.csv"))
                .isEqualTo(String.join(
                        "\r\n",
                        "id,name,size,data,any",
                        "1,\"An, \"\"x\"\"\",1.5,\\x00ff,12",
                        "2,,doppel:text:big,doppel:long:5,doppel:text:12",
                        "3,\"\",Infinity,\\x,0.5",
                        "4,doppel:text:doppel:x,,doppel:text:text,doppel:text:0.5",
                        "5,doppel:hex:610062,2.0,,doppel:raw:ff",
                        ""));
        assertThat(text("tables.csv"))
                .isEqualTo("file,table,rows,sha256\r\nschema.sql,sqlite,1,"
                        + Sha256.of(folder.resolve("csv/schema.sql")) + "\r\nmix.csv,mix,5,"
                        + Sha256.of(folder.resolve("csv/mix.csv")) + "\r\n");
        assertThat(text("schema.sql")).contains("CREATE TABLE mix (id INTEGER PRIMARY KEY");
        assertThat(names()).containsExactly("mix.csv", "schema.sql", "tables.csv");
    }

    @Test
    void tellsANullOfOneColumnFromABlankLine() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (RecordWriter records = new RecordWriter(out, ',')) {
            FieldWriter fields = new FieldWriter(records, List.of(JavaType.STRING), false, folder);
            for (String text : new String[] {null, "", "doppel:null"}) {
                fields.take(text);
                fields.end();
            }
        }

        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo("doppel:null\r\n\"\"\r\ndoppel:text:doppel:null\r\n");
    }

    @Test
    void keepsFormulasExactlyUnlessTheyAreForSpreadsheets() throws Exception {
        run(
                "CREATE TABLE f (id INTEGER PRIMARY KEY, t TEXT, n INTEGER)",
                "INSERT INTO f VALUES (1, '=1+1', -5), (2, '-5', -6), (3, '@x', 7), (4, char(9) || 'x', 8)");

        export(CsvWriting.DEFAULTS);
        assertThat(text("f.csv")).isEqualTo("id,t,n\r\n1,=1+1,-5\r\n2,-5,-6\r\n3,@x,7\r\n4,\"\tx\",8\r\n");

        export(CsvWriting.DEFAULTS
                .with(CsvWriting.Choice.FOR_SPREADSHEETS, true)
                .with(CsvWriting.Choice.OVERWRITE, true)
                .with(CsvWriting.Choice.BYTE_ORDER_MARK, true)
                .separator("semicolon"));
        assertThat(text("f.csv"))
                .isEqualTo(String.join(
                        "\r\n",
                        "\ufeffid;t;n",
                        "1;doppel:text:=1+1;-5",
                        "2;doppel:text:-5;-6",
                        "3;doppel:text:@x;7",
                        "4;\"doppel:text:\tx\";8",
                        ""));
    }

    @Test
    void givesHostileNamesSafeFilesThatDiffer() throws Exception {
        String[] hostile = {
            "a/b", "a\\b", "..", "CON", "tables", "Tables", "TABLES", "x.csv", ".hidden", "-rf", "é", "e\u0301", "ſ",
            "s", "b:c", "b*c"
        };
        for (String name : hostile) {
            if (!name.equals("Tables") && !name.equals("TABLES")) {
                run("CREATE TABLE \"" + name + "\" (x)", "INSERT INTO \"" + name + "\" VALUES ('" + name + "')");
            }
        }
        run("CREATE TABLE \"" + "long".repeat(100) + "\" (x)", "CREATE TABLE \"\" (x)");

        export(CsvWriting.DEFAULTS);

        assertThat(names().stream().map(name -> name.toLowerCase(Locale.ROOT))).doesNotHaveDuplicates();
        assertThat(names())
                .allMatch(name -> name.length() < 120 && name.matches("[\\p{L}\\p{N}_][\\p{L}\\p{N}_.\\- ]*"))
                .contains("_CON.csv", "tables_2.csv", "a_b.csv", "a_b_2.csv", "_.hidden.csv", "_-rf.csv");
        try (CsvFiles files = CsvFiles.open(target, CsvReading.DEFAULTS)) {
            assertThat(files.tables()).extracting(CsvTable::name).contains("a/b", "a\\b", "..", "CON", "tables", "");
            assertThat(files.schema()).isPresent();
        }
    }

    @Test
    void everyFileIsForItsOwnerOnly() throws Exception {
        run("CREATE TABLE a (x)");

        export(CsvWriting.DEFAULTS);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target)))
                .isEqualTo("rwx------");
        for (String name : names()) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target.resolve(name))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void replacesNothingButAnExport() throws Exception {
        run("CREATE TABLE a (x)");
        export(CsvWriting.DEFAULTS);
        CsvWriting overwrite = CsvWriting.DEFAULTS.with(CsvWriting.Choice.OVERWRITE, true);

        assertThatThrownBy(() -> export(CsvWriting.DEFAULTS)).hasMessageContaining("exists already");
        Files.writeString(target.resolve("notes.txt"), "mine");
        assertThatThrownBy(() -> export(overwrite))
                .isInstanceOf(DoppelException.class)
                .hasMessageContaining("holds more than an export, which would be removed with it: notes.txt");
        Files.delete(target.resolve("notes.txt"));
        run("CREATE TABLE b (x)");
        assertThat(export(overwrite).tables()).isEqualTo(2);
        assertThat(names()).contains("a.csv", "b.csv");
    }

    @Test
    void exportsChosenTables() throws Exception {
        run("CREATE TABLE a (x)", "CREATE TABLE b (x)", "CREATE TABLE c (x)");

        export(CsvWriting.DEFAULTS, List.of("a", "b"), List.of("b"));

        assertThat(names()).containsExactly("a.csv", "schema.sql", "tables.csv");
    }

    @Test
    void leavesNothingBehindIfItFails() throws Exception {
        run("CREATE TABLE a (x)");

        assertThatThrownBy(() -> export(CsvWriting.DEFAULTS, List.of("nope"), List.of()))
                .hasMessageContaining("nope");
        assertThat(target).doesNotExist();
    }

    @Test
    void anotherReaderSeesTheSameTexts() throws Exception {
        run("CREATE TABLE t (id INTEGER PRIMARY KEY, x TEXT)");
        List<String> texts = List.of(
                "a", "", " a ", "a,b", "a;b", "a\tb", "a|b", "\"", "\"\"", "\r", "\n", "\r\n", "\ufeffa", "é", "x'y");
        for (String text : texts) {
            run("INSERT INTO t (x) VALUES ('" + text.replace("'", "''") + "')");
        }

        export(CsvWriting.DEFAULTS);

        List<CsvRecord> records;
        try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(target.resolve("t.csv"))) {
            records = reader.stream().skip(1).toList();
        }
        assertThat(records.stream().map(record -> record.getField(1))).containsExactlyElementsOf(texts);
    }

    @Test
    void writesTheSingleFileAsWeb2pyDoes() throws Exception {
        target = folder.resolve("club.csv");
        run(
                "CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT, photo BLOB, boss INTEGER REFERENCES person)",
                "CREATE TABLE nobody (id INTEGER PRIMARY KEY)",
                "INSERT INTO person VALUES (1, 'An \"x\"', x'00ff', NULL), (3, 'two' || char(10) || 'lines', NULL, 1)");

        export(CsvWriting.DEFAULTS);

        assertThat(Files.readString(target))
                .isEqualTo("TABLE nobody\r\n\r\n\r\nTABLE person\r\nperson.id,person.name,person.photo,person.boss\r\n"
                        + "1,\"An \"\"x\"\"\",AP8=,<NULL>\r\n3,\"two\nlines\",<NULL>,1\r\n\r\n\r\nEND");
    }

    @Test
    void namesWhatTheSingleFileCannotSayOrMarksIt() throws Exception {
        target = folder.resolve("club.csv");
        run(
                "CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT, age INTEGER)",
                "INSERT INTO person VALUES (1, '<NULL>', 5), (2, 'b', 'old'), (3, 'doppel:x', NULL)");

        assertThatThrownBy(() -> export(CsvWriting.DEFAULTS))
                .hasMessage("The single file cannot say what is in person {id: 1}.name: text '<NULL>'; person {id: 2}"
                        + ".age: text 'old'; person {id: 3}.name: text 'doppel:x'.");
        assertThat(target).doesNotExist();

        export(CsvWriting.DEFAULTS.with(CsvWriting.Choice.EXTENDED, true));
        assertThat(Files.readString(target))
                .contains("1,doppel:text:<NULL>,5\r\n2,b,doppel:text:old\r\n3,doppel:text:doppel:x,<NULL>\r\n");
    }
}
