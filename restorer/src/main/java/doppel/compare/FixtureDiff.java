package doppel.compare;

import doppel.FixtureException;
import doppel.Sha256;
import doppel.StorageException;
import doppel.fixture.FileKind;
import doppel.fixture.FixtureFiles;
import doppel.fixture.Manifest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Compares two fixtures: {@code schema.sql}, {@code Restore.java}, the rows table by table, other files, the large
 * values, each
 * group in the order of its names; and {@code MANIFEST}, but only if nothing else differs, since its hashes follow
 * from the
 * rest.
 *
 * <ul>
 *   <li>Fixtures are equal if all their files are, byte by byte, as {@link FixtureFiles} lists them. What {@code
 * MANIFEST} says
 *       of them is not relied on.
 *   <li>The row files of a table are compared as one text without the frame around the rows, so that a row more does
 * not move
 *       all others into another file or method. If only the frame differs, the files are compared one by one.
 *   <li>Large values are compared byte by byte, and shown by name and size.
 *   <li>Memory is bounded, whatever the size of the files, lines and differences: 64 MB of heap are enough. Only the
 * names of
 *       the files are all held at once.
 *   <li>Time is linear in the size of the files. Where long stretches differ, the difference is right, but it need not
 * be the
 *       shortest: see {@code LineDiff}.
 *   <li>The same fixtures always give the same difference.
 * </ul>
 *
 * <p>Used by one thread.
 */
public final class FixtureDiff {

    private final Path a;
    private final Path b;
    private final DiffListener listener;
    private final List<FileDifference> differences = new ArrayList<>();

    private FixtureDiff(Path a, Path b, DiffListener listener) {
        this.a = a;
        this.b = b;
        this.listener = listener;
    }

    /**
     * Compares two fixtures, and reports the differences to the listener.
     *
     * @throws FixtureException if a directory is not a fixture
     * @throws StorageException if a file cannot be read
     */
    public static DiffSummary compare(Path a, Path b, DiffListener listener) {
        FixtureFiles.require(a);
        FixtureFiles.require(b);
        FixtureDiff diff = new FixtureDiff(a, b, listener);
        try {
            diff.run();
        } catch (IOException e) {
            throw StorageException.of("Comparing " + a + " with " + b, e);
        }
        DiffSummary summary = new DiffSummary(diff.differences);
        listener.finished(summary);
        return summary;
    }

    private void run() throws IOException {
        Contents contentsOfA = Contents.of(a);
        Contents contentsOfB = Contents.of(b);
        compareFile(FixtureFiles.SCHEMA);
        for (String file : union(contentsOfA.programs, contentsOfB.programs)) {
            compareFile(file);
        }
        for (String table : union(contentsOfA.tables.keySet(), contentsOfB.tables.keySet())) {
            compareTable(
                    contentsOfA.tables.getOrDefault(table, List.of()),
                    contentsOfB.tables.getOrDefault(table, List.of()));
        }
        for (String file : union(contentsOfA.others, contentsOfB.others)) {
            compareFile(file);
        }
        compareLargeValues(contentsOfA.largeValues, contentsOfB.largeValues);
        if (differences.isEmpty()) {
            compareFile(Manifest.FILE_NAME);
        }
    }

    /** The files of a fixture except those with fixed names; those of a table by the name of the first file. */
    private record Contents(
            Set<String> programs, Map<String, List<String>> tables, Set<String> others, Set<String> largeValues) {

        static Contents of(Path directory) {
            Contents contents = new Contents(new TreeSet<>(), new TreeMap<>(), new TreeSet<>(), new TreeSet<>());
            for (String file : FixtureFiles.list(directory)) {
                switch (FileKind.of(file)) {
                    case ROWS ->
                        contents.tables
                                .computeIfAbsent(FixtureFiles.firstRowFile(file), first -> new ArrayList<>())
                                .add(file);
                    case LARGE_VALUE -> contents.largeValues.add(file);
                    case PROGRAM -> contents.programs.add(file);
                    case SOURCE, OTHER -> contents.others.add(file);
                    case SCHEMA -> {}
                }
            }
            contents.tables.values().forEach(files -> files.sort(Comparator.comparing(FixtureFiles::rowFileNumber)));
            return contents;
        }
    }

