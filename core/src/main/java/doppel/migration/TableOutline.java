package doppel.migration;

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

/** The columns that rows of a table have at one point of their way. Not thread-safe. */
final class TableOutline {

    private final Outline outline;
    private final Map<String, String> columns =
            new LinkedHashMap<>(); // to the fixture's column, empty where it has none
    private final Set<String> sources = new LinkedHashSet<>();
    private final List<String> fed = new ArrayList<>();
    private final List<LookupAction> lookups = new ArrayList<>();
    private final Map<String, NumberedAction> numbered = new LinkedHashMap<>(); // by column
    private String name;
    private String origin;
    private boolean open;
    private boolean ofCode;
    private boolean replacesRows;

    private TableOutline(Outline outline, String name) {
        this.outline = outline;
        this.name = name;
    }

    /** A table of the fixture, whose rows have just its columns if that is sure. */
    static TableOutline of(Outline outline, Table table, boolean sure) {
        TableOutline made = new TableOutline(outline, table.name());
        table.columns().stream()
                .filter(Column::insertable)
                .forEach(column -> made.columns.put(column.name(), column.name()));
        made.sources.add(table.name());
        made.origin = table.name();
        made.open = !sure;
        return made;
    }

    /** A table of which nothing is known but its name. */
    static TableOutline unknown(Outline outline, String name) {
        TableOutline made = new TableOutline(outline, name);
        made.open = true;
        made.sources.add(name);
        return made;
    }

    /** A table that a step makes up: its rows come from those of others. */
    static TableOutline made(Outline outline, String name) {
        TableOutline made = new TableOutline(outline, name);
        made.open = true;
        return made;
    }

    /** A table that code of a step fills, nobody knows when. */
    static TableOutline ofCode(Outline outline, String name) {
        TableOutline made = made(outline, name);
        made.ofCode = true;
        return made;
    }

    /** The same table, to be changed. */
    TableOutline copy(Outline into) {
        TableOutline copy = new TableOutline(into, name);
        copy.columns.putAll(columns);
        copy.sources.addAll(sources);
        copy.replacesRows = replacesRows;
        copy.numbered.putAll(numbered);
        copy.origin = origin;
        copy.open = open;
        copy.ofCode = ofCode;
        return copy;
    }

    String name() {
        return name;
    }

    Set<String> columns() {
        return columns.keySet();
    }

    /** The fixture's tables whose rows become rows of this one. */
    Set<String> sources() {
        return sources;
    }

    /** The table of the fixture that this was, or still is. */
    Optional<String> origin() {
        return Optional.ofNullable(origin);
    }

    /** The name that a column of the fixture's table has here. */
    Optional<String> nameOf(String column) {
        return columns.entrySet().stream()
                .filter(entry -> entry.getValue().equals(column))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** Whether rows may have other columns too, since code makes them. */
    boolean isOpen() {
        return open;
    }

    /** Whether code makes rows of it, which belong to no row of the fixture that would have to come first. */
    boolean isOfCode() {
        return ofCode;
    }

    void open() {
        open = true;
    }

    void move(String newName) {
        name = newName;
    }

    void require(String column) {
        if (!open && !columns.containsKey(column)) {
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
        numbered.remove(column);
    }

    void rename(String column, String newName) {
        require(column);
        if (columns.containsKey(newName)) {
            throw new Misfit("there is a column " + newName + " already.");
        }
        String from = columns.remove(column);
        columns.put(newName, from == null ? "" : from);
        NumberedAction numbers = numbered.remove(column);
        if (numbers != null) {
            numbered.put(newName, numbers);
        }
    }

    /** Another table as it is before the step. */
    TableOutline before(String table) {
        return outline.require(table);
    }

    /** Rows of this table give rows of another. */
    void feeds(String table) {
        fed.add(table);
    }

    void refersTo(LookupAction lookup) {
        lookups.add(lookup);
    }

    /** A sequence gives a column its numbers, and no other one does from here on. */
    void numbered(String column, NumberedAction numbers) {
        numbered.put(column, numbers);
    }

    void replaceRows() {
        replacesRows = true;
    }

    boolean replacesRows() {
        return replacesRows;
    }

    Collection<NumberedAction> numbered() {
        return numbered.values();
    }

    List<String> fed() {
        return fed;
    }

    List<LookupAction> lookups() {
        return lookups;
    }

    /** Rows of the other one become rows of this one too. */
    void unite(TableOutline other) {
        if (!open && !other.open && !columns.keySet().equals(other.columns.keySet())) {
            throw new Misfit("rows of two tables become rows of " + name + ", but have different columns: "
                    + String.join(", ", columns.keySet()) + " and " + String.join(", ", other.columns.keySet()) + ".");
        }
        sources.addAll(other.sources);
        numbered.putAll(other.numbered);
        replacesRows |= other.replacesRows;
        origin = null;
        open |= other.open;
        ofCode |= other.ofCode;
    }
}
