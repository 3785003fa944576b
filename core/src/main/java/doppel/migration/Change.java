package doppel.migration;

import doppel.fixture.Row;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** One change that a step makes to the rows of a table; {@link TableChanges} collects them. */
public sealed interface Change {

    /** A row becomes a row of another table. */
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

    /** A column may be missing, before and after. */
    record ColumnIfThere(String column) implements Change {
        public ColumnIfThere {
            Objects.requireNonNull(column);
        }
    }

    /** A column is dropped. */
    record Drop(String column) implements Change {
        public Drop {
            Objects.requireNonNull(column);
        }
    }

    /** A column is added, with a value for each row. */
    record Add(String column, Function<Row, ?> value) implements Change {
        public Add {
            Objects.requireNonNull(column);
            Objects.requireNonNull(value);
        }
    }

    /** The values of a column are changed. */
    record Convert(String column, UnaryOperator<Object> conversion) implements Change {
        public Convert {
            Objects.requireNonNull(column);
            Objects.requireNonNull(conversion);
        }
    }

    /** A column gets a value that depends on the row. */
    record SetTo(String column, Function<Row, ?> value) implements Change {
        public SetTo {
            Objects.requireNonNull(column);
            Objects.requireNonNull(value);
        }
    }

    /** Rows replace those that the target has. */
    record ReplaceRows() implements Change {}

    /** A column gets its numbers from a sequence. */
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

    /** Of rows that are equal in some columns, one stays. */
    record KeepOne(Distinct distinct) implements Change {
        public KeepOne {
            Objects.requireNonNull(distinct);
        }
    }

    /** A column of a key gets other values, and references to the rows of this table follow. */
    record Rekey(String table, String column, Function<Row, ?> key) implements Change {
        public Rekey {
            Objects.requireNonNull(table);
            Objects.requireNonNull(column);
            Objects.requireNonNull(key);
        }
    }

    /**
     * Rows are left out whose reference leads nowhere.
     *
     * @param table the table's name before the step
     * @param column a column that refers
     * @param parent the table referred to; empty if a foreign key of the fixture says so
     * @param key the column referred to; empty as well
     */
    record SkipOrphans(String table, String column, String parent, String key) implements Change {
        public SkipOrphans {
            Objects.requireNonNull(table);
            Objects.requireNonNull(column);
            Objects.requireNonNull(parent);
            Objects.requireNonNull(key);
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

    /** A row also creates a row of another table. */
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
     * A change, and the line of the application's source that defines it.
     *
     * @param change the change
     * @param place such as {@code LibraryMigrations.java:23}
     */
    record Said(Change change, String place) {}
}
