package doppel.restore.existing;

import doppel.dialect.RefusedException;
import doppel.dialect.Target;
import doppel.fixture.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rows on their way into a database where some of them may be already. */
final class MergedBatch implements Target.Batch {

    private final Merge merge;
    private final Target.Batch added;
    private final Map<String, List<Row>> rows = new LinkedHashMap<>(); // of tables that had rows before
    private final Map<String, Long> news = new LinkedHashMap<>();

    MergedBatch(Merge merge, Target.Batch added) {
        this.merge = merge;
        this.added = added;
    }

    @Override
    public void add(Row row) {
        if (merge.hadRows(row.table())) {
            rows.computeIfAbsent(row.table(), unknown -> new ArrayList<>()).add(row);
        } else {
            addNew(row);
        }
    }

    private void addNew(Row row) {
        added.add(row);
        news.merge(row.table(), 1L, Long::sum);
    }

    @Override
    public void insert() throws RefusedException {
        Map<Row, Row> there = new LinkedHashMap<>();
        for (Map.Entry<String, List<Row>> ofTable : rows.entrySet()) {
            merge.prepare(ofTable.getKey(), ofTable.getValue());
            List<Row> known = ofTable.getValue().stream()
                    .filter(row -> !merge.isFresh(row))
                    .toList();
            Map<Row, Row> found = merge.find(ofTable.getKey(), known);
            for (Row row : ofTable.getValue()) {
                if (found.containsKey(row)) {
                    there.put(row, found.get(row));
                } else if (merge.isFresh(row) || !merge.claim(row)) {
                    addNew(row);
                }
            }
        }
        added.insert(); // first, since rows that change may refer to them
        news.forEach(merge::countNew);
        for (Map.Entry<Row, Row> pair : there.entrySet()) {
            merge.merge(pair.getKey(), pair.getValue());
        }
    }
}
