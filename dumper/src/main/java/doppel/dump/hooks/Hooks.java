package doppel.dump.hooks;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import doppel.ErrorCode;
import doppel.FixtureException;
import doppel.OrdinaryFile;
import doppel.StorageException;
import doppel.dialect.Dialect;
import doppel.fixture.FileKind;
import doppel.fixture.FixtureFiles;
import doppel.program.DumpedTable;
import doppel.program.SourceFile;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The edits in the program of an earlier fixture, and the sources added to it, to be carried over into a
 * new one. Edits are found by structure: the dumper's own source of the earlier fixture is reproduced, and everything
 * that differs from it is an edit. Comments and white space of carried edits stay as they are. Immutable.
 */
public final class Hooks {

    private static final int CONTEXT = 2;

    private final List<SourcePiece> earlier;
    private final SortedMap<String, String> files;

    private Hooks(List<SourcePiece> earlier, SortedMap<String, String> files) {
        this.earlier = earlier;
        this.files = files;
    }

    /**
     * A program with edits carried over.
     *
     * @param program its files, in their order
     * @param files the other, handwritten sources, by their names
     * @param lost the edits that could not be carried over, a sentence each
     * @param carried the edits that were carried over, a sentence each
     * @param diff how the program differs from what the dumper writes: the lines of a unified diff
     */
    public record Carried(
            List<SourceFile> program,
            SortedMap<String, String> files,
            List<String> lost,
            List<String> carried,
            List<String> diff) {

        public Carried {
            program = List.copyOf(program);
            lost = List.copyOf(lost);
            carried = List.copyOf(carried);
            diff = List.copyOf(diff);
        }
    }

    /**
     * Reads the edits of the fixture in this directory.
     *
     * @throws FixtureException if it has no {@code Restore.java}, or one that does not parse
     */
    public static Hooks of(Path directory) {
        if (!Files.isRegularFile(directory.resolve(FixtureFiles.PROGRAM))) {
            throw new FixtureException(
                    ErrorCode.NOT_A_FIXTURE,
                    directory + " is not a fixture: it has no " + FixtureFiles.PROGRAM + ".",
                    "Give --hooks-from the directory of an earlier fixture.");
        }
        List<SourceFile> program = FixtureFiles.programs(directory).stream()
                .map(name -> new SourceFile(name, read(directory.resolve(name)).replace("\r\n", "\n")))
                .toList();
        SortedMap<String, String> files = new TreeMap<>();
        for (String name : FixtureFiles.list(directory)) {
            if (FileKind.of(name) == FileKind.SOURCE) {
                files.put(name, read(directory.resolve(name)));
            }
        }
        return new Hooks(SourcePieces.of(program), files);
    }

    private static String read(Path file) {
        try {
            return OrdinaryFile.text(file);
        } catch (CharacterCodingException e) {
            throw new FixtureException(
                    ErrorCode.DOES_NOT_COMPILE,
                    file + " is not valid UTF-8.",
                    "Correct it, or dump without --hooks-from.",
                    null,
                    e);
        } catch (IOException e) {
            throw StorageException.of("Reading " + file, e);
        }
    }

    /** Carries the edits over into the program of these tables. */
    public Carried into(List<SourceFile> program, List<DumpedTable> tables, Dialect dialect) {
        EarlierFixture fixture = EarlierFixture.of(earlier, dialect);
        HooksMerge merge = new HooksMerge(earlier, fixture, program, tables);
        List<SourceFile> merged = merge.merge();
        List<String> carried = new ArrayList<>(merge.carried());
        files.keySet().forEach(name -> carried.add("Carried over: the file " + name + "."));
        return new Carried(merged, files, merge.lost(), carried, diff(program, merged));
    }

    private static List<String> diff(List<SourceFile> program, List<SourceFile> merged) {
        List<String> diff = new ArrayList<>();
        for (int i = 0; i < program.size(); i++) {
            String name = program.get(i).name();
            List<String> lines = program.get(i).text().lines().toList();
            diff.addAll(UnifiedDiffUtils.generateUnifiedDiff(
                    name + " as it would be dumped",
                    name + " with the edits",
                    lines,
                    DiffUtils.diff(lines, merged.get(i).text().lines().toList()),
                    CONTEXT));
        }
        return diff;
    }
}
