package doppel.restore.report;

import doppel.Directories;
import doppel.PrivateFiles;
import doppel.Sha256;
import doppel.StorageException;
import doppel.fixture.FileKind;
import doppel.fixture.FixtureFiles;
import doppel.fixture.Manifest;
import doppel.literal.JavaText;
import doppel.literal.JavaType;
import doppel.literal.LiteralWriter;
import doppel.literal.SourceBuffer;
import doppel.program.RowFrame;
import doppel.restore.check.FixtureCheck;
import doppel.restore.statement.DeferredStatement;
import doppel.restore.statement.FixtureStatements;
import doppel.restore.statement.Origin;
import doppel.restore.statement.Statement;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes the rows that could not be saved as a fixture of their own, {@code unsaved/} in the fixture they come from:
 * each with its place and its reason above it, to be corrected and restored with {@code doppel restore --resume}. An
 * earlier one that somebody has edited is kept under another name. Closed before it is finished, it leaves nothing. Not
 * thread-safe.
 */
public final class UnsavedRows implements AutoCloseable {

    /** The maximum number of reasons in the report; the files contain all of them. */
    private static final int MOST_REASONS = 20;

    private static final Pattern LARGE_VALUE = Pattern.compile("into\\.large[A-Za-z]*\\(\"([0-9a-f]{64})\"\\)");

    private final Path directory;
    private final Path staging;
    private final Map<String, OutputStream> files = new HashMap<>();
    private final Map<String, Long> counts = new HashMap<>();
    private final ResumeNote.Builder note;
    private final List<String> reasons = new ArrayList<>();
    private final Set<Origin> ofPart = new HashSet<>();

    /**
     * @param fixture the directory of the fixture
     * @param resumed the note of the rows that are being resumed
     */
    public UnsavedRows(Path fixture, Optional<ResumeNote> resumed) {
        directory = fixture.resolve(FixtureFiles.UNSAVED);
        staging = fixture.resolve("." + FixtureFiles.UNSAVED + ".doppel-new");
        note = new ResumeNote.Builder(fixture, resumed);
    }

    /** Adds a statement that could not be saved. */
    public void add(Statement statement, String reason) {
        if (reasons.size() < MOST_REASONS) {
            reasons.add(place(statement) + ": " + reason);
        }
        write(statement, reason);
        if (statement.fixture().isPart()) {
            ofPart.add(statement.origin());
        } else if (statement.origin().file() >= 0) {
            note.add(
                    statement.fixture().file(statement.origin().file()),
                    statement.origin().ordinal());
        }
    }

    /** Adds the statements of a part that could be saved: if nothing is published, they are needed again. */
    public void addRest(List<DeferredStatement> ran) {
        for (DeferredStatement statement : ran) {
            if (!ofPart.contains(statement.origin())) {
                write(statement.again(), "could be saved, but was not published");
            }
        }
    }

    /** The place of the statement. */
    public static String place(Statement statement) {
        return statement.fixture().file(statement.origin().file())
                + (statement.origin().line() > 0 ? ":" + statement.origin().line() : "");
    }

    private void write(Statement statement, String reason) {
        FixtureStatements fixture = statement.fixture();
        String file = fixture.file(statement.origin().file());
        try {
            String className = statement.origin().file() < 0
                    ? "HookRows"
                    : FixtureFiles.firstRowFile(file).replace(".java", "");
            OutputStream out = open(className);
            String source = statement.origin().readable()
                    ? new String(fixture.source(statement.origin()), StandardCharsets.UTF_8).strip()
                    : source(statement);
            out.write(("    // " + place(statement) + ": " + JavaText.lineComment(reason) + "\n    " + source + "\n")
                    .getBytes(StandardCharsets.UTF_8));
            copyLargeValues(source, fixture);
            counts.merge(className, 1L, Long::sum);
        } catch (IOException e) {
            throw StorageException.of("Writing the rows that could not be saved to " + staging, e);
        }
    }

    private OutputStream open(String className) throws IOException {
        if (files.isEmpty()) {
            Directories.delete(staging);
            PrivateFiles.directory(staging);
        }
        OutputStream known = files.get(className);
        if (known != null) {
            return known;
        }
        OutputStream out = new BufferedOutputStream(PrivateFiles.create(staging.resolve(className + ".java")));
        files.put(className, out);
        out.write(RowFrame.head(className, "Rows that could not be saved, each below its place and the reason.")
                .getBytes(StandardCharsets.UTF_8));
        return out;
    }

