package doppel.shell.record;

import doppel.literal.JavaType;
import doppel.program.RecordNames;

/** The record type of a table. Thread-safe. */
public final class TableRecord {

    private final RecordNames names;
    private final Class<? extends Record> type;
    private final RecordConstructor<? extends Record> constructor;

    TableRecord(RecordNames names, Class<? extends Record> type) {
        this.names = names;
        this.type = type;
        constructor = new RecordConstructor<>(type);
    }

    /** The table, and the names of the components, in the order of its columns. */
    public RecordNames names() {
        return names;
    }

    /** The record type. */
    public Class<? extends Record> type() {
        return type;
    }

    /** Whether each value is of the type that its column declares; engines exist that store others, too. */
    public boolean takes(Object... values) {
        return misfit(values) < 0;
    }

    /**
     * A row.
     *
     * @param values one for each column, in their order
     * @throws IllegalArgumentException if the record does not take one of them; the message names its column
     */
    public Record row(Object... values) {
        int misfit = misfit(values);
        if (misfit >= 0) {
            Object value = values[misfit];
            throw new IllegalArgumentException(names.table().name() + "."
                    + names.table().columns().get(misfit).name() + " holds "
                    + (value == null ? "NULL" : "a " + value.getClass().getSimpleName()) + ", and not a "
                    + names.types().get(misfit).source());
        }
        return constructor.of(values);
    }

    private int misfit(Object... values) {
        if (values.length != names.types().size()) {
            throw new IllegalArgumentException("a row needs a value for each column");
        }
        for (int i = 0; i < values.length; i++) {
            JavaType wanted = names.types().get(i);
            if (!wanted.accepts(values[i])) {
                return i;
            }
        }
        return -1;
    }
}
