package doppel.schema;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * How a create method makes a row out of its parameters: most columns have a parameter of their own; if a foreign key
 * leads to rows that the application recreates, the parameters hold the natural key of such a row, and the key is
 * looked up.
 *
 * @param parameters the parameters, in order
 * @param values the values of the columns that a row can set, in the order of the columns
 * @param references the references that are replaced by natural keys
 */
public record RowShape(List<Parameter> parameters, List<Value> values, List<NaturalReference> references) {

    public RowShape {
        parameters = List.copyOf(parameters);
        values = List.copyOf(values);
        references = List.copyOf(references);
    }

    /**
     * A parameter.
     *
     * @param column the column whose values it takes: a column of the table, or of a natural key
     * @param words what to call it
     * @param reference the reference that it belongs to; empty for a column of the table
     */
    public record Parameter(Column column, String words, Optional<NaturalReference> reference) {}

    /**
     * What a column is set to.
     *
     * @param column the column's name
     * @param parameter the number of the parameter that is its value; -1 if it is looked up
     * @param key where it is looked up
     */
    public record Value(String column, int parameter, Optional<Lookup> key) {}

    /**
     * A value that is looked up.
     *
     * @param table in this table
     * @param column the column whose value it is
     * @param naturalKey the columns that identify the row
     * @param parameters the numbers of the parameters that are their values
     */
    public record Lookup(String table, String column, List<String> naturalKey, List<Integer> parameters) {

        public Lookup {
            naturalKey = List.copyOf(naturalKey);
            parameters = List.copyOf(parameters);
        }
    }

    /**
     * A foreign key that is replaced by the natural key of a row.
     *
     * @param key the foreign key
     * @param referenced the table that it leads to, whose rows are recreated
     */
    public record NaturalReference(ForeignKey key, Table referenced) {

        /** The reference, if a natural key identifies the rows that the key leads to. */
        public static Optional<NaturalReference> of(ForeignKey key, Function<String, Optional<Table>> tables) {
            return tables.apply(key.table())
                    .filter(table -> table.policy().recreates()
                            && !table.policy().naturalKey().isEmpty())
                    .map(table -> new NaturalReference(key, table));
        }

        /** The natural key's columns. */
        public List<String> naturalKey() {
            return referenced.policy().naturalKey();
        }

        /** The columns that are looked up: the others are part of the natural key themselves. */
        public List<String> lookedUp() {
            return key.columns().stream()
                    .filter(column -> !naturalKey().contains(referencedBy(column)))
                    .toList();
        }

        /** The column that this one of the key leads to. */
        public String referencedBy(String column) {
            return key.referencedColumns().get(key.columns().indexOf(column));
        }

        /** The column of the key that leads to this one of the natural key, if there is one. */
        Optional<String> referring(String natural) {
            int position = key.referencedColumns().indexOf(natural);
            return position < 0 ? Optional.empty() : Optional.of(key.columns().get(position));
        }
    }

    /**
     * The shape of a table's create method.
     *
     * @param tables finds the other tables by name
     * @throws IllegalArgumentException if natural keys cannot be used as they are; a dump refuses them earlier
     */
    public static RowShape of(Table table, Function<String, Optional<Table>> tables) {
        return new Layout(table, tables).shape();
    }

    /** Whether each column has a parameter of its own. */
    public boolean isPlain() {
        return references.isEmpty();
    }

    /** Arranges the parameters. Used once. */
    private static final class Layout {

        private final Table table;
        private final Map<String, NaturalReference> lookedUp = new HashMap<>();
        private final List<Parameter> parameters = new ArrayList<>();
        private final Map<String, Integer> own = new HashMap<>();
        private final Map<NaturalReference, Map<String, Integer>> added = new LinkedHashMap<>();

        Layout(Table table, Function<String, Optional<Table>> tables) {
            this.table = table;
            if (table.policy().keeps()) {
                for (ForeignKey key : table.foreignKeys()) {
                    NaturalReference.of(key, tables)
                            .ifPresent(reference ->
                                    reference.lookedUp().forEach(column -> lookedUp.putIfAbsent(column, reference)));
                }
            }
        }

        RowShape shape() {
            for (Column column : table.insertableColumns()) {
                NaturalReference reference = lookedUp.get(column.name());
                if (reference == null) {
                    own.put(column.name(), parameters.size());
                    parameters.add(new Parameter(column, column.name(), Optional.empty()));
                } else {
                    added.computeIfAbsent(reference, this::add);
                }
            }
            List<Value> values = new ArrayList<>();
            for (Column column : table.insertableColumns()) {
                NaturalReference reference = lookedUp.get(column.name());
                values.add(
                        reference == null
                                ? new Value(column.name(), own.get(column.name()), Optional.empty())
                                : new Value(column.name(), -1, Optional.of(lookup(column.name(), reference))));
            }
            return new RowShape(parameters, values, List.copyOf(added.keySet()));
        }

        /** Adds the parameters of a natural key that no column of the table holds. */
        private Map<String, Integer> add(NaturalReference reference) {
            boolean nullable = table.columns().stream()
                    .anyMatch(
                            column -> column.nullable() && reference.lookedUp().contains(column.name()));
            Map<String, Integer> numbers = new HashMap<>();
            for (String natural : reference.naturalKey()) {
                if (reference.referring(natural).isEmpty()) {
                    Column column = reference
                            .referenced()
                            .column(natural)
                            .orElseThrow(() -> new IllegalArgumentException("there is no column " + natural));
                    numbers.put(natural, parameters.size());
                    parameters.add(new Parameter(
                            new Column(natural, column.type(), nullable, Column.Kind.STORED, null),
                            words(reference.lookedUp().get(0), natural),
                            Optional.of(reference)));
                }
            }
            return numbers;
        }

        /** {@code country_id} and {@code iso} make {@code country iso}; {@code country_code} is clear on its own. */
        private static String words(String column, String natural) {
            String stem = column.replaceFirst("(?<=.)(_id|_ID|Id|ID)$", "");
            return natural.toLowerCase(Locale.ROOT).startsWith(stem.toLowerCase(Locale.ROOT))
                    ? natural
                    : stem + " " + natural;
        }

        private Lookup lookup(String column, NaturalReference reference) {
            List<Integer> numbers = new ArrayList<>();
            for (String natural : reference.naturalKey()) {
                Integer number = reference
                        .referring(natural)
                        .map(own::get)
                        .orElseGet(() -> added.get(reference).get(natural));
                if (number == null) {
                    throw new IllegalArgumentException("the natural key of "
                            + reference.referenced().name() + " has a part that " + table.name() + " looks up itself");
                }
                numbers.add(number);
            }
            return new Lookup(
                    reference.referenced().name(), reference.referencedBy(column), reference.naturalKey(), numbers);
        }
    }
}