    /** A statement of a compiled file, written anew; it does not compile if a value has no literal. */
    private static String source(Statement statement) {
        if (statement.origin().file() < 0) {
            return "// saved by a hook, and to be corrected there";
        }
        SourceBuffer out = new SourceBuffer();
        LiteralWriter literals = new LiteralWriter();
        out.put(RowFrame.statement(statement.method().name(), statement.method().wide()));
        Object[] values = statement.values();
        if (values == null) {
            return RowFrame.CALL + statement.method().name() + "(null);";
        }
        JavaType[] types = statement.method().types(); // fewer than values if the method has none of its own
        for (int i = 0; i < values.length; i++) {
            out.put(i == 0 ? "" : ", ");
            JavaType type = i < types.length ? types[i] : JavaType.OBJECT;
            Object value = values[i];
            if (LiteralWriter.hasLiteral(value)) {
                literals.write(value, type, out);
            } else {
                out.put(expression(value));
            }
        }
        out.put(RowFrame.statementEnd(statement.method().wide()));
        return out.toString().strip();
    }

    /** An expression for the value; only handwritten code makes such values. */
    private static String expression(Object value) {
        if (value instanceof Integer) {
            return value.toString();
        } else if (value instanceof Short || value instanceof Byte) {
            return "(" + (value instanceof Short ? "short" : "byte") + ") " + value;
        } else if (value instanceof Character c) {
            return "(char) " + (int) c;
        } else if (value instanceof BigInteger) {
            return "new java.math.BigInteger(\"" + value + "\")";
        }
        return "/* no literal for " + JavaText.comment(value.getClass().getName() + " " + value) + " */";
    }

    private void copyLargeValues(String source, FixtureStatements fixture) throws IOException {
        Matcher matcher = LARGE_VALUE.matcher(source);
        while (matcher.find()) {
            Path lobs = PrivateFiles.directory(staging.resolve(FixtureFiles.LARGE_VALUES));
            Path from = fixture.directory().resolve(FixtureFiles.LARGE_VALUES).resolve(matcher.group(1));
            PrivateFiles.copy(from, lobs.resolve(matcher.group(1)));
        }
    }

    /** The first reasons, with their places. */
    public List<String> reasons() {
        return reasons;
    }

    /**
     * Completes the fixture.
     *
     * @param source the fixture whose program these rows are for
     * @param version its version
     * @param published whether the rows that could be saved are in the target already
     * @return where it is
     */
    public Path finish(Path source, String version, boolean published) {
        try {
            for (OutputStream out : files.values()) {
                out.write(RowFrame.END.getBytes(StandardCharsets.UTF_8));
                out.close();
            }
            files.clear();
            for (String name : FixtureFiles.list(source)) {
                FileKind kind = FileKind.of(name);
                if (kind == FileKind.PROGRAM || kind == FileKind.SCHEMA || kind == FileKind.SOURCE) {
                    PrivateFiles.copy(source.resolve(name), staging.resolve(name));
                }
            }
            seal(staging, version, published);
            setAside(directory);
            Files.move(staging, directory, StandardCopyOption.ATOMIC_MOVE);
            return directory;
        } catch (IOException e) {
            throw StorageException.of("Writing the rows that could not be saved to " + directory, e);
        }
    }

    /** Says that the rows that could be saved are in the target now. */
    public void published(String version) {
        try {
            seal(directory, version, true);
        } catch (IOException e) {
            throw StorageException.of("Writing the rows that could not be saved to " + directory, e);
        }
    }

    private void seal(Path place, String version, boolean published) throws IOException {
        note.write(place, published);
        List<Manifest.Entry> entries = new ArrayList<>();
        for (String file : FixtureFiles.list(place)) {
            long rows = counts.getOrDefault(file.replace(".java", ""), -1L);
            entries.add(new Manifest.Entry(file, Sha256.of(place.resolve(file)), rows));
        }
        PrivateFiles.replace(place.resolve(Manifest.FILE_NAME), new Manifest(version, entries).text());
    }

    /** Removes unsaved rows when everything is saved, so that they are not saved twice. */
    public void clear() {
        try {
            setAside(directory);
        } catch (IOException e) {
            throw StorageException.of("Removing " + directory, e);
        }
    }

    @Override
    public void close() {
        try {
            for (OutputStream out : files.values()) {
                out.close();
            }
            Directories.delete(staging);
        } catch (IOException e) {
            throw StorageException.of("Removing " + staging, e);
        }
    }

    /** Makes room for a new directory of unsaved rows; an old one that was edited is kept. */
    private static void setAside(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        if (FixtureCheck.of(directory).isUnchanged()) {
            Directories.delete(directory);
            return;
        }
        int number = 1;
        while (Files.exists(directory.resolveSibling(directory.getFileName() + "-" + number))) {
            number++;
        }
        Files.move(directory, directory.resolveSibling(directory.getFileName() + "-" + number));
    }
}
