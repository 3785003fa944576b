package doppel.migration;

import doppel.literal.JavaText;
import doppel.schema.Column;
import doppel.schema.Nearest;
import doppel.schema.Schema;
import doppel.schema.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Writes the draft of a step and its reverse for a developer to complete. If both schemas are known, it starts from
 * their difference, with guesses as comments, which do nothing until the developer agrees. Immutable.
 *
 * @param className the name of the class
 * @param from the version before
 * @param to the version after
 * @param sentence what the step does
 */
public record StepDraft(String className, String from, String to, String sentence) {

    private static final String QUESTION = "a guess: or is it another one, which is new?";

    /** The source of a migrator whose step is still empty. */
    public String source() {
        return source(
                "      // up.table(\"members\").rename(\"e_mail\", \"email\").drop(\"card\");\n",
                "      // the way back\n");
    }

    /** The source of a migrator whose step describes the difference of two schemas. */
    public String source(Schema before, Schema after) {
        return source(changes("up", before, after), changes("down", after, before));
    }

    private String source(String up, String down) {
        return String.format(
                Locale.ROOT,
                """
                import doppel.migration.*;

                /** From version %s to %s: %s. */
                public final class %s implements Migrator {

                  @Override public void steps(Steps steps) {
                    steps.step(%s, %s, %s, up -> {
                %s    }).reverse(down -> {
                %s    });
                  }
                }
                """,
                JavaText.comment(from),
                JavaText.comment(to),
                JavaText.comment(sentence),
                className,
                JavaText.literal(from),
                JavaText.literal(to),
                JavaText.literal(sentence),
                up,
                down);
    }

    private static String changes(String direction, Schema before, Schema after) {
        Map<Table, Optional<Table>> successors = successors(before, after);
        StringBuilder out = new StringBuilder();
        successors.forEach((table, successor) -> {
            boolean guessed = successor.isPresent()
                    && !table.name().equals(successor.get().name());
            Draft draft = new Draft(direction + ".table(" + JavaText.literal(table.name()) + ")", guessed);
            if (successor.isEmpty()) {
                draft.call(".drop()", "");
            } else {
                if (guessed) {
                    draft.guess(".renameTo(" + JavaText.literal(successor.get().name()) + ")");
                }
                columns(table, successor.get(), draft);
            }
            out.append(draft.text());
        });
        after.tables().stream()
                .filter(table -> !table.internal() && !successors.containsValue(Optional.of(table)))
                .forEach(table -> out.append("      // new, and without rows so far: ")
                        .append(JavaText.comment(table.name()))
                        .append('\n'));
        return out.toString();
    }

    /** A statement about a table, built call by call, with notes for the developer. */
    private static final class Draft {
        private final String subject;
        private final boolean guessed;
        private final List<String> guesses = new ArrayList<>();
        private final List<String> calls = new ArrayList<>();
        private final List<String> comments = new ArrayList<>();
        private final List<String> notes = new ArrayList<>();

        /** @param guessed whether all of it follows from a guess */
        Draft(String subject, boolean guessed) {
            this.subject = subject;
            this.guessed = guessed;
        }

        /** A call that does nothing until the developer agrees. */
        void guess(String call) {
            guesses.add("      // " + subject + call + "; // " + QUESTION + "\n");
        }

        void call(String call, String comment) {
            if (guessed) {
                guesses.add("      // " + subject + call + ";" + (comment.isEmpty() ? "" : " // " + comment) + "\n");
                return;
            }
            calls.add(call);
            comments.add(comment.isEmpty() ? "" : " // " + comment);
        }

        /** A call that the developer may need. */
        void note(String call, String comment) {
            notes.add("      // " + subject + call + "; " + comment + "\n");
        }

        String text() {
            StringBuilder text = new StringBuilder(String.join("", guesses));
            if (!calls.isEmpty()) {
                text.append("      ").append(subject);
                for (int i = 0; i < calls.size(); i++) {
                    text.append(calls.size() == 1 ? "" : "\n          ").append(calls.get(i));
                    text.append(i == calls.size() - 1 ? ";" : "").append(comments.get(i));
                }
                text.append('\n');
            }
            notes.forEach(text::append);
            return text.toString();
        }
    }

