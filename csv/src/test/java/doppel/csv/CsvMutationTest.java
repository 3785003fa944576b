package doppel.csv;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import doppel.FixtureException;
import doppel.csv.record.Place;
import doppel.dialect.Dialect;
import doppel.dialect.Dialects;
import doppel.schema.Table;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged files are read as they say, or reported by line: never another exception, never without an end. */
class CsvMutationTest {

    private static final int FILES = Integer.getInteger("doppel.csv.mutations", 1_000);
    private static final String[] PIECES = {
        "\"",
        ",",
        "\r\n",
        "\n",
        "\r",
        "\0",
        ";",
        "doppel:",
        "doppel:long:1",
        "\\x0",
        "\u00e9",
        "TABLE x",
        "END",
        "",
        "\ufeff",
        "9"
    };
    private static final Dialect SQLITE = Dialects.forUrl("people.db");
    private static final Table TABLE = Table.named("t")
            .required("id", "INTEGER")
            .column("name", "TEXT")
            .column("size", "REAL")
            .column("data", "BLOB")
            .column("any", "")
            .primaryKey("id")
            .build();
    private static final String TEXT = String.join(
            "\r\n",
            "id,name,size,data,any",
            "1,\"a \"\"b\"\"\r\nc\",1.5,\\x00ff,",
            "2,,\"\",,7",
            "3,doppel:text:doppel:x,-0.0,\\x,\"\"",
            "4,\u00e9\ud83d\ude00,NaN,,x",
            "");

    @TempDir
    private Path folder;

    @Test
    void readsDamagedFilesAsTheySayOrNamesTheLine() throws IOException {
        int good = 0;
        int bad = 0;
        int refused = 0;
        for (int seed = 0; seed < FILES; seed++) {
            byte[] text = mutated(new Random(seed * 7919L));
            Path file = Files.write(folder.resolve("t.csv"), text);
            long lines = 1
                    + new String(text, StandardCharsets.ISO_8859_1)
                            .chars()
                            .filter(c -> c == '\n' || c == '\r')
                            .count();
            try (CsvFiles files = CsvFiles.open(file, CsvReading.DEFAULTS)) {
                for (CsvTable table : files.tables()) {
                    List<BadRecord> records = new ArrayList<>();
                    try (CsvRows rows = table.rows(TABLE, SQLITE, records::add)) {
                        Object[] values = new Object[rows.columns().size()];
                        while (rows.next(values)) {
                            good++;
                            assertThat(rows.again(rows.place())).containsExactly(values);
                            assertPlace(rows.place(), lines, text.length, seed);
                        }
                    }
                    bad += records.size();
                    records.forEach(record -> assertThat(record.reasons()).isNotEmpty());
                    for (BadRecord record : records) {
                        assertPlace(record.place(), lines, text.length, seed);
                    }
                    reject(table, records);
                }
            } catch (FixtureException e) {
                refused++; // the header is no longer one
            }
        }
        assertThat(good).as("rows").isGreaterThan(FILES / 2);
        assertThat(bad).as("bad records").isGreaterThan(FILES / 2);
        assertThat(refused).as("refused headers").isBetween(FILES / 20, FILES);
    }

    /** Another reader, which is more lenient, sees the same fields in what we take for records. */
    @Test
    void readsWhatAnotherReaderReads() throws IOException {
        Table texts = Table.named("t")
                .column("a", "TEXT")
                .column("b", "TEXT")
                .column("c", "TEXT")
                .build();
        int compared = 0;
        for (int seed = 0; seed < FILES; seed++) {
            byte[] body = new String(mutated(new Random(seed * 31L)), StandardCharsets.UTF_8)
                    .replaceAll(",[^,\"]*,[^,\"]*(?=\r\n)", "")
                    .getBytes(StandardCharsets.UTF_8);
            byte[] header = "a,b,c\n".getBytes(StandardCharsets.UTF_8);
            byte[] text = Arrays.copyOf(header, header.length + body.length);
            System.arraycopy(body, 0, text, header.length, body.length);
            Path file = Files.write(folder.resolve("t.csv"), text);
            try (CsvFiles files = CsvFiles.open(file, CsvReading.DEFAULTS);
                    CsvRows rows = files.tables().get(0).rows(texts, SQLITE, record -> {})) {
                Object[] values = new Object[3];
                while (rows.next(values)) {
                    Place place = rows.place();
                    String record = new String(text, (int) place.offset(), place.size(), StandardCharsets.UTF_8);
                    if (record.contains("doppel:")) {
                        continue;
                    }
                    List<String> read = Arrays.stream(values)
                            .map(value -> value == null ? "" : (String) value)
                            .toList();
                    assertThat(CsvReader.builder().ofSingleCsvRecord(record).getFields())
                            .as("seed " + seed)
                            .isEqualTo(read);
                    compared++;
                }
            }
        }
        assertThat(compared).isGreaterThan(FILES / 2);
    }

    private static void assertPlace(Place place, long lines, int length, int seed) {
        assertThat(place.line()).as("seed " + seed).isBetween(1L, lines);
        assertThat(place.offset() + place.size()).as("seed " + seed).isLessThanOrEqualTo(length);
    }

    private void reject(CsvTable table, List<BadRecord> records) {
        try (CsvRejects rejects = new CsvRejects(table, folder.resolve("rejected.csv"))) {
            records.forEach(rejects::add);
        }
    }

    private static byte[] mutated(Random random) throws IOException {
        byte[] text = TEXT.getBytes(StandardCharsets.UTF_8);
        for (int i = random.nextInt(4); i >= 0; i--) {
            int from = random.nextInt(text.length + 1);
            int to = Math.min(text.length, from + (random.nextBoolean() ? 0 : random.nextInt(12)));
            ByteArrayOutputStream changed = new ByteArrayOutputStream();
            changed.write(text, 0, from);
            byte[] piece = random.nextInt(6) == 0
                    ? new byte[] {(byte) random.nextInt()}
                    : PIECES[random.nextInt(PIECES.length)].getBytes(StandardCharsets.UTF_8);
            changed.write(piece);
            changed.write(text, to, text.length - to);
            text = random.nextInt(20) == 0 ? Arrays.copyOf(changed.toByteArray(), from) : changed.toByteArray();
            if (text.length == 0) {
                return text;
            }
        }
        return text;
    }
}
