package doppel.restore.existing;

import doppel.fixture.Row;
import doppel.literal.JavaText;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The columns in which a row that comes differs from the one that is there: those that only the row that comes has
 * changed since both were equal, and those that the other one has changed, too. Without a base, nobody knows what has
 * changed, and all of them count as changed on both sides.
 *
 * @param row the row that comes
 * @param there the row that is there
 * @param base the row as it was, if that is known
 * @param mine columns that only the row that comes has changed
 * @param both columns that both have changed, or may have
 */
record Sides(Row row, Row there, Optional<Row> base, List<String> mine, List<String> both) {

    private static final int LONGEST = 60;
    private static final int MOST_SHOWN = 5;

    /** Compares the rows. */
    static Sides of(Row row, Row there, Optional<Row> base, SameValue same) {
        List<String> mine = new ArrayList<>();
        List<String> both = new ArrayList<>();
        for (String column : row.columns()) {
            if (Objects.deepEquals(row.get(column), there.get(column))) {
                continue;
            }
            boolean known = base.filter(old -> old.has(column)).isPresent();
            Object old = known ? same.of(base.get().get(column)) : null;
            if (known && Objects.equals(same.of(row.get(column)), old)) {
                continue; // only the row that is there has changed
            }
            (known && Objects.equals(same.of(there.get(column)), old) ? mine : both).add(column);
        }
        return new Sides(row, there, base, mine, both);
    }

    /** All columns in which the row that comes has something to say. */
    List<String> all() {
        List<String> all = new ArrayList<>(mine);
        all.addAll(both);
        return all;
    }

    /** What is on the sides in these columns. */
    String text(List<String> columns) {
        String more = columns.size() > MOST_SHOWN ? ", …" : "";
        List<String> shown = columns.subList(0, Math.min(MOST_SHOWN, columns.size()));
        return row.table() + "." + String.join(", ", shown) + more
                + (base.isPresent() ? ": changed on both sides: " : ": not what the database has: ")
                + shown.stream().map(this::values).collect(Collectors.joining("; "));
    }

    private String values(String column) {
        String sides = shown(row.get(column)) + ", but " + shown(there.get(column)) + " there";
        return base.map(old -> sides + ", and " + shown(old.get(column)) + " before")
                .orElse(sides);
    }

    private static String shown(Object value) {
        if (value instanceof byte[] bytes) {
            return bytes.length + " bytes";
        }
        String text = value == null ? "NULL" : value instanceof String words ? '"' + words + '"' : value.toString();
        return JavaText.comment(text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text);
    }
}
