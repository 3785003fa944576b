package doppel.restore.migrate;

import doppel.OrdinaryFile;
import doppel.StorageException;
import doppel.fixture.FixtureFiles;
import doppel.literal.JavaText;
import doppel.schema.Column;
import doppel.schema.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Knows which create methods of a fixture are unchanged since the dump. */
public final class GeneratedMethods {

    private static final Pattern ROW = Pattern.compile("(save\\(\\s*)?\\brow\\(\\s*(\"(?:[^\"\\\\]|\\\\.)*+\")\\s*\\)");

    private final String source;
    private final Map<String, List<Integer>> rows =
            new HashMap<>(); // by the literal of the table: after each row("...")
    private final Set<Integer> saved = new HashSet<>(); // the places where the row is saved as it is made

    public GeneratedMethods(Path directory) {
        source = FixtureFiles.programs(directory).stream()
                .map(name -> text(directory.resolve(name)))
                .collect(Collectors.joining());
        Matcher row = ROW.matcher(source);
        while (row.find()) {
            rows.computeIfAbsent(row.group(2), table -> new ArrayList<>()).add(row.end());
            if (row.group(1) != null) {
                saved.add(row.end());
            }
        }
    }

    private static String text(Path file) {
        try {
            return OrdinaryFile.text(file);
        } catch (IOException e) {
            throw StorageException.of("Reading " + file, e);
        }
    }

    /** Whether rows of the table reach the target as they were dumped, unless steps change them. */
    public boolean saveAsDumped(Table table) {
        return !source.contains("beforeSave") && saveJustTheColumnsOf(table);
    }

    /** Whether all rows of the table are made in one place, which sets exactly its columns, one after the other. */
    boolean saveJustTheColumnsOf(Table table) {
        List<Integer> places = rows.getOrDefault(JavaText.literal(table.name()), List.of());
        if (places.size() != 1) {
            return false;
        }
        StringBuilder chain = new StringBuilder();
        StringBuilder lines = new StringBuilder("\\s*;");
        for (Column column : table.insertableColumns()) {
            String name = Pattern.quote(JavaText.literal(column.name()));
            chain.append("\\s*\\.set\\(\\s*").append(name).append("\\s*,\\s*(?:\\w+|keyOf\\([^()]*\\))\\s*\\)");
            lines.append("\\s*row\\.set\\(\\s*").append(name).append("\\s*,\\s*values\\[\\d+\\]\\s*\\)\\s*;");
        }
        chain.append("\\s*\\)\\s*;");
        lines.append("\\s*save\\(\\s*row\\s*\\)\\s*;");
        int place = places.get(0);
        return saved.contains(place) && goesOn(place, chain.toString()) || goesOn(place, lines.toString());
    }

    private boolean goesOn(int place, String pattern) {
        return Pattern.compile(pattern)
                .matcher(source)
                .region(place, source.length())
                .lookingAt();
    }
}
