package doppel.dialect.sqlite.pages;

import doppel.dialect.sqlite.value.SqliteNumbers;
import java.io.IOException;
import java.sql.SQLException;

/** The content of a b-tree cell, wherever its bytes are. Reused for the next cell. */
final class SqlitePayload {

    private static final int LINK = 4;

    private final SqlitePages pages;
    private final int mostHere;
    private final int leastHere;
    private byte[] bytes = {};
    private int from;
    private int to;

    /** @param table whether cells belong to a table, not to an index */
    SqlitePayload(SqlitePages pages, boolean table) {
        this.pages = pages;
        int usable = pages.usable();
        leastHere = (usable - 12) * 32 / 255 - 23;
        mostHere = table ? usable - 35 : (usable - 12) * 64 / 255 - 23;
    }

    /** Takes the payload of this many bytes that begins here. */
    void take(byte[] page, int at, long size) throws IOException, SQLException {
        if (size <= mostHere) {
            bytes = page;
            from = at;
            to = at + (int) size;
            if (to > pages.usable()) {
                throw SqlitePages.damaged("a row that does not end in its page");
            }
        } else {
            assemble(page, at, size);
        }
    }

    private void assemble(byte[] page, int at, long size) throws IOException, SQLException {
        if (size > Integer.MAX_VALUE - LINK) {
            throw SqlitePages.damaged("a row that is too long");
        }
        int perPage = pages.usable() - LINK;
        int here = here(size);
        byte[] all = new byte[(int) size];
        System.arraycopy(page, at, all, 0, here);
        int next = SqliteNumbers.int4(page, at + here);
        for (int filled = here; filled < all.length; ) {
            byte[] more = pages.page(next);
            int length = Math.min(perPage, all.length - filled);
            System.arraycopy(more, LINK, all, filled, length);
            filled += length;
            next = SqliteNumbers.int4(more, 0);
        }
        bytes = all;
        from = 0;
        to = all.length;
    }

    /** How many bytes of a payload that does not fit into its cell are in the cell. */
    int here(long size) {
        int here = leastHere + (int) ((size - leastHere) % (pages.usable() - LINK));
        return here <= mostHere ? here : leastHere;
    }

    /** The bytes that contain the payload. */
    byte[] bytes() {
        return bytes;
    }

    /** Where the payload begins. */
    int from() {
        return from;
    }

    /** Where it ends. */
    int to() {
        return to;
    }
}
