package doppel.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doppel.DoppelException;
import doppel.csv.record.Place;
import doppel.dialect.Dialect;
import doppel.dialect.Dialects;
import doppel.schema.Table;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CSV of unknown origin is read as exact rows, or its records are named by line. */
class CsvReadingTest {

    private static final Dialect SQLITE = Dialects.forUrl("people.db");
    private static final Table PERSON = Table.named("person")
            .required("id", "INTEGER")
            .column("name", "TEXT")
            .column("age", "INTEGER")
            .column("zip", "TEXT")
            .column("photo", "BLOB")
            .primaryKey("id")
            .build();
    private static final Table ONE = Table.named("one").column("x", "TEXT").build();

    @TempDir
    private Path folder;

    private final List<String> bad = new ArrayList<>();
    private final List<Place> places = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();

    private List<List<Object>> read(String text, Table table, CsvReading options) throws IOException {
        return read(text.getBytes(StandardCharsets.UTF_8), table, options);
    }

    private List<List<Object>> read(byte[] text, Table table, CsvReading options) throws IOException {
        Path file = Files.write(folder.resolve(table.name() + ".csv"), text);
        List<List<Object>> rows = new ArrayList<>();
        bad.clear();
        places.clear();
        try (CsvFiles files = CsvFiles.open(file, options);
                CsvRows found = files.tables().get(0).rows(table, SQLITE, record -> bad.add(record.toString()))) {
            notices.clear();
            notices.addAll(files.notices());
            Object[] values = new Object[found.columns().size()];
            while (found.next(values)) {
                rows.add(Arrays.asList(values.clone()));
                places.add(found.place());
            }
            for (int i = 0; i < rows.size(); i++) {
                assertThat(found.again(places.get(i)))
                        .containsExactly(rows.get(i).toArray());
            }
            assertThat(found.read()).isEqualTo(rows.size() + found.refused());
            assertThat(bad).hasSize((int) found.refused());
        }
        return rows;
    }

    private List<List<Object>> people(String text) throws IOException {
        return read(text, PERSON, CsvReading.DEFAULTS);
    }

    @Test
    void tellsNullFromTheEmptyTextAndFromTheWord() throws IOException {
        assertThat(people("id,name\r\n1,\r\n2,\"\"\r\n3,NULL\r\n"))
                .containsExactly(Arrays.asList(1L, null), List.of(2L, ""), List.of(3L, "NULL"));
        assertThat(bad).isEmpty();
    }

    @Test
    void keepsZerosOfTexts() throws IOException {
        assertThat(people("id,zip\n1,00601\n")).containsExactly(List.of(1L, "00601"));
    }

    @Test
    void namesEmptyTextInANumberUnlessItIsToBeNull() throws IOException {
        String text = "id,name,age\n1,An,\"\"\n2,\"\",7\n";

        assertThat(people(text)).containsExactly(List.of(2L, "", 7L));
        assertThat(bad)
                .containsExactly(
                        "person.csv:2: age: the empty text is not a whole number; --empty-null reads it as" + " NULL");

        assertThat(read(text, PERSON, CsvReading.DEFAULTS.withEmptyNull()))
                .containsExactly(Arrays.asList(1L, "An", null), List.of(2L, "", 7L));
    }

    @Test
    void countsABlankLineAsARowOfOneColumn() throws IOException {
        assertThat(read("x\n\na\n\"\"\n", ONE, CsvReading.DEFAULTS))
                .containsExactly(Arrays.asList((Object) null), List.of("a"), List.of(""));
    }

    @Test
    void passesOverBlankLinesOfSeveralColumns() throws IOException {
        assertThat(people("id,name\n1,a\n\n2,b\n\n")).containsExactly(List.of(1L, "a"), List.of(2L, "b"));
        assertThat(places).extracting(Place::line).containsExactly(2L, 4L);
    }

