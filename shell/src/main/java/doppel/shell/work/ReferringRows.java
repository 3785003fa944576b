package doppel.shell.work;

import doppel.Counted;
import doppel.ErrorCode;
import doppel.UsageException;
import doppel.dialect.LiveDatabase;
import doppel.dialect.RefusedException;
import doppel.fixture.Row;
import doppel.fixture.Shape;
import doppel.schema.ForeignKey;
import doppel.schema.LoadOrder;
import doppel.schema.Table;
import doppel.shell.change.RowKey;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Rows that are to be deleted, with the rows that refer to them, those that refer to these, and so on. Where the
 * database empties a reference by itself, the row that has it stays.
 */
final class ReferringRows {

    private final UnitOfWork work;
    private final LiveDatabase database;
    private final Map<String, References> references = new HashMap<>();
    private final List<Found> found = new ArrayList<>();
    private final Set<List<Object>> known = new HashSet<>();
    private final Map<String, Long> referring = new TreeMap<>();
    private final Map<String, Long> emptied = new TreeMap<>();
    private final String table;

    private record Found(Table table, Row key, Row row) {}

    private ReferringRows(UnitOfWork work, LiveRows rows) {
        this.work = work;
        database = work.database();
        table = rows.table().name();
        boolean none = rows.isSql()
                && to(rows.table()).all().stream()
                        .noneMatch(reference ->
                                referring(reference, rows.condition()).first().isPresent());
        if (none) {
            return;
        }
        List<Found> wave = add(rows);
        int chosen = found.size();
        while (!wave.isEmpty()) {
            wave = wave.stream().collect(Collectors.groupingBy(Found::table)).entrySet().stream()
                    .flatMap(same -> follow(same.getKey(), same.getValue()).stream())
                    .toList();
        }
        found.subList(chosen, found.size())
                .forEach(row -> referring.merge(row.table().name(), 1L, Long::sum));
    }

    static ReferringRows of(UnitOfWork work, LiveRows rows) {
        return new ReferringRows(work, rows);
    }

    private References to(Table referred) {
        return references.computeIfAbsent(referred.name(), unknown -> new References(database, referred));
    }

    /** The rows that refer by a key to those for which a condition holds. */
    private LiveRows referring(References.Reference reference, String condition) {
        Table referred = database.schema().table(reference.key().table()).orElseThrow();
        return LiveRows.of(work, reference.referring().name())
                .where(to(referred).to(reference, condition));
    }

    /** Finds what refers to rows of a table; gives what was not known before. */
    private List<Found> follow(Table referred, List<Found> rows) {
        List<Found> next = new ArrayList<>();
        for (References.Reference reference : to(referred).all()) {
            List<Row> referable = rows.stream()
                    .map(Found::row)
                    .filter(row -> reference.key().referencedColumns().stream()
                            .allMatch(column -> row.get(column) != null)) // nothing refers to NULL
                    .toList();
            References.parts(referable).forEach(part -> follow(referred, reference, part, next));
        }
        return next;
    }

    private void follow(Table referred, References.Reference reference, List<Row> part, List<Found> next) {
        LiveRows rows = LiveRows.of(work, reference.referring().name())
                .where(to(referred).to(reference, part));
        if (!reference.key().onDelete().startsWith("SET")) {
            next.addAll(add(rows));
            return;
        }
        long count = rows.count();
        if (count > 0) {
            emptied.merge(rows.table().name(), count, Long::sum);
        }
    }

    private List<Found> add(LiveRows rows) {
        List<Found> added = new ArrayList<>();
        try (RowReading reading = rows.open()) {
            for (Row row = reading.next(); row != null; row = reading.next()) {
                Row key = RowKey.of(rows.table(), row);
                if (known.add(RowKey.identity(key))) {
                    added.add(new Found(rows.table(), key, row));
                }
            }
        }
        found.addAll(added);
        return added;
    }

    /** Whether no row has to be taken along. */
    boolean isEmpty() {
        return referring.isEmpty();
    }

    /** Refuses to delete rows that others refer to. */
    void requireNone() {
        if (referring.isEmpty() && emptied.isEmpty()) {
            return;
        }
        List<String> words = new ArrayList<>();
        referring.forEach((name, count) -> words.add(Counted.of(count, "row") + " of " + name));
        String taken = words.isEmpty() ? "" : String.join(", ", words) + " hang on them";
        String lost = emptied.isEmpty()
                ? ""
                : emptied.entrySet().stream()
                        .map(entry -> Counted.of(entry.getValue(), "row") + " of " + entry.getKey())
                        .collect(Collectors.joining(", ", taken.isEmpty() ? "" : "; ", " would lose their reference"));
        throw new UsageException(
                ErrorCode.ROWS_REFERRED_TO,
                "Rows of " + table + " are not deleted, since others refer to them: " + taken + lost + ".",
                "Say andWhatRefersToThem().delete() to take them along, or mergeInto(key) to let them refer to another"
                        + " row.");
    }

    /** Deletes all of them, those that refer before those that they refer to; returns how many there were. */
    long deleteAll() throws RefusedException {
        Map<String, List<Row>> keys = new HashMap<>();
        found.forEach(row -> keys.computeIfAbsent(row.table().name(), name -> new ArrayList<>())
                .add(row.key()));
        LoadOrder order = LoadOrder.of(database.schema().tables().stream()
                .filter(of -> keys.containsKey(of.name()))
                .toList());
        List<Table> inCycles = order.cycles().stream().flatMap(List::stream).toList();
        Set<String> names = inCycles.stream().map(Table::name).collect(Collectors.toSet());
        for (Table of : inCycles) {
            for (List<Row> alike : alike(keys.get(of.name()))) {
                Row nothing = emptied(of, alike.get(0), names);
                if (!nothing.columns().isEmpty()) {
                    database.writer().update(nothing, where(of, alike));
                }
            }
        }
        for (int i = order.tables().size() - 1; i >= 0; i--) {
            Table of = order.tables().get(i);
            for (List<Row> alike : alike(keys.get(of.name()))) {
                delete(of, where(of, alike)); // they may be gone with those that they referred to
            }
        }
        return found.size();
    }

    /** Keys of the same columns, as many as can stand together. */
    private static List<List<Row>> alike(List<Row> keys) {
        return keys.stream().collect(Collectors.groupingBy(Row::columns)).values().stream()
                .flatMap(References::parts)
                .toList();
    }

    private String where(Table of, List<Row> keys) {
        return LiveDatabase.where(to(of).anyOf(keys));
    }

    private void delete(Table of, String where) {
        try (Statement statement = database.connection().createStatement()) {
            statement.executeUpdate("DELETE FROM " + database.sqlName(of) + where);
        } catch (SQLException e) {
            throw database.failure("Deleting rows of " + of.name(), e);
        }
    }

    /** What empties the references to rows of these tables, where columns may be empty. */
    private static Row emptied(Table of, Row key, Set<String> tables) {
        Row nothing = new Row(Shape.empty(of.name()), 2);
        for (ForeignKey reference : of.foreignKeys()) {
            boolean mayBeEmpty = reference.columns().stream()
                    .allMatch(column -> of.column(column).orElseThrow().nullable() && !key.has(column));
            if (tables.contains(reference.table()) && mayBeEmpty) {
                reference.columns().forEach(column -> nothing.set(column, null));
            }
        }
        return nothing;
    }
}
