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

    /**
     * Lets what refers to rows refer to another row, and deletes them; returns how many rows changed or went.
     *
     * @param gone rows of the table
     * @param kept the row that stays
     */
    long merge(List<Row> gone, Row kept) throws RefusedException {
        long changed = 0;
        for (int from = 0; from < gone.size(); from += MOST_ROWS) {
            List<Row> some = gone.subList(from, Math.min(from + MOST_ROWS, gone.size()));
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
