package doppel.migration.action;

import doppel.schema.Column;
import doppel.schema.Nearest;
import doppel.schema.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The columns that rows of a table have at one point of the passage. Not thread-safe. */
public final class TableOutline {

    private final Others others;
    private final Map<String, String> columns =
            new LinkedHashMap<>(); // to the fixture's column, empty if there is none
    private final Set<String> sources = new LinkedHashSet<>();
    private final Set<String> nulls = new LinkedHashSet<>(); // columns that are NULL in each row
    private final Set<String> rekeyed = new LinkedHashSet<>(); // columns whose numbers are not the fixture's
    private final Set<String> optional = new LinkedHashSet<>(); // columns that only some engines have
    private final List<String> fed = new ArrayList<>();
    private final List<LookupAction> lookups = new ArrayList<>();
    private final Map<String, NumberedAction> numbered = new LinkedHashMap<>(); // by column
    private String name;
    private String origin;
    private boolean open;
    private boolean ofCode;
    private boolean replacesRows;

    /** The other tables. */
    @FunctionalInterface
    public interface Others {

        /**
         * The table of this name.
         *
         * @throws Misfit if there is none
         */
        TableOutline require(String name);
    }

    private TableOutline(Others others, String name) {
        this.others = others;
        this.name = name;
    }

    /** A table of the fixture; its rows have exactly these columns if that is certain. */
    public static TableOutline of(Others others, Table table, boolean sure) {
        TableOutline made = new TableOutline(others, table.name());
        table.columns().stream()
                .filter(Column::insertable)
                .forEach(column -> made.columns.put(column.name(), column.name()));
        made.sources.add(table.name());
        made.origin = table.name();
        made.open = !sure;
        return made;
    }

    /** A table of which only the name is known. */
    public static TableOutline unknown(Others others, String name) {
        TableOutline made = new TableOutline(others, name);
        made.open = true;
        made.sources.add(name);
        return made;
    }

    /** A table that a step creates, with rows made from those of others. */
    public static TableOutline made(Others others, String name) {
        TableOutline made = new TableOutline(others, name);
        made.open = true;
        return made;
    }

    /** A table that code of a step fills at an unknown time. */
    public static TableOutline ofCode(Others others, String name) {
        TableOutline made = made(others, name);
        made.ofCode = true;
        return made;
    }

    /** A copy of the table that can be changed. */
    public TableOutline copy(Others into) {
        TableOutline copy = new TableOutline(into, name);
        copy.columns.putAll(columns);
        copy.sources.addAll(sources);
        copy.nulls.addAll(nulls);
        copy.rekeyed.addAll(rekeyed);
        copy.optional.addAll(optional);
        copy.replacesRows = replacesRows;
        copy.numbered.putAll(numbered);
        copy.origin = origin;
        copy.open = open;
        copy.ofCode = ofCode;
        return copy;
    }

    public String name() {
        return name;
    }

    public Set<String> columns() {
        return columns.keySet();
    }

    /** The fixture's tables whose rows become rows of this one. */
    public Set<String> sources() {
        return sources;
    }

    /** The table of the fixture that this table comes from. */
    public Optional<String> origin() {
        return Optional.ofNullable(origin);
    }

    /** The name that a column of the fixture's table has here. */
    public Optional<String> nameOf(String column) {
        return columns.entrySet().stream()
                .filter(entry -> entry.getValue().equals(column))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** The column of the fixture's table that a column comes from. */
    public Optional<String> originOf(String column) {
        return Optional.ofNullable(columns.get(column)).filter(from -> !from.isEmpty());
    }

    /** Whether rows may have other columns too, because code makes them. */
    public boolean isOpen() {
        return open;
    }

    /** Whether code creates rows of it that do not depend on a row of the fixture. */
    public boolean isOfCode() {
        return ofCode;
    }

    void open() {
        open = true;
    }

    void move(String newName) {
        name = newName;
    }

    public void require(String column) {
        if (!open && !columns.containsKey(column) && !optional.contains(column)) {
            throw new Misfit("there is no column " + column + Nearest.endOfSentence(column, columns.keySet().stream()));
        }
    }

    void add(String column) {
        if (columns.containsKey(column)) {
            throw new Misfit("there is a column " + column + " already.");
        }
        columns.put(column, "");
    }

    void drop(String column) {
        require(column);
        columns.remove(column);
        nulls.remove(column);
        rekeyed.remove(column);
        numbered.remove(column);
    }

    void rename(String column, String newName) {
        require(column);
        if (columns.containsKey(newName)) {
            throw new Misfit("there is a column " + newName + " already.");
        }
        String from = columns.remove(column);
        if (optional.remove(column)) {
            optional.add(newName);
        }
        if (from != null || !optional.contains(newName)) {
            columns.put(newName, from == null ? "" : from);
        }
        if (nulls.remove(column)) {
            nulls.add(newName);
        }
        if (rekeyed.remove(column)) {
            rekeyed.add(newName);
        }
        NumberedAction numbers = numbered.remove(column);
        if (numbers != null) {
            numbered.put(newName, numbers);
        }
    }

    /** A column is NULL in each row. */
    void addNull(String column) {
        add(column);
        nulls.add(column);
    }

    /** A column gets other values, which are not known. */
    void change(String column) {
        require(column);
        nulls.remove(column);
    }

    void optional(String column) {
        optional.add(column);
    }

    /** The columns that only some engines have. */
    public Set<String> optional() {
        return optional;
    }

    /** Whether only some engines have a column. */
    public boolean isOptional(String column) {
        return optional.contains(column);
    }

    void rekey(String column) {
        rekeyed.add(column);
    }

    /** Whether a column comes from one of the fixture, but has other values. */
    public boolean isRekeyed(String column) {
        return rekeyed.contains(column);
    }

    /** The columns that are NULL in each row, since a step says so. */
    public Set<String> nulls() {
        return nulls;
    }

    /** Another table, as before the step. */
    TableOutline before(String table) {
        return others.require(table);
    }

    /** Rows of this table create rows of another. */
    void feeds(String table) {
        fed.add(table);
    }

    void refersTo(LookupAction lookup) {
        lookups.add(lookup);
    }

    /** A sequence numbers a column; from here on, no other sequence does. */
    void numbered(String column, NumberedAction numbers) {
        numbered.put(column, numbers);
    }

    void replaceRows() {
        replacesRows = true;
    }

    public boolean replacesRows() {
        return replacesRows;
    }

    public Collection<NumberedAction> numbered() {
        return numbered.values();
    }

    public List<String> fed() {
        return fed;
    }

    public List<LookupAction> lookups() {
        return lookups;
    }

    /** Rows of the other table become rows of this one too. */
    public void unite(TableOutline other) {
        if (!open && !other.open && !columns.keySet().equals(other.columns.keySet())) {
            throw new Misfit("rows of two tables become rows of " + name + ", but have different columns: "
                    + String.join(", ", columns.keySet()) + " and " + String.join(", ", other.columns.keySet()) + ".");
        }
        sources.addAll(other.sources);
        nulls.retainAll(other.nulls);
        numbered.putAll(other.numbered);
        replacesRows |= other.replacesRows;
        origin = null;
        open |= other.open;
        ofCode |= other.ofCode;
    }
}
