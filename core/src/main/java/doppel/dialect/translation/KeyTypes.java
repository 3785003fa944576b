package doppel.dialect.translation;

import doppel.dialect.portable.PortableColumn;
import doppel.dialect.portable.PortableTable;
import doppel.schema.ForeignKey;
import doppel.schema.PortableType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Gives columns that refer to one another the same type, since engines only compare like with like: the kind of the
 * column at the end of the chain, wide enough for all of them. A column that the engine numbers is a whole number, so
 * columns that refer to it are whole numbers too. Not thread-safe.
 */
final class KeyTypes {

    private static final int LONGEST_INTEGER = 64;

    private final Map<String, PortableTable> tables = new HashMap<>();
    private final Map<ColumnName, List<ColumnName>> referenced = new HashMap<>();
    private final Map<ColumnName, List<ColumnName>> linked = new HashMap<>();
    private final Map<ColumnName, PortableType> types = new HashMap<>();

    private record ColumnName(String table, String column) {}

    private KeyTypes(List<PortableTable> given) {
        given.forEach(table -> tables.put(table.name(), table));
        for (PortableTable table : given) {
            for (ForeignKey key : table.table().foreignKeys()) {
                PortableTable parent = tables.get(key.table());
                if (parent != null && parent.has(key.referencedColumns()) && table.has(key.columns())) {
                    for (int i = 0; i < key.columns().size(); i++) {
                        ColumnName from =
                                new ColumnName(table.name(), key.columns().get(i));
                        ColumnName to = new ColumnName(
                                key.table(), key.referencedColumns().get(i));
                        referenced
                                .computeIfAbsent(from, name -> new ArrayList<>())
                                .add(to);
                        linked.computeIfAbsent(from, name -> new ArrayList<>()).add(to);
                        linked.computeIfAbsent(to, name -> new ArrayList<>()).add(from);
                    }
                }
            }
        }
    }

    /** The tables with the types that their keys need. */
    static List<PortableTable> agreed(List<PortableTable> tables) {
        KeyTypes keys = new KeyTypes(tables);
        for (PortableTable table : tables) {
            for (PortableColumn column : table.columns()) {
                keys.agree(new ColumnName(table.name(), column.name()));
            }
        }
        return tables.stream().map(keys::retyped).toList();
    }

    private PortableTable retyped(PortableTable table) {
        return table.with(table.columns().stream()
                .map(column -> {
                    PortableType type = types.get(new ColumnName(table.name(), column.name()));
                    return type.equals(column.type()) ? column : column.withType(type);
                })
                .toList());
    }

    private void agree(ColumnName start) {
        if (types.containsKey(start)) {
            return;
        }
        Set<ColumnName> group = new HashSet<>();
        List<ColumnName> members = new ArrayList<>(List.of(start));
        for (int i = 0; i < members.size(); i++) {
            for (ColumnName next : linked.getOrDefault(members.get(i), List.of())) {
                if (!next.equals(start) && group.add(next)) {
                    members.add(next);
                }
            }
        }
        PortableType type = type(root(start));
        for (ColumnName member : members) {
            type = union(type, type(member));
        }
        boolean numbered = members.stream().anyMatch(this::numbered);
        if (numbered && type.kind() == PortableType.Kind.DECIMAL) {
            type = PortableType.of(PortableType.Kind.INTEGER, LONGEST_INTEGER, 0);
        }
        for (ColumnName member : members) {
            types.put(member, type);
        }
    }

    /** The column at the end of the chain of references, unless the chain is a cycle. */
    private ColumnName root(ColumnName start) {
        Set<ColumnName> seen = new HashSet<>();
        ColumnName at = start;
        while (seen.add(at) && referenced.containsKey(at)) {
            at = referenced.get(at).get(0);
        }
        return at;
    }

    private PortableType type(ColumnName name) {
        return tables.get(name.table()).column(name.column()).orElseThrow().type();
    }

    private boolean numbered(ColumnName name) {
        return tables.get(name.table()).numbers(name.column());
    }

    /** The first type, wide enough for the other types of its kind. */
    private static PortableType union(PortableType type, PortableType other) {
        if (type.kind() != other.kind() || type.equals(other)) {
            return type;
        }
        boolean unbounded = type.length() == 0 || other.length() == 0;
        int scale = Math.max(type.scale(), other.scale());
        if (type.kind() == PortableType.Kind.DECIMAL) {
            int whole = Math.max(type.length() - type.scale(), other.length() - other.scale());
            return unbounded ? PortableType.of(type.kind()) : PortableType.of(type.kind(), whole + scale, scale);
        }
        int length = unbounded ? 0 : Math.max(type.length(), other.length());
        return new PortableType(type.kind(), length, scale, type.labels());
    }
}
