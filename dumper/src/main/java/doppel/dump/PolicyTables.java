package doppel.dump;

import doppel.ErrorCode;
import doppel.UsageException;
import doppel.schema.Column;
import doppel.schema.ForeignKey;
import doppel.schema.Nearest;
import doppel.schema.Policy;
import doppel.schema.RowShape.NaturalReference;
import doppel.schema.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Gives the tables of a dump their policies, and makes sure before any row is read that each reference can be
 * expressed; anything that would have to be guessed is refused. Used once.
 */
final class PolicyTables {

    private final DumpPolicies policies;
    private final Map<String, Table> tables = new LinkedHashMap<>();

    private PolicyTables(List<Table> chosen, DumpPolicies policies) {
        this.policies = policies;
        chosen.forEach(table -> tables.put(table.name(), table));
    }

    /**
     * The same tables with their policies.
     *
     * @throws UsageException if a table or column is not among them, or a natural key is missing or cannot be used
     */
    static List<Table> of(List<Table> chosen, DumpPolicies policies) {
        if (policies.rows().isEmpty() && policies.naturalKeys().isEmpty()) {
            return chosen;
        }
        return new PolicyTables(chosen, policies).withPolicies();
    }

    private List<Table> withPolicies() {
        policies.rows().keySet().forEach(this::required);
        policies.naturalKeys().keySet().forEach(name -> {
            required(name);
            if (policies.of(name) != Policy.Rows.RECREATE) {
                throw new UsageException(
                        ErrorCode.USAGE,
                        "--natural names the table " + name + ", whose rows are not recreated.",
                        "Add --policy " + name + "=recreate, or leave out --natural.");
            }
        });
        Map<String, Table> recreated = new LinkedHashMap<>();
        tables.replaceAll((name, table) -> switch (policies.of(name)) {
            case KEEP -> table;
            case SKIP -> table.withPolicy(Policy.SKIP);
            case RECREATE -> {
                recreated.put(name, table);
                yield table.withPolicy(Policy.recreate(List.of()));
            }
        });
        recreated.forEach((name, table) -> tables.put(name, table.withPolicy(Policy.recreate(naturalKey(table)))));
        recreated.keySet().forEach(this::requireUsable);
        tables.values().stream().filter(table -> table.policy().keeps()).forEach(this::requireConsistent);
        return List.copyOf(tables.values());
    }

    private Table required(String name) {
        Table table = tables.get(name);
        if (table == null) {
            throw new UsageException(
                    ErrorCode.UNKNOWN_TABLE,
                    "A policy names the table " + name + ", which is not dumped"
                            + Nearest.endOfSentence(name, tables.keySet().stream()),
                    "Names must match exactly, including upper and lower case; tables that --exclude leaves out have"
                            + " no policy.");
        }
        if (table.internal()) {
            throw new UsageException(
                    ErrorCode.USAGE,
                    "The engine keeps the table " + name + " for itself, so it has no policy.",
                    "Leave out the policy.");
        }
        return table;
    }

    /** The columns that the user names, or those of the only suitable unique index; none if they are not needed. */
    private List<String> naturalKey(Table table) {
        List<String> named = policies.naturalKeys().get(table.name());
        if (named != null) {
            for (String name : named) {
                Optional<Column> column = table.column(name);
                if (column.isEmpty()) {
                    throw refused(
                            "The table " + table.name() + " has no column " + name
                                    + Nearest.endOfSentence(
                                            name, table.columns().stream().map(Column::name)),
                            "Name columns of " + table.name() + " with --natural.");
                }
                if (column.get().kind() != Column.Kind.STORED) {
                    throw refused(
                            "The column " + name + " of " + table.name() + " is computed by the engine.",
                            "Name stored columns with --natural.");
                }
            }
            return named;
        }
        if (referring(table.name()).isEmpty()) {
            return List.of();
        }
        Set<Set<String>> found = new LinkedHashSet<>();
        table.indexes().stream()
                .filter(index -> index.unique() && !Set.copyOf(index.columns()).equals(Set.copyOf(table.primaryKey())))
                .filter(index -> index.columns().stream()
                        .allMatch(name -> table.column(name)
                                .filter(column -> !column.nullable() && column.kind() == Column.Kind.STORED)
                                .isPresent()))
                .forEach(index -> found.add(new LinkedHashSet<>(index.columns())));
        if (found.size() != 1) {
            throw refused(
                    "Rows of " + String.join(", ", referring(table.name())) + " refer to " + table.name()
                            + ", whose rows are recreated, and "
                            + (found.isEmpty()
                                    ? "no unique index of columns that are never NULL says"
                                    : found.size() + " unique indexes could say")
                            + " which row is which.",
                    "Name the columns that identify the new version's rows: --natural " + table.name()
                            + "=column[,column]. The primary key will do if the new version assigns the same ones.");
        }
        return List.copyOf(found.iterator().next());
    }

