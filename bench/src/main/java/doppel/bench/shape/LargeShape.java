package doppel.bench.shape;

import java.util.List;

/** Documents: a text and a blob each, from 1 KB to 2 MB, most of them small. */
final class LargeShape {

    private static final int ROWS_EACH = 2000;
    private static final int SMALLEST = 1 << 10;
    private static final int DOUBLINGS = 11;

    private LargeShape() {}

    static List<ShapeTable> tables(long rows) {
        long count = Math.max(1, rows / ROWS_EACH);
        return List.of(ShapeTable.named("documents")
                .required("id", ColumnType.BIG)
                .required("title", ColumnType.VARYING, "80")
                .required("body", ColumnType.TEXT)
                .required("image", ColumnType.BYTES)
                .primaryKey("id")
                .holding(sink -> rows(count, sink)));
    }

    private static void rows(long count, RowSink sink) {
        for (long row = 0; row < count; row++) {
            Dice dice = Dice.of("documents", row);
            sink.row(
                    row + 1,
                    Words.title(dice, 80),
                    Words.paragraphs(dice, size(dice) / 2), // a character is two bytes at the most here, but for a few
                    dice.bytes(size(dice)));
        }
    }

    /** Any order of magnitude is as likely as any other. */
    private static int size(Dice dice) {
        int smallest = SMALLEST << dice.below(DOUBLINGS);
        return dice.between(smallest, 2 * smallest);
    }
}
