package doppel.migration.action;

import doppel.fixture.Row;
import doppel.migration.Join;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** A table that a step joins to others, perhaps more than once. Not thread-safe. */
public final class JoinedTable {

    private final String table;
    private final boolean merged;
    private final List<JoinedRows> joins = new ArrayList<>();
    private final Set<String> columns = new LinkedHashSet<>();
    private final List<Joinable> rows = new ArrayList<>();

    /** @param merged whether nothing else is left of its rows */
    public JoinedTable(String table, boolean merged) {
        this.table = table;
        this.merged = merged;
    }

    /** The rows that one more join of this table finds. */
    public JoinedRows join(Join join) {
        JoinedRows found = new JoinedRows(join);
        joins.add(found);
        columns.add(String.join(", ", join.other()));
        return found;
    }

    /** Adds a row for each join to find; adding it again changes nothing. */
    public void put(Row row) {
        Joinable joinable = joins.stream()
                .map(join -> join.known(row))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        if (joinable == null) {
            joinable = new Joinable();
            if (merged) {
                rows.add(joinable);
            }
        }
        for (JoinedRows join : joins) {
            join.put(row, joinable);
        }
    }

    /** How many rows are lost because no join has found them, as a sentence. */
    public Optional<String> lost() {
        long lost = rows.stream().filter(row -> !row.isJoined()).count();
        return lost == 0
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "No row has joined %,d of the rows of %s, by %s.",
                        lost,
                        table,
                        String.join(" or ", columns)));
    }
}
