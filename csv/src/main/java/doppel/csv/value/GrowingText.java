package doppel.csv.value;

import doppel.OrdinaryFile;
import doppel.PrivateFiles;
import doppel.csv.record.RecordWriter;
import doppel.literal.Utf8Check;
import doppel.literal.ValuePieces;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A large text that came in pieces into a file of its own: only when all of it has been seen is it known how it has to
 * be written. Used by one thread.
 */
final class GrowingText implements Closeable {

    private static final String NAME = ".growing";

    private final Path file;
    private boolean valid;
    private boolean nul;

    private GrowingText(Path file) {
        this.file = file;
    }

    /** Takes all pieces of a text. */
    static GrowingText of(ValuePieces value, Path directory) throws IOException {
        GrowingText text = new GrowingText(directory.resolve(NAME));
        Utf8Check check = new Utf8Check();
        try (OutputStream out = PrivateFiles.create(text.file)) {
            value.writeTo(new OutputStream() {
                @Override
                public void write(int b) throws IOException {
                    write(new byte[] {(byte) b}, 0, 1);
                }

                @Override
                public void write(byte[] bytes, int from, int length) throws IOException {
                    check.add(bytes, from, length);
                    for (int i = from; i < from + length && !text.nul; i++) {
                        text.nul = bytes[i] == 0;
                    }
                    out.write(bytes, from, length);
                }
            });
        }
        text.valid = check.isValid();
        return text;
    }

    /** Writes the field. */
    void writeTo(RecordWriter out, boolean isText, boolean forSpreadsheets) throws IOException {
        try (InputStream in = OrdinaryFile.open(file)) {
            if (!valid || nul) {
                out.hexadecimal((valid ? Mark.HEX : Mark.RAW).prefix(), in::transferTo);
                return;
            }
            byte[] beginning = in.readNBytes(Mark.BEGINNING.length());
            boolean plain = isText
                    && !Mark.begins(beginning, 0, beginning.length)
                    && !(forSpreadsheets && FieldWriter.isFormula(beginning, 0, beginning.length));
            out.text(plain ? "" : Mark.TEXT.prefix(), beginning, in);
        }
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }
}
