package doppel.bench.shape;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ShapeTest {

    private static final long ROWS = 40_000;

    @ParameterizedTest
    @EnumSource(Shape.class)
    void makesTheSameRowsEveryTime(Shape shape) {
        assertThat(text(shape.tables(ROWS))).isEqualTo(text(shape.tables(ROWS)));
    }

    @Test
    void makesTheSameRowsOnEveryMachine() {
        List<ShapeTable> tables = Shape.EMPLOYEES.tables(ROWS);

        assertThat(text(tables.subList(0, 1)).lines().limit(2))
                .containsExactly(
                        "10001, 1962-08-04, Kyoichi, Piveteau, M, 1993-02-06",
                        "10002, 1956-04-22, Mary, Kalloufi, M, 1993-12-11");
    }

    @ParameterizedTest
    @EnumSource(Shape.class)
    void everyReferenceLeadsSomewhereAndEveryKeyIsUnique(Shape shape) {
        Map<String, Set<Object>> keys = new HashMap<>();
        for (ShapeTable table : shape.tables(ROWS)) {
            Set<Object> own = new HashSet<>();
            rows(table).forEach(row -> {
                assertThat(row).hasSameSizeAs(table.columns());
                table.references().forEach(reference -> {
                    Object value = row.get(position(table, reference.column()));
                    assertThat(value == null || keys.get(reference.table()).contains(value))
                            .as(table.name() + " refers to " + reference.table() + " " + value)
                            .isTrue();
                });
                List<Object> key = table.primaryKey().stream()
                        .map(column -> row.get(position(table, column)))
                        .toList();
                assertThat(own.add(key.size() == 1 ? key.get(0) : key))
                        .as(table.name() + " " + key)
                        .isTrue();
            });
            keys.put(table.name(), own);
        }
    }

    @Test
    void makesAboutAsManyEmployeesRowsAsAskedFor() {
        long rows = Shape.EMPLOYEES.tables(ROWS).stream()
                .mapToLong(table -> rows(table).size())
                .sum();

        assertThat(rows).isCloseTo(ROWS, Percentage.withPercentage(3));
    }

    @Test
    void theMusicShopIsAsLargeAsTheSampleThatItStandsFor() {
        List<ShapeTable> tables = Shape.MUSIC.tables(1);

        assertThat(tables).hasSize(11);
        assertThat(tables.stream().mapToLong(table -> rows(table).size()).sum()).isEqualTo(15_607);
    }

    private static int position(ShapeTable table, String column) {
        return table.columns().stream().map(ShapeColumn::name).toList().indexOf(column);
    }

    private static List<List<Object>> rows(ShapeTable table) {
        List<List<Object>> rows = new ArrayList<>();
        table.rows().writeTo(values -> rows.add(new ArrayList<>(Arrays.asList(values))));
        return rows;
    }

    private static String text(List<ShapeTable> tables) {
        return tables.stream()
                .flatMap(table -> rows(table).stream())
                .map(row -> row.stream().map(ShapeTest::text).collect(Collectors.joining(", ")))
                .collect(Collectors.joining("\n"));
    }

    private static String text(Object value) {
        return value instanceof byte[] bytes ? String.valueOf(Arrays.hashCode(bytes)) : String.valueOf(value);
    }
}
