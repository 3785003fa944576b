package doppel.bench;

import doppel.bench.measure.BenchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Directories of a benchmark. */
final class Folder {

    private Folder() {}

    /** A new one below this. */
    static Path in(Path parent, String name) {
        try {
            return Files.createDirectories(parent.resolve(name));
        } catch (IOException e) {
            throw new BenchException("cannot create " + parent.resolve(name) + ": " + e.getMessage(), e);
        }
    }

    /** Deletes it with everything in it; one that is not there is fine. */
    static void delete(Path directory) {
        if (Files.exists(directory)) {
            try {
                for (Path entry : entries(directory)) {
                    Files.deleteIfExists(entry);
                }
            } catch (IOException e) {
                throw new BenchException("cannot delete " + directory + ": " + e.getMessage(), e);
            }
        }
    }

    /** How many bytes a file holds, or all files of a directory; nothing where there is none. */
    static OptionalLong bytes(Path place) {
        if (!Files.exists(place)) {
            return OptionalLong.empty();
        }
        long sum = 0;
        try {
            for (Path entry : entries(place)) {
                sum += Files.isRegularFile(entry) ? Files.size(entry) : 0;
            }
        } catch (IOException e) {
            throw new BenchException("cannot read " + place + ": " + e.getMessage(), e);
        }
        return OptionalLong.of(sum);
    }

    private static List<Path> entries(Path place) throws IOException {
        try (Stream<Path> all = Files.walk(place)) {
            return all.sorted(Comparator.reverseOrder()).toList(); // what a directory holds comes before it
        }
    }
}
