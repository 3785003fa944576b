package doppel.dump.hooks;

import doppel.program.DumpedTable;
import doppel.program.SourceFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Merges the edits of an earlier program into a new one, piece by piece. Used once, by one thread. */
final class HooksMerge {

    private static final String MIGRATIONS = "installMigrations";

    private final List<SourcePiece> earlier;
    private final List<SourcePiece> written;
    private final List<SourcePiece> fresh;
    private final List<SourceFile> program;
    private final Map<String, DumpedTable> tablesBefore;
    private final Map<String, DumpedTable> tablesNow;
    private final Map<String, SourcePiece> freshByKey = new HashMap<>();
    private final Set<String> rowClasses;

    private final List<Replacement> replacements = new ArrayList<>();
    private final List<String> lost = new ArrayList<>();
    private final List<String> carried = new ArrayList<>();

    /** New text that replaces a range of a file. */
    private record Replacement(String file, int start, int end, String text) {}

    HooksMerge(List<SourcePiece> earlier, EarlierFixture fixture, List<SourceFile> program, List<DumpedTable> tables) {
        this.earlier = earlier;
        this.written = SourcePieces.of(fixture.program());
        this.fresh = SourcePieces.of(program);
        this.program = program;
        this.tablesBefore = byCreateMethod(fixture.tables());
        this.tablesNow = byCreateMethod(tables);
        this.rowClasses =
                tables.stream().map(table -> table.names().rowsClass()).collect(Collectors.toSet());
        fresh.forEach(piece -> freshByKey.put(piece.key(), piece));
    }

    private static Map<String, DumpedTable> byCreateMethod(List<DumpedTable> tables) {
        return tables.stream().collect(Collectors.toMap(table -> table.names().createMethod(), table -> table));
    }

    /** The new program with the edits. */
    List<SourceFile> merge() {
        Map<String, SourcePiece> missing = new HashMap<>();
        written.forEach(piece -> missing.put(piece.key(), piece));
        Set<String> keys = new HashSet<>();
        earlier.forEach(piece -> keys.add(piece.key()));
        SourcePiece anchor = null;
        for (SourcePiece piece : earlier) {
            SourcePiece original = missing.remove(piece.key());
            if (original == null) {
                original = createMethod(piece, keys, missing).orElse(null);
            }
            SourcePiece counterpart = counterpart(piece, original);
            if (original == null && counterpart == null) {
                add(piece, anchor);
            } else {
                compare(piece, original, counterpart, anchor);
            }
            anchor = counterpart == null ? anchor : counterpart;
        }
        for (SourcePiece piece : written) {
            boolean said = piece.kind() == SourcePiece.Kind.IMPORT; // the same classes may be imported one by one
            if (!said && missing.containsKey(piece.key()) && freshByKey.containsKey(piece.key())) {
                lost.add("Not carried over: the earlier fixture no longer had " + piece.title()
                        + "; the new one has it again.");
            }
        }
        return merged();
    }

    /** The edits that were not carried over, a sentence each. */
    List<String> lost() {
        return lost;
    }

    /** The edits that were carried over, a sentence each. */
    List<String> carried() {
        return carried;
    }

    /** The create method that the dumper wrote, if its parameters were changed. */
    private Optional<SourcePiece> createMethod(SourcePiece piece, Set<String> keys, Map<String, SourcePiece> missing) {
        if (!tablesBefore.containsKey(piece.methodName())) {
            return Optional.empty();
        }
        Optional<SourcePiece> original = written.stream()
                .filter(each -> each.methodName().equals(piece.methodName()))
                .filter(each -> !keys.contains(each.key()) && missing.containsKey(each.key()))
                .findFirst();
        original.ifPresent(each -> missing.remove(each.key()));
        return original;
    }

    /** The counterpart of the piece in the new source, or null. */
    private SourcePiece counterpart(SourcePiece piece, SourcePiece original) {
        boolean creates = original != null && tablesBefore.containsKey(original.methodName());
        if (creates && tablesNow.containsKey(original.methodName())) {
            return fresh.stream()
                    .filter(each -> each.methodName().equals(original.methodName()))
                    .findFirst()
                    .orElseThrow();
        }
        return freshByKey.get(original == null ? piece.key() : original.key());
    }

    private void add(SourcePiece piece, SourcePiece anchor) {
        String clash = piece.kind() == SourcePiece.Kind.PACKAGE
                ? "a fixture is in no package"
                : piece.kind() == SourcePiece.Kind.TYPE
                                && rowClasses.contains(piece.title().substring("the class ".length()))
                        ? "the dump has rows in a class of that name"
                        : null;
        if (clash != null) {
            lose(piece, null, anchor, clash);
            return;
        }
        carried.add("Carried over: " + piece.title() + ".");
        insert(piece.leading() + piece.code(), anchor);
    }

    private void insert(String text, SourcePiece anchor) {
        SourcePiece after = anchor != null
                ? anchor
                : fresh.stream()
                        .takeWhile(piece -> piece.kind() != SourcePiece.Kind.HEADER)
                        .filter(piece -> piece.kind() == SourcePiece.Kind.IMPORT)
                        .reduce((first, second) -> second)
                        .orElseThrow();
        replace(after, after.end(), after.end(), onOwnLine(text));
    }

    /** Replaces a range of the file that the piece is in. */
    private void replace(SourcePiece piece, int start, int end, String text) {
        replacements.add(new Replacement(piece.file(), start, end, text));
    }

