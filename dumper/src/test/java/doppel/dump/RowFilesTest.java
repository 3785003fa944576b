package doppel.dump;

import static org.assertj.core.api.Assertions.assertThat;

import doppel.dialect.Dialects;
import doppel.fixture.Manifest;
import doppel.literal.ValueArray;
import doppel.literal.ValueTaker;
import doppel.program.TableNames;
import doppel.schema.Table;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What javac can compile bounds a row file. */
final class RowFilesTest {

    @TempDir
    private Path folder;

    @Test
    void beginsAnotherFileBeforeLargeValuesAreMoreThanAClassCanName() throws IOException {
        Table.Builder table = Table.named("scan");
        int columns = 100;
        for (int i = 0; i < columns; i++) {
            table.column("page" + i, "BLOB");
        }
        Object[] row = new Object[columns];
        Arrays.fill(row, new byte[5_000]);
        TableNames names =
                TableNames.of(List.of(table.build()), Dialects.forId("sqlite")).get(0);
        try (FixtureWriter fixture = new FixtureWriter(folder, false)) {
            RowFiles files = new RowFiles(fixture, names, 10_000);
            for (int i = 0; i < 301; i++) { // two constants each: 60,000 are in 300 rows
                files.beginRow();
                for (Object value : row) {
                    files.take(value);
                }
                files.endRow();
            }
            files.finish();
            fixture.manifest("1");
        }

        assertThat(folder.resolve("ScanRows.java")).content().contains("rows 1 to 300.");
        assertThat(folder.resolve("ScanRows_2.java")).content().contains("rows 301 to 301.");
        assertThat(folder.resolve("lobs"))
                .isDirectoryContaining(path -> path.toFile().length() == 5_000);
    }

    @Test
    void writesWhatAnEngineGivesAsBytesLikeTheValuesThatTheyAre() throws IOException {
        Random random = new Random(4);
        String letters = "aZ \"\\\n\0\u007f\u00e4\ufffd\u2028\ud83d\ude00'";
        List<Consumer<ValueTaker>> rows = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            LocalDateTime time = LocalDateTime.of(1 + random.nextInt(9_999), 1, 1, 0, 0)
                    .plusSeconds(random.nextInt(31_000_000))
                    .plus(random.nextInt(5) == 0 ? 0 : random.nextInt(1_000), ChronoUnit.MILLIS);
            byte[] moment = utf8(time.format(DateTimeFormatter.ofPattern(
                    time.get(ChronoField.MILLI_OF_SECOND) == 0 && i % 2 == 0
                            ? "uuuu-MM-dd HH:mm:ss"
                            : "uuuu-MM-dd HH:mm:ss.SSSSSS")));
            byte[] decimal = utf8(
                    BigDecimal.valueOf(random.nextLong(), random.nextInt(30)).toPlainString());
            StringBuilder drawn = new StringBuilder();
            for (int length = random.nextInt(6); length > 0; length--) {
                drawn.append(letters.charAt(random.nextInt(letters.length())));
            }
            byte[] text = i % 50 == 0 ? new byte[] {'a', (byte) 0xff} : utf8(drawn.toString());
            byte[] longText = i % 50 == 1 ? new byte[8_193] : text;
            long whole = random.nextLong() >> random.nextInt(64);
            double real = Double.longBitsToDouble(random.nextLong());
            rows.add(taker -> {
                taker.whole(whole);
                taker.doublePrecision(real);
                taker.text(text, 0, text.length);
                taker.text(longText, 0, longText.length);
                taker.date(moment, 0, 10);
                taker.timestamp(moment, 0, moment.length);
                taker.instant(moment, 0, moment.length);
                taker.decimal(decimal, 0, decimal.length);
            });
        }
        Table.Builder table = Table.named("t");
        for (int i = 0; i < 8; i++) {
            table.column("c" + i, i == 0 ? "INTEGER" : "TEXT");
        }
        TableNames names =
                TableNames.of(List.of(table.build()), Dialects.forId("sqlite")).get(0);

        String fromBytes = write(names, folder.resolve("bytes"), rows);
        String fromObjects = write(
                names,
                folder.resolve("objects"),
                rows.stream()
                        .<Consumer<ValueTaker>>map(row -> taker -> {
                            Object[] values = new Object[8];
                            row.accept(new ValueArray(values));
                            for (Object value : values) {
                                taker.take(value);
                            }
                        })
                        .toList());

        assertThat(fromBytes).isEqualTo(fromObjects);
    }

    private static String write(TableNames names, Path directory, List<Consumer<ValueTaker>> rows) throws IOException {
        Files.createDirectory(directory);
        try (FixtureWriter fixture = new FixtureWriter(directory, false)) {
            RowFiles files = new RowFiles(fixture, names, 10_000);
            for (Consumer<ValueTaker> row : rows) {
                files.beginRow();
                row.accept(files);
                files.endRow();
            }
            files.finish();
            fixture.manifest("1");
            return Files.readString(directory.resolve(Manifest.FILE_NAME))
                    + Files.readString(directory.resolve("TRows.java"))
                    + files.parameterTypes();
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
