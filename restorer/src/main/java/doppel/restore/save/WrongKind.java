package doppel.restore.save;

import doppel.literal.ValueWords;
import doppel.restore.statement.Statement;
import doppel.schema.Column;
import doppel.schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says which column of a statement holds another kind of value than the code takes. Stateless. */
final class WrongKind {

    private WrongKind() {}

    /** What the exception of the statement's code means. */
    static String reason(ClassCastException e, Statement statement) {
        List<String> found = new ArrayList<>();
        Optional<String> type = ValueWords.castFrom(e);
        Object[] values = statement.values();
        for (int i = 0; type.isPresent() && values != null && i < values.length; i++) {
            if (values[i] != null && values[i].getClass().getName().equals(type.get())) {
                found.add(column(statement, i) + " holds " + ValueWords.shown(values[i]));
            }
        }
        return ValueWords.meaning(e) + (found.isEmpty() ? "" : " (" + String.join(", ", found) + ")");
    }

    /** The column that a value is for, if the create method takes those of its table. */
    private static String column(Statement statement, int value) {
        String name = statement.account().table();
        List<Column> columns = statement
                .fixture()
                .schema()
                .table(name)
                .map(Table::insertableColumns)
                .orElse(List.of());
        return columns.size() == statement.values().length
                ? name + "." + columns.get(value).name()
                : "value " + (value + 1) + " of " + statement.method().name();
    }
}
