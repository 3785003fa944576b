package doppel.dump;

import doppel.ErrorCode;
import doppel.FixtureException;
import doppel.StorageException;
import doppel.fixture.FixtureContents;
import doppel.fixture.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
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
        if (!FixtureContents.children(named).isEmpty()) {
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
        List<String> foreign = FixtureContents.foreign(named, manifest);
        if (!foreign.isEmpty()) {
            String more = foreign.size() > MOST_NAMES ? " and " + (foreign.size() - MOST_NAMES) + " more" : "";
            throw refused(
                    " holds more than a fixture, which would be removed with it: "
                            + foreign.stream().limit(MOST_NAMES).collect(Collectors.joining(", ")) + more + ".",
                    "Move that away, or make it part of the fixture with `doppel seal " + named
                            + "`, or choose another name.");
        }
    }

    private StorageException refused(String why, String nextStep) {
        return new StorageException(ErrorCode.DIRECTORY_EXISTS, named + why, nextStep, null);
    }
}
