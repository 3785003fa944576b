package doppel.dialect.sqlite.pages;

import doppel.dialect.sqlite.value.SqliteNumbers;
import java.io.IOException;
import java.sql.SQLException;

/** A walk over the entries of an index, which say in what order the rows of its table are. Not thread-safe. */
final class SqliteIndexTree {

    private static final int CHILD = 4;

    private final SqliteTree tree;
    private final SqlitePayload payload;
    private boolean begun;
    private long rowId;

    SqliteIndexTree(SqlitePages pages, int root) {
        tree = SqliteTree.ofIndex(pages, root);
        payload = new SqlitePayload(pages, false);
    }

    /** Goes to the next entry; says whether there is one. */
    boolean next() throws IOException, SQLException {
        if (!begun) {
            tree.restart();
            begun = true;
            down();
        } else if (tree.inside() && !tree.inLeaf()) { // after an inner entry comes what is below its right
            down();
        }
        while (tree.inside()) {
            int cell = tree.cell() + 1;
            if (tree.inLeaf()) {
                tree.moveTo(cell);
            } else {
                cell--; // what is below this entry's left has been
            }
            if (cell < tree.count()) {
                take(cell);
                return true;
            }
            tree.leave();
        }
        return false;
    }

    /** Goes down to the first leaf of the next child, if this is not a leaf. */
    private void down() throws IOException, SQLException {
        while (!tree.inLeaf()) {
            tree.moveTo(tree.cell() + 1);
            tree.enter(tree.child());
        }
    }

    private void take(int cell) throws IOException, SQLException {
        int at = tree.start(cell) + (tree.inLeaf() ? 0 : CHILD);
        byte[] page = tree.page();
        payload.take(page, at + SqliteNumbers.variableSize(page, at), SqliteNumbers.variable(page, at));
        rowId = SqliteRecord.lastNumber(payload);
    }

    /** The rowid of the row that the entry is of. */
    long rowId() {
        return rowId;
    }
}
