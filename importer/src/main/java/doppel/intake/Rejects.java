package doppel.intake;

import doppel.Directories;
import doppel.PrivateFiles;
import doppel.StorageException;
import doppel.csv.CsvRejects;
import doppel.csv.CsvTable;
import doppel.csv.record.Place;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The folder of records that could not be saved, which appears with the first of them. Used by one thread. */
final class Rejects implements AutoCloseable {

    private final Path folder;
    private final Map<CsvTable, CsvRejects> files = new LinkedHashMap<>();
    private boolean kept;

    /** @param folder a free name */
    Rejects(Path folder) {
        this.folder = folder;
    }

    /** Adds a record. */
    void add(CsvTable table, Place place, String reason) {
        files.computeIfAbsent(table, this::begin).add(place, reason);
    }

    private CsvRejects begin(CsvTable table) {
        try {
            PrivateFiles.directory(folder);
        } catch (IOException e) {
            throw StorageException.of("Creating " + folder, e);
        }
        return new CsvRejects(table, folder.resolve(name(table)));
    }

    /** The tables of web2py's single file have one file, so that theirs get names of their own. */
    private String name(CsvTable table) {
        String name = table.file().getFileName().toString();
        boolean taken = files.keySet().stream().anyMatch(other -> other.file().equals(table.file()));
        return taken ? (files.size() + 1) + "-" + name : name;
    }

    /** Lets the folder stay when this is closed. */
    void keep() {
        kept = true;
    }

    /** The folder, if there are any. */
    Optional<Path> folder() {
        return files.isEmpty() ? Optional.empty() : Optional.of(folder);
    }

    @Override
    public void close() {
        files.values().forEach(CsvRejects::close);
        if (!kept && !files.isEmpty()) {
            try {
                Directories.delete(folder);
            } catch (IOException e) {
                throw StorageException.of("Removing " + folder, e);
            }
        }
    }
}
