package doppel.csv;

import doppel.ErrorCode;
import doppel.FixtureException;
import doppel.csv.value.FieldReader;
import doppel.csv.value.Mark;
import doppel.dialect.Dialect;
import doppel.literal.JavaType;
import doppel.schema.Column;
import doppel.schema.Nearest;
import doppel.schema.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which field of a record is which column. Immutable.
 *
 * @param columns the columns that a row has values of, in the order of the header
 * @param readers the reader of each field; null for fields that are passed over
 * @param fields for each of the columns, its field
 * @param notices what the user should know, a sentence each
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record CsvColumns(List<Column> columns, FieldReader[] readers, int[] fields, List<String> notices) {

    /** Finds the columns of a header in a table. */
    static CsvColumns of(CsvTable file, Table target, Dialect dialect, boolean emptyNull) {
        List<String> problems = new ArrayList<>();
        List<String> notices = new ArrayList<>();
        List<Column> columns = new ArrayList<>();
        List<Integer> fields = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        FieldReader[] readers = new FieldReader[file.columns().size()];
        for (int i = 0; i < readers.length; i++) {
            String name = file.columns().get(i);
            if (isOurs(name)) {
                continue;
            }
            Optional<Column> found = column(target, unescaped(name));
            if (found.isEmpty()) {
                problems.add("table " + target.name() + " has no column " + unescaped(name)
                        + Nearest.of(name, target.columns().stream().map(Column::name))
                                .map(nearest -> " (did you mean " + nearest + "?)")
                                .orElse(""));
            } else if (!seen.add(found.get().name())) {
                problems.add("column " + found.get().name() + " comes twice");
            } else if (!found.get().insertable()) {
                notices.add(file.name() + "." + name + " is left out: the database computes it.");
            } else {
                JavaType type = dialect.parameterType(found.get());
                readers[i] = new FieldReader(type, file.part().notation(), emptyNull);
                columns.add(found.get());
                fields.add(i);
            }
        }
        target.insertableColumns().stream()
                .filter(column -> target.needs(column) && !seen.contains(column.name()))
                .forEach(column -> problems.add("column " + column.name() + " is missing, which every row needs"
                        + Nearest.of(column.name(), file.columns().stream().filter(name -> !seen.contains(name)))
                                .map(nearest -> " (is it " + nearest + "?)")
                                .orElse("")));
        if (!problems.isEmpty()) {
            throw new FixtureException(
                    ErrorCode.CSV_UNREADABLE,
                    "The header of " + file.file() + " does not fit: " + String.join("; ", problems) + ".",
                    "Correct the header in the file, or name another table with --table.");
        }
        return new CsvColumns(
                List.copyOf(columns),
                readers,
                fields.stream().mapToInt(Integer::intValue).toArray(),
                List.copyOf(notices));
    }

    /** The column of this name; of another case if only one is called so. */
    private static Optional<Column> column(Table target, String name) {
        Optional<Column> exact = target.column(name);
        if (exact.isPresent()) {
            return exact;
        }
        List<Column> similar = target.columns().stream()
                .filter(column -> column.name().equalsIgnoreCase(name))
                .toList();
        return similar.size() == 1 ? Optional.of(similar.get(0)) : Optional.empty();
    }

    /** Whether a column of a header is not one of the table. */
    static boolean isOurs(String name) {
        return name.equals(CsvRejects.REASON) || name.equals(CsvExport.ROW);
    }

    /** The name of a column as its header has it: nothing that could be taken for one of ours. */
    static String escaped(String column) {
        return column.startsWith(Mark.BEGINNING) ? Mark.TEXT.prefix() + column : column;
    }

    private static String unescaped(String name) {
        return name.startsWith(Mark.TEXT.prefix())
                ? name.substring(Mark.TEXT.prefix().length())
                : name;
    }
}
