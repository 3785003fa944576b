package doppel.dialect.reference;

import doppel.dialect.ReferenceTaker;
import doppel.dialect.RowCursor;
import doppel.schema.ForeignKey;
import doppel.schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The rows of a table with their numbers, in SQL that all engines take: the first row of the table's order has the
 * number 0.
 *
 * <p>A condition of the user is used in two queries, {@link #check} and then {@link #flags}. Only a single expression
 * passes both. An open comment or text swallows the end of the first query; a condition that closes the parenthesis
 * around it there has none to close in the second; and one that ends the second early is not an expression in the
 * first. The first query has to be sent in a way in which the engine accepts no second statement.
 *
 * @param table the table
 * @param rows its rows, as FROM takes them
 * @param order what decides their order, as ORDER BY takes it; empty where nothing does
 * @param quote puts a name in quotes
 */
public record NumberedRows(Table table, String rows, String order, UnaryOperator<String> quote) {

    /** A query without rows, which the engine refuses if the condition is not SQL, or concerns more than one row. */
    public String check(String condition) {
        return "SELECT 1 FROM " + rows + " WHERE (\n" + condition + "\n) LIMIT 0";
    }

    /** A query of one column that says for each row, in order, whether the condition holds: 1 or 0. */
    public String flags(String condition) {
        String name = "doppel_chosen";
        while (table.column(name).isPresent()) { // otherwise the order would be by this one
            name += "_";
        }
        return "SELECT CASE WHEN\n" + condition + "\nTHEN 1 ELSE 0 END AS " + name + " FROM " + rows
                + (order.isEmpty() ? "" : " ORDER BY " + order);
    }

    /** Reads what {@link #flags} gives: the numbers of the rows for which the condition holds. */
    public static void matching(RowCursor flags, LongConsumer taker) {
        Object[] flag = new Object[1];
        for (long row = 0; flags.next(flag); row++) {
            if (flag[0].equals(1L)) {
                taker.accept(row);
            }
        }
    }

    /** Columns, under the names {@code k0}, {@code k1} and so on, and the row's number as {@code n}. */
    private String numbered(List<String> columns) {
        List<String> selected = new ArrayList<>();
        for (String column : columns) {
            selected.add(quote.apply(column) + " AS k" + selected.size());
        }
        selected.add("ROW_NUMBER() OVER (" + (order.isEmpty() ? "" : "ORDER BY " + order) + ") - 1 AS n");
        return "(SELECT " + String.join(", ", selected) + " FROM " + rows + ")";
    }

    /**
     * A query of two numbers for each reference: the number of the row that refers, and the number of the row referred
     * to, NULL if there is none.
     *
     * @param referred the rows referred to; null if there is no such table
     * @param match the condition under which row c refers to row p, in terms of {@code p.k0}, {@code c.k0} and so on
     */
    public String references(ForeignKey key, NumberedRows referred, String match) {
        List<String> present = new ArrayList<>();
        for (int i = 0; i < key.columns().size(); i++) {
            present.add("c.k" + i + " IS NOT NULL");
        }
        String where = present.stream().collect(Collectors.joining(" AND ", " WHERE ", ""));
        String referring = numbered(key.columns()) + " c";
        return referred == null
                ? "SELECT c.n, NULL FROM " + referring + where
                : "SELECT c.n, p.n FROM " + referring + " LEFT JOIN " + referred.numbered(key.referencedColumns())
                        + " p ON " + match + where;
    }

    /** Reads what {@link #references} gives. */
    public static void references(RowCursor pairs, ReferenceTaker taker) {
        Object[] pair = new Object[2];
        while (pairs.next(pair)) {
            taker.take((Long) pair[0], pair[1] == null ? ReferenceTaker.NOWHERE : (Long) pair[1]);
        }
    }
}