    private static String onOwnLine(String text) {
        return text.startsWith("\n") ? text : "\n" + text;
    }

    /** Compares a piece with what the dumper wrote in its place, and carries the difference over if possible. */
    private void compare(SourcePiece piece, SourcePiece original, SourcePiece counterpart, SourcePiece anchor) {
        SourcePiece before = original == null ? counterpart : original;
        if (counterpart != null && !words(piece).equals(words(before))) {
            String leading = updated(
                    EarlierFixture.withSummaryOf(before.leading(), piece.leading()),
                    before.leading(),
                    counterpart.leading());
            replace(
                    counterpart,
                    counterpart.start(),
                    counterpart.codeStart(),
                    counterpart.start() == 0 ? leading : onOwnLine(leading));
            carried.add("Carried over: the comment above " + piece.title() + ".");
        }
        if (piece.tokens().equals(before.tokens())) {
            return;
        }
        String name = before.methodName();
        if (tablesBefore.containsKey(name) || tablesNow.containsKey(name)) {
            compareCreateMethod(piece, original, counterpart, anchor);
        } else if (name.equals(MIGRATIONS) || piece.kind() != SourcePiece.Kind.MEMBER && counterpart != null) {
            replace(counterpart, counterpart.codeStart(), counterpart.end(), piece.code());
            carried.add(
                    "Carried over: " + (name.equals(MIGRATIONS) ? "the body of " + MIGRATIONS : piece.title()) + ".");
        } else if (counterpart != null) {
            lost.add("Not carried over: the edits of " + piece.title() + " (" + piece.place()
                    + "), which says what is in the dump.");
        }
    }

    private static String words(SourcePiece piece) {
        String words = String.join("\n", piece.comments());
        return piece.kind() == SourcePiece.Kind.HEADER ? EarlierFixture.withoutSummary(words) : words;
    }

    private void compareCreateMethod(
            SourcePiece piece, SourcePiece original, SourcePiece counterpart, SourcePiece anchor) {
        String name = original == null ? counterpart.methodName() : original.methodName();
        DumpedTable before = tablesBefore.get(name);
        DumpedTable now = tablesNow.get(name);
        if (now == null) {
            lose(
                    piece,
                    null,
                    anchor,
                    "the dump has no table "
                            + TableChanges.shown(before.names().table().name()) + " any more");
            return;
        }
        List<String> changes = List.of();
        if (original != null && before != null) {
            changes = new TableChanges(before, now).sentences(piece.parameters().equals(original.parameters()));
        } else if (earlier.stream()
                .noneMatch(each -> each.methodName().equals(now.names().schemaMethod()))) {
            changes = List.of("the dump now has the table "
                    + TableChanges.shown(now.names().table().name()));
        }
        if (changes.isEmpty() && !piece.parameters().equals(counterpart.parameters())) {
            changes = List.of("the rows call it with (" + String.join(", ", counterpart.parameters()) + ")");
        }
        if (changes.isEmpty()) {
            replace(counterpart, counterpart.codeStart(), counterpart.end(), piece.code());
            carried.add("Carried over: the edited create method " + name + ".");
        } else {
            lose(piece, counterpart, anchor, String.join(", and ", changes));
        }
    }

    /** Notes that a piece could not be carried over, and leaves it as a comment in its place. */
    private void lose(SourcePiece piece, SourcePiece counterpart, SourcePiece anchor, String why) {
        lost.add("Not carried over: " + piece.title() + " (" + piece.place() + "), since " + why
                + ". It stands as a comment in the new one.");
        String comment = "// Not carried over, since " + why.replace("\\", "[backslash]") + ":\n"
                + (counterpart == null ? (piece.leading().strip() + "\n  ").stripLeading() : "")
                        .concat(piece.code())
                        .replace("\\u", "\\ u") // an escape would be processed even in a comment
                        .lines()
                        .map(line -> "  // " + (line.startsWith("  ") ? line.substring(2) : line))
                        .map(String::stripTrailing)
                        .collect(Collectors.joining("\n"));
        if (counterpart == null) {
            insert("\n\n  " + comment, anchor);
        } else {
            replace(counterpart, counterpart.codeStart(), counterpart.codeStart(), comment + "\n  ");
        }
    }

    /** The earlier comments, with changed lines of the dumper's own updated. */
    private static String updated(String leading, String before, String now) {
        List<String> linesBefore = before.lines().toList();
        List<String> linesNow = now.lines().toList();
        String updated = leading;
        for (int i = 0; linesBefore.size() == linesNow.size() && i < linesBefore.size(); i++) {
            if (!linesBefore.get(i).equals(linesNow.get(i))) {
                updated = updated.replace(
                        linesBefore.get(i).strip(), linesNow.get(i).strip());
            }
        }
        return updated;
    }

    private List<SourceFile> merged() {
        replacements.sort(Comparator.comparingInt(Replacement::start).thenComparingInt(Replacement::end));
        return program.stream()
                .map(file -> new SourceFile(file.name(), merged(file)))
                .toList();
    }

    private String merged(SourceFile file) {
        StringBuilder merged = new StringBuilder();
        int at = 0;
        for (Replacement replacement : replacements) {
            if (replacement.file().equals(file.name())) {
                merged.append(file.text(), at, replacement.start()).append(replacement.text());
                at = replacement.end();
            }
        }
        return merged.append(file.text(), at, file.text().length()).toString();
    }
}