    /**
     * Each table of the application, and the one that it becomes: the table of the same name, or else a similar one.
     */
    private static Map<Table, Optional<Table>> successors(Schema before, Schema after) {
        List<Table> fresh = new ArrayList<>(after.tables().stream()
                .filter(table -> !table.internal() && before.table(table.name()).isEmpty())
                .toList());
        Map<Table, Optional<Table>> successors = new LinkedHashMap<>();
        for (Table table : before.tables()) {
            if (table.internal()) {
                continue;
            }
            Optional<Table> same = after.table(table.name());
            if (same.isEmpty()) {
                same = fresh.stream()
                        .filter(candidate -> shared(table, candidate) * 10
                                >= 6L * table.columns().size())
                        .max(Comparator.comparingLong(candidate -> shared(table, candidate)));
                same.ifPresent(fresh::remove);
            }
            successors.put(table, same);
        }
        return successors;
    }

    /** How many columns are similar: of the same name, or of the same type at the same place. */
    private static long shared(Table one, Table other) {
        long shared = 0;
        for (int i = 0; i < one.columns().size(); i++) {
            Column column = one.columns().get(i);
            boolean sameType =
                    i < other.columns().size() && other.columns().get(i).type().equals(column.type());
            shared += sameType || other.column(column.name()).isPresent() ? 1 : 0;
        }
        return shared;
    }

    private static void columns(Table before, Table after, Draft draft) {
        List<Column> fresh = new ArrayList<>(after.insertableColumns().stream()
                .filter(column -> before.column(column.name()).isEmpty())
                .toList());
        for (Column column : before.insertableColumns()) {
            if (after.column(column.name()).isPresent()) {
                continue;
            }
            Optional<Column> renamed = Nearest.of(column.name(), fresh.stream().map(Column::name))
                    .flatMap(after::column)
                    .or(() -> fresh.stream()
                            .filter(candidate ->
                                    candidate.type().equals(column.type()) && candidate.nullable() == column.nullable())
                            .findFirst());
            String name = JavaText.literal(column.name());
            if (renamed.isPresent()) {
                fresh.remove(renamed.get());
                draft.guess(".rename(" + name + ", "
                        + JavaText.literal(renamed.get().name()) + ")");
            } else {
                draft.call(".drop(" + name + ")", "");
            }
        }
        for (Column column : fresh) {
            String type = JavaText.comment(column.type()) + (column.nullable() ? "" : " NOT NULL");
            if (after.needs(column)) {
                draft.call(".add(" + JavaText.literal(column.name()) + ", row -> null)", "which value? " + type);
            } else {
                draft.note(".add(" + JavaText.literal(column.name()) + ", null)", "else it gets its default: " + type);
            }
        }
        for (Column column : before.insertableColumns()) {
            after.column(column.name())
                    .filter(other -> !other.type().equalsIgnoreCase(column.type()))
                    .ifPresent(other -> draft.note(
                            ".change(" + JavaText.literal(column.name()) + ", Cast.TEXT)",
                            JavaText.comment(column.type()) + " becomes " + JavaText.comment(other.type())));
        }
    }

    /** A class name made of versions, such as {@code From1To1_5}. */
    public static String className(String from, String to) {
        return "From" + word(from) + "To" + word(to);
    }

    private static String word(String version) {
        return version.replaceAll("[^A-Za-z0-9]", "_");
    }

    /** The source of a test that goes up and down, and compares. */
    public String testSource() {
        return String.format(Locale.ROOT, """
                import doppel.verify.MigrationTrial;
                import java.nio.file.Path;
                import org.junit.jupiter.api.Test;

                class %sTest {

                  @Test
                  void goesUpAndDownWithoutLoss() {
                    MigrationTrial.assertReversible(
                        Path.of("src/test/fixtures/%s"), // a dump of version %s: doppel dump DATABASE DIR \
                --as-version %s
                        Path.of("src/test/schemas/%s.sql"), // the schema of version %s: doppel schema DATABASE -o FILE
                        Path.of("src/main/java/%s.java"));
                  }
                }
                """, className, from, from, from, to, to, className);
    }
}
