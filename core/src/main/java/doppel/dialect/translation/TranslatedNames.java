package doppel.dialect.translation;

import doppel.DatabaseException;
import doppel.ErrorCode;
import doppel.dialect.portable.PortableColumn;
import doppel.dialect.portable.PortableTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Checks the names of tables and columns from another engine. Stateless. */
final class TranslatedNames {

    private static final int MOST_TOLD = 50;

    private TranslatedNames() {}

    /** @throws DatabaseException if some are not possible; the message lists all of them */
    static void check(EngineWords words, List<PortableTable> tables) {
        List<String> problems = new ArrayList<>();
        Map<String, String> tableNames = new HashMap<>();
        for (PortableTable table : tables) {
            words.tableNameProblem(table.name())
                    .ifPresent(problem -> problems.add("the table " + table.name() + " " + problem));
            String other = tableNames.put(words.foldedTable(table.name()), table.name());
            if (other != null) {
                problems.add("the tables " + other + " and " + table.name() + " have the same name there");
            }
            checkColumns(words, table, problems);
        }
        if (!problems.isEmpty()) {
            String more = problems.size() > MOST_TOLD ? "; and " + (problems.size() - MOST_TOLD) + " more" : "";
            throw new DatabaseException(
                    ErrorCode.SCHEMA_NOT_TRANSLATED,
                    "Not all names are possible in " + words.engine() + ": "
                            + String.join("; ", problems.subList(0, Math.min(MOST_TOLD, problems.size()))) + more + ".",
                    "Give these tables and columns other names in Restore.java: where schema() describes them, and "
                            + "in their"
                            + " create methods. Nothing was changed.");
        }
    }

    private static void checkColumns(EngineWords words, PortableTable table, List<String> problems) {
        Map<String, String> columnNames = new HashMap<>();
        for (PortableColumn column : table.columns()) {
            words.nameProblem(column.name())
                    .ifPresent(problem ->
                            problems.add("the column " + column.name() + " of " + table.name() + " " + problem));
            String other = columnNames.put(words.folded(column.name()), column.name());
            if (other != null) {
                problems.add("the columns " + other + " and " + column.name() + " of " + table.name()
                        + " have the same name there");
            }
        }
    }
}
