package doppel.shell.record;

import doppel.Sha256;
import doppel.StorageException;
import doppel.literal.JavaType;
import doppel.program.RecordNames;
import doppel.schema.Column;
import doppel.schema.Schema;
import doppel.shell.snippet.SourceCompiler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A record type for each table of a schema, compiled by one run of javac, and kept in a private folder for the next
 * time. Thread-safe.
 */
public final class CompiledRecords implements AutoCloseable {

    private final RecordSources sources;
    private final Path jar;
    private final URLClassLoader loader;
    private final Map<String, RecordNames> names = new HashMap<>();
    private final Map<String, TableRecord> loaded = new ConcurrentHashMap<>();

    private CompiledRecords(RecordSources sources, Path jar, URL url) {
        this.sources = sources;
        this.jar = jar;
        loader = new URLClassLoader(new URL[] {url}, CompiledRecords.class.getClassLoader());
        sources.names().forEach(table -> names.put(table.table().name(), table));
    }

    /**
     * The records of a schema: taken from the folder if they are there as they were written, compiled otherwise.
     *
     * @param typeOf the type of a column whose values are all of its declared type
     * @param folder keeps what has been compiled; it is created for nobody but this account
     * @throws doppel.UsageException if they have to be compiled, and this Java has no compiler
     * @throws StorageException if the folder cannot be written
     */
    public static CompiledRecords of(Schema schema, Function<Column, JavaType> typeOf, Path folder) {
        RecordSources sources = RecordSources.of(schema, typeOf);
        RecordCache cache = new RecordCache(folder);
        String hash = hash(sources);
        try {
            Optional<Path> kept = cache.find(hash);
            Path jar = kept.isPresent() ? kept.get() : cache.keep(hash, compile(sources));
            return new CompiledRecords(sources, jar, jar.toUri().toURL());
        } catch (IOException e) {
            throw StorageException.of("Keeping the record types in " + folder, e);
        }
    }

    private static String hash(RecordSources sources) {
        StringBuilder all = new StringBuilder(Runtime.version().toString());
        sources.sources().values().forEach(all::append);
        return Sha256.of(all.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] compile(RecordSources sources) throws IOException {
        SourceCompiler.Outcome outcome = SourceCompiler.compile(sources.sources(), "");
        if (!outcome.problems().isEmpty()) {
            throw new IllegalStateException("records do not compile: " + outcome.problems());
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> type : outcome.classes().entrySet()) {
                zip.putNextEntry(new ZipEntry(type.getKey().replace('.', '/') + ".class"));
                zip.write(type.getValue());
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    /** Where the compiler finds them. */
    public Path jar() {
        return jar;
    }

    /** Loads them; its parent loads the classes of this virtual machine. */
    public ClassLoader loader() {
        return loader;
    }

    /** What snippets import; it does not compile where there is no record at all. */
    public String importLine() {
        return "import " + RecordSources.PACKAGE + ".*;";
    }

    /** Whether there is no record. */
    public boolean isEmpty() {
        return names.isEmpty();
    }

    /** The tables that have no record, a sentence each. */
    public List<String> notes() {
        return sources.notes();
    }

    /** The names of all records, in the order of the tables. */
    public List<RecordNames> names() {
        return sources.names();
    }

    /** The record type of the table of exactly this name. */
    public Optional<TableRecord> of(String table) {
        return Optional.ofNullable(names.get(table)).map(found -> loaded.computeIfAbsent(table, name -> load(found)));
    }

    private TableRecord load(RecordNames table) {
        try {
            Class<?> type = loader.loadClass(RecordSources.PACKAGE + "." + table.record());
            return new TableRecord(table, type.asSubclass(Record.class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the records have just been compiled or checked", e);
        }
    }

    @Override
    public void close() {
        try {
            loader.close();
        } catch (IOException e) {
            throw StorageException.of("Closing " + jar, e);
        }
    }
}
