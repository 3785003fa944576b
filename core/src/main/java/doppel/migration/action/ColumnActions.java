package doppel.migration.action;

import doppel.fixture.Row;
import doppel.migration.Cast;
import doppel.migration.Constant;
import doppel.migration.Mapping;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The actions on the columns of a table. */
final class ColumnActions {

    private ColumnActions() {}

    /** A row becomes a row of another table. */
    static final class Move extends Action {
        private final String table;

        Move(String place, String table) {
            super(place);
            this.table = table.intern();
        }

        @Override
        public String words() {
            return "rename to " + table;
        }

        @Override
        public void outline(TableOutline outline) {
            outline.move(table);
        }

        @Override
        public boolean apply(Row row, ActionContext context) {
            row.moveTo(table);
            return true;
        }
    }

    /** A column may be missing. */
    static final class IfThere extends Action {
        private final String column;

        IfThere(String place, String column) {
            super(place);
            this.column = column.intern();
        }

        @Override
        public String words() {
            return column + " if it is there";
        }

        @Override
        public void outline(TableOutline outline) {
            outline.optional(column);
        }

        @Override
        public boolean apply(Row row, ActionContext context) {
            return true;
        }
    }

    /** A column gets another name. */
    static final class Rename extends Action {
        private boolean optional;
        private final String column;
        private final String newColumn;

        Rename(String place, String column, String newColumn) {
            super(place);
            this.column = column.intern();
            this.newColumn = newColumn.intern();
        }

        @Override
        public String words() {
            return "rename " + column + " to " + newColumn;
        }

        @Override
        public void outline(TableOutline outline) {
            optional = outline.isOptional(column);
            outline.rename(column, newColumn);
        }

        @Override
        public boolean apply(Row row, ActionContext context) {
            if (optional && !row.has(column)) {
                return true;
            }
            row.rename(column, newColumn);
            return true;
        }
    }

    /** A column is dropped. */
    static final class Drop extends Action {
        private final String column;

        Drop(String place, String column) {
            super(place);
            this.column = column.intern();
        }

        @Override
        public String words() {
            return "drop " + column;
        }

        @Override
        public void outline(TableOutline outline) {
            outline.drop(column);
        }

        @Override
        public boolean apply(Row row, ActionContext context) {
            row.remove(column);
            return true;
        }
    }

    /** A column is added. */
    static final class Add extends Action {
        private final String column;
        private final Function<Row, ?> value;

        Add(String place, String column, Function<Row, ?> value) {
            super(place);
            this.column = column.intern();
            this.value = Objects.requireNonNull(value);
        }

        @Override
        public String words() {
            return "add " + column;
        }

        @Override
        public boolean runsCode() {
            return !(value instanceof Constant);
        }

        @Override
        public void outline(TableOutline outline) {
            if (value instanceof Constant constant && constant.value() == null) {
                outline.addNull(column);
            } else {
                outline.add(column);
            }
        }

        @Override
        public boolean apply(Row row, ActionContext context) {
            row.set(column, value.apply(row));
            return true;
        }
    }

    /** A column gets a value that depends on the row. */
    static final class SetTo extends Action {
        private boolean optional;
        private final String column;
        private final Function<Row, ?> value;

        SetTo(String place, String column, Function<Row, ?> value) {
            super(place);
            this.column = column.intern();
            this.value = Objects.requireNonNull(value);
        }

        @Override
        public String words() {
            return "set " + column;
        }

        @Override
        public boolean runsCode() {
            return true;
        }

        @Override
        public void outline(TableOutline outline) {
            optional = outline.isOptional(column);
            outline.change(column);
        }

        @Override
        public boolean apply(Row row, ActionContext context) {
            if (optional && !row.has(column)) {
                return true;
            }
            row.set(column, value.apply(row));
            return true;
        }
    }

    /** The values of a column are changed. */
    static final class Convert extends Action {
        private boolean optional;
        private final String column;
        private final UnaryOperator<Object> conversion;

        Convert(String place, String column, UnaryOperator<Object> conversion) {
            super(place);
            this.column = column.intern();
            this.conversion = Objects.requireNonNull(conversion);
        }

        @Override
        public String words() {
            return "change " + column;
        }

        @Override
        public boolean runsCode() {
            return !(conversion instanceof Cast || conversion instanceof Mapping mapping && mapping.isPlain());
        }

        @Override
        public void outline(TableOutline outline) {
            optional = outline.isOptional(column);
            outline.change(column);
        }

        @Override
        public boolean apply(Row row, ActionContext context) {
            if (optional && !row.has(column)) {
                return true;
            }
            if (!row.has(column)) {
                throw new IllegalArgumentException("the row has no column " + column);
            }
            row.set(column, conversion.apply(row.get(column)));
            return true;
        }
    }
}
