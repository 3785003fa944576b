package doppel.shell.change;

import doppel.fixture.Row;
import doppel.shell.text.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Changed rows as a difference: {@code -} before a row that goes, {@code +} before one that comes, {@code ~} else. */
public final class ChangeText {

    private ChangeText() {}

    /** Gives the lines: for each row its key, and the columns that differ. */
    public static void write(List<ChangedRow> changes, Consumer<String> line) {
        String table = "";
        for (ChangedRow change : changes) {
            if (!change.table().name().equals(table)) {
                table = change.table().name();
                line.accept(TextTable.visible(table));
            }
            line.accept("  " + text(change));
        }
    }

    private static String text(ChangedRow change) {
        if (change.before().isEmpty()) {
            return "+ " + values(change.after().orElseThrow());
        }
        Row before = change.before().get();
        if (change.after().isEmpty()) {
            return "- " + values(before);
        }
        Row after = change.after().get();
        List<String> parts = new ArrayList<>();
        for (String column : before.columns()) {
            if (!Objects.deepEquals(before.get(column), after.get(column))) {
                parts.add(column + ": " + shown(before.get(column)) + " → " + shown(after.get(column)));
            }
        }
        String key = RowKey.of(change.table(), before).columns().stream()
                .map(column -> column + " " + shown(before.get(column)))
                .collect(Collectors.joining(", "));
        return "~ " + key + ": " + String.join(", ", parts);
    }

    private static String values(Row row) {
        return row.columns().stream()
                .map(column -> column + ": " + shown(row.get(column)))
                .collect(Collectors.joining(", "));
    }

    private static String shown(Object value) {
        return value instanceof CharSequence ? '"' + TextTable.shown(value) + '"' : TextTable.shown(value);
    }

    /** How many rows of each table differ, a sentence for all. */
    public static String summary(List<ChangedRow> changes) {
        Map<String, long[]> counts = new TreeMap<>();
        for (ChangedRow change : changes) {
            long[] of = counts.computeIfAbsent(change.table().name(), unknown -> new long[3]);
            of[change.before().isEmpty() ? 0 : change.after().isEmpty() ? 2 : 1]++;
        }
        return counts.entrySet().stream()
                .map(entry -> TextTable.visible(entry.getKey()) + ": " + counted(entry.getValue()))
                .collect(Collectors.joining("; "));
    }

    private static String counted(long[] counts) {
        String[] words = {"inserted", "changed", "deleted"};
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                parts.add(String.format(Locale.ROOT, "%,d %s", counts[i], words[i]));
            }
        }
        return String.join(", ", parts);
    }
}
