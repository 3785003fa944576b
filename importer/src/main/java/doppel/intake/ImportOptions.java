package doppel.intake;

import doppel.csv.CsvReading;
import doppel.dialect.server.Credentials;
import doppel.restore.existing.OnConflict;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How to import CSV.
 *
 * @param target the URL of the database
 * @param reading how the files are read
 * @param tables the tables that are imported; empty for all
 * @param excluded tables that are left out
 * @param onConflict what becomes of rows that are there with other values
 * @param choices what is done only on request
 * @param tolerated how many records may be left out
 * @param rejects the folder for records that are left out; beside the source if nothing is said
 * @param credentials the fallback source for passwords
 */
public record ImportOptions(
        String target,
        CsvReading reading,
        List<String> tables,
        List<String> excluded,
        OnConflict onConflict,
        Set<Choice> choices,
        long tolerated,
        Optional<Path> rejects,
        Credentials credentials) {

    /** What an import does only on request. */
    public enum Choice {
        /** Rows get new keys, and their references follow. */
        NEW_IDS,
        /** Everything is done but the last step. */
        DRY_RUN,
        /** No SQL of the folder is sent to a server. */
        DATA_ONLY
    }

    public ImportOptions {
        tables = List.copyOf(tables);
        excluded = List.copyOf(excluded);
        choices = choices.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(choices));
    }

    /** All tables, into the database of this URL, where a row with other values is refused. */
    public static ImportOptions into(String target) {
        return new ImportOptions(
                target,
                CsvReading.DEFAULTS,
                List.of(),
                List.of(),
                OnConflict.REFUSE,
                Set.of(),
                0,
                Optional.empty(),
                Credentials.none());
    }

    /** The same with a fallback source for passwords. */
    public ImportOptions credentials(Credentials others) {
        return new ImportOptions(target, reading, tables, excluded, onConflict, choices, tolerated, rejects, others);
    }

    /** Whether this was chosen. */
    public boolean has(Choice choice) {
        return choices.contains(choice);
    }

    boolean takes(String table) {
        return (tables.isEmpty() || tables.contains(table)) && !excluded.contains(table);
    }
}
