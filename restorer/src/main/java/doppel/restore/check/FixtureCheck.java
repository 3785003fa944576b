package doppel.restore.check;

import doppel.FixtureException;
import doppel.Sha256;
import doppel.StorageException;
import doppel.fixture.FileKind;
import doppel.fixture.FixtureFiles;
import doppel.fixture.Manifest;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.ZipException;

/**
 * The differences between a fixture's files and its {@code MANIFEST}: what was edited, damaged or not copied since the
 * fixture was written or sealed. Other classes decide what follows from that.
 *
 * @param manifest what the fixture should be
 * @param missing listed files that are missing, in the order of their names
 * @param changed files that do not match their hashes, in the order of their names
 * @param unlisted files that are not listed, in the order of their names
 */
public record FixtureCheck(Manifest manifest, List<Finding> missing, List<Finding> changed, List<Finding> unlisted) {

    public FixtureCheck {
        missing = List.copyOf(missing);
        changed = List.copyOf(changed);
        unlisted = List.copyOf(unlisted);
    }

    /**
     * A file that differs.
     *
     * @param file its name, relative to the fixture, with {@code /}
     * @param kind what it is
     */
    public record Finding(String file, FileKind kind) {
        private Finding(String file) {
            this(file, FileKind.of(file));
        }
    }

    /**
     * Checks a fixture: reads all its files, in constant memory.
     *
     * @throws FixtureException if it has no usable {@code MANIFEST}, or one of a later format
     * @throws StorageException if a file cannot be read
     */
    public static FixtureCheck of(Path directory) {
        Manifest manifest = Manifest.read(directory);
        Set<String> unlisted = new HashSet<>(FixtureFiles.list(directory));
        Map<String, Optional<String>> hashes = manifest.entries().parallelStream()
                .map(Manifest.Entry::file)
                .distinct()
                .collect(Collectors.toConcurrentMap(file -> file, file -> hash(directory, file)));
        List<Finding> missing = new ArrayList<>();
        List<Finding> changed = new ArrayList<>();
        for (Manifest.Entry entry : manifest.entries()) {
            unlisted.remove(entry.file());
            Optional<String> hash = hashes.get(entry.file());
            if (hash.isEmpty()) {
                missing.add(new Finding(entry.file()));
            } else if (!hash.get().equals(entry.sha256())) {
                changed.add(new Finding(entry.file()));
            }
        }
        return new FixtureCheck(
                manifest,
                missing,
                changed,
                unlisted.stream().sorted().map(Finding::new).toList());
    }

    /** The hash of a file; empty if it is missing. */
    static Optional<String> hash(Path directory, String file) {
        if (!FixtureFiles.isFile(directory, file)) {
            return Optional.empty();
        }
        try (InputStream in = FixtureFiles.open(directory, file)) {
            return Optional.of(Sha256.of(in));
        } catch (ZipException | EOFException e) {
            return Optional.of("cannot be unpacked"); // which is no hash
        } catch (IOException e) {
            throw StorageException.of("Reading " + FixtureFiles.stored(directory, file), e);
        }
    }

    /** The files that are as they were when they were written or sealed. */
    public Set<String> intact() {
        Set<String> intact =
                manifest.entries().stream().map(Manifest.Entry::file).collect(Collectors.toSet());
        missing.forEach(finding -> intact.remove(finding.file()));
        changed.forEach(finding -> intact.remove(finding.file()));
        return intact;
    }

    /** Whether the fixture is exactly as it was written or sealed. */
    public boolean isUnchanged() {
        return missing.isEmpty() && changed.isEmpty() && unlisted.isEmpty();
    }
}
