package doppel.migration.passage;

import doppel.migration.action.TableOutline;
import doppel.schema.Column;
import doppel.schema.Schema;
import doppel.schema.Table;
import java.util.Optional;

/**
 * A column of the fixture, from which one of the target comes.
 *
 * @param table its table
 * @param column the column
 */
public record Origin(Table table, Column column) {

    /** The origin of a column behind the steps; empty if its table is made of several, or either of them is new. */
    static Optional<Origin> of(TableOutline rows, String column, Schema source, Spelling spelling) {
        Optional<String> from = rows.originOf(column);
        return rows.origin()
                .flatMap(name -> source.tables().stream()
                        .filter(table -> spelling.of(table.name()).equals(name))
                        .findFirst())
                .flatMap(table -> table.columns().stream()
                        .filter(each ->
                                from.filter(spelling.of(each.name())::equals).isPresent())
                        .findFirst()
                        .map(each -> new Origin(table, each)));
    }
}
