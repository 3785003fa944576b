package doppel.migration;

import doppel.fixture.Row;
import java.util.function.Function;

/**
 * The same value for each row.
 *
 * @param value a value, or null
 */
public record Constant(Object value) implements Function<Row, Object> {

    @Override
    public Object apply(Row row) {
        return value;
    }
}