    private void compareFile(String name) throws IOException {
        boolean inA = FixtureFiles.isFile(a, name);
        boolean inB = FixtureFiles.isFile(b, name);
        if (!inA && !inB || inA && inB && sameBytes(name)) {
            return;
        }
        DiffFile file = new DiffFile(name, DiffFile.Kind.FILE, inA, inB);
        HunkBuilder hunks = new HunkBuilder(file, listener);
        compareLines(inA ? List.of(name) : List.of(), inB ? List.of(name) : List.of(), hunks);
        add(hunks);
    }

    private void compareTable(List<String> filesOfA, List<String> filesOfB) throws IOException {
        if (filesOfA.equals(filesOfB) && allSameBytes(filesOfA)) {
            return;
        }
        String name = FixtureFiles.firstRowFile((filesOfA.isEmpty() ? filesOfB : filesOfA).get(0));
        DiffFile file = new DiffFile(name, DiffFile.Kind.TABLE, !filesOfA.isEmpty(), !filesOfB.isEmpty());
        HunkBuilder hunks = new HunkBuilder(file, listener);
        compareLines(filesOfA, filesOfB, hunks);
        if (hunks.anyDiffers()) {
            add(hunks);
            return;
        }
        Set<String> all = new LinkedHashSet<>(filesOfA);
        all.addAll(filesOfB);
        for (String each : all) {
            compareFile(each);
        }
    }

    private void compareLines(List<String> filesOfA, List<String> filesOfB, HunkBuilder hunks) throws IOException {
        Anchors anchors;
        boolean rows = hunks.difference().file().kind() == DiffFile.Kind.TABLE;
        try (LineReader linesOfA = new LineReader(a, filesOfA, rows);
                LineReader linesOfB = new LineReader(b, filesOfB, rows)) {
            anchors = Anchors.find(linesOfA, linesOfB, LineDiff.WINDOW);
        }
        try (LineReader linesOfA = new LineReader(a, filesOfA, rows);
                LineReader linesOfB = new LineReader(b, filesOfB, rows)) {
            new LineDiff(linesOfA, linesOfB, anchors, hunks).run();
        }
        hunks.end();
    }

    private void compareLargeValues(Set<String> valuesOfA, Set<String> valuesOfB) throws IOException {
        DiffFile file = new DiffFile(
                FixtureFiles.LARGE_VALUES, DiffFile.Kind.LARGE_VALUES, !valuesOfA.isEmpty(), !valuesOfB.isEmpty());
        HunkBuilder hunks = new HunkBuilder(file, listener);
        int number = 0;
        for (String name : union(valuesOfA, valuesOfB)) {
            number++;
            boolean inA = valuesOfA.contains(name);
            boolean inB = valuesOfB.contains(name);
            if (inA && inB && sameBytes(name)) {
                SourceLine line = largeValue(a, name, number, false);
                hunks.same(line, line);
            } else {
                boolean sameSize = inA && inB && Files.size(a.resolve(name)) == Files.size(b.resolve(name));
                hunks.differ(
                        inA ? List.of(largeValue(a, name, number, sameSize)) : List.of(),
                        inB ? List.of(largeValue(b, name, number, sameSize)) : List.of());
            }
        }
        hunks.end();
        if (hunks.anyDiffers()) {
            add(hunks);
        }
    }

    private static SourceLine largeValue(Path directory, String name, int number, boolean withHash) throws IOException {
        Path file = directory.resolve(name);
        String text = name + " " + Files.size(file) + " bytes" + (withHash ? ", SHA-256 " + Sha256.of(file) : "");
        return SourceLine.of(name, number, text);
    }

    private void add(HunkBuilder hunks) {
        FileDifference difference = hunks.difference();
        hunks.startIfNotStarted();
        listener.fileEnds(difference);
        differences.add(difference);
    }

    private boolean allSameBytes(List<String> names) throws IOException {
        for (String name : names) {
            if (!sameBytes(name)) {
                return false;
            }
        }
        return true;
    }

    private boolean sameBytes(String name) throws IOException {
        Path storedInA = FixtureFiles.stored(a, name);
        Path storedInB = FixtureFiles.stored(b, name);
        if (Files.mismatch(storedInA, storedInB) < 0) {
            return true;
        }
        if (!FixtureFiles.isCompressed(storedInA) && !FixtureFiles.isCompressed(storedInB)) {
            return false;
        }
        try (InputStream inA = FixtureFiles.open(a, name);
                InputStream inB = FixtureFiles.open(b, name)) {
            return Sha256.of(inA).equals(Sha256.of(inB));
        }
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        Set<String> union = new TreeSet<>(one);
        union.addAll(other);
        return union;
    }
}
