package doppel.dialect.reference;

import doppel.dialect.RefusedException;
import doppel.dialect.RowCursor;
import doppel.dialect.Target;
import doppel.fixture.ByShape;
import doppel.fixture.Row;
import doppel.fixture.Shape;
import doppel.literal.ValuePieces;
import doppel.literal.ValueTaker;
import doppel.schema.Column;
import doppel.schema.ForeignKey;
import doppel.schema.Schema;
import doppel.schema.Table;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * Watches the rows that are read from a source, or inserted into an empty target, and records which foreign keys hold
 * for all rows: each referring value was seen before among the values referred to. An engine that does not vouch for
 * its references need not be asked about these keys. It has to be asked about the others: keys of several columns, of
 * values other than whole numbers and short texts, of too many values, and keys whose rows are read before those they
 * refer to. Memory is bounded. Rows come in one thread; batches are inserted, and savepoints begin and end, in one
 * thread that may be another.
 */
public final class ReferenceWatch {

    private final Schema schema;
    private final Map<List<String>, SeenValues> referred = new HashMap<>();
    private final Map<List<Object>, Reference> references = new HashMap<>();
    private final Set<String> readTables = new HashSet<>();
    private final ByShape<Watcher> inserting = new ByShape<>(this::watcher);
    private volatile boolean givenUp;
    private final Deque<Long> insertedBefore = new ArrayDeque<>(); // savepoint by savepoint
    private long inserted;

    /** A foreign key that is being watched. */
    private static final class Reference {
        private final SeenValues among;
        private boolean held = true;

        Reference(SeenValues among) {
            this.among = among;
        }
    }

    /** Watches the rows of these tables. */
    public ReferenceWatch(Schema schema) {
        this(schema, (referring, referred) -> true);
    }

    /**
     * Watches the rows of these tables.
     *
     * @param alike whether equal values stay equal when they are inserted into a referring column and into the column
     *     it refers to; keys for which that is false are not watched
     */
    public ReferenceWatch(Schema schema, BiPredicate<Column, Column> alike) {
        this.schema = schema;
        for (Table table : schema.tables()) {
            for (ForeignKey key : table.foreignKeys()) {
                if (isWatched(table, key, alike)) {
                    SeenValues among = referred.computeIfAbsent(
                            List.of(key.table(), key.referencedColumns().get(0)), name -> new SeenValues());
                    references.put(List.of(table.name(), key), new Reference(among));
                }
            }
        }
    }

    private boolean isWatched(Table table, ForeignKey key, BiPredicate<Column, Column> alike) {
        return key.columns().size() == 1
                && schema.table(key.table())
                        .flatMap(parent -> parent.column(key.referencedColumns().get(0)))
                        .filter(referred ->
                                alike.test(table.column(key.columns().get(0)).orElseThrow(), referred))
                        .isPresent();
    }

    /** The same rows, watched. */
    public RowCursor watched(Table table, RowCursor rows) {
        List<String> columns =
                table.insertableColumns().stream().map(Column::name).toList();
        Watcher watcher = watcher(table, columns);
        forgetUnseen(table, columns);
        return new WatchedRows(table.name(), rows, watcher.watches() ? watcher : null);
    }

    /** States that a table of a target has no rows but those of {@link #watched} batches. */
    public void begins(Table table) {
        readTables.add(table.name());
    }

    /**
     * The same batch, watched: its rows are seen when they are added; if it is refused, it is unknown which of them are
     * there.
     */
    public Target.Batch watched(Target.Batch batch) {
        return new Target.Batch() {
            private long rows;

            @Override
            public void add(Row row) {
                batch.add(row);
                comes(row);
                rows++;
            }

            @Override
            public void insert() throws RefusedException {
                try {
                    batch.insert();
                } catch (RefusedException e) {
                    giveUp();
                    throw e;
                }
                inserted += rows;
            }
        };
    }

    /** Begins a savepoint inside the current one. */
    public void savepoint() {
        insertedBefore.push(inserted);
    }

    /** Forgets everything since the newest savepoint, which was undone. */
    public void rolledBack() {
        if (insertedBefore.pop() < inserted) {
            giveUp();
        }
    }

    /** Ends the newest savepoint, and keeps what was done. */
    public void released() {
        insertedBefore.pop();
    }

    /** Adds a row that stays in the target; if it does not stay, {@link #giveUp} has to be called. */
    void comes(Row row) {
        if (givenUp) {
            return;
        }
        inserting.of(row.shape()).look(row);
    }

    /** The engine computes the missing values, or takes them from a default, so they cannot be watched. */
    private void forgetUnseen(Table table, List<String> columns) {
        for (ForeignKey key : table.foreignKeys()) {
            Reference reference = references.get(List.of(table.name(), key));
            if (reference != null && !columns.contains(key.columns().get(0))) {
                reference.held = false;
            }
        }
    }

    /**
     * Gives up, because rows were changed or removed: from now on the engine has to be asked about everything. Any
     * thread may call this.
     */
    public void giveUp() {
        givenUp = true;
    }