    /** The tables whose rows are dumped and refer to this one. */
    private List<String> referring(String name) {
        return tables.values().stream()
                .filter(table -> table.policy().keeps())
                .filter(table ->
                        table.foreignKeys().stream().anyMatch(key -> key.table().equals(name)))
                .map(Table::name)
                .sorted()
                .toList();
    }

    /** A natural key of numbers that the new version assigns anew identifies nothing. */
    private void requireUsable(String name) {
        Table table = tables.get(name);
        for (String column : table.policy().naturalKey()) {
            if (!lookUps(table, column).isEmpty()) {
                throw refused(
                        "The column " + column + " of the natural key of " + name
                                + " refers to rows that are themselves recreated.",
                        "Name other columns with --natural, or keep " + name + " or what it refers to.");
            }
        }
        for (String other : referring(name)) {
            for (ForeignKey key : tables.get(other).foreignKeys()) {
                boolean computed = key.table().equals(name)
                        && (key.columns().stream().anyMatch(column -> isComputed(tables.get(other), column))
                                || key.referencedColumns().stream().anyMatch(column -> isComputed(table, column)));
                if (computed) {
                    throw refused(
                            "The engine computes columns of the key " + other + " " + key
                                    + ", so a natural key cannot express them.",
                            "Keep " + name + ".");
                }
            }
        }
    }

    private static boolean isComputed(Table table, String column) {
        return table.column(column).filter(Column::insertable).isEmpty();
    }

    /** The sources of a column's value on restore: each is a recreated table and the column referred to. */
    private Set<List<String>> lookUps(Table table, String column) {
        Set<List<String>> lookUps = new LinkedHashSet<>();
        for (ForeignKey key : table.foreignKeys()) {
            NaturalReference.of(key, name -> Optional.ofNullable(tables.get(name)))
                    .filter(reference -> reference.lookedUp().contains(column))
                    .ifPresent(reference -> lookUps.add(List.of(key.table(), reference.referencedBy(column))));
        }
        return lookUps;
    }

    /** A column that is part of two keys has to get the same value for both. */
    private void requireConsistent(Table table) {
        for (ForeignKey key : table.foreignKeys()) {
            Table referenced = tables.get(key.table());
            for (int i = 0; referenced != null && i < key.columns().size(); i++) {
                String column = key.columns().get(i);
                String other = key.referencedColumns().get(i);
                Set<List<String>> own = lookUps(table, column);
                Set<List<String>> wanted = new LinkedHashSet<>();
                if (referenced.policy().keeps()) {
                    wanted.addAll(lookUps(referenced, other));
                } else if (referenced.policy().recreates()
                        && !referenced.policy().naturalKey().contains(other)) {
                    wanted.add(List.of(referenced.name(), other));
                } else if (!referenced.policy().recreates()) {
                    continue; // if no dumped value could fit
                }
                if (!own.equals(wanted) || own.size() > 1) {
                    throw refused(
                            "The column " + column + " of " + table.name() + " would need two values at once: the key "
                                    + key + " wants " + shown(wanted) + ", and its other keys want " + shown(own)
                                    + ".",
                            "Keep the rows of " + String.join(", ", names(own, wanted))
                                    + ", or name another natural key.");
                }
            }
        }
    }

    private static String shown(Set<List<String>> lookUps) {
        return lookUps.isEmpty()
                ? "it as it is"
                : String.join(
                        " and ",
                        lookUps.stream()
                                .map(each -> "the new " + each.get(1) + " of " + each.get(0))
                                .toList());
    }

    private static List<String> names(Set<List<String>> one, Set<List<String>> other) {
        List<List<String>> all = new ArrayList<>(one);
        all.addAll(other);
        return all.stream().map(each -> each.get(0)).distinct().toList();
    }

    private static UsageException refused(String message, String nextStep) {
        return new UsageException(ErrorCode.NATURAL_KEY_NEEDED, message, nextStep);
    }
}
