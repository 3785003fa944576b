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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
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

    private ReferringRows(UnitOfWork work, TableRows rows) {
        this.work = work;
        database = work.database();
        table = rows.table().name();
        References toThese = to(rows.table());
        boolean any = toThese.all().stream()
                .anyMatch(reference ->
                        referring(reference, rows.condition()).first().isPresent());
        if (!any) {
            return;
        }
        Deque<Found> open = new ArrayDeque<>();
        rows.limit(Integer.MAX_VALUE).rows().forEach(row -> add(rows.table(), row, open));
        int chosen = found.size();
        while (!open.isEmpty()) {
            Found next = open.poll();
            to(next.table()).all().forEach(reference -> follow(next, reference, open));
        }
        found.subList(chosen, found.size())
                .forEach(row -> referring.merge(row.table().name(), 1L, Long::sum));
    }

    static ReferringRows of(UnitOfWork work, TableRows rows) {
        return new ReferringRows(work, rows);
    }

    private References to(Table referred) {
        return references.computeIfAbsent(referred.name(), unknown -> new References(database, referred));
    }

    /** The rows that refer by a key to those for which a condition holds. */
    private TableRows referring(References.Reference reference, String condition) {
        Table referred = database.schema().table(reference.key().table()).orElseThrow();
        return TableRows.of(work, reference.referring().name())
                .where(to(referred).to(reference, condition));
    }

    private void follow(Found referred, References.Reference reference, Deque<Found> open) {
        if (reference.key().referencedColumns().stream()
                .anyMatch(column -> referred.row().get(column) == null)) {
            return; // nothing refers to NULL
        }
        TableRows rows = referring(reference, database.condition(referred.key()));
        if (reference.key().onDelete().startsWith("SET")) {
            long count = rows.count();
            if (count > 0) {
                emptied.merge(rows.table().name(), count, Long::sum);
            }
            return;
        }
        rows.limit(Integer.MAX_VALUE).rows().forEach(row -> add(rows.table(), row, open));
    }

    private void add(Table of, Row row, Deque<Found> open) {
        Row key = RowKey.of(of, row);
        if (known.add(RowKey.identity(key))) {
            Found next = new Found(of, key, row);
            found.add(next);
            open.add(next);
        }
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
        Set<String> names = found.stream().map(row -> row.key().table()).collect(Collectors.toSet());
        LoadOrder order = LoadOrder.of(database.schema().tables().stream()
                .filter(of -> names.contains(of.name()))
                .toList());
        Set<String> inCycles =
                order.cycles().stream().flatMap(List::stream).map(Table::name).collect(Collectors.toSet());
        Map<String, List<Found>> byTable =
                found.stream().collect(Collectors.groupingBy(row -> row.key().table()));
        for (String name : inCycles) {
            for (Found row : byTable.get(name)) {
                emptyReferences(row, inCycles);
            }
        }
        for (int i = order.tables().size() - 1; i >= 0; i--) {
            for (Found row : byTable.get(order.tables().get(i).name())) {
                database.writer().deleteOne(row.key()); // it may be gone with the one that it referred to
            }
        }
        return found.size();
    }

    /** Empties what refers to rows of these tables, where a column may be empty. */
    private void emptyReferences(Found row, Set<String> tables) throws RefusedException {
        Table of = row.table();
        Row nothing = new Row(Shape.empty(of.name()), 2);
        for (ForeignKey key : of.foreignKeys()) {
            boolean mayBeEmpty = key.columns().stream()
                    .allMatch(column -> of.column(column).orElseThrow().nullable()
                            && !row.key().has(column));
            if (tables.contains(key.table()) && mayBeEmpty) {
                key.columns().forEach(column -> nothing.set(column, null));
            }
        }
        if (!nothing.columns().isEmpty()) {
            database.writer().updateOne(row.key(), nothing);
        }
    }
}
