package doppel.csv;

import doppel.Directories;
import doppel.ErrorCode;
import doppel.FixtureException;
import doppel.OrdinaryFile;
import doppel.StorageException;
import doppel.UsageException;
import doppel.csv.record.RecordReader;
import doppel.csv.record.TextFile;
import doppel.csv.value.Notation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * CSV on disk: a folder that {@link CsvExport} has written or with any CSV files, one such file, or web2py's single
 * file. Encoding and separator are never guessed in silence: {@link #notices} says what was found. Used by one thread.
 */
public final class CsvFiles implements AutoCloseable {

    private static final String SUFFIX = ".csv";

    private final Path named;
    private final CsvReading options;
    private final List<CsvTable> tables = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();
    private TableIndex index = TableIndex.NONE;
    private Path copies;
    private int files;

    private CsvFiles(Path named, CsvReading options) {
        this.named = named;
        this.options = options;
    }

    /**
     * Opens a folder or a file, and reads the headers.
     *
     * @throws FixtureException if it is no CSV, or it is not clear how to read it
     * @throws StorageException if it cannot be read
     */
    public static CsvFiles open(Path named, CsvReading options) {
        CsvFiles opened = new CsvFiles(named, options);
        try {
            if (Files.isDirectory(named)) {
                opened.folder();
            } else {
                opened.file();
            }
            return opened;
        } catch (IOException e) {
            opened.close();
            throw StorageException.of("Reading " + named, e);
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    /** The tables, in the order in which they can be loaded if the folder says so, else by name. */
    public List<CsvTable> tables() {
        return List.copyOf(tables);
    }

    /** What was found out about the files, a sentence each. */
    public List<String> notices() {
        return List.copyOf(notices);
    }

    /** The definitions beside the tables, in the words of the engine that they came from. */
    public Optional<String> schema() {
        Path file = named.resolve(CsvExport.SCHEMA);
        try {
            return Files.isRegularFile(file) ? Optional.of(OrdinaryFile.text(file)) : Optional.empty();
        } catch (IOException e) {
            throw StorageException.of("Reading " + file, e);
        }
    }

    /** The engine of these definitions, if the folder says so. */
    public Optional<String> engine() {
        return index.engine();
    }

    /** Whether the folder is exactly what an export has written. */
    public boolean isUntouched() {
        try {
            return tables.size() == index.tables().size() && index.isUntouched(named);
        } catch (IOException e) {
            throw StorageException.of("Reading " + named, e);
        }
    }

    private void folder() throws IOException {
        if (options.table().isPresent()) {
            throw new UsageException(
                    ErrorCode.USAGE,
                    "--table names the table of a single file, but " + named + " is a folder.",
                    "Name the file, or leave out --table.");
        }
        index = TableIndex.read(named);
        Map<String, String> listed = index.tables();
        Set<Path> seen = new HashSet<>();
        for (Map.Entry<String, String> entry : listed.entrySet()) {
            Path file = named.resolve(entry.getKey());
            if (!Files.exists(file)) {
                throw new FixtureException(
                        ErrorCode.CSV_UNREADABLE,
                        named + " lists " + entry.getKey() + " in " + TableIndex.FILE + ", but there is no such file.",
                        "Copy the folder again, or remove the line from " + TableIndex.FILE + ".");
            }
            seen.add(file);
            plain(file, entry.getValue());
        }
        List<Path> others;
        try (Stream<Path> children = Files.list(named)) {
            others = children.filter(file -> isCsv(file) && !seen.contains(file))
                    .filter(file -> !file.getFileName().toString().equals(TableIndex.FILE) || listed.isEmpty())
                    .sorted()
                    .toList();
        }
        for (Path file : others) {
            plain(file, baseName(file));
        }
        if (tables.isEmpty()) {
            throw new FixtureException(
                    ErrorCode.CSV_UNREADABLE,
                    "There is no CSV file in " + named + ".",
                    "Name a folder with files such as person.csv, or a single file.");
        }
    }

    private static boolean isCsv(Path file) {
        return file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(SUFFIX) && Files.isRegularFile(file);
    }

    private static String baseName(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    private void file() throws IOException {
        TextFile text = text(named);
        if (Web2pyFile.is(text.text(), text.offset())) {
            tables.addAll(Web2pyFile.tables(text, named, options));
            options.table().ifPresent(this::only);
        } else {
            plain(named, options.table().orElseGet(() -> baseName(named)), text);
        }
    }

    private void only(String table) {
        String all = tables.stream().map(CsvTable::name).collect(Collectors.joining(", "));
        tables.removeIf(each -> !each.name().equals(table));
        if (tables.isEmpty()) {
            throw new UsageException(
                    ErrorCode.UNKNOWN_TABLE,
                    "There is no table " + table + " in " + named + ".",
                    "The tables are " + all + ".");
        }
    }

    private void plain(Path file, String table) throws IOException {
        plain(file, table, text(file));
    }

    private void plain(Path file, String table, TextFile text) throws IOException {
        long end = Files.size(text.text());
        Separators found = Separators.in(text);
        char separator = options.separator().orElseGet(() -> found.only(file));
        try (RecordReader header = new RecordReader(text.text(), file, separator, text.offset(), 1, end)) {
            if (!header.next()) {
                throw new FixtureException(
                        ErrorCode.CSV_UNREADABLE,
                        file + " is empty.",
                        "The first line of a CSV file has the names of the columns.");
            }
            CsvTable.Part part = new CsvTable.Part(
                    text.text(), separator, Notation.OURS, text.offset(), header.nextOffset(), header.nextLine(), end);
            tables.add(new CsvTable(table, names(header, file), file, part, options));
        }
        String words = text.encoding().name() + (text.marked() ? " (as its byte order mark says)" : "");
        if (text.marked() || separator != ',' || !text.encoding().equals(StandardCharsets.UTF_8)) {
            notices.add("Read " + file + " as " + words + ", with " + Separators.name(separator) + " between fields.");
        }
    }

    /** The names of the columns in a header. */
    static List<String> names(RecordReader header, Path file) {
        if (header.fault().isPresent()) {
            throw new FixtureException(
                    ErrorCode.CSV_UNREADABLE,
                    "The header of " + file + " " + header.fault().get() + ".",
                    "Correct the line that has the names of the columns, or say which --encoding the file has.");
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; i < header.count(); i++) {
            names.add(header.text(i));
        }
        return names;
    }

    private TextFile text(Path file) throws IOException {
        return TextFile.of(file, options.encoding(), this::copy);
    }

    private Path copy() throws IOException {
        if (copies == null) {
            copies = Files.createTempDirectory("doppel-csv"); // private, as Java makes them
        }
        return copies.resolve(++files + SUFFIX);
    }

    @Override
    public void close() {
        if (copies == null) {
            return;
        }
        try {
            Directories.delete(copies);
        } catch (IOException e) {
            throw StorageException.of("Removing " + copies, e);
        }
    }
}
