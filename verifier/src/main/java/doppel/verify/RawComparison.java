package doppel.verify;

import doppel.Progress;
import doppel.dialect.Source;
import doppel.dialect.TableDigest;
import doppel.schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Compares two databases of one engine by counts and digests of raw values.
 */
final class RawComparison {

    private final Source source;
    private final Source restored;
    private final List<Table> tables;
    private final Progress progress;

    /** @param tables the tables to compare; definitions are compared only if these are all tables */
    RawComparison(Source source, Source restored, List<Table> tables, Progress progress) {
        this.source = source;
        this.restored = restored;
        this.tables = tables;
        this.progress = progress;
    }

    /** The differences of the second database, a sentence each. */
    List<String> losses() {
        List<String> losses = new ArrayList<>();
        boolean all = tables.size() == source.schema().tables().size();
        if (all && !source.definitionDigest().equals(restored.definitionDigest())) {
            losses.add("The definitions or settings of the database differ.");
        }
        for (Table table : tables) {
            progress.begin("comparing raw values of " + table.name(), -1);
            Optional<Table> counterpart = restored.schema().table(table.name());
            if (counterpart.isEmpty()) {
                losses.add("The table " + table.name() + " is missing.");
                continue;
            }
            TableDigest expected = source.digest(table);
            TableDigest actual = restored.digest(counterpart.get());
            if (expected.rows() != actual.rows()) {
                losses.add(String.format(
                        Locale.ROOT,
                        "The table %s has %,d rows instead of %,d.",
                        table.name(),
                        actual.rows(),
                        expected.rows()));
            } else if (!expected.equals(actual)) {
                losses.add("Rows of the table " + table.name() + " differ in their raw values.");
            }
        }
        return losses;
    }
}
