package doppel.migration;

import doppel.fixture.Row;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** What can become of the columns of a table. */
final class ColumnActions {

    private ColumnActions() {}

    /** A row becomes one of another table. */
    static final class Move extends Action {
        private final String table;

        Move(String table) {
            this.table = table.intern();
        }

        @Override
        String words() {
            return "rename to " + table;
        }

        @Override
        void outline(TableOutline outline) {
            outline.move(table);
        }

        @Override
        boolean apply(Row row, Passage passage) {
            row.moveTo(table);
            return true;
        }
    }

    /** A column gets another name. */
    static final class Rename extends Action {
        private final String column;
        private final String newColumn;

        Rename(String column, String newColumn) {
            this.column = column.intern();
            this.newColumn = newColumn.intern();
        }

        @Override
        String words() {
            return "rename " + column + " to " + newColumn;
        }

        @Override
        void outline(TableOutline outline) {
            outline.rename(column, newColumn);
        }

        @Override
        boolean apply(Row row, Passage passage) {
            row.rename(column, newColumn);
            return true;
        }
    }

    /** A column goes. */
    static final class Drop extends Action {
        private final String column;

        Drop(String column) {
            this.column = column.intern();
        }

        @Override
        String words() {
            return "drop " + column;
        }

        @Override
        void outline(TableOutline outline) {
            outline.drop(column);
        }

        @Override
        boolean apply(Row row, Passage passage) {
            row.remove(column);
            return true;
        }
    }

    /** A column comes. */
    static final class Add extends Action {
        private final String column;
        private final Function<Row, ?> value;

        Add(String column, Function<Row, ?> value) {
            this.column = column.intern();
            this.value = Objects.requireNonNull(value);
        }

        @Override
        String words() {
            return "add " + column;
        }

        @Override
        void outline(TableOutline outline) {
            outline.add(column);
        }

        @Override
        boolean apply(Row row, Passage passage) {
            row.set(column, value.apply(row));
            return true;
        }
    }

    /** The values of a column become others. */
    static final class Change extends Action {
        private final String column;
        private final UnaryOperator<Object> conversion;

        Change(String column, UnaryOperator<Object> conversion) {
            this.column = column.intern();
            this.conversion = Objects.requireNonNull(conversion);
        }

        @Override
        String words() {
            return "change " + column;
        }

        @Override
        void outline(TableOutline outline) {
            outline.require(column);
        }

        @Override
        boolean apply(Row row, Passage passage) {
            if (!row.has(column)) {
                throw new IllegalArgumentException("the row has no column " + column);
            }
            row.set(column, conversion.apply(row.get(column)));
            return true;
        }
    }
}
