package doppel.dialect.translation;

import doppel.dialect.Ddl;
import doppel.dialect.Dialect;
import doppel.dialect.Dialects;
import doppel.dialect.Portability;
import doppel.dialect.choice.ColumnChoices;
import doppel.dialect.portable.PortableColumn;
import doppel.dialect.portable.PortableDefault;
import doppel.dialect.portable.PortableSchema;
import doppel.dialect.portable.PortableTable;
import doppel.schema.Column;
import doppel.schema.PortableType;
import doppel.schema.Schema;
import doppel.schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes a schema anew, for another engine or for its own. Stateless. */
public final class Translation {

    private static final PortableType ROW_NUMBER = PortableType.of(PortableType.Kind.INTEGER, 64, 0);

    private Translation() {}

    /**
     * The script that creates a schema in an engine, and what it leaves out. Nothing in it is SQL of the schema itself.
     *
     * @param choices the types that columns get instead of those that were declared
     * @param complete whether row numbers and internal tables that {@linkplain Portability#travels travel}, which mean
     *     nothing to the other engine, also become tables and columns, so that they come back
     */
    public static Ddl of(
            Schema schema, Dialect target, Map<String, String> tableOptions, ColumnChoices choices, boolean complete) {
        Portability source = Dialects.forId(schema.engine()).portability();
        boolean own = schema.engine().equals(target.id());
        List<PortableTable> tables = schema.tables().stream()
                .filter(table -> !table.internal() || complete && source.travels(table))
                .map(table -> new PortableTable(schema.engine(), table, columns(source, table, choices, own, complete)))
                .toList();
        return target.portability().translate(new PortableSchema(tables, schema.others()), tableOptions);
    }

    private static List<PortableColumn> columns(
            Portability source, Table table, ColumnChoices choices, boolean own, boolean complete) {
        List<PortableColumn> columns = new ArrayList<>();
        for (Column column : table.columns()) {
            if (column.kind() == Column.Kind.STORED) {
                PortableColumn portable = source.portable(column);
                columns.add(choices.of(table.name(), column.name())
                        .map(choice -> choice.of(portable, source.defaultValue(column)))
                        .orElseGet(() -> own ? portable.withDefault(source.defaultValue(column)) : portable));
            } else if (column.kind() == Column.Kind.ROW_ID && complete) {
                columns.add(new PortableColumn(column.name(), ROW_NUMBER, false, PortableDefault.NONE));
            }
        }
        return columns;
    }
}
