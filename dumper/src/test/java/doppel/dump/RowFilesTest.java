package doppel.dump;

import static org.assertj.core.api.Assertions.assertThat;

import doppel.dialect.Dialects;
import doppel.schema.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
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
        RowFiles files = new RowFiles(new FixtureWriter(folder), names, 10_000);

        for (int i = 0; i < 301; i++) { // two constants each: 60,000 are in 300 rows
            files.write(row);
        }
        files.finish();

        assertThat(folder.resolve("ScanRows.java")).content().contains("rows 1 to 300.");
        assertThat(folder.resolve("ScanRows_2.java")).content().contains("rows 301 to 301.");
        assertThat(folder.resolve("lobs"))
                .isDirectoryContaining(path -> path.toFile().length() == 5_000);
    }
}
