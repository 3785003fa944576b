package doppel.migration;

import doppel.fixture.Row;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** What can become of the rows of a table. */
final class RowActions {

    private RowActions() {}

    /** Rows are left out. */
    static final class Skip extends Action {
        private final Predicate<Row> which;

        Skip(Predicate<Row> which) {
            this.which = Objects.requireNonNull(which);
        }

        @Override
        String words() {
            return "skip";
        }

        @Override
        void outline(TableOutline outline) {
            // the columns stay as they are
        }

        @Override
        boolean apply(Row row, Passage passage) {
            return !which.test(row);
        }
    }

    /** A row gives one of another table besides. */
    static final class Also extends Action {
        private final String table;
        private final BiConsumer<Row, Row> fill;

        Also(String table, BiConsumer<Row, Row> fill) {
            this.table = table.intern();
            this.fill = Objects.requireNonNull(fill);
        }

        @Override
        String words() {
            return "also " + table;
        }

        @Override
        void outline(TableOutline outline) {
            outline.feeds(table);
        }

        @Override
        boolean apply(Row row, Passage passage) {
            Row other = passage.row(table);
            fill.accept(row, other);
            if (!other.isSkipped()) {
                passage.save(other);
            }
            return true;
        }
    }

    /** Rows come instead of those that the target has. */
    static final class Replace extends Action {
        @Override
        String words() {
            return "replace rows";
        }

        @Override
        void outline(TableOutline outline) {
            outline.replaceRows();
        }

        @Override
        boolean apply(Row row, Passage passage) {
            return true;
        }
    }

    /** A row leaves behind what others look for. */
    static final class Take extends Action {
        private final Consumer<Row> taker;

        Take(Consumer<Row> taker) {
            this.taker = taker;
        }

        @Override
        String words() {
            return "take";
        }

        @Override
        void outline(TableOutline outline) {
            // the columns stay as they are
        }

        @Override
        boolean apply(Row row, Passage passage) {
            taker.accept(row);
            return true;
        }
    }

    /** Plain Java. */
    static final class Each extends Action {
        private final RowChange code;

        Each(RowChange code) {
            this.code = Objects.requireNonNull(code);
        }

        @Override
        String words() {
            return "each";
        }

        @Override
        void outline(TableOutline outline) {
            outline.open(); // nobody knows what it does
        }

        @Override
        boolean apply(Row row, Passage passage) {
            code.apply(row, passage.context());
            return !row.isSkipped();
        }
    }
}
