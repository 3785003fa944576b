package doppel.compare;

import doppel.program.RowLine;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The key that identifies a row in a comparison: the create method and its first argument, usually the primary key. */
final class RowKey {

    private RowKey() {}

    /**
     * The beginning of a row's statement up to the end of the first argument; empty if that is not among its first
     * bytes.
     */
    static Optional<String> of(SourceLine line) {
        byte[] bytes = line.kept();
        if (!RowLine.isRow(bytes, bytes.length)) {
            return Optional.empty();
        }
        boolean quoted = false;
        for (int i = 0; i < bytes.length; i++) {
            if (quoted && bytes[i] == '\\') {
                i++;
            } else if (bytes[i] == '"') {
                quoted = !quoted;
            } else if (!quoted && (bytes[i] == ',' || bytes[i] == ';')) {
                return Optional.of(new String(bytes, 0, i, StandardCharsets.UTF_8).strip());
            }
        }
        return Optional.empty();
    }
}
