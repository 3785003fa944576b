package doppel.restore.save;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a column holds of which values were refused.
 *
 * @param column the column, and its declared type
 * @param contents what it holds, counted by form
 * @param options the options that take all of it, the best first; empty if none does
 */
public record ColumnAdvice(String column, String contents, List<String> options) {

    public ColumnAdvice {
        options = List.copyOf(options);
    }

    /** What it holds, and what to do, a line each. */
    public List<String> lines() {
        Stream<String> next = options.isEmpty()
                ? Stream.of("no type takes all of it: let beforeSave in Restore.java decide what it means")
                : options.stream();
        return Stream.concat(Stream.of(column + " holds " + contents), next.map(line -> "  " + line))
                .toList();
    }
}
