package doppel.bench;

import doppel.bench.measure.BenchException;
import doppel.dialect.Dialects;
import doppel.dialect.Source;
import doppel.dialect.TableDigest;
import doppel.schema.Table;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a database holds: the number of each table's rows and a digest of them, read by a path that neither Doppel's
 * dump nor its restore uses.
 *
 * @param tables by their names
 */
record Fingerprint(Map<String, TableDigest> tables) {

    /** Reads all of a database. */
    static Fingerprint of(String url) {
        Map<String, TableDigest> digests = new TreeMap<>();
        try (Source source = Dialects.forUrl(url).openSource(url)) {
            for (Table table : source.schema().tables()) {
                digests.put(table.name(), source.digest(table));
            }
        }
        return new Fingerprint(digests);
    }

    long rows() {
        return tables.values().stream().mapToLong(TableDigest::rows).sum();
    }

    /**
     * Insists that another database holds the same.
     *
     * @throws BenchException if not: with the first table that differs
     */
    void require(Fingerprint restored, String restoredBy) {
        TreeSet<String> names = new TreeSet<>(tables.keySet());
        names.addAll(restored.tables.keySet());
        for (String name : names) {
            TableDigest there = tables.get(name);
            TableDigest here = restored.tables.get(name);
            if (!Objects.equals(there, here)) {
                throw new BenchException(
                        "What " + restoredBy + " restored is not what was dumped, so its time means nothing: " + name
                                + " had " + described(there) + " and has " + described(here) + ".");
            }
        }
    }

    private static String described(TableDigest digest) {
        return digest == null ? "not been there" : digest.rows() + " rows with digest " + digest.sum();
    }
}
