package doppel.dialect.mysql.rows;

import doppel.dialect.DanglingReference;
import doppel.dialect.RefusedException;
import doppel.dialect.mysql.connect.MysqlSession;
import doppel.dialect.mysql.value.MysqlType;
import doppel.dialect.mysql.value.MysqlValue;
import doppel.dialect.reference.ReferenceWatch;
import doppel.schema.Column;
import doppel.schema.ForeignKey;
import doppel.schema.Schema;
import doppel.schema.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Finds references that lead nowhere, comparing values as the foreign key does. */
public final class MysqlReferences {

    private static final int TABLES_AT_ONCE = 50;

    private final MysqlSession session;
    private final Schema schema;

    public MysqlReferences(MysqlSession session, Schema schema) {
        this.session = session;
        this.schema = schema;
    }

    /** Watches incoming rows, so that the server need not check all references; it has to check existing rows. */
    public ReferenceWatch watch() {
        ReferenceWatch watch = new ReferenceWatch(schema);
        List<Table> referring = schema.tables().stream()
                .filter(table -> !table.foreignKeys().isEmpty())
                .toList();
        for (int i = 0; i < referring.size(); i += TABLES_AT_ONCE) {
            List<Table> some = referring.subList(i, Math.min(referring.size(), i + TABLES_AT_ONCE));
            List<String> filled = session.strings(
                    "Looking for rows",
                    some.stream()
                            .map(table -> "(SELECT " + MysqlSession.literal(table.name()) + " FROM "
                                    + MysqlSession.quote(table.name()) + " LIMIT 1)")
                            .collect(Collectors.joining(" UNION ALL ")));
            some.stream().filter(table -> !filled.contains(table.name())).forEach(watch::begins);
        }
        return watch;
    }

    /** Reports the values of these tables' foreign keys that lead nowhere. */
    public void dangling(List<Table> tables, Consumer<DanglingReference> taker) {
        for (Table table : tables) {
            for (ForeignKey key : table.foreignKeys()) {
                dangling(table, key, taker);
            }
        }
    }

    private void dangling(Table table, ForeignKey key, Consumer<DanglingReference> taker) {
        Optional<Table> referenced = schema.table(key.table());
        boolean elsewhere = referenced.isEmpty() && key.table().contains(".");
        if (elsewhere) { // in another database, not among the rows of this one
            return;
        }
        List<Column> columns = key.columns().stream()
                .map(name -> table.column(name).orElseThrow())
                .toList();
        List<MysqlType> types = columns.stream().map(MysqlType::of).toList();
        List<String> selected = new ArrayList<>();
        List<String> grouped = new ArrayList<>();
        List<String> present = new ArrayList<>();
        List<String> match = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            String child = "c." + MysqlSession.quote(columns.get(i).name());
            selected.add(types.get(i).selected(child));
            grouped.add(types.get(i).raw(child));
            present.add(child + " IS NOT NULL");
            match.add("p." + MysqlSession.quote(key.referencedColumns().get(i)) + " = " + child);
        }
        String parent = referenced.isEmpty()
                ? ""
                : " AND NOT EXISTS (SELECT 1 FROM " + MysqlSession.quote(key.table()) + " p WHERE "
                        + String.join(" AND ", match) + ")";
        String sql = "SELECT " + String.join(", ", selected) + ", COUNT(*) FROM " + MysqlSession.quote(table.name())
                + " c WHERE " + String.join(" AND ", present) + parent + " GROUP BY " + String.join(", ", grouped);
        Object[] read = new Object[columns.size()];
        try (MysqlRowCursor cursor =
                new MysqlRowCursor(session, "Checking references of " + table.name(), sql, types)) {
            while (cursor.next(read)) {
                taker.accept(new DanglingReference(table.name(), key, Arrays.asList(read.clone()), cursor.number()));
            }
        }
    }

    /** Removes the rows with this reference. */
    public void delete(DanglingReference reference) {
        Table table = schema.table(reference.table()).orElseThrow();
        List<String> names = reference.key().columns();
        List<String> conditions = new ArrayList<>();
        try {
            for (int i = 0; i < names.size(); i++) {
                Column column = table.column(names.get(i)).orElseThrow();
                MysqlType type = MysqlType.of(column);
                Object wire = MysqlValue.wire(reference.values().get(i), type, table.name(), column);
                conditions.add(MysqlValue.exactly(column.name(), wire, type));
            }
        } catch (RefusedException e) {
            throw new IllegalStateException("a value that was read cannot be written", e);
        }
        session.run(
                "Taking a row of " + reference.table() + " out",
                "DELETE FROM " + MysqlSession.quote(reference.table())
                        + conditions.stream().collect(Collectors.joining(" AND ", " WHERE ", "")));
    }
}
