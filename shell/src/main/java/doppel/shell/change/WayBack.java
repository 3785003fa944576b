package doppel.shell.change;

import doppel.PrivateFiles;
import doppel.Progress;
import doppel.StorageException;
import doppel.dialect.Dialect;
import doppel.dialect.Source;
import doppel.dump.DumpOptions;
import doppel.dump.Dumper;
import doppel.fixture.Row;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A private folder with two small fixtures, the changed rows before and after the change, and a script that puts them
 * back: {@code doppel run FOLDER/back.jsh --db URL}.
 */
public final class WayBack {

    /** The fixture of the rows as they were. */
    static final String BEFORE = "before";

    /** The fixture of the rows as they became. */
    static final String AFTER = "after";

    /** The script that puts the rows back. */
    public static final String SCRIPT = "back.jsh";

    private WayBack() {}

    /**
     * Keeps changed rows.
     *
     * @param folder an empty private folder
     * @param committed the database as others see it, before the change is committed
     */
    public static void keep(Dialect dialect, Source committed, List<ChangedRow> changes, Path folder) {
        try {
            dump(dialect, committed, changes, ChangedRow::before, folder.resolve(BEFORE));
            dump(dialect, committed, changes, ChangedRow::after, folder.resolve(AFTER));
            Path script = folder.resolve(SCRIPT);
            PrivateFiles.createIfMissing(script);
            Files.write(script, script(changes).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw StorageException.of("Keeping the rows as they were in " + folder, e);
        }
    }

    private static void dump(
            Dialect dialect,
            Source committed,
            List<ChangedRow> changes,
            Function<ChangedRow, Optional<Row>> side,
            Path directory) {
        Map<String, List<Row>> rows = new LinkedHashMap<>();
        for (ChangedRow change : changes) {
            List<Row> of = rows.computeIfAbsent(change.table().name(), unknown -> new ArrayList<>());
            side.apply(change).ifPresent(of::add);
        }
        DumpOptions options = DumpOptions.defaults()
                .as(directory.getFileName().toString())
                .tables(List.copyOf(rows.keySet()))
                .tolerate();
        new Dumper(dialect, new KeptRows(committed, rows), options, Progress.NONE).dump(directory);
    }

    private static String script(List<ChangedRow> changes) {
        return "// Puts back the rows as they were before a change (" + ChangeText.summary(changes) + ").\n"
                + "// Rows that somebody has changed since then are named, and nothing is changed.\n"
                + "putBack(here());\n";
    }
}