    @Test
    void namesEachBadRecordAndReadsTheOthers() throws IOException {
        assertThat(people("id,name,age\n1,a\n2,b,3,4\nx,c,1.0\n4,\"d\ne\",5\n5,f\"g,6\n6,\"h\"i,7\n7,j\0,8\n8,k,9\n"))
                .containsExactly(List.of(4L, "d\ne", 5L), List.of(8L, "k", 9L));
        assertThat(bad)
                .containsExactly(
                        "person.csv:2: it has 2 fields, and the header has 3",
                        "person.csv:3: it has 4 fields, and the header has 3",
                        "person.csv:4: id: 'x' is not a whole number; age: '1.0' is not a whole number",
                        "person.csv:7: it has a quote inside a field that does not begin with one, in field 2",
                        "person.csv:8: it has something between a closing quote and the end of the field, in field 2",
                        "person.csv:9: it holds the character NUL, in field 2");
    }

    @ParameterizedTest
    @CsvSource({"007,' that would come back as it is'", "+5,' that would come back as it is'", "1e3,''", "' 5',''"})
    void takesNoNumberThatWouldComeBackAsAnother(String number, String hint) throws IOException {
        assertThat(people("id,age\n1," + number + "\n")).isEmpty();
        assertThat(bad)
                .containsExactly(
                        "person.csv:2: age: '" + number + "' is not a whole number" + (hint == null ? "" : hint));
    }

    @Test
    void namesAQuoteThatIsNotClosed() throws IOException {
        assertThat(people("id,name\n1,a\n2,\"b\n3,c\n")).containsExactly(List.of(1L, "a"));
        assertThat(bad).containsExactly("person.csv:3: it has a quote that is not closed before the end of the file");
    }

    @Test
    void namesAByteThatIsNotUtf8WithItsPlace() throws IOException {
        byte[] text = "id,name\n1,caf\u00e9\n2,tea\n".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(read(text, PERSON, CsvReading.DEFAULTS)).containsExactly(List.of(2L, "tea"));
        assertThat(bad)
                .containsExactly("person.csv:2: it holds the byte 0xE9, the 14. of the file, which is not UTF-8");

        assertThat(read(text, PERSON, CsvReading.DEFAULTS.encoding(StandardCharsets.ISO_8859_1)))
                .containsExactly(List.of(1L, "caf\u00e9"), List.of(2L, "tea"));
        assertThat(notices).singleElement().asString().contains("as ISO-8859-1, with comma between fields");
    }

    @ParameterizedTest
    @CsvSource({"UTF-8", "UTF-16LE", "UTF-16BE"})
    void readsWhatAByteOrderMarkSaysAndSaysSo(String encoding) throws IOException {
        byte[] text = "\ufeffid,name\r\n1,\ud83d\ude00 \u05e9\r\n".getBytes(Charset.forName(encoding));

        assertThat(read(text, PERSON, CsvReading.DEFAULTS)).containsExactly(List.of(1L, "\ud83d\ude00 \u05e9"));
        assertThat(notices).singleElement().asString().contains("as " + encoding + " (as its byte order mark says)");
    }

    @Test
    void namesTheRecordOfWhatItsEncodingDoesNotHave() throws IOException {
        byte[] text = "\ufeffid,name\n1,?\n2,b\n".getBytes(StandardCharsets.UTF_16LE);
        text[2 * "\ufeffid,name\n1,".length() + 1] = (byte) 0xdc; // half a character

        assertThat(read(text, PERSON, CsvReading.DEFAULTS)).containsExactly(List.of(2L, "b"));
        assertThat(bad).singleElement().asString().startsWith("person.csv:2: it holds the byte 0xFF");
    }

    @ParameterizedTest
    @CsvSource({"';',semicolon", "'\t',tab", "'|',pipe"})
    void findsOutTheSeparatorAndSaysSo(String separator, String name) throws IOException {
        assertThat(people("id" + separator + "name\n1" + separator + "\"a,;|\"\n"))
                .containsExactly(List.of(1L, "a,;|"));
        assertThat(notices).singleElement().asString().endsWith("with " + name + " between fields.");
    }

    @Test
    void asksForTheSeparatorWhereTheHeaderHasTwo() {
        assertThatThrownBy(() -> people("id,name;age\n"))
                .isInstanceOf(DoppelException.class)
                .hasMessageContaining("more than one of comma, semicolon");
    }

