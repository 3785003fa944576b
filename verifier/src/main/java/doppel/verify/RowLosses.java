package doppel.verify;

import doppel.compare.DiffFile;
import doppel.compare.DiffListener;
import doppel.compare.FileDifference;
import doppel.compare.Hunk;
import doppel.fixture.FileKind;
import doppel.program.PlainFixture;
import doppel.schema.Table;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Sums up by table and column how rows differ from those that went in, from the differences of two fixtures. Memory
 * depends on how many rows differ only where they come in another order. Not thread-safe.
 */
final class RowLosses implements DiffListener {

    private static final int MOST_EXAMPLES = 3;
    private static final String ROW_COUNT = "rows(";

    private final Set<String> meant;
    private final Map<String, PlainFixture.PlainMethod> methods = new HashMap<>();
    private final Map<String, Table> tables = new HashMap<>();
    private final Map<String, Loss> losses = new TreeMap<>();
    private final Map<String, String> before = new LinkedHashMap<>();
    private final Map<String, String> after = new LinkedHashMap<>();
    private boolean elsewhere;

    /** Rows of a table that have lost something in the same column. */
    private static final class Loss {
        private final List<String> examples = new ArrayList<>();
        private long rows;

        void add(String... lines) {
            if (rows++ < MOST_EXAMPLES) {
                examples.addAll(List.of(lines));
            }
        }
    }

    /**
     * @param fixture one of the fixtures
     * @param meant the columns and tables that are lost on purpose: {@code records.change_date}, {@code records}
     */
    RowLosses(Path fixture, Set<String> meant) {
        this.meant = meant;
        PlainFixture plain = PlainFixture.read(fixture);
        plain.createMethods().forEach(method -> methods.put(method.name(), method));
        plain.schema().tables().forEach(table -> tables.put(table.name(), table));
    }

    @Override
    public void hunk(DiffFile file, Hunk hunk) {
        for (Hunk.Line line : hunk.lines()) {
            if (line.change() == Hunk.Change.SAME) {
                continue;
            }
            if (file.kind() == DiffFile.Kind.TABLE) {
                row(line.change(), line.text());
            } else if (file.kind() == DiffFile.Kind.FILE) { // large values differ with their rows
                String code = line.text().strip();
                boolean count = FileKind.of(file.name()) == FileKind.PROGRAM
                        && (code.startsWith(ROW_COUNT) || code.startsWith("*") || code.startsWith("/**"));
                elsewhere |= !count;
            }
        }
    }

    private void row(Hunk.Change change, String text) {
        Map<String, String> own = change == Hunk.Change.REMOVED ? before : after;
        Map<String, String> other = change == Hunk.Change.REMOVED ? after : before;
        String key = key(text);
        String partner = other.remove(key);
        if (partner == null) {
            own.put(key, text);
        } else if (change == Hunk.Change.REMOVED) {
            changed(text, partner);
        } else {
            changed(partner, text);
        }
    }

    @Override
    public void fileEnds(FileDifference difference) {
        before.values().forEach(row -> loss(table(row), " did not come back").add("-" + row));
        after.values()
                .forEach(
                        row -> loss(table(row), " came that had not been there").add("+" + row));
        before.clear();
        after.clear();
    }

    private void changed(String row, String back) {
        List<String> columns = columns(row);
        List<String> old = arguments(row);
        List<String> now = arguments(back);
        boolean named = false;
        for (int i = 0; i < columns.size() && i < Math.min(old.size(), now.size()); i++) {
            if (!old.get(i).equals(now.get(i))) {
                loss(table(row) + "." + columns.get(i), " came back changed").add("-" + row, "+" + back);
                named = true;
            }
        }
        if (!named) {
            loss(table(row), " came back changed").add("-" + row, "+" + back);
        }
    }

    private Loss loss(String where, String what) {
        return losses.computeIfAbsent(where + "\n" + what, absent -> new Loss());
    }

    private static String method(String row) {
        int dot = row.indexOf('.');
        int bracket = row.indexOf('(');
        return dot < 0 || bracket < dot ? "" : row.substring(dot + 1, bracket);
    }

    private String table(String row) {
        PlainFixture.PlainMethod method = methods.get(method(row));
        return method == null ? method(row) : method.table();
    }

    private List<String> columns(String row) {
        PlainFixture.PlainMethod method = methods.get(method(row));
        return method == null ? List.of() : method.columns();
    }

    /** What identifies a row: its primary key, or all of it. */
    private String key(String row) {
        Table table = tables.get(table(row));
        List<String> columns = columns(row);
        List<String> arguments = arguments(row);
        if (table == null || table.primaryKey().isEmpty()) {
            return row;
        }
        StringBuilder key = new StringBuilder(table.name());
        for (String column : table.primaryKey()) {
            int at = columns.indexOf(column);
            if (at < 0 || at >= arguments.size()) {
                return row;
            }
            key.append('\n').append(arguments.get(at));
        }
        return key.toString();
    }

    /** The arguments of a call, each as it is written. */
    private static List<String> arguments(String row) {
        List<String> arguments = new ArrayList<>();
        int begin = row.lastIndexOf('{') >= 0 && row.contains("new Object[]") ? row.indexOf('{') : row.indexOf('(');
        int depth = 0;
        boolean quoted = false;
        int start = begin + 1;
        for (int i = start; i < row.length(); i++) {
            char c = row.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && depth == 0 && (c == ',' || c == ')' || c == '}')) {
                arguments.add(row.substring(start, i).strip());
                start = i + 1;
                if (c != ',') {
                    break;
                }
            } else if (!quoted) {
                depth += c == '(' || c == '{' ? 1 : c == ')' || c == '}' ? -1 : 0;
            }
        }
        return arguments;
    }

    /** Whether nothing differs, or only what is lost on purpose. */
    boolean onlyMeant() {
        return !elsewhere && losses.keySet().stream().allMatch(this::isMeant);
    }

    private boolean isMeant(String loss) {
        String where = loss.substring(0, loss.indexOf('\n'));
        return meant.contains(where)
                || tables.keySet().stream().anyMatch(table -> meant.contains(table) && where.startsWith(table + "."));
    }

    /** What differs: a line for each table and column, and the first rows of each that is not lost on purpose. */
    List<String> summary() {
        List<String> lines = new ArrayList<>();
        Set<String> shown = new LinkedHashSet<>();
        losses.forEach((loss, of) -> {
            int end = loss.indexOf('\n');
            String rows = of.rows == 1 ? "row" : "rows";
            lines.add(String.format(
                    Locale.ROOT,
                    "%s: %,d %s%s%s",
                    loss.substring(0, end),
                    of.rows,
                    rows,
                    loss.substring(end + 1),
                    isMeant(loss) ? ", as it is meant to" : ""));
            if (!isMeant(loss)) {
                of.examples.stream().filter(shown::add).forEach(lines::add);
            }
        });
        return lines;
    }
}
