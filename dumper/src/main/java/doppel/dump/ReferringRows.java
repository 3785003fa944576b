package doppel.dump;

import doppel.dialect.RowCursor;
import doppel.dialect.Source;
import doppel.program.TableNames;
import doppel.schema.Column;
import doppel.schema.ForeignKey;
import doppel.schema.RowShape.NaturalReference;
import doppel.schema.RowShape.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The rows of a table that refers to rows which are not dumped: replaces keys by natural keys if those rows are
 * recreated, and counts the references if they are left behind. Used for one table.
 */
final class ReferringRows {

    private final String table;
    private final List<String> columns;
    private final Object[] row;
    private final Map<ForeignKey, List<Integer>> leftBehind = new LinkedHashMap<>();
    private final List<Natural> natural = new ArrayList<>();
    private final List<Part> parts;

    /**
     * A reference that is expressed by a natural key.
     *
     * @param columns the positions of the key's columns
     * @param lookedUp the positions of those that are looked up
     * @param own the positions of those that are part of the natural key
     * @param keys the natural keys
     */
    private record Natural(
            NaturalReference reference,
            List<Integer> columns,
            List<Integer> lookedUp,
            List<Integer> own,
            NaturalKeys keys) {

        /** Whether the natural key has parts that are not columns of the row. */
        boolean adds() {
            return own.size() < reference.naturalKey().size();
        }
    }

    /** The source of a parameter's value: a column of the row, or a part of a reference's natural key. */
    private record Part(int column, int reference, int position) {}

    private ReferringRows(TableNames names, Source source, Predicate<ForeignKey> isLeftBehind) {
        table = names.table().name();
        columns = names.table().insertableColumns().stream().map(Column::name).toList();
        row = new Object[columns.size()];
        for (ForeignKey key : names.table().foreignKeys()) {
            if (isLeftBehind.test(key)) {
                leftBehind.put(
                        key,
                        positions(key.columns().stream()
                                .filter(columns::contains) // computed columns do not count
                                .toList()));
            }
        }
        List<NaturalReference> references = names.shape().references();
        for (NaturalReference reference : references) {
            List<String> all = reference.key().columns();
            natural.add(new Natural(
                    reference,
                    positions(all),
                    positions(reference.lookedUp()),
                    positions(all.stream()
                            .filter(column -> !reference.lookedUp().contains(column))
                            .toList()),
                    NaturalKeys.read(source, reference)));
        }
        parts = names.shape().parameters().stream()
                .map(parameter -> part(parameter, references))
                .toList();
    }

    private List<Integer> positions(List<String> wanted) {
        return NaturalKeys.positions(columns, wanted);
    }

    private Part part(Parameter parameter, List<NaturalReference> references) {
        String column = parameter.column().name();
        return parameter
                .reference()
                .map(reference -> new Part(
                        -1,
                        references.indexOf(reference),
                        reference.naturalKey().indexOf(column)))
                .orElseGet(() -> new Part(columns.indexOf(column), -1, -1));
    }

    /**
     * The rows of a table; empty if all their references lead to dumped rows.
     *
     * @param isLeftBehind whether a key of the table leads to rows that are neither dumped nor recreated
     */
    static Optional<ReferringRows> of(TableNames names, Source source, Predicate<ForeignKey> isLeftBehind) {
        boolean refers =
                !names.shape().isPlain() || names.table().foreignKeys().stream().anyMatch(isLeftBehind);
        return refers ? Optional.of(new ReferringRows(names, source, isLeftBehind)) : Optional.empty();
    }

    /**
     * Passes the next row to the files.
     *
     * @param counts counts references to rows that are left behind
     * @param faults counts references that no natural key can express: the row is then unusable
     * @return whether there was a row
     */
    boolean next(RowCursor rows, RowFiles files, ReferenceCounts counts, ReferenceCounts faults) {
        if (!rows.next(row)) {
            return false;
        }
        leftBehind.forEach((key, positions) -> {
            List<Object> values = NaturalKeys.values(row, positions);
            if (values.stream().allMatch(Objects::nonNull)) {
                counts.add(table, key, "", values);
            }
        });
        List<List<Object>> keys = new ArrayList<>(natural.size());
        for (Natural each : natural) {
            keys.add(naturalKey(each, faults));
        }
        for (Part part : parts) {
            if (part.column() >= 0) {
                files.take(row[part.column()]);
            } else {
                List<Object> key = keys.get(part.reference());
                files.take(key == null ? null : key.get(part.position()));
            }
        }
        return true;
    }

    /** The natural key of the row referred to; null if the reference is NULL. */
    private List<Object> naturalKey(Natural each, ReferenceCounts faults) {
        List<Object> values = NaturalKeys.values(row, each.columns());
        ForeignKey key = each.reference().key();
        if (values.contains(null)) {
            boolean nothing = NaturalKeys.values(row, each.lookedUp()).stream().allMatch(Objects::isNull);
            if (!nothing || !each.adds() && !NaturalKeys.values(row, each.own()).contains(null)) {
                faults.add(table, key, "with a key that is partly NULL", values);
            }
            return null;
        }
        List<Object> found = each.keys().of(values);
        if (found == null) {
            faults.add(table, key, "with a key that no row has in exactly this spelling", values);
        } else if (found.contains(null)) {
            faults.add(table, key, "for a row whose natural key is NULL", values);
        } else if (each.keys().isAmbiguous(found)) {
            faults.add(table, key, "for a natural key that several rows have", found);
        }
        return found;
    }
}
