package doppel.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A table.
 *
 * @param name as the dialect names it: unique within the schema, opaque to all other code
 * @param columns the columns in the engine's order, a row number first
 * @param primaryKey the names of the primary key's columns, in key order; empty if there is none
 * @param foreignKeys what the table refers to
 * @param indexes the indexes of plain columns, except the one of the primary key
 * @param identity the column that the engine numbers itself, or null
 * @param internal whether the engine keeps the table for itself, so that it means nothing to another engine
 * @param policy what the dump did with its rows
 */
public record Table(
        String name,
        List<Column> columns,
        List<String> primaryKey,
        List<ForeignKey> foreignKeys,
        List<Index> indexes,
        Identity identity,
        boolean internal,
        Policy policy) {

    public Table {
        Objects.requireNonNull(name);
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
        foreignKeys = List.copyOf(foreignKeys);
        indexes = List.copyOf(indexes);
        Objects.requireNonNull(policy);
    }

    /** A table whose rows are dumped. */
    public Table(
            String name,
            List<Column> columns,
            List<String> primaryKey,
            List<ForeignKey> foreignKeys,
            List<Index> indexes,
            Identity identity,
            boolean internal) {
        this(name, columns, primaryKey, foreignKeys, indexes, identity, internal, Policy.KEEP);
    }

    /** Begins a table of this name. */
    public static Builder named(String name) {
        return new Builder(name);
    }

    /** The same table with other names of itself and of those that it refers to. */
    Table spelled(UnaryOperator<String> spelling) {
        List<ForeignKey> keys = foreignKeys.stream()
                .map(key -> key.withTable(spelling.apply(key.table())))
                .toList();
        return new Table(spelling.apply(name), columns, primaryKey, keys, indexes, identity, internal, policy);
    }

    /** The same table with these foreign keys. */
    public Table withForeignKeys(List<ForeignKey> keys) {
        return new Table(name, columns, primaryKey, keys, indexes, identity, internal, policy);
    }

    /** The same table with this policy. */
    public Table withPolicy(Policy newPolicy) {
        return new Table(name, columns, primaryKey, foreignKeys, indexes, identity, internal, newPolicy);
    }

    /** The columns that a row can give values to. */
    public List<Column> insertableColumns() {
        return columns.stream().filter(Column::insertable).toList();
    }

    /** The column of exactly this name. */
    public Optional<Column> column(String columnName) {
        return columns.stream()
                .filter(column -> column.name().equals(columnName))
                .findFirst();
    }

    /**
     * Whether every row has to give this column a value. In many cases, engines fill a single key column themselves; if
     * they do not, they refuse the row.
     */
    public boolean needs(Column column) {
        return !column.optional() && !primaryKey.equals(List.of(column.name()));
    }

    /** Collects the parts of a table, in the words that a fixture uses. Not thread-safe. */
    public static final class Builder {

        private final String name;
        private final List<Column> columns = new ArrayList<>();
        private final List<ForeignKey> foreignKeys = new ArrayList<>();
        private final List<Index> indexes = new ArrayList<>();
        private List<String> primaryKey = List.of();
        private Identity identity;
        private boolean internal;
        private Policy policy = Policy.KEEP;

        private Builder(String name) {
            this.name = name;
        }

        /** A column that may be NULL. */
        public Builder column(String columnName, String type) {
            return column(columnName, type, null);
        }

        /** A column that may be NULL, with the engine's expression of its default. */
        public Builder column(String columnName, String type, String defaultValue) {
            return add(new Column(columnName, type, true, Column.Kind.STORED, defaultValue));
        }

        /** A column that must not be NULL. */
        public Builder required(String columnName, String type) {
            return required(columnName, type, null);
        }

        /** A column that must not be NULL, with the engine's expression of its default. */
        public Builder required(String columnName, String type, String defaultValue) {
            return add(new Column(columnName, type, false, Column.Kind.STORED, defaultValue));
        }

        /** The engine's own number of the row, under the name that reads and writes it. */
        public Builder rowId(String columnName) {
            return add(new Column(columnName, "INTEGER", false, Column.Kind.ROW_ID, null));
        }

        /** A column that the engine computes. */
        public Builder generated(String columnName, String type) {
            return add(new Column(columnName, type, true, Column.Kind.GENERATED, null));
        }

        /** A column, as it is. */
        public Builder add(Column column) {
            columns.add(column);
            return this;
        }

        /** The primary key's columns, in key order. */
        public Builder primaryKey(String... columnNames) {
            primaryKey = List.of(columnNames);
            return this;
        }

        /** Begins a foreign key of these columns. */
        public Reference foreignKey(String... columnNames) {
            return new Reference(this, List.of(columnNames));
        }

        /** What the newest foreign key does to referring rows when their row is deleted, in SQL's words. */
        public Builder onDelete(String action) {
            int last = foreignKeys.size() - 1;
            ForeignKey key = foreignKeys.get(last);
            foreignKeys.set(last, key.withActions(action, key.onUpdate()));
            return this;
        }

        /** What the newest foreign key does to referring rows when their row gets another key, in SQL's words. */
        public Builder onUpdate(String action) {
            int last = foreignKeys.size() - 1;
            ForeignKey key = foreignKeys.get(last);
            foreignKeys.set(last, key.withActions(key.onDelete(), action));
            return this;
        }

        /** How many rows violated the newest foreign key when they were dumped. */
        public Builder dangling(long rows) {
            int last = foreignKeys.size() - 1;
            foreignKeys.set(last, foreignKeys.get(last).withDangling(rows));
            return this;
        }

        /** An index of plain columns; its name is empty if the engine made it up. */
        public Builder index(String indexName, String... columnNames) {
            indexes.add(new Index(indexName, List.of(columnNames), false));
            return this;
        }

        /** An index of plain columns that forbids equal rows; its name is empty if the engine made it up. */
        public Builder unique(String indexName, String... columnNames) {
            indexes.add(new Index(indexName, List.of(columnNames), true));
            return this;
        }

        /** The column that the engine numbers itself, and the number that comes next. */
        public Builder identity(String columnName, long next) {
            identity = new Identity(columnName, next);
            return this;
        }

        /** The engine keeps this table for itself. */
        public Builder internal() {
            internal = true;
            return this;
        }

        /** The rows of this table were not dumped. */
        public Builder skipped() {
            policy = Policy.SKIP;
            return this;
        }

        /**
         * The rows of this table were not dumped, since the application creates them; others refer to them by these
         * columns.
         */
        public Builder recreated(String... naturalKey) {
            policy = Policy.recreate(List.of(naturalKey));
            return this;
        }

        /** The table. */
        public Table build() {
            return new Table(name, columns, primaryKey, foreignKeys, indexes, identity, internal, policy);
        }
    }

    /** The first half of a foreign key. */
    public static final class Reference {

        private final Builder builder;
        private final List<String> columns;

        private Reference(Builder builder, List<String> columns) {
            this.builder = builder;
            this.columns = columns;
        }

        /** Ends the foreign key with the table and columns that it refers to. */
        public Builder references(String table, String... referencedColumns) {
            builder.foreignKeys.add(new ForeignKey(columns, table, List.of(referencedColumns)));
            return builder;
        }
    }
}
