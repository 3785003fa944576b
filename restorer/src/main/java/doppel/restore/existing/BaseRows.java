package doppel.restore.existing;

import doppel.ErrorCode;
import doppel.UsageException;
import doppel.dialect.LiveDatabase;
import doppel.fixture.Row;
import doppel.schema.Table;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The rows that both sides have started from, by what identifies them. They are held in memory. Not thread-safe. */
final class BaseRows {

    /** More of them are not held in memory. */
    private static final int MOST_ROWS = 1_000_000;

    private final LiveDatabase database;
    private final SameValue same;
    private final Map<List<Object>, Row> rows = new HashMap<>();

    /** @param source gives each row to its taker */
    BaseRows(LiveDatabase database, Consumer<Consumer<Row>> source) {
        this.database = database;
        same = new SameValue(database);
        source.accept(this::add);
    }

    private void add(Row row) {
        identity(row).ifPresent(identity -> rows.put(identity, row));
        if (rows.size() > MOST_ROWS) {
            throw new UsageException(
                    ErrorCode.USAGE,
                    String.format(
                            Locale.ROOT, "The base has more than %,d rows, which memory should not hold.", MOST_ROWS),
                    "Dump it with --tables, so that it has only the tables in question, or leave --base out.");
        }
    }

    /** The row as it was. */
    Optional<Row> of(Row row) {
        return identity(row).map(rows::get);
    }

    private Optional<List<Object>> identity(Row row) {
        Optional<Table> table = database.schema().table(row.table());
        return table.flatMap(known -> ExistingRows.key(known, row))
                .map(key -> List.of(row.table(), key, same.of(row, key)));
    }
}
