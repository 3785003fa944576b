package doppel.migration.action;

import doppel.fixture.Row;
import doppel.migration.RowChange;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The actions on the rows of a table. */
public final class RowActions {

    private RowActions() {}

    /** Rows are left out. */
    public static final class Skip extends Action {
        private final Predicate<Row> which;

        public Skip(String place, Predicate<Row> which) {
            super(place);
            this.which = Objects.requireNonNull(which);
        }

        @Override
        public String words() {
            return "skip";
        }

        @Override
        public boolean runsCode() {
            return true;
        }

        @Override
        public void outline(TableOutline outline) {
            // the columns stay as they are
        }

        @Override
        public boolean apply(Row row, ActionContext context) {
            return !which.test(row);
        }
    }

    /** A row also creates a row of another table. */
    static final class Also extends Action {
        private final String table;
        private final BiConsumer<Row, Row> fill;

        Also(String place, String table, BiConsumer<Row, Row> fill) {
            super(place);
            this.table = table.intern();
            this.fill = Objects.requireNonNull(fill);
        }

        @Override
        public String words() {
            return "also " + table;
        }

        @Override
        public boolean runsCode() {
            return true;
        }

        @Override
        public void outline(TableOutline outline) {
            outline.feeds(table);
        }

        @Override
        public boolean apply(Row row, ActionContext context) {
            Row other = context.row(table);
            fill.accept(row, other);
            if (!other.isSkipped()) {
                context.save(other);
            }
            return true;
        }
    }

    /** Rows replace those that the target has. */
    static final class Replace extends Action {
        Replace(String place) {
            super(place);
        }

        @Override
        public String words() {
            return "replace rows";
        }

        @Override
        public void outline(TableOutline outline) {
            outline.replaceRows();
        }

        @Override
        public boolean apply(Row row, ActionContext context) {
            return true;
        }
    }

    /** A row is remembered for others to find. */
    public static final class Take extends Action {
        private final BiConsumer<Row, ActionContext> taker;

        public Take(String place, Consumer<Row> taker) {
            this(place, (row, context) -> taker.accept(row));
        }

        Take(String place, BiConsumer<Row, ActionContext> taker) {
            super(place);
            this.taker = taker;
        }

        @Override
        public String words() {
            return "take";
        }

        @Override
        public void outline(TableOutline outline) {
            // the columns stay as they are
        }

        @Override
        public boolean apply(Row row, ActionContext context) {
            taker.accept(row, context);
            return true;
        }
    }

    /** Plain Java. */
    static final class Each extends Action {
        private final RowChange code;

        Each(String place, RowChange code) {
            super(place);
            this.code = Objects.requireNonNull(code);
        }

        @Override
        public String words() {
            return "each";
        }

        @Override
        public boolean runsCode() {
            return true;
        }

        @Override
        public void outline(TableOutline outline) {
            outline.open(); // its effect is unknown
        }

        @Override
        public boolean apply(Row row, ActionContext context) {
            code.apply(row, context.ofCode());
            return !row.isSkipped();
        }
    }
}
