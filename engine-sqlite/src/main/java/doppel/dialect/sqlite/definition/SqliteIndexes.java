package doppel.dialect.sqlite.definition;

import doppel.schema.Index;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Handle;

/**
 * The indexes of a table, except the one of its primary key. The direction of an index does not matter to other
 * engines, and the collation of a column is a property of the column.
 *
 * @param plain those of plain columns, those that SQLite made for constraints first
 * @param others the names of those with expressions, only some of the rows, or columns in another collation
 */
record SqliteIndexes(List<Index> plain, List<String> others) {

    private record IndexFacts(String name, boolean unique, boolean constraint, boolean special) {}

    private record Part(int column, String name) {}

    /** @param rowId the column that is the rowid, or null */
    static SqliteIndexes read(Handle handle, SqliteCatalog catalog, String table, String rowId) {
        List<IndexFacts> facts = handle.createQuery(
                        "SELECT name, \"unique\", origin = 'u', partial FROM pragma_index_list(?, 'main')"
                                + " WHERE origin <> 'pk'")
                .bind(0, table)
                .map((rows, context) -> new IndexFacts(
                        rows.getString(1),
                        rows.getBoolean(2),
                        rows.getBoolean(3),
                        rows.getBoolean(4) || isCollated(catalog, rows.getString(1))))
                .list();
        List<Index> plain = new ArrayList<>();
        List<String> others = new ArrayList<>();
        // the numbers in SQLite's own names follow the order of the constraints
        facts.stream()
                .sorted(Comparator.comparing(IndexFacts::constraint)
                        .reversed()
                        .thenComparing(
                                index -> index.constraint() ? index.name().length() : 0)
                        .thenComparing(IndexFacts::name))
                .forEach(index -> {
                    List<Part> parts = parts(handle, index.name());
                    boolean isPlain = !index.special() && parts.stream().allMatch(part -> isPlain(part, rowId));
                    if (isPlain) {
                        List<String> columns = parts.stream()
                                .map(part -> part.name() == null ? rowId : part.name())
                                .toList();
                        plain.add(new Index(index.constraint() ? "" : index.name(), columns, index.unique()));
                    } else {
                        others.add(index.name());
                    }
                });
        return new SqliteIndexes(plain, others);
    }

    private static boolean isCollated(SqliteCatalog catalog, String index) {
        return catalog.statement("index", index).toUpperCase(Locale.ROOT).contains("COLLATE");
    }

    private static List<Part> parts(Handle handle, String index) {
        return handle.createQuery(
                        "SELECT cid, name FROM pragma_index_xinfo(?, 'main') WHERE \"key\" = 1 ORDER BY seqno")
                .bind(0, index)
                .map((rows, context) -> new Part(rows.getInt(1), rows.getString(2)))
                .list();
    }

    private static boolean isPlain(Part part, String rowId) {
        return part.name() != null || part.column() == -1 && rowId != null;
    }
}
