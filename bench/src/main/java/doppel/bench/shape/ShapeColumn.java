package doppel.bench.shape;

/**
 * A column of a table that is made.
 *
 * @param name of lower-case letters, digits and {@code _}, and no word of SQL
 * @param type what its values are
 * @param detail what stands in the parentheses after the type, or nothing
 * @param nullable whether it may be NULL
 */
public record ShapeColumn(String name, ColumnType type, String detail, boolean nullable) {}
