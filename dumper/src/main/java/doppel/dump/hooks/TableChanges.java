package doppel.dump.hooks;

import doppel.literal.JavaText;
import doppel.literal.JavaType;
import doppel.program.DumpedTable;
import java.util.ArrayList;
import java.util.List;

/**
 * What changed in the create method of a table between two dumps.
 *
 * @param before the table as it was
 * @param now the table as it is
 */
record TableChanges(DumpedTable before, DumpedTable now) {

    /**
     * The changes, each in words; none if a method body for one table fits the other.
     *
     * @param typesKnown whether the earlier parameters were those that the dumper wrote
     */
    List<String> sentences(boolean typesKnown) {
        List<String> changes = new ArrayList<>();
        String name = now.names().table().name();
        if (!before.names().table().name().equals(name)) {
            changes.add("the table is called " + shown(name) + " now");
        }
        List<String> columnsBefore = columns(before);
        List<String> columnsNow = columns(now);
        for (String column : columnsNow) {
            if (!columnsBefore.contains(column)) {
                changes.add("the dump now has a column " + shown(column));
            }
        }
        for (String column : columnsBefore) {
            if (!columnsNow.contains(column)) {
                changes.add("the dump has no column " + shown(column) + " any more");
            }
        }
        if (changes.isEmpty() && !columnsBefore.equals(columnsNow)) {
            changes.add("the columns are in another order");
        }
        if (before.names().wide() != now.names().wide()) {
            changes.add("its values come " + (now.names().wide() ? "in one array" : "one by one") + " now");
        } else if (typesKnown && changes.isEmpty() && !now.names().wide()) {
            for (int i = 0; i < columnsNow.size(); i++) {
                compareParameter(i, columnsNow.get(i), changes);
            }
        }
        return changes;
    }

    private void compareParameter(int i, String column, List<String> changes) {
        JavaType typeBefore = before.types().get(i);
        JavaType typeNow = now.types().get(i);
        if (typeBefore != typeNow) {
            changes.add("the values of the column " + shown(column) + " are of the type " + typeNow.source()
                    + " now and were of " + typeBefore.source());
        }
        String parameterNow = now.names().parameters().get(i);
        if (!before.names().parameters().get(i).equals(parameterNow)) {
            changes.add("the parameter of the column " + shown(column) + " is called " + parameterNow + " now");
        }
    }

    private static List<String> columns(DumpedTable table) {
        return table.names().shape().parameters().stream()
                .map(parameter -> parameter.column().name()
                        + parameter
                                .reference()
                                .map(reference -> " of " + reference.key().table() + " by "
                                        + String.join(", ", reference.key().columns()))
                                .orElse(""))
                .toList();
    }

    /** A name from the database, safe in a comment. */
    static String shown(String name) {
        return JavaText.comment(name);
    }
}
