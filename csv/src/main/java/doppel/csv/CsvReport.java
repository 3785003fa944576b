package doppel.csv;

import java.util.List;

/**
 * What an export has written.
 *
 * @param tables how many tables
 * @param rows how many rows
 * @param notices what the user should know, a sentence each
 */
public record CsvReport(int tables, long rows, List<String> notices) {

    public CsvReport {
        notices = List.copyOf(notices);
    }
}
