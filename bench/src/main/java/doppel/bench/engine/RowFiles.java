package doppel.bench.engine;

import doppel.bench.measure.BenchException;
import doppel.bench.shape.ShapeTable;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;

/**
 * Rows as text: a line for each, a tab between values, {@code \N} for NULL, and a backslash before what would mean
 * something else. PostgreSQL's {@code COPY} and MySQL's {@code LOAD DATA} read the same.
 *
 * @param directory where the files are
 * @param bytesPrefix what stands before the hexadecimal digits of bytes
 */
record RowFiles(Path directory, String bytesPrefix) {

    /** Writes a file for each table. */
    void write(List<ShapeTable> tables) {
        for (ShapeTable table : tables) {
            try (BufferedWriter file = Files.newBufferedWriter(of(table))) {
                StringBuilder line = new StringBuilder();
                table.rows().writeTo(values -> {
                    line.setLength(0);
                    for (Object value : values) {
                        append(line, value);
                        line.append('\t');
                    }
                    line.setCharAt(line.length() - 1, '\n');
                    try {
                        file.append(line);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
            } catch (IOException | UncheckedIOException e) {
                throw new BenchException("cannot write " + of(table) + ": " + e.getMessage(), e);
            }
        }
    }

    Path of(ShapeTable table) {
        return directory.resolve(table.name() + ".txt");
    }

    private void append(StringBuilder line, Object value) {
        if (value == null) {
            line.append("\\N");
        } else if (value instanceof Boolean truth) {
            line.append(truth ? '1' : '0');
        } else if (value instanceof byte[] bytes) {
            line.append(bytesPrefix).append(HexFormat.of().formatHex(bytes));
        } else if (value instanceof String text) {
            escape(line, text);
        } else {
            line.append(value);
        }
    }

    private static void escape(StringBuilder line, String text) {
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            switch (character) {
                case '\\' -> line.append("\\\\");
                case '\t' -> line.append("\\t");
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                default -> line.append(character);
            }
        }
    }
}
