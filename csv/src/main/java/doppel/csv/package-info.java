/**
 * Databases as CSV: a folder of one file a table, or web2py's single file. {@link doppel.csv.CsvExport} writes them,
 * {@link doppel.csv.CsvFiles} reads these and CSV of unknown origin as exact rows:
 *
 * <pre>{@code
 * try (CsvFiles files = CsvFiles.open(Path.of("club-csv"), CsvReading.DEFAULTS)) {
 *     for (CsvTable table : files.tables()) {
 *         try (CsvRows rows = table.rows(target.table(table.name()).orElseThrow(), dialect, badRecords::add)) {
 *             while (rows.next(values)) { ... }
 *         }
 *     }
 * }
 * }</pre>
 */
package doppel.csv;
