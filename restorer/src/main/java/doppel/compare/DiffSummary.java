package doppel.compare;

import java.util.List;

/**
 * How two fixtures differ.
 *
 * @param files what differs, in the order of {@link FixtureDiff}; empty if the fixtures are equal, byte by byte
 */
public record DiffSummary(List<FileDifference> files) {

    public DiffSummary {
        files = List.copyOf(files);
    }

    /** Whether nothing differs. */
    public boolean equal() {
        return files.isEmpty();
    }
}
