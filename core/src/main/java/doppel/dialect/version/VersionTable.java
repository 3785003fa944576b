package doppel.dialect.version;

import doppel.DatabaseException;
import doppel.ErrorCode;
import doppel.schema.Column;
import doppel.schema.Schema;
import doppel.schema.Table;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A table in which a tool keeps versions.
 *
 * @param schema the tables of the database
 * @param table the table itself
 * @param access how it is read
 */
record VersionTable(Schema schema, Table table, VersionAccess access) {

    private static final int ALL = 0;

    /** The table of this name, in any case; of several, the one that is spelled exactly so. */
    static Optional<VersionTable> named(String name, Schema schema, VersionAccess access) {
        return schema.table(name)
                .or(() -> schema.tables().stream()
                        .filter(table -> table.name().equalsIgnoreCase(name))
                        .findFirst())
                .map(table -> new VersionTable(schema, table, access));
    }

    /** Another table of the same tool. */
    Optional<VersionTable> other(String name) {
        return named(name, schema, access);
    }

    String name() {
        return table.name();
    }

    /** Every row; the mapper sees these columns in this order. */
    <T> List<T> rows(VersionAccess.RowMapper<T> mapper, String... columns) {
        String names = List.of(columns).stream().map(this::column).collect(Collectors.joining(", "));
        return access.list(
                "Reading the version",
                "SELECT " + names + " FROM " + access.table().apply(name()),
                ALL,
                mapper);
    }

    private String column(String name) {
        return table.columns().stream()
                .map(Column::name)
                .filter(name::equalsIgnoreCase)
                .findFirst()
                .map(access.column())
                .orElseThrow(() -> unclear("The table " + name() + " has no column " + name + "."));
    }

    /** An error that says why the version is not clear. */
    static DatabaseException unclear(String sentence) {
        return unclear(sentence, "Give the version of the rows with --as-version V.");
    }

    /** The same with a next step. */
    static DatabaseException unclear(String sentence, String nextStep) {
        return new DatabaseException(ErrorCode.VERSION_UNCLEAR, sentence, nextStep);
    }
}
