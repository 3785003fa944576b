package doppel.bench.shape;

/**
 * A foreign key of one column.
 *
 * @param column the column that refers
 * @param table the table that it refers to
 * @param target the primary key there
 */
public record ShapeReference(String column, String table, String target) {}
