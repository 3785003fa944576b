package doppel.dialect.translation;

import doppel.dialect.Ddl;
import doppel.dialect.Dialect;
import doppel.dialect.Dialects;
import doppel.dialect.Portability;
import doppel.dialect.PortableColumn;
import doppel.dialect.PortableDefault;
import doppel.dialect.PortableTable;
import doppel.schema.Column;
import doppel.schema.PortableType;
import doppel.schema.Schema;
import doppel.schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Translates a schema from one engine to another. Stateless. */
public final class Translation {

    private static final PortableType ROW_NUMBER = PortableType.of(PortableType.Kind.INTEGER, 64, 0);

    private Translation() {}

    /**
     * The script that creates a schema in another engine, and what it leaves out.
     *
     * @param complete whether row numbers and internal tables, which mean nothing to the other engine, also become
     *     tables and columns, so that they come back
     */
    public static Ddl of(Schema schema, Dialect target, Map<String, String> tableOptions, boolean complete) {
        Portability source = Dialects.forId(schema.engine()).portability();
        List<PortableTable> tables = schema.tables().stream()
                .filter(table -> complete || !table.internal())
                .map(table -> portable(schema.engine(), source, table, complete))
                .toList();
        Ddl ddl = target.portability().translate(tables, tableOptions);
        List<String> notCarried = new ArrayList<>(schema.others());
        notCarried.addAll(ddl.notCarried());
        return new Ddl(ddl.script(), notCarried);
    }

    private static PortableTable portable(String engine, Portability source, Table table, boolean complete) {
        List<PortableColumn> columns = new ArrayList<>();
        for (Column column : table.columns()) {
            if (column.kind() == Column.Kind.STORED) {
                columns.add(source.portable(column));
            } else if (column.kind() == Column.Kind.ROW_ID && complete) {
                columns.add(new PortableColumn(column.name(), ROW_NUMBER, false, PortableDefault.NONE));
            }
        }
        return new PortableTable(engine, table, columns);
    }
}
