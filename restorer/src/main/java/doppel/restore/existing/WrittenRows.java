package doppel.restore.existing;

import doppel.Directories;
import doppel.ErrorCode;
import doppel.FixtureException;
import doppel.PrivateFiles;
import doppel.Sha256;
import doppel.StorageException;
import doppel.UsageException;
import doppel.dialect.Dialect;
import doppel.dialect.Source;
import doppel.fixture.FileKind;
import doppel.fixture.FixtureFiles;
import doppel.fixture.Manifest;
import doppel.program.DumpedTable;
import doppel.program.RestoreSource;
import doppel.program.SourceFile;
import doppel.program.TableNames;
import doppel.schema.LoadOrder;
import doppel.schema.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Row files that were written by hand, made a fixture by a program for the tables of the database that they are loaded
 * into. The fixture is a directory of its own, which goes when this is closed; the files stay where they are.
 */
public final class WrittenRows implements AutoCloseable {

    private static final String SOURCE = ".java";

    private final Path directory;

    private WrittenRows(Path directory) {
        this.directory = directory;
    }

    /** Whether a path is rows that were written by hand, not a fixture. */
    public static boolean isWritten(Path path) {
        return Files.isRegularFile(path)
                || Files.isDirectory(path)
                        && Files.notExists(path.resolve(Manifest.FILE_NAME))
                        && Files.notExists(path.resolve(FixtureFiles.PROGRAM));
    }

    /**
     * Makes a fixture of files.
     *
     * @param paths files, and folders of them
     * @param dialect the engine of the database
     * @param url the database that they are loaded into
     * @param words whether they may use the words of {@link doppel.fixture.WrittenFixture}
     * @throws FixtureException if there are none, or one has a name that no row file has
     */
    public static WrittenRows of(List<Path> paths, Dialect dialect, String url, boolean words) {
        Map<String, Path> files = files(paths);
        try {
            WrittenRows rows = new WrittenRows(Files.createTempDirectory("doppel-load"));
            try {
                rows.write(files, dialect, tables(dialect, url), words);
            } catch (IOException | RuntimeException e) {
                rows.close();
                throw e;
            }
            return rows;
        } catch (IOException e) {
            throw StorageException.of("Preparing the rows of " + paths.get(0), e);
        }
    }

    /** The fixture. */
    public Path directory() {
        return directory;
    }

    private static List<Table> tables(Dialect dialect, String url) {
        try (Source source = dialect.openSource(url)) {
            return LoadOrder.of(ApplicationTables.of(source.schema())).tables();
        }
    }

    private static Map<String, Path> files(List<Path> paths) {
        Map<String, Path> files = new LinkedHashMap<>();
        for (Path path : paths) {
            for (Path file : Files.isDirectory(path) ? sources(path) : List.of(path)) {
                String name = file.getFileName().toString();
                Path other = files.put(name, file);
                if (other != null) {
                    throw new UsageException(
                            ErrorCode.USAGE,
                            other + " and " + file + " have the same name.",
                            "Rename one of them, and its class.");
                }
            }
        }
        for (Path path : paths) {
            if (!Files.isDirectory(path)) {
                requireRowFile(path);
            }
        }
        if (files.keySet().stream().noneMatch(name -> FileKind.of(name) == FileKind.ROWS)) {
            throw new FixtureException(
                    ErrorCode.FILE_MISSING,
                    "There are no rows in " + paths.get(0) + ".",
                    "A fixture has a MANIFEST; files of rows that were written by hand have names like DemoRows.java.");
        }
        return files;
    }

    private static void requireRowFile(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new FixtureException(ErrorCode.FILE_MISSING, "There is no file " + file + ".", "Correct the name.");
        }
        String name = file.getFileName().toString();
        if (FileKind.of(name) != FileKind.ROWS) {
            String stem = name.endsWith(SOURCE) ? name.substring(0, name.length() - SOURCE.length()) : "Demo";
            throw new FixtureException(
                    ErrorCode.FILE_MISSING,
                    file + " is no file of rows: their names end in Rows.java.",
                    "Name it " + stem + "Rows.java, and its class " + stem + "Rows. Other sources stand beside such"
                            + " files in a folder.");
        }
    }

    private static List<Path> sources(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(SOURCE))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw StorageException.of("Reading " + folder, e);
        }
    }

    private void write(Map<String, Path> files, Dialect dialect, List<Table> tables, boolean words) throws IOException {
        List<DumpedTable> empty = TableNames.of(tables, dialect).stream()
                .map(names -> new DumpedTable(names, names.types(), 0))
                .toList();
        List<String> classes = files.keySet().stream()
                .filter(name -> FileKind.of(name) == FileKind.ROWS)
                .filter(name -> FixtureFiles.firstRowFile(name).equals(name))
                .map(name -> name.substring(0, name.length() - SOURCE.length()))
                .toList();
        for (SourceFile source : RestoreSource.forWritten(dialect.id(), dialect.displayName(), empty, classes, words)) {
            PrivateFiles.replace(directory.resolve(source.name()), source.text());
        }
        for (Map.Entry<String, Path> file : files.entrySet()) {
            PrivateFiles.copy(file.getValue(), directory.resolve(file.getKey()));
        }
        List<Manifest.Entry> entries = new ArrayList<>();
        for (String file : FixtureFiles.list(directory)) {
            entries.add(new Manifest.Entry(
                    file, Sha256.of(directory.resolve(file)), FileKind.of(file) == FileKind.ROWS ? 0 : -1));
        }
        PrivateFiles.replace(directory.resolve(Manifest.FILE_NAME), new Manifest("by-hand", entries).text());
    }

    @Override
    public void close() {
        try {
            Directories.delete(directory);
        } catch (IOException e) {
            throw StorageException.of("Removing " + directory, e);
        }
    }
}
