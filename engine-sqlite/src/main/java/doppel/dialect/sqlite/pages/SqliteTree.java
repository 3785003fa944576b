package doppel.dialect.sqlite.pages;

import doppel.dialect.sqlite.value.SqliteNumbers;
import java.io.IOException;
import java.sql.SQLException;

/** The path from the root of a b-tree to the current position of a walk. Not thread-safe. */
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

    /** @param kind the first byte of such a tree's pages, without the leaf bit */
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

    /** Moves back to before the first cell. */
    void restart() throws IOException, SQLException {
        depth = -1;
        enter(root);
        cells[0] = -1;
    }

    /** Whether the walk is inside a page. */
    boolean inside() {
        return depth >= 0;
    }

    /** Descends to a page, to before its first cell. */
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

    /** Moves back up to the parent page. */
    void leave() {
        depth--;
    }

    byte[] page() {
        return way[depth];
    }

    boolean inLeaf() {
        return (way[depth][0] & LEAF) != 0;
    }

    /** The current cell of this page; an inner page has one more child than cells. */
    int cell() {
        return cells[depth];
    }

    int count() {
        return counts[depth];
    }

    void moveTo(int cell) {
        cells[depth] = cell;
    }

    /** The offset of a cell in this page. */
    int start(int cell) throws SQLException {
        int start = SqliteNumbers.int2(way[depth], (inLeaf() ? LEAF_HEADER : INNER_HEADER) + 2 * cell);
        if (start + 4 > pages.usable()) {
            throw SqlitePages.damaged("a cell outside its page");
        }
        return start;
    }

    /** The current child page. */
    int child() throws SQLException {
        byte[] page = way[depth];
        return SqliteNumbers.int4(page, cells[depth] < counts[depth] ? start(cells[depth]) : 8);
    }
}
