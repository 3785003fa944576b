package doppel.csv.record;

import java.nio.file.Path;

/**
 * Where a record stands.
 *
 * @param file the file, as the user named it
 * @param line the line in which it begins, from 1
 * @param offset where its first byte is in the text that is read: in the file, if that is UTF-8
 * @param size how many bytes it has, without the end of its last line
 */
public record Place(Path file, long line, long offset, int size) {

    /** {@code person.csv:12}. */
    @Override
    public String toString() {
        return file.getFileName() + ":" + line;
    }
}
