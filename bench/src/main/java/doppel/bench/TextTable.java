package doppel.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A table for people: the first columns are words, the others numbers. */
final class TextTable {

    private final int words;
    private final List<List<String>> lines = new ArrayList<>();

    /**
     * A table without lines.
     *
     * @param words how many columns are words
     */
    TextTable(int words, String... heads) {
        this.words = words;
        lines.add(List.of(heads));
    }

    void add(String... cells) {
        lines.add(List.of(cells));
    }

    boolean isEmpty() {
        return lines.size() == 1;
    }

    /** Columns below each other, for a terminal. */
    String plain() {
        return lines.stream()
                .map(line -> padded(line, "  ").stripTrailing())
                .collect(Collectors.joining("\n", "", "\n"));
    }

    /** For a page of documentation. */
    String markdown() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            text.append("| ").append(padded(lines.get(i), " | ")).append(" |\n");
            if (i == 0) {
                text.append("|")
                        .append("---|".repeat(words))
                        .append("--:|".repeat(lines.get(0).size() - words))
                        .append("\n");
            }
        }
        return text.toString();
    }

    private String padded(List<String> line, String between) {
        return IntStream.range(0, line.size())
                .mapToObj(column -> padded(line.get(column), column))
                .collect(Collectors.joining(between));
    }

    private String padded(String cell, int column) {
        int width =
                lines.stream().mapToInt(line -> line.get(column).length()).max().orElse(0);
        String blanks = " ".repeat(width - cell.length());
        return column < words ? cell + blanks : blanks + cell;
    }
}
