package doppel.compare;

import doppel.Sha256;
import doppel.fixture.FixtureFiles;
import doppel.program.RowLine;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * Reads the lines of some files one after the other, without the frame around the rows of row files. Not thread-safe.
 */
final class LineReader implements Closeable {

    private final Path directory;
    private final Deque<String> files;
    private final boolean withoutFrame;
    private final byte[] buffer = new byte[1 << 16];
    private final byte[] start = new byte[SourceLine.KEPT];
    private InputStream in = InputStream.nullInputStream();
    private String file = "";
    private int lines;
    private int at;
    private int end;

    LineReader(Path directory, List<String> files, boolean withoutFrame) {
        this.directory = directory;
        this.files = new ArrayDeque<>(files);
        this.withoutFrame = withoutFrame;
    }

    /** The next line, or null after the last one. */
    SourceLine next() throws IOException {
        while (true) {
            SourceLine line = nextOfFile();
            if (line == null) {
                if (files.isEmpty()) {
                    return null;
                }
                open(files.remove());
            } else if (!withoutFrame || !RowLine.isFrame(line.kept(), line.kept().length)) {
                return line;
            }
        }
    }

    private void open(String next) throws IOException {
        in.close();
        in = FixtureFiles.open(directory, next);
        file = next;
        lines = 0;
    }

    private SourceLine nextOfFile() throws IOException {
        long length = 0;
        MessageDigest digest = null;
        boolean ended = false;
        while (!ended && (at < end || fill())) {
            int stop = at;
            while (stop < end && buffer[stop] != '\n') {
                stop++;
            }
            int more = stop - at;
            if (digest == null && length + more > SourceLine.KEPT) {
                digest = Sha256.digest();
                digest.update(start, 0, (int) length);
            }
            if (digest != null) {
                digest.update(buffer, at, more);
            }
            if (length < SourceLine.KEPT) {
                System.arraycopy(buffer, at, start, (int) length, (int) Math.min(more, SourceLine.KEPT - length));
            }
            length += more;
            ended = stop < end;
            at = ended ? stop + 1 : stop;
        }
        if (length == 0 && !ended) {
            return null;
        }
        byte[] kept = Arrays.copyOf(start, (int) Math.min(length, SourceLine.KEPT));
        return new SourceLine(file, ++lines, kept, digest == null ? null : digest.digest(), length, ended);
    }

    private boolean fill() throws IOException {
        at = 0;
        end = Math.max(0, in.read(buffer));
        return end > 0;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
