package doppel.restore.report;

import doppel.PrivateFiles;
import doppel.Sha256;
import doppel.StorageException;
import doppel.fixture.FileKind;
import doppel.fixture.FixtureFiles;
import doppel.fixture.Manifest;
import doppel.fixture.Reference;
import doppel.literal.JavaText;
import doppel.literal.JavaType;
import doppel.literal.LiteralWriter;
import doppel.literal.SourceBuffer;
import doppel.program.RowFrame;
import doppel.restore.statement.Account;
import doppel.restore.statement.DeferredStatement;
import doppel.restore.statement.FixtureStatements;
import doppel.restore.statement.Origin;
import doppel.restore.statement.Statement;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
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

    private final UnsavedFolder folder;
    private final Map<String, Long> counts = new HashMap<>();
    private final ResumeNote.Builder note;
    private final List<String> reasons = new ArrayList<>();
    private final Set<Origin> ofPart = new HashSet<>();

    /**
     * @param fixture the directory of the fixture
     * @param places where these rows may be written, the best place first
     * @param resumed the note of the rows that are being resumed
     */
    public UnsavedRows(Path fixture, List<Path> places, Optional<ResumeNote> resumed) {
        folder = new UnsavedFolder(places);
        note = new ResumeNote.Builder(fixture, resumed);
    }

    /**
     * The place that the user named.
     *
     * @throws StorageException if anything but rows of an earlier restore is there
     */
    public static Path named(Path place) {
        UnsavedFolder.requireOwn(place);
        return place;
    }

    /** The place itself, or if something is there already, one like it that is free. */
    public static Path free(Path place) {
        return Files.exists(place, LinkOption.NOFOLLOW_LINKS) ? UnsavedFolder.free(place) : place;
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
        String className = statement.origin().file() < 0
                ? "HookRows"
                : FixtureFiles.firstRowFile(file).replace(".java", "");
        String source = statement.origin().readable()
                ? new String(fixture.source(statement.origin()), StandardCharsets.UTF_8).strip()
                : source(statement);
        String head = folder.has(className + ".java")
                ? ""
                : RowFrame.head(className, "Rows that could not be saved, each below its place and the reason.");
        append(
                className,
                head + "    // " + place(statement) + ": " + JavaText.lineComment(reason) + "\n    " + source + "\n");
        copyLargeValues(source, fixture);
        counts.merge(className, 1L, Long::sum);
    }

    private void append(String className, String text) {
        folder.append(className + ".java", text.getBytes(StandardCharsets.UTF_8));
    }

    /** A statement of a compiled file, written anew; it does not compile if a value has no literal. */
    private static String source(Statement statement) {
        if (statement.origin().file() < 0) {
            boolean ofStep = statement.account().table().startsWith(Account.NEW);
            return "// " + (ofStep ? "created by a step" : "saved by a hook") + ", and to be corrected there";
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
            if (value instanceof Object[] more && i == values.length - 1) { // the values after the others
                out.put(arguments(Arrays.asList(more)));
            } else if (LiteralWriter.hasLiteral(value)) {
                literals.write(value, type, out);
            } else {
                out.put(expression(value));
            }
        }
        out.put(RowFrame.statementEnd(statement.method().wide()));
        return out.toString().strip();
    }

    private static String arguments(List<Object> values) {
        SourceBuffer out = new SourceBuffer();
        LiteralWriter literals = new LiteralWriter();
        for (Object value : values) {
            out.put(out.length() == 0 ? "" : ", ");
            if (LiteralWriter.hasLiteral(value)) {
                literals.write(value, JavaType.OBJECT, out);
            } else {
                out.put(expression(value));
            }
        }
        return out.toString();
    }

    /** An expression for the value; only handwritten code makes such values. */
    private static String expression(Object value) {
        if (value instanceof Reference row) {
            List<Object> named = new ArrayList<>(List.of(row.table()));
            named.addAll(row.columnsAndValues());
            return RowFrame.CALL + "the(" + arguments(named) + ")";
        } else if (value instanceof Integer) {
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

    private void copyLargeValues(String source, FixtureStatements fixture) {
        Matcher matcher = LARGE_VALUE.matcher(source);
        while (matcher.find()) {
            String name = FixtureFiles.LARGE_VALUES + "/" + matcher.group(1);
            folder.copy(fixture.directory().resolve(name), name);
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
        counts.keySet().forEach(className -> append(className, RowFrame.END));
        for (String name : FixtureFiles.list(source)) {
            FileKind kind = FileKind.of(name);
            if (kind == FileKind.PROGRAM || kind == FileKind.SCHEMA || kind == FileKind.SOURCE) {
                folder.copy(source.resolve(name), name);
            }
        }
        folder.finish(place -> seal(place, version, published));
        return folder.directory();
    }

    /** Why they are not in the first of the places, if they are not. */
    public Optional<String> whyElsewhere() {
        return folder.whyElsewhere();
    }

    /** Makes sure, before anything is published, that {@link #clear} will not fail. */
    public void requireClearable() {
        folder.requireRemovable();
    }

    /**
     * Says that the rows that could be saved are in the target now.
     *
     * @throws StorageException if that cannot be written
     */
    public void published(String version) {
        try {
            seal(folder.directory(), version, true);
        } catch (IOException e) {
            throw StorageException.of(
                    "Writing to " + folder.directory() + " that all other rows are in the target now", e);
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

    /**
     * Removes unsaved rows when everything is saved, so that they are not saved twice.
     *
     * @throws StorageException if they cannot be removed
     */
    public void clear() {
        try {
            folder.remove();
        } catch (IOException e) {
            throw StorageException.of("Removing " + folder.directory() + ", whose rows are saved now,", e);
        }
    }

    @Override
    public void close() {
        folder.close();
    }
}
