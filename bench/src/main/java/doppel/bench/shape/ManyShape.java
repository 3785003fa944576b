package doppel.bench.shape;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Three hundred small tables, each of which refers to one before it, as large applications have them. */
final class ManyShape {

    private static final int TABLES = 300;
    private static final int ROWS_EACH = 40;

    private ManyShape() {}

    static List<ShapeTable> tables(long rows) {
        int count = (int) Math.max(1, rows / ROWS_EACH / TABLES);
        List<ShapeTable> tables = new ArrayList<>();
        for (int i = 0; i < TABLES; i++) {
            String name = name(i);
            ShapeTable.Builder table = ShapeTable.named(name)
                    .required("id", ColumnType.INTEGER)
                    .required("name", ColumnType.VARYING, "40")
                    .column("amount", ColumnType.DECIMAL, "12,2")
                    .column("changed", ColumnType.MOMENT)
                    .column("parent_id", ColumnType.INTEGER)
                    .primaryKey("id");
            if (i > 0) {
                table.refers("parent_id", name(Dice.of("parents", i).below(i)), "id");
            }
            tables.add(table.holding(sink -> rows(name, count, sink)));
        }
        return tables;
    }

    private static String name(int index) {
        return String.format(Locale.ROOT, "entity_%03d", index);
    }

    private static void rows(String name, int count, RowSink sink) {
        for (int row = 0; row < count; row++) {
            Dice dice = Dice.of(name, row);
            sink.row(
                    row + 1L,
                    Words.title(dice, 40),
                    dice.below(100_000) + ".5" + dice.below(10),
                    Times.moment(dice),
                    dice.chance(300) ? null : dice.below(count) + 1L);
        }
    }
}
