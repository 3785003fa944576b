package doppel.verify;

import doppel.Progress;
import doppel.csv.BadRecord;
import doppel.csv.CsvContent;
import doppel.csv.CsvExport;
import doppel.csv.CsvFiles;
import doppel.csv.CsvReading;
import doppel.csv.CsvRows;
import doppel.csv.CsvTable;
import doppel.csv.CsvWriting;
import doppel.csv.record.Place;
import doppel.dialect.Dialect;
import doppel.dialect.Dialects;
import doppel.dialect.RowCursor;
import doppel.dialect.Source;
import doppel.schema.Table;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Exports a database as CSV, reads it again, and compares with the rows that the database gives. Stateless. */
final class CsvEquality {

    private static final int MOST = 3;

    private CsvEquality() {}

    /** What differs, a sentence each. */
    static List<String> differences(String url, Path folder, CsvWriting options) {
        List<String> differences = new ArrayList<>();
        Dialect dialect = Dialects.forUrl(url);
        try (Source source = dialect.openSource(url)) {
            CsvContent content = CsvContent.of(dialect, source, List.of(), List.of());
            new CsvExport(content, options, Progress.NONE).toFolder(folder);
            try (CsvFiles files = CsvFiles.open(folder, CsvReading.DEFAULTS)) {
                List<String> names = files.tables().stream().map(CsvTable::name).toList();
                List<String> expected =
                        content.tables().stream().map(Table::name).toList();
                if (!names.equals(expected)) {
                    differences.add("the tables are " + names + " instead of " + expected);
                    return differences;
                }
                for (int i = 0; i < names.size(); i++) {
                    compare(
                            source,
                            content.tables().get(i),
                            dialect,
                            files.tables().get(i),
                            differences);
                }
            }
        }
        return differences;
    }

    private static void compare(Source source, Table table, Dialect dialect, CsvTable file, List<String> differences) {
        List<BadRecord> bad = new ArrayList<>();
        int columns = table.insertableColumns().size();
        try (RowCursor expected = source.rows(table);
                CsvRows actual = file.rows(table, dialect, bad::add)) {
            Object[] one = new Object[columns];
            Object[] other = new Object[columns];
            long row = 0;
            Place first = null;
            Object[] firstRow = null;
            while (expected.next(one)) {
                row++;
                if (!actual.next(other)) {
                    differences.add(table.name() + ": row " + row + " is missing: " + shown(one));
                    break;
                }
                if (first == null) {
                    first = actual.place();
                    firstRow = other.clone();
                }
                if (!Arrays.deepEquals(one, other)) {
                    differences.add(table.name() + ", row " + row + ": " + shown(one) + " became " + shown(other));
                }
                if (differences.size() > MOST) {
                    break;
                }
            }
            if (bad.isEmpty() && actual.next(other)) {
                differences.add(table.name() + ": there is one more row: " + shown(other));
            }
            if (first != null && !Arrays.deepEquals(firstRow, actual.again(first))) {
                differences.add(table.name() + ": the first row is another one when it is read again");
            }
        }
        bad.stream().limit(MOST).forEach(record -> differences.add(table.name() + ": " + record));
    }

    private static String shown(Object[] values) {
        String text = Arrays.deepToString(values);
        return text.length() > 500 ? text.substring(0, 500) + "..." : text;
    }
}
