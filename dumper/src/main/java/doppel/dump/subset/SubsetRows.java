package doppel.dump.subset;

import doppel.dialect.DanglingReference;
import doppel.dialect.RowCursor;
import doppel.literal.ValuePieces;
import doppel.literal.ValueTaker;
import doppel.schema.Column;
import doppel.schema.ForeignKey;
import doppel.schema.Table;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** The chosen rows among those of a table. Used by one thread. */
final class SubsetRows implements RowCursor {

    private final Table table;
    private final RowCursor rows;
    private final BitSet chosen;
    private final Map<ForeignKey, BitSet> dangling;
    private final Consumer<DanglingReference> danglingTaker;
    private final LongConsumer end;
    private final List<String> columns;
    private final Object[] values;
    private int row;

    /**
     * Reads the chosen ones of these rows.
     *
     * @param chosen the numbers of the chosen rows
     * @param dangling the numbers of rows, chosen or not, that refer to nothing, by the foreign key
     * @param danglingTaker receives each chosen row that refers to nothing
     * @param end receives the number of rows, chosen or not, when all have been read
     */
    SubsetRows(
            Table table,
            RowCursor rows,
            BitSet chosen,
            Map<ForeignKey, BitSet> dangling,
            Consumer<DanglingReference> danglingTaker,
            LongConsumer end) {
        this.table = table;
        this.rows = rows;
        this.chosen = chosen;
        this.dangling = dangling;
        this.danglingTaker = danglingTaker;
        this.end = end;
        columns = table.insertableColumns().stream().map(Column::name).toList();
        values = new Object[columns.size()];
    }

    @Override
    public boolean next(ValueTaker into) {
        for (; !chosen.get(row); row++) {
            if (!rows.next(LeftOut.VALUES)) {
                end.accept(row);
                return false;
            }
        }
        int number = row++;
        boolean refersToNothing = dangling.values().stream().anyMatch(of -> of.get(number));
        if (!(refersToNothing ? rows.next(values) : rows.next(into))) {
            throw new IllegalStateException("row " + number + " of " + table.name() + " is chosen, and not there");
        }
        if (refersToNothing) {
            dangling.forEach((key, of) -> {
                if (of.get(number)) {
                    danglingTaker.accept(new DanglingReference(table.name(), key, values(key), 1));
                }
            });
            for (Object value : values) {
                into.take(value);
            }
        }
        return true;
    }

    private List<Object> values(ForeignKey key) {
        List<Object> found = new ArrayList<>();
        for (String column : key.columns()) {
            int place = columns.indexOf(column);
            found.add(place < 0 ? "a computed value" : values[place]);
        }
        return found;
    }

    @Override
    public void close() {
        rows.close();
    }

    /** Takes the values of a row that is not chosen. */
    private enum LeftOut implements ValueTaker {
        VALUES;

        @Override
        public void take(Object value) {}

        @Override
        public void whole(long number) {}

        @Override
        public void doublePrecision(double number) {}

        @Override
        public void text(byte[] bytes, int from, int to) {}

        @Override
        public void pieces(ValuePieces value) {}

        @Override
        public void date(byte[] ascii, int from, int to) {}

        @Override
        public void timestamp(byte[] ascii, int from, int to) {}

        @Override
        public void instant(byte[] ascii, int from, int to) {}

        @Override
        public void decimal(byte[] ascii, int from, int to) {}
    }
}