    @Test
    void namesAllThatIsWrongWithAHeader() {
        assertThatThrownBy(() -> people("idd,nmae,name,name\n"))
                .hasMessageEndingWith(
                        "does not fit: table person has no column idd (did you mean id?); table person has"
                                + " no column nmae (did you mean name?); column name comes twice.");
        Table strict = Table.named("strict").required("name", "TEXT").build();
        assertThatThrownBy(() -> read("nam\n", strict, CsvReading.DEFAULTS))
                .hasMessageContaining("column name is missing, which every row needs (is it nam?)");
    }

    @Test
    void findsColumnsOfAnotherCaseAndOrder() throws IOException {
        assertThat(people("NAME,Id\nAn,1\n")).containsExactly(List.of("An", 1L));
    }

    @Test
    void readsBytesAsPostgresqlWritesThem() throws IOException {
        List<List<Object>> rows = people("id,photo\n1,\\x00ff\n2,AP8=\n");

        assertThat((byte[]) rows.get(0).get(1)).containsExactly(0, 0xff);
        assertThat(bad).containsExactly("person.csv:3: photo: 'AP8=' is not bytes: \\x and hexadecimal digits");
    }

    @Test
    void refusesAMarkThatIsNone() throws IOException {
        assertThat(people("id,name\n1,doppel:hello\n2,doppel:text:doppel:hello\n3,doppel:long:x\n"))
                .containsExactly(List.of(2L, "doppel:hello"));
        assertThat(bad).hasSize(2).allSatisfy(record -> assertThat(record).contains("begins like a mark of Doppel"));
    }

    @Test
    void writesRejectedRecordsSoThatTheyLoadOnceCorrected() throws IOException {
        String text = "id,name,age\n1,\"a \"\"b\"\"\",x\n2,b,3\n3,\"c\n";
        Path file = Files.writeString(folder.resolve("person.csv"), text);
        Path rejects = folder.resolve("rejected.csv");
        try (CsvFiles files = CsvFiles.open(file, CsvReading.DEFAULTS);
                CsvRejects rejected = new CsvRejects(files.tables().get(0), rejects);
                CsvRows rows = files.tables().get(0).rows(PERSON, SQLITE, rejected::add)) {
            Object[] row = new Object[3];
            while (rows.next(row)) {
                assertThat(row).containsExactly(2L, "b", 3L);
            }
            assertThat(rejected.count()).isEqualTo(2);
        }

        assertThat(rejects)
                .content()
                .isEqualTo(String.join(
                        "\r\n",
                        "id,name,age,doppel:reason",
                        "1,\"a \"\"b\"\"\",x,\"age: 'x' is not a whole number\"",
                        "3,\"c\n\",\"it has a quote that is not closed before the end of the file\"",
                        ""));
        String corrected = Files.readString(rejects).replace(",x,", ",4,").replace("\"c\n\",", "\"c\",5,");
        assertThat(people(corrected)).containsExactly(List.of(1L, "a \"b\"", 4L), List.of(3L, "c", 5L));
    }

    @Test
    void readsTheSingleFileOfWeb2py() throws IOException {
        String text =
                "TABLE person\r\nperson.id,person.name,person.photo\r\n1,<NULL>,b'AP8='\r\n3,\"two\r\n\r\n\r\nlines\""
                        + ",AP8=\r\n\r\n\r\nTABLE empty\r\n\r\n\r\nTABLE pet\r\npet.id,pet.owner\r\n7,3\r\n\r\n\r\nEND";
        Path file = Files.writeString(folder.resolve("all.csv"), text);
        try (CsvFiles files = CsvFiles.open(file, CsvReading.DEFAULTS)) {
            assertThat(files.tables()).extracting(CsvTable::name).containsExactly("person", "pet");
            try (CsvRows rows = files.tables().get(0).rows(PERSON, SQLITE, record -> bad.add(record.toString()))) {
                Object[] row = new Object[3];
                assertThat(rows.next(row)).isTrue();
                assertThat(row[1]).isNull();
                assertThat((byte[]) row[2]).containsExactly(0, 0xff);
                assertThat(rows.next(row)).isTrue();
                assertThat(row[1]).isEqualTo("two\r\n\r\n\r\nlines");
                assertThat((byte[]) row[2]).containsExactly(0, 0xff);
                assertThat(rows.place().line()).isEqualTo(4);
                assertThat(rows.next(row)).isFalse();
            }
        }
        assertThat(bad).isEmpty();
    }
}
