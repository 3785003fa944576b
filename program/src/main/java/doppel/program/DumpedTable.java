package doppel.program;

import doppel.dialect.reference.DanglingReferences;
import doppel.literal.JavaType;
import doppel.schema.ForeignKey;
import doppel.schema.Table;
import java.util.List;

/**
 * A table that has been written.
 *
 * @param names its names
 * @param types the parameters' types, as its values require
 * @param rows how many rows there are
 */
public record DumpedTable(TableNames names, List<JavaType> types, long rows) {

    /** The same, with what was found out about its foreign keys' references. */
    public DumpedTable with(DanglingReferences dangling) {
        Table table = names.table();
        List<ForeignKey> keys = table.foreignKeys().stream()
                .map(key -> key.withDangling(dangling.rows(table.name(), key)))
                .toList();
        return with(keys);
    }

    /** The same with these foreign keys. */
    public DumpedTable with(List<ForeignKey> keys) {
        return new DumpedTable(names.with(keys), types, rows);
    }
}
