package doppel.restore.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import doppel.StorageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that could not be saved are not lost where a disk is full. */
final class UnsavedFolderTest {

    private static final Path FULL = Path.of("/dev/full");

    @TempDir
    private Path folder;

    @Test
    void goesElsewhereWithWhatItHasWhereADiskGetsFull() throws IOException {
        assumeTrue(Files.exists(FULL));
        Path first = folder.resolve("first/unsaved");
        Path second = folder.resolve("second/unsaved");
        try (UnsavedFolder unsaved = new UnsavedFolder(List.of(first, second))) {
            append(unsaved, "ARows.java", "one\n");
            append(unsaved, "ARows.java", "two\n");
            Files.createSymbolicLink(folder.resolve("first/.unsaved.doppel-new/BRows.java"), FULL);

            append(unsaved, "BRows.java", "three\n");
            append(unsaved, "ARows.java", "four\n");
            unsaved.finish(directory -> Files.writeString(directory.resolve("RESUME"), "a note"));

            assertThat(unsaved.directory()).isEqualTo(second);
            assertThat(unsaved.whyElsewhere())
                    .hasValueSatisfying(why -> assertThat(why).contains(first.toString(), "No space left on device"));
        }
        assertThat(second.resolve("ARows.java")).hasContent("one\ntwo\nfour\n");
        assertThat(second.resolve("BRows.java")).hasContent("three\n");
        assertThat(second.resolve("RESUME")).hasContent("a note");
        assertThat(folder.resolve("first")).isEmptyDirectory();
    }

    @Test
    void saysWhereItCouldNotBeWritten() {
        try (UnsavedFolder unsaved = new UnsavedFolder(List.of(Path.of("/proc/nowhere/unsaved")))) {
            assertThatThrownBy(() -> append(unsaved, "ARows.java", "one\n"))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("/proc/nowhere/unsaved");
        }
    }

    private static void append(UnsavedFolder unsaved, String file, String text) {
        unsaved.append(file, text.getBytes(StandardCharsets.UTF_8));
    }
}
