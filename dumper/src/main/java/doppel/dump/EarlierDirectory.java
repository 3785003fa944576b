package doppel.dump;

import doppel.ErrorCode;
import doppel.FixtureException;
import doppel.Sha256;
import doppel.StorageException;
import doppel.fixture.FixtureFiles;
import doppel.fixture.Manifest;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What stands under the name of a fixture that a dump is about to write. It may be replaced if everything in it is
 * Doppel's: an empty directory, or a whole {@code MANIFEST} with nothing but what it lists, and with rows that a
 * restore could not save if nobody has corrected them.
 *
 * @param named the directory, as the user named it
 */
record EarlierDirectory(Path named) {

    private static final int MOST_NAMES = 10;

    /** Half-written files of commands that were killed. */
    private static final Set<String> HALF_WRITTEN =
            Set.of("." + Manifest.FILE_NAME + ".new", "." + FixtureFiles.UNSAVED + ".doppel-new");

    private static final Pattern UNSAVED = Pattern.compile(FixtureFiles.UNSAVED + "(-[0-9]+)?");

    /**
     * Makes sure that nobody misses what is there, if there is anything.
     *
     * @throws StorageException if somebody might
     */
    void requireReplaceable(boolean overwrite) throws IOException {
        if (!Files.exists(named, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!overwrite) {
            throw refused(" exists already.", "Choose another name, or add --overwrite to replace the fixture in it.");
        }
        if (Files.isSymbolicLink(named)) {
            throw refused(
                    " is a symbolic link, and only fixtures are ever overwritten.",
                    "Name the directory that it leads to, or remove the link yourself.");
        }
        if (!Files.isDirectory(named)) {
            throw refused(
                    " is not a directory, and only fixtures are ever overwritten.",
                    "Choose another name, or remove it yourself.");
        }
        if (!children(named).isEmpty()) {
            requireOnlyAFixture();
        }
    }

    private void requireOnlyAFixture() throws IOException {
        Manifest manifest;
        try {
            manifest = Manifest.read(named);
        } catch (FixtureException e) {
            throw refused(
                    " is not a whole fixture, and only fixtures are ever overwritten: " + e.getMessage(),
                    "Choose another name, or remove it yourself.");
        }
        List<String> foreign = foreign(named, manifest);
        if (!foreign.isEmpty()) {
            String more = foreign.size() > MOST_NAMES ? " and " + (foreign.size() - MOST_NAMES) + " more" : "";
            throw refused(
                    " holds more than a fixture, which would be removed with it: "
                            + foreign.stream().limit(MOST_NAMES).collect(Collectors.joining(", ")) + more + ".",
                    "Move that away, or choose another name.");
        }
    }

    /** The names of what no dump and no restore has written, or what somebody has changed since. */
    private static List<String> foreign(Path directory, Manifest manifest) throws IOException {
        Set<String> listed = manifest.entries().stream()
                .flatMap(entry -> FixtureFiles.names(entry.file()).stream())
                .collect(Collectors.toCollection(HashSet::new));
        listed.add(Manifest.FILE_NAME);
        listed.addAll(HALF_WRITTEN);
        List<String> foreign = new ArrayList<>();
        for (Path child : children(directory)) {
            String name = child.getFileName().toString();
            boolean isDirectory = Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS);
            if (isDirectory && name.equals(FixtureFiles.LARGE_VALUES)) {
                for (Path large : children(child)) {
                    String value = name + "/" + large.getFileName();
                    if (!listed.contains(value) || !isFile(large)) {
                        foreign.add(value);
                    }
                }
            } else if (isDirectory && UNSAVED.matcher(name).matches()) {
                if (!isUntouched(child)) {
                    foreign.add(name);
                }
            } else if (!listed.contains(name) || !(isFile(child) || isDirectory && HALF_WRITTEN.contains(name))) {
                foreign.add(name);
            }
        }
        return foreign;
    }

    /** Whether a restore has written this, and nobody has corrected the rows in it. */
    private static boolean isUntouched(Path unsaved) throws IOException {
        try {
            Manifest manifest = Manifest.read(unsaved);
            for (Manifest.Entry entry : manifest.entries()) {
                Path file = unsaved.resolve(entry.file());
                if (!isFile(file) || !Sha256.of(file).equals(entry.sha256())) {
                    return false;
                }
            }
            return foreign(unsaved, manifest).isEmpty();
        } catch (FixtureException e) {
            return false;
        }
    }

    private static boolean isFile(Path path) {
        return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
    }

    private static List<Path> children(Path directory) throws IOException {
        try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
            List<Path> sorted = new ArrayList<>();
            children.forEach(sorted::add);
            sorted.sort(null);
            return sorted;
        }
    }

    private StorageException refused(String why, String nextStep) {
        return new StorageException(ErrorCode.DIRECTORY_EXISTS, named + why, nextStep, null);
    }
}
