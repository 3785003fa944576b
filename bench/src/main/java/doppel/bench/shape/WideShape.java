package doppel.bench.shape;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/** One table with four columns of each type, sixty and more: measurements, orders, accounts look like this. */
final class WideShape {

    private static final int TIMES = 4;
    private static final int ROWS_EACH = 20;
    private static final int NULLS_IN_THOUSAND = 150;

    /** All types in the order of their columns; without those of which nobody has several in a table. */
    private static final List<ColumnType> TYPES = List.of(
            ColumnType.INTEGER,
            ColumnType.BIG,
            ColumnType.SMALL,
            ColumnType.BOOLEAN,
            ColumnType.DECIMAL,
            ColumnType.DOUBLE,
            ColumnType.CHARACTERS,
            ColumnType.VARYING,
            ColumnType.TEXT,
            ColumnType.CHOICE,
            ColumnType.DATE,
            ColumnType.TIME,
            ColumnType.MOMENT,
            ColumnType.INSTANT,
            ColumnType.UUID,
            ColumnType.BYTES);

    private WideShape() {}

    static List<ShapeTable> tables(long rows) {
        long count = Math.max(1, rows / ROWS_EACH);
        ShapeTable.Builder table =
                ShapeTable.named("measurements").required("id", ColumnType.BIG).primaryKey("id");
        for (int i = 1; i <= TIMES; i++) {
            for (ColumnType type : TYPES) {
                table.column(type.name().toLowerCase(Locale.ROOT) + "_" + i, type, detail(type));
            }
        }
        table.column("properties", ColumnType.JSON);
        return List.of(table.holding(sink -> rows(count, sink)));
    }

    private static String detail(ColumnType type) {
        return switch (type) {
            case DECIMAL -> "12,2";
            case CHARACTERS -> "4";
            case VARYING -> "60";
            case CHOICE -> "'new','paid','sent'";
            default -> "";
        };
    }

    private static void rows(long count, RowSink sink) {
        Object[] values = new Object[TYPES.size() * TIMES + 2];
        for (long row = 0; row < count; row++) {
            Dice dice = Dice.of("measurements", row);
            values[0] = row + 1;
            for (int i = 1; i < values.length - 1; i++) {
                values[i] = dice.chance(NULLS_IN_THOUSAND) ? null : value(TYPES.get((i - 1) % TYPES.size()), dice);
            }
            values[values.length - 1] = "{\"a\": [" + dice.below(100) + ", null], \"b\": \"" + dice.below(1000) + "\"}";
            sink.row(values);
        }
    }

    private static Object value(ColumnType type, Dice dice) {
        return switch (type) {
            case BOOLEAN -> dice.chance(500);
            case SMALL -> (long) dice.between(Short.MIN_VALUE, Short.MAX_VALUE);
            case INTEGER -> (long) (int) dice.next();
            case BIG -> dice.next();
            case DECIMAL -> BigDecimal.valueOf(dice.below(1_000_000_000), 2).toString();
            case DOUBLE -> dice.below(2_000_000_000) / 1024.0;
            case CHARACTERS -> "c" + (dice.below(900) + 100);
            case VARYING -> Words.title(dice, 60);
            case TEXT -> Words.paragraphs(dice, dice.below(80));
            case CHOICE -> dice.pick(List.of("new", "paid", "sent"));
            case DATE -> Times.day(dice.below(30_000));
            case TIME -> Times.time(dice);
            case MOMENT, INSTANT -> Times.moment(dice);
            case UUID -> new java.util.UUID(dice.next(), dice.next()).toString();
            case JSON -> throw new IllegalArgumentException("made by the row");
            case BYTES -> dice.bytes(dice.below(24));
        };
    }
}
