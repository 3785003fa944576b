package doppel.migration.passage;

import doppel.migration.action.TableOutline;
import doppel.schema.Identity;
import doppel.schema.Schema;
import doppel.schema.Table;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Finds out where the numbering of tables continues, also of tables that had other names before. Stateless. */
final class Numbering {

    private Numbering() {}

    /**
     * The next numbers of the target's numbered tables; if the source does not know one, it is 1, or follows the
     * greatest number in the table.
     */
    static Map<String, Identity> of(Schema source, Schema target, Outline outline, Spelling spelling) {
        Map<String, Identity> numbering = new LinkedHashMap<>();
        for (Table table : target.tables()) {
            if (table.identity() != null) {
                String column = table.identity().column();
                long next = outline.table(spelling.of(table.name()))
                        .flatMap(known -> next(known, spelling.of(column), source))
                        .orElse(1L);
                numbering.put(table.name(), new Identity(column, next));
            }
        }
        return numbering;
    }

    private static Optional<Long> next(TableOutline table, String column, Schema source) {
        return table.origin()
                .filter(origin -> !table.isRekeyed(column))
                .flatMap(source::table)
                .map(Table::identity)
                .filter(identity ->
                        table.nameOf(identity.column()).filter(column::equals).isPresent())
                .map(Identity::next);
    }
}
