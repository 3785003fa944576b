package doppel.dialect.sqlite.pages;

import doppel.dialect.sqlite.value.SqliteNumbers;
import java.io.IOException;
import java.sql.SQLException;

/** A walk over the rows of a table in the order of their rowids. Not thread-safe. */
final class SqliteTableTree {

    private static final int CHILD = 4;
    /** Records with more bytes are large. */
    private static final int LARGEST = 1 << 20;

    private final SqliteTree tree;
    private final SqlitePayload payload;
    private long rowId;
    private boolean begun;
    private boolean large;
    private int largeAt;
    private long largeSize;

    SqliteTableTree(SqlitePages pages, int root) {
        tree = SqliteTree.ofTable(pages, root);
        payload = new SqlitePayload(pages, true);
    }

    /** Moves to the next row; returns whether there is one. */
    boolean next() throws IOException, SQLException {
        long before = rowId;
        boolean first = !begun;
        if (first) {
            tree.restart();
            begun = true;
        }
        while (tree.inside()) {
            int cell = tree.cell() + 1;
            tree.moveTo(cell);
            if (tree.inLeaf()) {
                if (cell < tree.count()) {
                    take(cell);
                    if (!first && rowId <= before) {
                        throw SqlitePages.damaged("rows that are not in order");
                    }
                    return true;
                }
                tree.leave();
            } else if (cell <= tree.count()) {
                tree.enter(tree.child());
            } else {
                tree.leave();
            }
        }
        return false;
    }

    /** Moves to the row with this rowid. */
    void seek(long wanted) throws IOException, SQLException {
        if (begun && tree.cell() + 1 < tree.count() && rowIdOf(tree.cell() + 1) == wanted) {
            take(tree.cell() + 1);
            return;
        }
        begun = true;
        tree.restart();
        while (!tree.inLeaf()) {
            tree.moveTo(firstFrom(wanted));
            tree.enter(tree.child());
        }
        int cell = firstFrom(wanted);
        if (cell == tree.count() || rowIdOf(cell) != wanted) {
            throw SqlitePages.damaged("an index of rows that are not there");
        }
        take(cell);
    }

    /** The first cell of the page whose rowid is not smaller. */
    private int firstFrom(long wanted) throws SQLException {
        int low = 0;
        int high = tree.count();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (rowIdOf(middle) < wanted) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private long rowIdOf(int cell) throws SQLException {
        int at = tree.start(cell);
        byte[] page = tree.page();
        return SqliteNumbers.variable(page, at + (tree.inLeaf() ? SqliteNumbers.variableSize(page, at) : CHILD));
    }

    private void take(int cell) throws IOException, SQLException {
        tree.moveTo(cell);
        int at = tree.start(cell);
        byte[] page = tree.page();
        long size = SqliteNumbers.variable(page, at);
        at += SqliteNumbers.variableSize(page, at);
        rowId = SqliteNumbers.variable(page, at);
        at += SqliteNumbers.variableSize(page, at);
        large = size > LARGEST;
        if (large) {
            largeAt = at;
            largeSize = size;
        } else {
            payload.take(page, at, size);
        }
    }

    /** The rowid of the current row. */
    long rowId() {
        return rowId;
    }

    /** Begins to read its record, which is large. */
    void beginLarge(SqliteLongRecord record) throws IOException, SQLException {
        record.begin(tree.page(), largeAt, payload.here(largeSize), largeSize);
    }

    /** Whether its record is too large to be assembled here. */
    boolean isLarge() {
        return large;
    }

    /** Its record, unless it is large. */
    SqlitePayload payload() {
        return payload;
    }
}
