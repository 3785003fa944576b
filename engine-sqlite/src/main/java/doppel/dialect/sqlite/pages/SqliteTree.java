package doppel.dialect.sqlite.pages;

import doppel.dialect.sqlite.value.SqliteNumbers;
import java.io.IOException;
import java.sql.SQLException;

/** The way from the root of a b-tree to where a walk stands. Not thread-safe. */
final class SqliteTree {

    private static final int DEEPEST = 20;
    private static final int LEAF = 8;
    private static final int LEAF_HEADER = 8;
    private static final int INNER_HEADER = 12;

    private final SqlitePages pages;
    private final int root;
    private final int kind;
    private final byte[][] way = new byte[DEEPEST][];
    private final int[] cells = new int[DEEPEST];
    private final int[] counts = new int[DEEPEST];
    private int depth = -1;

    /** @param kind what the pages of such a tree begin with, without the bit of a leaf */
    private SqliteTree(SqlitePages pages, int root, int kind) {
        this.pages = pages;
        this.root = root;
        this.kind = kind;
    }

    static SqliteTree ofTable(SqlitePages pages, int root) {
        return new SqliteTree(pages, root, 5);
    }

    static SqliteTree ofIndex(SqlitePages pages, int root) {
        return new SqliteTree(pages, root, 2);
    }

    /** Goes back to before the first cell. */
    void restart() throws IOException, SQLException {
        depth = -1;
        enter(root);
        cells[0] = -1;
    }

    /** Whether a page has been entered and not yet left. */
    boolean inside() {
        return depth >= 0;
    }

    /** Goes down to a page, to before its first cell. */
    void enter(int number) throws IOException, SQLException {
        if (++depth == DEEPEST) {
            throw SqlitePages.damaged("a tree that does not end");
        }
        byte[] page = pages.page(number);
        boolean leaf = page[0] == (kind | LEAF);
        int count = SqliteNumbers.int2(page, 3);
        int header = leaf ? LEAF_HEADER : INNER_HEADER;
        if (!leaf && page[0] != kind || header + 2 * count > pages.usable()) {
            throw SqlitePages.damaged("a page that is not of its tree");
        }
        way[depth] = page;
        cells[depth] = -1;
        counts[depth] = count;
    }

    /** Goes back up to the page above. */
    void leave() {
        depth--;
    }

    byte[] page() {
        return way[depth];
    }

    boolean inLeaf() {
        return (way[depth][0] & LEAF) != 0;
    }

    /** Which cell of this page is meant; an inner page has one child more than cells. */
    int cell() {
        return cells[depth];
    }

    int count() {
        return counts[depth];
    }

    void moveTo(int cell) {
        cells[depth] = cell;
    }

    /** Where a cell of this page begins. */
    int start(int cell) throws SQLException {
        int start = SqliteNumbers.int2(way[depth], (inLeaf() ? LEAF_HEADER : INNER_HEADER) + 2 * cell);
        if (start + 4 > pages.usable()) {
            throw SqlitePages.damaged("a cell outside its page");
        }
        return start;
    }

    /** The page below that is meant. */
    int child() throws SQLException {
        byte[] page = way[depth];
        return SqliteNumbers.int4(page, cells[depth] < counts[depth] ? start(cells[depth]) : 8);
    }
}
