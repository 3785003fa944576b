package doppel.csv;

import doppel.ErrorCode;
import doppel.FixtureException;
import doppel.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What stands under the name of a folder that an export is about to write. It may be replaced if it is empty, or holds
 * nothing but what an export has written.
 *
 * @param named the folder, as the user named it
 */
record EarlierExport(Path named) {

    /**
     * Makes sure that nobody misses what is there.
     *
     * @throws StorageException if somebody might
     */
    void requireReplaceable(boolean overwrite) throws IOException {
        if (!Files.exists(named, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!overwrite) {
            throw refused(" exists already.", "Choose another name, or add --overwrite to replace the export in it.");
        }
        if (!Files.isDirectory(named, LinkOption.NOFOLLOW_LINKS)) {
            throw refused(" is not a folder, and only exports are ever overwritten.", "Choose another name.");
        }
        List<String> children;
        try (Stream<Path> files = Files.list(named)) {
            children = files.map(file -> file.getFileName().toString()).sorted().toList();
        }
        List<String> foreign = children.stream()
                .filter(name -> !name.equals(TableIndex.FILE) && !name.equals(CsvExport.SCHEMA))
                .filter(name -> !listed().containsKey(name))
                .toList();
        if (!children.isEmpty() && (!children.contains(TableIndex.FILE) || !foreign.isEmpty())) {
            throw refused(
                    " holds more than an export, which would be removed with it: "
                            + String.join(
                                    ", ",
                                    (foreign.isEmpty() ? children : foreign)
                                            .stream().limit(10).toList()) + ".",
                    "Move that away, or choose another name.");
        }
    }

    private Map<String, String> listed() {
        try {
            return TableIndex.read(named).tables();
        } catch (IOException | FixtureException e) {
            return Map.of(); // then nothing in it is ours
        }
    }

    private StorageException refused(String why, String nextStep) {
        return new StorageException(ErrorCode.DIRECTORY_EXISTS, named + why, nextStep, null);
    }
}
