package doppel.cli;

import doppel.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Everything in a directory, hidden files too.
 *
 * @param files the names, relative to the directory, and the hashes of what is in the files
 */
record Tree(SortedMap<String, String> files) {

    static Tree of(Path directory) throws IOException {
        SortedMap<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : (Iterable<Path>) all::iterator) {
                files.put(
                        directory.relativize(path).toString(),
                        Files.isDirectory(path) ? "a directory" : Sha256.of(path));
            }
        }
        return new Tree(files);
    }

    /** The names of what is directly in a directory. */
    static List<String> names(Path directory) throws IOException {
        try (Stream<Path> children = Files.list(directory)) {
            return children.map(child -> child.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }
}
