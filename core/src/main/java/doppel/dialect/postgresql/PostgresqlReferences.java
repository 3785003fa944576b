package doppel.dialect.postgresql;

import doppel.dialect.DanglingReference;
import doppel.schema.Column;
import doppel.schema.Schema;
import doppel.schema.Table;
import java.sql.Connection;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Finds references that lead nowhere: under keys that were added without a look at the rows that were there, that are not
 * enforced, or whose triggers were off; and in a target, where keys wait for the rows.
 */
final class PostgresqlReferences {

    private final Connection connection;
    private final PostgresqlEncoding encoding;
    private final Schema schema;
    private final List<PostgresqlForeignKey> keys;

    PostgresqlReferences(Connection connection, PostgresqlEncoding encoding, PostgresqlTables tables) {
        this.connection = connection;
        this.encoding = encoding;
        schema = tables.schema();
        keys = tables.references();
    }

    /** Gives the values of these foreign keys that lead nowhere. */
    void dangling(Consumer<DanglingReference> taker, Predicate<PostgresqlForeignKey> of) {
        keys.stream().filter(of).forEach(key -> dangling(key, taker));
    }

    private void dangling(PostgresqlForeignKey key, Consumer<DanglingReference> taker) {
        Optional<Table> table = schema.table(key.table());
        if (table.isEmpty()) {
            return;
        }
        List<Column> columns = key.key().columns().stream()
                .map(name -> table.get().column(name).orElseThrow())
                .toList();
        List<String> names = columns.stream()
                .map(column -> "c." + PostgresqlName.quote(column.name()))
                .toList();
        String query = "SELECT " + String.join(", ", names) + ", count(*) FROM " + key.referring() + " c WHERE "
                + names.stream().map(name -> name + " IS NOT NULL").collect(Collectors.joining(" AND "))
                + " AND NOT EXISTS (SELECT 1 FROM " + key.referred() + " p WHERE " + match(key, names) + ") GROUP BY "
                + String.join(", ", names) + " ORDER BY "
                + names.stream().map(name -> name + "::text COLLATE \"C\"").collect(Collectors.joining(", "));
        PostgresqlType.Reader[] readers = Arrays.copyOf(PostgresqlTypes.readers(columns), columns.size() + 1);
        readers[columns.size()] = PostgresqlReaders::integer;
        Object[] read = new Object[readers.length];
        try (PostgresqlRowCursor cursor = new PostgresqlRowCursor(
                "Checking references of " + key.table(), connection, encoding, query, readers)) {
            while (cursor.next(read)) {
                taker.accept(new DanglingReference(
                        key.table(), key.key(), List.of(read).subList(0, columns.size()), (Long) read[columns.size()]));
            }
        }
    }

    private static String match(PostgresqlForeignKey key, List<String> referring) {
        return IntStream.range(0, referring.size())
                .mapToObj(i -> "p."
                        + PostgresqlName.quote(key.key().referencedColumns().get(i)) + " "
                        + key.operators().get(i) + " " + referring.get(i))
                .collect(Collectors.joining(" AND "));
    }
}
