package doppel.verify;

import doppel.Progress;
import doppel.dialect.Source;
import doppel.dialect.TableDigest;
import doppel.dump.DumpReport;
import doppel.schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Compares two databases of one engine by the engine's own counts and by digests of raw values, and the dump of the
 * first one by the counts: what the dump did not see has to show here.
 */
final class RawComparison {

    private final Source source;
    private final Source restored;
    private final Map<String, Long> dumped;
    private final Set<String> kept;
    private final List<Table> tables;
    private final Progress progress;

    /**
     * @param dump what the dump of the source did
     * @param tables the tables to compare; definitions are compared only if these are all tables
     */
    RawComparison(Source source, Source restored, DumpReport dump, List<Table> tables, Progress progress) {
        this.source = source;
        this.restored = restored;
        dumped = dump.tables().stream()
                .collect(Collectors.toMap(DumpReport.TableRows::table, DumpReport.TableRows::rows));
        kept = dump.tables().stream()
                .filter(table -> table.policy().keeps())
                .map(DumpReport.TableRows::table)
                .collect(Collectors.toSet());
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
        if (all) {
            compareCensus(losses);
        }
        for (Table table : tables) {
            progress.begin("comparing raw values of " + table.name(), -1);
            Optional<Table> counterpart = restored.schema().table(table.name());
            if (counterpart.isEmpty()) {
                losses.add("The table " + table.name() + " is missing.");
                continue;
            }
            if (!kept.contains(table.name())) {
                continue;
            }
            long counted = source.rowCount(table);
            long dumpedRows = dumped.getOrDefault(table.name(), 0L);
            long restoredRows = restored.rowCount(counterpart.get());
            TableDigest expected = source.digest(table);
            TableDigest actual = restored.digest(counterpart.get());
            if (dumpedRows != counted) {
                losses.add(String.format(
                        Locale.ROOT,
                        "The dump has %,d rows of the table %s, where the database counts %,d.",
                        dumpedRows,
                        table.name(),
                        counted));
            } else if (restoredRows != counted) {
                losses.add(String.format(
                        Locale.ROOT, "The table %s has %,d rows instead of %,d.", table.name(), restoredRows, counted));
            } else if (!expected.equals(actual)) {
                losses.add("Rows of the table " + table.name() + " differ in their raw values.");
            }
        }
        return losses;
    }

    private void compareCensus(List<String> losses) {
        progress.begin("counting objects", -1);
        SortedMap<String, Long> expected = source.census();
        SortedMap<String, Long> actual = restored.census();
        Set<String> kinds = new TreeSet<>(expected.keySet());
        kinds.addAll(actual.keySet());
        for (String kind : kinds) {
            long before = expected.getOrDefault(kind, 0L);
            long after = actual.getOrDefault(kind, 0L);
            if (before != after) {
                losses.add(
                        String.format(Locale.ROOT, "The server counts %,d instead of %,d: %s.", after, before, kind));
            }
        }
    }
}
