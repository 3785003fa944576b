package doppel.shell.work;

import doppel.dialect.LiveDatabase;
import doppel.dialect.RefusedException;
import doppel.fixture.Row;
import doppel.schema.ForeignKey;
import doppel.schema.Table;
import doppel.shell.change.RowKey;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The references to rows of a table. */
final class References {

    /** The alias of the table that is referred to. */
    private static final String REFERRED = "doppel_p";

    /** More conditions than that in one statement are too deep for some engines. */
    private static final int MOST_ROWS = 400;

    private final LiveDatabase database;
    private final Table table;
    private final List<Reference> all;

    /**
     * A foreign key to the table.
     *
     * @param referring the table that has it
     */
    record Reference(Table referring, ForeignKey key) {}

    References(LiveDatabase database, Table table) {
        this.database = database;
        this.table = table;
        all = database.schema().tables().stream()
                .flatMap(referring -> referring.foreignKeys().stream()
                        .filter(key -> key.table().equals(table.name()))
                        .map(key -> new Reference(referring, key)))
                .toList();
    }

    /** All foreign keys to the table. */
    List<Reference> all() {
        return all;
    }

    /**
     * The condition on the rows that have a foreign key that they refer to rows for which a condition holds. It
     * compares as the engine does for the key: by the collation of what is referred to, which therefore stands first.
     *
     * @param condition on the columns of the table that is referred to; empty for all rows
     */
    String to(Reference reference, String condition) {
        ForeignKey key = reference.key();
        String equal = IntStream.range(0, key.columns().size())
                .mapToObj(i -> REFERRED + "."
                        + database.sqlName(key.referencedColumns().get(i)) + " = "
                        + database.sqlName(reference.referring(), key.columns().get(i)))
                .collect(Collectors.joining(" AND "));
        return "EXISTS (SELECT 1 FROM (SELECT * FROM " + database.sqlName(table) + LiveDatabase.where(condition) + ") "
                + REFERRED + " WHERE " + equal + ")";
    }

    /** The condition on the rows that have a foreign key that they refer to some of these rows. */
    String to(Reference reference, List<Row> rows) {
        ForeignKey key = reference.key();
        List<String> referenced = key.referencedColumns();
        boolean numbers =
                referenced.size() == 1 && rows.stream().allMatch(row -> row.get(referenced.get(0)) instanceof Long);
        return numbers // which have no collation: the engine finds them faster so
                ? database.sqlName(reference.referring(), key.columns().get(0))
                        + rows.stream()
                                .map(row -> database.literal(row.get(referenced.get(0))))
                                .collect(Collectors.joining(", ", " IN (", ")"))
                : to(reference, anyOf(rows, referenced, referenced));
    }

    /** Rows in parts, each of which a condition can name one by one. */
    static Stream<List<Row>> parts(List<Row> rows) {
        return IntStream.range(0, (rows.size() + MOST_ROWS - 1) / MOST_ROWS)
                .mapToObj(part -> rows.subList(part * MOST_ROWS, Math.min((part + 1) * MOST_ROWS, rows.size())));
    }

    /** The condition that a row is one of those with these keys, which are all of the same columns. */
    String anyOf(List<Row> keys) {
        return anyOf(keys, keys.get(0).columns(), keys.get(0).columns());
    }

    /**
     * Lets what refers to rows refer to another row, and deletes them; returns how many rows changed or went.
     *
     * @param gone rows of the table
     * @param kept the row that stays
     */
    long merge(List<Row> gone, Row kept) throws RefusedException {
        long changed = 0;
        for (List<Row> some : parts(gone).toList()) {
            for (Reference reference : all) {
                changed += redirect(reference, some, kept);
            }
        }
        for (Row row : gone) {
            changed += database.writer().deleteOne(RowKey.of(table, row)) ? 1 : 0;
        }
        return changed;
    }

    private long redirect(Reference reference, List<Row> gone, Row kept) throws RefusedException {
        ForeignKey key = reference.key();
        String referring = reference.referring().name();
        Row changes = RowKey.renamed(kept, key.referencedColumns(), referring, key.columns());
        // some engines forbid the table that is changed in a subquery
        String condition = referring.equals(table.name())
                ? anyOf(gone, key.referencedColumns(), key.columns())
                : to(reference, anyOf(gone, key.referencedColumns(), key.referencedColumns()));
        return database.writer().update(changes, LiveDatabase.where(condition));
    }

    /** The condition that columns have the values that one of some rows has in others. */
    private String anyOf(List<Row> rows, List<String> from, List<String> columns) {
        return rows.stream()
                .map(row -> "(" + database.condition(RowKey.renamed(row, from, table.name(), columns)) + ")")
                .collect(Collectors.joining(" OR "));
    }
}
