package doppel.shell.work;

import doppel.dialect.LiveDatabase;
import doppel.dialect.RefusedException;
import doppel.fixture.Row;
import doppel.fixture.Shape;
import doppel.schema.ForeignKey;
import doppel.schema.Table;
import doppel.shell.change.RowKey;
import java.util.ArrayList;
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

    References(LiveDatabase database, Table table) {
        this.database = database;
        this.table = table;
    }

    /**
     * The condition on the rows of a table that they refer by a key to rows for which a condition holds. It compares as
     * the engine does for the key: by the collation of what is referred to, which therefore stands first.
     *
     * @param condition on the columns of the table that is referred to; empty for all rows
     */
    String to(Table referring, ForeignKey key, String condition, Table referred) {
        String equal = IntStream.range(0, key.columns().size())
                .mapToObj(i -> REFERRED + "."
                        + database.sqlName(key.referencedColumns().get(i)) + " = "
                        + database.sqlName(referring, key.columns().get(i)))
                .collect(Collectors.joining(" AND "));
        return "EXISTS (SELECT 1 FROM (SELECT * FROM " + database.sqlName(referred) + LiveDatabase.where(condition)
                + ") " + REFERRED + " WHERE " + equal + ")";
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
            for (Table referring : database.schema().tables()) {
                for (ForeignKey key : referring.foreignKeys()) {
                    if (key.table().equals(table.name())) {
                        changed += redirect(referring, key, some, kept);
                    }
                }
            }
        }
        for (Row row : gone) {
            changed += database.writer().deleteOne(RowKey.of(table, row)) ? 1 : 0;
        }
        return changed;
    }

    private long redirect(Table referring, ForeignKey key, List<Row> gone, Row kept) throws RefusedException {
        Row changes = new Row(Shape.empty(referring.name()), 2);
        for (int i = 0; i < key.columns().size(); i++) {
            changes.set(key.columns().get(i), kept.get(key.referencedColumns().get(i)));
        }
        List<String> values = new ArrayList<>();
        for (Row row : gone) {
            Row value = new Row(Shape.empty(table.name()), 2);
            key.referencedColumns().forEach(column -> value.set(column, row.get(column)));
            values.add("(" + database.condition(value) + ")");
        }
        String chosen = String.join(" OR ", values);
        if (referring.name().equals(table.name())) { // some engines forbid the table that is changed in a subquery
            List<String> own = new ArrayList<>();
            for (Row row : gone) {
                Row value = new Row(Shape.empty(table.name()), 2);
                for (int i = 0; i < key.columns().size(); i++) {
                    value.set(
                            key.columns().get(i),
                            row.get(key.referencedColumns().get(i)));
                }
                own.add("(" + database.condition(value) + ")");
            }
            return database.writer().update(changes, LiveDatabase.where(String.join(" OR ", own)));
        }
        return database.writer().update(changes, LiveDatabase.where(to(referring, key, chosen, table)));
    }
}
