package doppel.dialect.sqlite.pages;

import doppel.dialect.sqlite.value.SqliteNumbers;
import java.io.IOException;
import java.sql.SQLException;

/** A walk over the entries of an index, which determine the order of the table's rows. Not thread-safe. */
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

    /** Moves to the next entry; returns whether there is one. */
    boolean next() throws IOException, SQLException {
        if (!begun) {
            tree.restart();
            begun = true;
            down();
        } else if (tree.inside() && !tree.inLeaf()) { // after an inner entry comes its right subtree
            down();
        }
        while (tree.inside()) {
            int cell = tree.cell() + 1;
            if (tree.inLeaf()) {
                tree.moveTo(cell);
            } else {
                cell--; // the left subtree of this entry is done
            }
            if (cell < tree.count()) {
                take(cell);
                return true;
            }
            tree.leave();
        }
        return false;
    }

    /** Descends to the first leaf of the next child, if this is not a leaf. */
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

    /** The rowid of the entry's row. */
    long rowId() {
        return rowId;
    }
}
