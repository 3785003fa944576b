package doppel.restore.report;

import doppel.ErrorCode;
import doppel.FixtureException;
import doppel.OrdinaryFile;
import doppel.PrivateFiles;
import doppel.Sha256;
import doppel.StorageException;
import doppel.fixture.FixtureFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What {@code unsaved/RESUME} says: which statements of the fixture the unsaved rows replace, and whether the other
 * rows are in the target already.
 *
 * @param published whether the other rows are in the target
 * @param statements the statements, as {@code file#ordinal}
 */
public record ResumeNote(boolean published, Set<String> statements) {

    static final String FILE_NAME = "RESUME";
    private static final String HEADER = "doppel unsaved rows, format 1";

    public ResumeNote {
        statements = Set.copyOf(statements);
    }

    /**
     * Reads the note of a directory of unsaved rows.
     *
     * @throws FixtureException if there is none, or the fixture has changed since it was written
     */
    public static ResumeNote read(Path unsaved, Path fixture) {
        List<String> lines;
        try {
            lines = OrdinaryFile.text(unsaved.resolve(FILE_NAME)).lines().toList();
        } catch (java.nio.file.NoSuchFileException e) {
            throw nothing("There is no " + unsaved.resolve(FILE_NAME) + ".", unsaved);
        } catch (IOException e) {
            throw StorageException.of("Reading " + unsaved.resolve(FILE_NAME), e);
        }
        if (lines.size() < 2 || !lines.get(0).equals(HEADER)) {
            throw nothing(unsaved.resolve(FILE_NAME) + " is cut off or was changed by hand.", unsaved);
        }
        Set<String> statements = new HashSet<>();
        for (String line : lines.subList(2, lines.size())) {
            String[] parts = line.split(" ", 3); // file, hash, ordinals
            if (parts.length < 3 || !hash(fixture, parts[0]).equals(parts[1])) {
                throw nothing("The file " + parts[0] + " has changed since " + unsaved + " was written.", unsaved);
            }
            for (String ordinal : parts[2].split(",")) {
                statements.add(parts[0] + "#" + ordinal);
            }
        }
        return new ResumeNote(lines.get(1).equals("published yes"), statements);
    }

    private static FixtureException nothing(String what, Path unsaved) {
        return new FixtureException(
                ErrorCode.NOTHING_TO_RESUME,
                what,
                "Restore without --resume; rows that cannot be saved are written to " + unsaved + " again.");
    }

    private static String hash(Path fixture, String file) {
        if (!FixtureFiles.isFile(fixture, file)) {
            return "";
        }
        try (InputStream in = FixtureFiles.open(fixture, file)) {
            return Sha256.of(in);
        } catch (IOException e) {
            throw StorageException.of("Reading " + FixtureFiles.stored(fixture, file), e);
        }
    }

    /** Collects a note. Not thread-safe. */
    static final class Builder {

        private final Path fixture;
        private final Map<String, Set<Long>> ordinals = new HashMap<>();

        /** Begins a note; the content of an earlier one stays valid. */
        Builder(Path fixture, Optional<ResumeNote> earlier) {
            this.fixture = fixture;
            for (String statement : earlier.map(ResumeNote::statements).orElse(Set.of())) {
                int separator = statement.lastIndexOf('#');
                add(statement.substring(0, separator), Long.parseLong(statement.substring(separator + 1)));
            }
        }

        void add(String file, long ordinal) {
            ordinals.computeIfAbsent(file, name -> new TreeSet<>()).add(ordinal);
        }

        void write(Path directory, boolean published) throws IOException {
            StringBuilder text = new StringBuilder(HEADER + "\npublished " + (published ? "yes" : "no") + "\n");
            for (String file : new TreeSet<>(ordinals.keySet())) {
                text.append(file).append(' ').append(hash(fixture, file)).append(' ');
                String separator = "";
                for (Long ordinal : ordinals.get(file)) {
                    text.append(separator).append(ordinal);
                    separator = ",";
                }
                text.append('\n');
            }
            PrivateFiles.replace(directory.resolve(FILE_NAME), text.toString());
        }
    }
}
