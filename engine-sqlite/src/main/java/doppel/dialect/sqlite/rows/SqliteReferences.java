package doppel.dialect.sqlite.rows;

import doppel.dialect.DanglingReference;
import doppel.dialect.Queries;
import doppel.dialect.RefusedException;
import doppel.dialect.reference.ReferenceWatch;
import doppel.dialect.sqlite.connect.SqliteFile;
import doppel.dialect.sqlite.value.SqliteAffinity;
import doppel.dialect.sqlite.value.SqliteBinder;
import doppel.dialect.sqlite.value.SqliteValueReader;
import doppel.fixture.Row;
import doppel.fixture.Shape;
import doppel.schema.Column;
import doppel.schema.ForeignKey;
import doppel.schema.Schema;
import doppel.schema.Table;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/** Finds references that lead nowhere. */
public final class SqliteReferences {

    private static final int TABLES_AT_ONCE = 50;

    private final SqliteFile file;
    private final Connection connection;
    private final Handle handle;
    private final Schema schema;
    private final SqliteBinder binder;
    private final SqliteValueReader values;
    private final Predicate<String> comparesBytes;

    /** @param comparesBytes whether to compare the texts of a table's keys by their bytes, whatever their collations */
    public SqliteReferences(
            SqliteFile file,
            Connection connection,
            Schema schema,
            SqliteBinder binder,
            SqliteValueReader values,
            Predicate<String> comparesBytes) {
        this.file = file;
        this.comparesBytes = comparesBytes;
        this.binder = binder;
        this.connection = connection;
        this.schema = schema;
        this.values = values;
        handle = Queries.on(connection);
    }

    /** Watches incoming rows, so that SQLite need not check all references; it has to check existing rows. */
    public ReferenceWatch watch() {
        ReferenceWatch watch = new ReferenceWatch(schema, SqliteReferences::storeAlike);
        List<Table> referring = schema.tables().stream()
                .filter(table -> !table.foreignKeys().isEmpty())
                .toList();
        for (int i = 0; i < referring.size(); i += TABLES_AT_ONCE) {
            List<Table> some = referring.subList(i, Math.min(referring.size(), i + TABLES_AT_ONCE));
            String filled = some.stream()
                    .map(table -> "EXISTS (SELECT 1 FROM " + SqliteFile.quote(table.name()) + ")")
                    .collect(Collectors.joining(", "));
            try (PreparedStatement statement = connection.prepareStatement("SELECT " + filled);
                    ResultSet result = statement.executeQuery()) {
                for (int j = 0; j < some.size(); j++) {
                    if (!result.getBoolean(j + 1)) {
                        watch.begins(some.get(j));
                    }
                }
            } catch (SQLException e) {
                throw file.failure("Looking for rows", e);
            }
        }
        return watch;
    }

    /** In two columns of one affinity, equal values stay equal; the effect of the type ANY depends on the table. */
    private static boolean storeAlike(Column referring, Column referred) {
        return SqliteAffinity.of(referring.type()) == SqliteAffinity.of(referred.type())
                && !referring.type().equalsIgnoreCase("ANY")
                && !referred.type().equalsIgnoreCase("ANY");
    }

    /** Reports the values of these tables' foreign keys that lead nowhere. */
    public void dangling(List<Table> tables, Consumer<DanglingReference> taker) {
        for (Table table : tables) {
            // the engine's own check is fast and tells whether there are any; the rest tells which
            if (!table.foreignKeys().isEmpty() && !engineFindsNone(table)) {
                table.foreignKeys().forEach(key -> dangling(table, key, taker));
            }
        }
    }

    private void dangling(Table table, ForeignKey key, Consumer<DanglingReference> taker) {
        Optional<Table> referenced = schema.table(key.table());
        boolean cannotSay = referenced.isPresent()
                && !key.referencedColumns().stream()
                        .allMatch(column -> referenced.get().column(column).isPresent());
        if (cannotSay) {
            return;
        }
        List<String> child = key.columns().stream()
                .map(column -> "c." + SqliteFile.quote(column))
                .toList();
        String comparison = comparesBytes.test(key.table()) ? " COLLATE BINARY = +" : " = +";
        String match = IntStream.range(0, child.size())
                // the plus removes the child's affinity: as with the key itself, the parent's affinity decides
                .mapToObj(i -> "p." + SqliteFile.quote(key.referencedColumns().get(i)) + comparison + child.get(i))
                .collect(Collectors.joining(" AND "));
        String parent = referenced.isEmpty()
                ? ""
                : " AND NOT EXISTS (SELECT 1 FROM " + SqliteFile.quote(key.table()) + " p WHERE " + match + ")";
        String binary = child.stream().map(column -> column + " COLLATE BINARY").collect(Collectors.joining(", "));
        String sql = "SELECT " + String.join(", ", child) + ", count(*) FROM " + SqliteFile.quote(table.name())
                + " c WHERE "
                + child.stream().map(column -> column + " IS NOT NULL").collect(Collectors.joining(" AND ")) + parent
                + " GROUP BY " + binary;
        Object[] read = new Object[child.size() + 1];
        try (SqliteRowCursor cursor = new SqliteRowCursor(file, table.name(), connection, sql, read.length, values)) {
            while (cursor.next(read)) {
                taker.accept(new DanglingReference(
                        table.name(), key, List.of(read).subList(0, child.size()), (Long) read[child.size()]));
            }
        } catch (SQLException e) {
            throw file.failure("Checking references of " + table.name(), e);
        }
    }

    private boolean engineFindsNone(Table table) {
        try {
            return handle.createQuery("SELECT NOT EXISTS (SELECT 1 FROM pragma_foreign_key_check(?))")
                    .bind(0, table.name())
                    .mapTo(Boolean.class)
                    .one();
        } catch (JdbiException e) {
            return false; // if a key refers to columns that are not unique, SQLite checks no key of the table
        }
    }

    /** Removes the rows with this reference. */
    public void delete(DanglingReference reference) {
        Row key = new Row(Shape.empty(reference.table()));
        for (int i = 0; i < reference.values().size(); i++) {
            key.set(reference.key().columns().get(i), reference.values().get(i));
        }
        try (PreparedStatement statement = connection.prepareStatement(
                "DELETE FROM " + SqliteFile.quote(reference.table()) + SqliteFinder.where(key))) {
            binder.bind(statement, key, 0);
            statement.executeUpdate();
        } catch (SQLException | RefusedException e) {
            throw file.failure("Taking a row of " + reference.table() + " out", e);
        }
    }
}