    private Watcher watcher(Shape shape) {
        Optional<Table> table = schema.table(shape.table());
        if (table.isEmpty()) { // the engine knows it under another name
            giveUp();
            return new Watcher(new SeenValues[0], new Reference[0][]);
        }
        forgetUnseen(table.get(), shape.columns());
        return watcher(table.get(), shape.columns());
    }

    private Watcher watcher(Table table, List<String> columns) {
        SeenValues[] own = new SeenValues[columns.size()];
        Reference[][] leading = new Reference[columns.size()][];
        for (int i = 0; i < own.length; i++) {
            String name = columns.get(i);
            own[i] = referred.get(List.of(table.name(), name));
            List<Reference> from = new ArrayList<>();
            for (ForeignKey key : table.foreignKeys()) {
                Reference reference = references.get(List.of(table.name(), key));
                if (reference != null && key.columns().get(0).equals(name)) {
                    from.add(reference);
                }
            }
            leading[i] = from.isEmpty() ? null : from.toArray(Reference[]::new);
        }
        return new Watcher(own, leading);
    }

    /** All tables, with the foreign keys that the engine has to be asked about. */
    public List<Table> unknown() {
        return schema.tables().stream()
                .map(table -> table.withForeignKeys(table.foreignKeys().stream()
                        .filter(key -> !isHeld(table.name(), key))
                        .toList()))
                .toList();
    }

    /** Whether the key is known to hold for all rows of this table. */
    public boolean isHeld(String table, ForeignKey key) {
        Reference reference = references.get(List.of(table, key));
        return !givenUp && reference != null && reference.held && readTables.contains(table);
    }

    /** Watches the rows of a table, or passes them on if nothing watches it. */
    private final class WatchedRows implements RowCursor {

        private final String table;
        private final RowCursor rows;
        private final Watcher watcher;

        WatchedRows(String table, RowCursor rows, Watcher watcher) {
            this.table = table;
            this.rows = rows;
            this.watcher = watcher;
        }

        @Override
        public boolean next(ValueTaker into) {
            boolean read = rows.next(watcher == null ? into : watcher.before(into));
            if (!read) {
                readTables.add(table);
            }
            return read;
        }

        @Override
        public void close() {
            rows.close();
        }
    }

    /** Looks at each value, and passes it on. */
    private static final class Watcher implements ValueTaker {

        private final SeenValues[] own;
        private final Reference[][] leading;
        private ValueTaker into;
        private int column;

        Watcher(SeenValues[] own, Reference[][] leading) {
            this.own = own;
            this.leading = leading;
        }

        boolean watches() {
            for (int i = 0; i < own.length; i++) {
                if (own[i] != null || leading[i] != null) {
                    return true;
                }
            }
            return false;
        }

        void look(Row row) {
            for (int i = 0; i < own.length; i++) {
                if (own[i] != null || leading[i] != null) {
                    column = i;
                    see(row.held(i));
                }
            }
        }

        Watcher before(ValueTaker taker) {
            into = taker;
            column = 0;
            return this;
        }

        @Override
        public void whole(long number) {
            see(number);
            into.whole(number);
        }

        private void see(long number) {
            if (own[column] != null) {
                own[column].add(number);
            }
            if (leading[column] != null) {
                for (Reference reference : leading[column]) {
                    reference.held = reference.held && reference.among.contains(number);
                }
            }
            column++;
        }

        @Override
        public void text(byte[] bytes, int from, int to) {
            see(bytes, from, to);
            into.text(bytes, from, to);
        }

        private void see(byte[] bytes, int from, int to) {
            if (own[column] != null) {
                own[column].add(bytes, from, to);
            }
            if (leading[column] != null) {
                for (Reference reference : leading[column]) {
                    reference.held = reference.held && reference.among.contains(bytes, from, to);
                }
            }
            column++;
        }

        @Override
        public void take(Object value) {
            see(value);
            into.take(value);
        }

        private void see(Object value) {
            if (value == null) {
                column++;
            } else if (value instanceof Long number) {
                see(number.longValue());
            } else if (value instanceof String text) {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                see(bytes, 0, bytes.length);
            } else {
                pass();
            }
        }

        @Override
        public void doublePrecision(double number) {
            pass();
            into.doublePrecision(number);
        }

        @Override
        public void pieces(ValuePieces value) {
            pass();
            into.pieces(value);
        }

        @Override
        public void date(byte[] ascii, int from, int to) {
            pass();
            into.date(ascii, from, to);
        }

        @Override
        public void timestamp(byte[] ascii, int from, int to) {
            pass();
            into.timestamp(ascii, from, to);
        }

        @Override
        public void instant(byte[] ascii, int from, int to) {
            pass();
            into.instant(ascii, from, to);
        }

        @Override
        public void decimal(byte[] ascii, int from, int to) {
            pass();
            into.decimal(ascii, from, to);
        }

        /** A value that cannot be remembered: if it refers to something, the engine has to check it. */
        private void pass() {
            if (leading[column] != null) {
                Arrays.stream(leading[column]).forEach(reference -> reference.held = false);
            }
            column++;
        }
    }
}
