package doppel.dialect.postgresql.rows;

import doppel.dialect.DanglingReference;
import doppel.dialect.ReferenceTaker;
import doppel.dialect.RowCursor;
import doppel.dialect.postgresql.catalog.PostgresqlForeignKey;
import doppel.dialect.postgresql.catalog.PostgresqlTables;
import doppel.dialect.postgresql.connect.PostgresqlEncoding;
import doppel.dialect.postgresql.connect.PostgresqlName;
import doppel.dialect.postgresql.value.PostgresqlIntegers;
import doppel.dialect.postgresql.value.PostgresqlType;
import doppel.dialect.postgresql.value.PostgresqlTypes;
import doppel.dialect.reference.NumberedRows;
import doppel.schema.Column;
import doppel.schema.ForeignKey;
import doppel.schema.Schema;
import doppel.schema.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.postgresql.core.Parser;

/**
 * Finds references that lead nowhere: under keys that were added without checking existing rows, are not enforced, or
 * had their triggers switched off; and in a target, where keys wait for the rows.
 */
public final class PostgresqlReferences {

    private final Connection connection;
    private final PostgresqlEncoding encoding;
    private final Schema schema;
    private final List<PostgresqlForeignKey> keys;

    public PostgresqlReferences(Connection connection, PostgresqlEncoding encoding, PostgresqlTables tables) {
        this.connection = connection;
        this.encoding = encoding;
        schema = tables.schema();
        keys = tables.references();
    }

    /** Reports the values of these foreign keys that lead nowhere. */
    public void dangling(Consumer<DanglingReference> taker, Predicate<PostgresqlForeignKey> of) {
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
                + columns.stream()
                        .map(column -> PostgresqlTypes.text(
                                        PostgresqlTypes.of(column.type()), "c." + PostgresqlName.quote(column.name()))
                                + " COLLATE pg_catalog.\"C\"")
                        .collect(Collectors.joining(", "));
        PostgresqlType.Reader[] readers = Arrays.copyOf(PostgresqlTypes.readers(columns), columns.size() + 1);
        readers[columns.size()] = PostgresqlIntegers::read;
        Object[] read = new Object[readers.length];
        try (PostgresqlRowCursor cursor = new PostgresqlRowCursor(
                "Checking references of " + key.table(), connection, encoding, query, readers)) {
            while (cursor.next(read)) {
                taker.accept(new DanglingReference(
                        key.table(), key.key(), List.of(read).subList(0, columns.size()), (Long) read[columns.size()]));
            }
        }
    }

    /** Reports each reference by a foreign key of a whole table; none if a user's code would have to compare. */
    public void follow(NumberedRows rows, ForeignKey key, NumberedRows referred, ReferenceTaker taker) {
        PostgresqlForeignKey found = keys.stream()
                .filter(candidate -> candidate.table().equals(rows.table().name())
                        && candidate.referring().equals(rows.rows())
                        && candidate.key().equals(key))
                .findFirst()
                .orElseThrow();
        if (found.byCode()) {
            return;
        }
        String match = IntStream.range(0, key.columns().size())
                .mapToObj(i -> "p.k" + i + " " + found.operators().get(i) + " c.k" + i)
                .collect(Collectors.joining(" AND "));
        PostgresqlType.Reader[] readers = {PostgresqlIntegers::read, PostgresqlIntegers::read};
        try (RowCursor pairs = new PostgresqlRowCursor(
                "Following references of " + found.table(),
                connection,
                encoding,
                rows.references(key, referred, match),
                readers)) {
            NumberedRows.references(pairs, taker);
        }
    }

    /** The foreign keys of these tables that belong or refer to one partition, or have a period. */
    public static List<String> notFollowed(Handle handle, PostgresqlTables tables, List<Table> among) {
        Set<String> names = among.stream().map(Table::name).collect(Collectors.toSet());
        Stream<String> ofPartitions = tables.references().stream()
                .filter(key -> names.contains(key.table()))
                .filter(key ->
                        !key.referring().equals(tables.relation(key.table()).rows())
                                || tables.relation(key.key().table()) == null)
                .map(key -> "the foreign key of " + key.referring() + " " + key.key() + " is one of a partition");
        Stream<String> byCode = tables.references().stream()
                .filter(key -> names.contains(key.table()) && key.byCode())
                .map(key -> "the foreign key of " + key.referring() + " " + key.key()
                        + " compares its types by a user's own code, which a dump does not run");
        Stream<String> ofPeriods = handle
                .createQuery("SELECT n.nspname, c.relname, f.conname FROM pg_constraint f JOIN pg_class c ON c.oid ="
                        + " f.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE f.contype = 'f'"
                        + " AND f.conparentid = 0 AND to_jsonb(f) ->> 'conperiod' = 'true' ORDER BY 1, 2, 3")
                .map((rows, context) ->
                        List.of(new PostgresqlName(rows.getString(1), rows.getString(2)).toString(), rows.getString(3)))
                .list()
                .stream()
                .filter(key -> names.contains(key.get(0)))
                .map(key -> "the foreign key " + key.get(1) + " of " + key.get(0) + " is one of a period");
        return Stream.of(ofPartitions, byCode, ofPeriods).flatMap(all -> all).toList();
    }

    /** Runs a query with a condition of the user in a way in which the server accepts only one statement. */
    public static void checkCondition(Connection connection, String query) throws SQLException {
        if (Parser.parseJdbcSql(query, true, false, true, false, false).size() != 1) { // each of them would be sent
            throw new SQLException("it is more than one statement");
        }
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.executeQuery(query).close();
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
