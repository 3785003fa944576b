package doppel.dialect.sqlite.pages;

import doppel.StorageException;
import doppel.dialect.RowCursor;
import doppel.dialect.sqlite.connect.SqliteFile;
import doppel.dialect.sqlite.value.SqliteAffinity;
import doppel.dialect.sqlite.value.SqliteValueReader;
import doppel.literal.ValueArray;
import doppel.literal.ValueTaker;
import doppel.schema.Column;
import doppel.schema.Table;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.sqlite.core.CoreStatement;

/**
 * The rows of a table from the pages of its file: the same rows in the same order as from SQLite itself by
 * {@code SqliteRowCursor}, but in less than half the time, since values need no calls into the library.
 */
public final class SqlitePageRows implements RowCursor {

    private final SqliteFile file;
    private final Connection connection;
    private final Table table;
    private final SqlitePlan plan;
    private final List<Column> columns;
    private final SqliteValueReader values;
    private final SqliteTableTree rows;
    private final SqliteIndexTree order;
    private final SqliteRecord record;
    private final SqliteLongRecord large;
    /** The place of each column in the record; -1 for the rowid, which is not in the record. */
    private final int[] fields;

    private final boolean[] reals;
    /** The values of columns that were added to the table after its oldest rows. */
    private Object[] added;

    private int addedFrom = Integer.MAX_VALUE;

    public SqlitePageRows(
            SqliteFile file,
            Connection connection,
            SqlitePages pages,
            SqlitePlan plan,
            Table table,
            SqliteAffinity[] affinities,
            SqliteValueReader values) {
        this.file = file;
        this.connection = connection;
        this.table = table;
        this.plan = plan;
        this.values = values;
        columns = table.insertableColumns();
        rows = new SqliteTableTree(pages, plan.root());
        order = plan.index() == 0 ? null : new SqliteIndexTree(pages, plan.index());
        fields = new int[columns.size()];
        reals = new boolean[columns.size()];
        int stored = 0;
        for (int i = 0; i < fields.length; i++) {
            Column column = columns.get(i);
            int field = column.kind() == Column.Kind.ROW_ID ? -1 : stored++;
            fields[i] = column.name().equals(plan.rowId()) ? -1 : field;
            reals[i] = affinities[i] == SqliteAffinity.REAL;
        }
        record = new SqliteRecord(stored);
        large = new SqliteLongRecord(pages, stored);
    }

    @Override
    public boolean next(ValueTaker into) {
        try {
            if (!advance()) {
                return false;
            }
            if (rows.isLarge()) {
                giveLarge(into);
                return true;
            }
            record.read(rows.payload());
            for (int i = 0; i < fields.length; i++) {
                if (fields[i] < 0) {
                    into.whole(rows.rowId());
                } else if (fields[i] < record.size()) {
                    record.give(fields[i], reals[i], into);
                } else {
                    giveAdded(i, into);
                }
            }
            return true;
        } catch (IndexOutOfBoundsException e) {
            throw file.failure("Reading table " + table.name(), SqlitePages.damaged("bytes that are none of a table"));
        } catch (SQLException | SqliteLongRecord.Damage e) {
            throw file.failure("Reading table " + table.name(), e);
        } catch (IOException e) {
            throw StorageException.of("Reading " + file.path(), e);
        }
    }

    private boolean advance() throws IOException, SQLException {
        if (order == null) {
            return rows.next();
        }
        if (!order.next()) {
            return false;
        }
        rows.seek(order.rowId());
        return true;
    }

    /**
     * Passes on the value of a column that is newer than this row. It is the same for every such row, so SQLite is
     * asked only once.
     */
    private void giveAdded(int column, ValueTaker into) throws SQLException {
        if (fields[column] < addedFrom) {
            addedFrom = fields[column]; // columns were added one after the other
            added = new Object[columns.size()];
            ask(new ValueArray(added));
        }
        Object value = added[column];
        if (value instanceof Long number) {
            into.whole(number);
        } else if (value instanceof Double number) {
            into.doublePrecision(number);
        } else {
            into.take(value);
        }
    }

    /** Reads a row that has large values, of which only pieces are in memory. */
    private void giveLarge(ValueTaker into) throws IOException, SQLException {
        rows.beginLarge(large);
        int read = 0;
        for (int i = 0; i < fields.length; i++) {
            if (fields[i] < 0) {
                into.whole(rows.rowId());
                continue;
            }
            while (read < fields[i] && read < large.size()) {
                large.skip(read++); // the rowid's own column
            }
            if (read < large.size()) {
                large.give(read++, reals[i], into);
            } else {
                giveAdded(i, into);
            }
        }
    }

    /** Reads the newer columns of the row with SQLite; the others are NULL here, since they may be large. */
    private void ask(ValueTaker into) throws SQLException {
        String names = IntStream.range(0, fields.length)
                .mapToObj(i -> fields[i] < addedFrom
                        ? "NULL"
                        : SqliteFile.quote(columns.get(i).name()))
                .collect(Collectors.joining(", "));
        try (PreparedStatement statement = connection.prepareStatement("SELECT " + names + " FROM "
                + SqliteFile.quote(table.name()) + " WHERE " + SqliteFile.quote(plan.rowId()) + " = ?")) {
            statement.setLong(1, rows.rowId());
            try (ResultSet found = statement.executeQuery()) {
                if (!found.next()) {
                    throw SqlitePages.damaged("a row that SQLite does not find");
                }
                ((CoreStatement) statement)
                        .pointer.safeRunConsume(
                                (database, pointer) -> values.give(database, pointer, columns.size(), into));
            }
        }
    }

    @Override
    public void close() {
        // the pages belong to the file
    }
}
