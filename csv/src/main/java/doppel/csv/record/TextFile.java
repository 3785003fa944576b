package doppel.csv.record;

import doppel.OrdinaryFile;
import doppel.PrivateFiles;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file of text in UTF-8: the file itself, or a copy if it is in another encoding.
 *
 * @param text the file in UTF-8
 * @param offset where its text begins: behind a byte order mark
 * @param encoding that of the file
 * @param marked whether a byte order mark says so
 */
public record TextFile(Path text, long offset, Charset encoding, boolean marked) {

    private static final int PIECE = 1 << 16;
    private static final byte[] BROKEN = {(byte) 0xff};

    /** Knows where a copy may be written. */
    public interface CopyPlace {

        /** A file that is not there yet. */
        Path file() throws IOException;
    }

    /**
     * Opens a file. What a byte order mark says counts more than what the user says.
     *
     * @param assumed the encoding of a file without a mark
     * @param copy where a copy may be written, if one is needed
     */
    public static TextFile of(Path file, Optional<Charset> assumed, CopyPlace copy) throws IOException {
        int[] first = new int[3];
        try (InputStream in = OrdinaryFile.open(file)) {
            for (int i = 0; i < first.length; i++) {
                first[i] = in.read();
            }
        }
        if (first[0] == 0xef && first[1] == 0xbb && first[2] == 0xbf) {
            return new TextFile(file, 3, StandardCharsets.UTF_8, true);
        } else if (first[0] == 0xff && first[1] == 0xfe) {
            return copied(file, StandardCharsets.UTF_16LE, true, copy);
        } else if (first[0] == 0xfe && first[1] == 0xff) {
            return copied(file, StandardCharsets.UTF_16BE, true, copy);
        }
        Charset encoding = assumed.orElse(StandardCharsets.UTF_8);
        return encoding.equals(StandardCharsets.UTF_8)
                ? new TextFile(file, 0, encoding, false)
                : copied(file, encoding, false, copy);
    }

    /** What cannot be decoded becomes a byte that is not UTF-8, so that its record is named. */
    private static TextFile copied(Path file, Charset encoding, boolean marked, CopyPlace place) throws IOException {
        Path copy = place.file();
        CharsetDecoder decoder = encoding.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer bytes = ByteBuffer.allocate(PIECE);
        CharBuffer characters = CharBuffer.allocate(PIECE);
        try (InputStream in = OrdinaryFile.open(file);
                OutputStream out = new BufferedOutputStream(PrivateFiles.create(copy), PIECE)) {
            in.skipNBytes(marked ? 2 : 0);
            boolean more = true;
            while (more) {
                int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
                more = read >= 0;
                bytes.position(bytes.position() + Math.max(0, read)).flip();
                decode(decoder, bytes, characters, !more, out);
                bytes.compact();
            }
        }
        return new TextFile(copy, 0, encoding, marked);
    }

    private static void decode(
            CharsetDecoder decoder, ByteBuffer bytes, CharBuffer characters, boolean last, OutputStream out)
            throws IOException {
        CoderResult result;
        do {
            characters.clear();
            result = decoder.decode(bytes, characters, last);
            out.write(characters.flip().toString().getBytes(StandardCharsets.UTF_8));
            if (result.isError()) {
                bytes.position(bytes.position() + result.length());
                out.write(BROKEN);
            }
        } while (!result.isUnderflow());
    }
}
