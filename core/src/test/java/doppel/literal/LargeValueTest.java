package doppel.literal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doppel.StorageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LargeValueTest {

    private static final byte[] TEXT = "grün".repeat(1_000).getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    @Test
    void givesItsBytesInPiecesAndAsAWhole() throws IOException {
        LargeValue value = text(TEXT, TEXT.length);

        try (InputStream in = value.open()) {
            assertThat(in.readNBytes(7)).isEqualTo(java.util.Arrays.copyOf(TEXT, 7));
            assertThat(in.readAllBytes()).hasSize(TEXT.length - 7);
        }
        assertThat(value.whole()).isEqualTo("grün".repeat(1_000));
    }

    @Test
    void failsWhereTheFileHasGrownOrShrunk() throws IOException {
        for (int length : new int[] {TEXT.length - 1, TEXT.length + 1}) {
            LargeValue value = new LargeValue(text(TEXT, TEXT.length).file(), length, LargeValue.Kind.BYTES);
            try (InputStream in = value.open()) {
                assertThatThrownBy(() -> in.readNBytes(length)).hasMessage("it was changed while it was read");
            }
        }
    }

    @Test
    void textIsUtf8() throws IOException {
        byte[] latin1 = "grün".getBytes(StandardCharsets.ISO_8859_1);
        LargeValue value = text(latin1, latin1.length);

        assertThatThrownBy(value::whole)
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("it is not valid UTF-8");
        try (InputStream in = value.open()) {
            assertThatThrownBy(() -> in.readNBytes(latin1.length)).isInstanceOf(IOException.class);
        }
        assertThat(new LargeValue(value.file(), latin1.length, LargeValue.Kind.RAW_TEXT).whole())
                .isEqualTo(new RawText(latin1));
    }

    private LargeValue text(byte[] bytes, long length) throws IOException {
        return new LargeValue(Files.write(folder.resolve("value"), bytes), length, LargeValue.Kind.TEXT);
    }
}
