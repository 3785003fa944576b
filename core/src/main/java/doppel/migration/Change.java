package doppel.migration;

import doppel.fixture.Row;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** One thing that a step says of the rows of a table: what {@link TableChanges} collects. */
public sealed interface Change {

    /** A row becomes one of another table. */
    record Move(String table) implements Change {
        public Move {
            Objects.requireNonNull(table);
        }
    }

    /** A column gets another name. */
    record Rename(String column, String newColumn) implements Change {
        public Rename {
            Objects.requireNonNull(column);
            Objects.requireNonNull(newColumn);
        }
    }

    /** A column goes. */
    record Drop(String column) implements Change {
        public Drop {
            Objects.requireNonNull(column);
        }
    }

    /** A column comes, with a value for each row. */
    record Add(String column, Function<Row, ?> value) implements Change {
        public Add {
            Objects.requireNonNull(column);
            Objects.requireNonNull(value);
        }
    }

    /** The values of a column become others. */
    record Convert(String column, UnaryOperator<Object> conversion) implements Change {
        public Convert {
            Objects.requireNonNull(column);
            Objects.requireNonNull(conversion);
        }
    }

    /** Rows come instead of those that the target has. */
    record ReplaceRows() implements Change {}

    /** A column's numbers are those of a sequence. */
    record NumberedBy(String column, String sequence) implements Change {
        public NumberedBy {
            Objects.requireNonNull(column);
            Objects.requireNonNull(sequence);
        }
    }

    /** Rows are left out. */
    record Skip(Predicate<Row> which) implements Change {
        public Skip {
            Objects.requireNonNull(which);
        }
    }

    /** A new column refers to the row of another table with the same natural key. */
    record LookUp(String column, Lookup lookup) implements Change {
        public LookUp {
            Objects.requireNonNull(column);
            Objects.requireNonNull(lookup);
        }
    }

    /** New columns come from the row of another table. */
    record Take(Join join) implements Change {
        public Take {
            Objects.requireNonNull(join);
        }
    }

    /** A row gives one of another table besides. */
    record Also(String table, BiConsumer<Row, Row> fill) implements Change {
        public Also {
            Objects.requireNonNull(table);
            Objects.requireNonNull(fill);
        }
    }

    /** Plain Java. */
    record Each(RowChange code) implements Change {
        public Each {
            Objects.requireNonNull(code);
        }
    }

    /**
     * What is said, and the line of the application's source that says it.
     *
     * @param change what is said
     * @param place such as {@code LibraryMigrations.java:23}
     */
    record Said(Change change, String place) {}
}
