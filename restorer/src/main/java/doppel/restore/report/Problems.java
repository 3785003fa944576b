package doppel.restore.report;

import doppel.Counted;
import doppel.dialect.DanglingReference;
import doppel.dialect.RefusedException;
import doppel.dialect.Target;
import doppel.fixture.Row;
import doppel.fixture.Shape;
import doppel.restore.existing.ExistingRows;
import doppel.restore.save.ColumnRules;
import doppel.restore.save.Refusal;
import doppel.restore.save.RequiredColumns;
import doppel.restore.save.WaitKey;
import doppel.restore.statement.Statement;
import doppel.schema.ForeignKey;
import doppel.schema.Index;
import doppel.schema.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Sums up why rows cannot be saved, so that one report shows an admin what to correct: values by table, column and
 * kind; equal rows in groups; references by key and value. Memory does not depend on how many rows there are. Not
 * thread-safe.
 */
public final class Problems {

    private static final int MOST_EXAMPLES = 5;
    private static final int MOST_GROUPS = 1_000;
    private static final int MOST_KEYS = 100_000;
    private static final int LONGEST_VALUE = 60;
    /** Of more rows with the same problem, it does not ask the database whether they have others too. */
    private static final int MOST_COMPARED = 100;

    private static final Pattern VALUES = Pattern.compile("'[^']*'|\"[^\"]*\"|[0-9]+");

    private final Target target;
    private final boolean keepsRows;
    private final RequiredColumns required;
    private final ColumnRules rules;
    private final Map<Order, Map<String, Problem>> problems = new EnumMap<>(Order.class);
    private final Set<List<Object>> unsavedKeys = new HashSet<>();

    /** The order in which people correct problems: the last ones are often consequences of the others. */
    private enum Order {
        VALUES,
        EQUAL_ROWS,
        REFERENCES
    }

    /** Rows that cannot be saved for the same reason. */
    private static final class Problem {
        private final String table;
        private final String title;
        private final Map<Object, Group> groups = new LinkedHashMap<>();
        private long rows;
        private long groupsLeftOut;

        Problem(String table, String title) {
            this.table = table;
            this.title = title;
        }

        void add(Object key, String first, String example, List<Object> referenced) {
            rows++;
            Group group = groups.get(key);
            if (group == null && groups.size() == MOST_GROUPS) {
                groupsLeftOut++;
                return;
            }
            if (group == null) {
                group = new Group(first, referenced);
                groups.put(key, group);
            }
            group.rows++;
            if (group.examples.size() < MOST_EXAMPLES) {
                group.examples.add(example);
            }
        }
    }

    /** Rows that have something in common: the row that they equal, or the row that they refer to. */
    private static final class Group {
        private final String first;
        private final List<Object> referenced;
        private final List<String> examples = new ArrayList<>();
        private long rows;

        Group(String first, List<Object> referenced) {
            this.first = first;
            this.referenced = referenced;
        }
    }

    /**
     * @param rules learns which columns refused values, and which rows cannot be saved
     * @param keepsRows whether the target keeps the rows that it had
     */
    public Problems(Target target, ColumnRules rules, boolean keepsRows) {
        this.target = target;
        this.keepsRows = keepsRows;
        this.rules = rules;
        required = new RequiredColumns(target.schema());
        for (Order order : Order.values()) {
            problems.put(order, new LinkedHashMap<>());
        }
    }

    /**
     * Adds a statement that could not be saved, with all its problems, so that they can be corrected together.
     *
     * @param place its place
     * @param reason why it could not be saved
     * @param dangling the references for which it is refused
     * @param given whether it has given all of its rows
     */
    public void add(Statement statement, String place, String reason, List<DanglingReference> dangling, boolean given) {
        statement.rows().forEach(this::remember);
        rules.unsaved(statement);
        boolean told = !dangling.isEmpty();
        dangling.forEach(reference -> reference(reference, place));
        for (DanglingReference reference :
                given && dangling.isEmpty() ? missing(statement) : List.<DanglingReference>of()) {
            told = true;
            reference(reference, place);
        }
        for (Row row : given ? statement.rows() : List.<Row>of()) {
            boolean known = false;
            for (String problem : values(row)) {
                told = true;
                known = value(row.table(), statement.rows(), problem, place) > MOST_COMPARED;
            }
            for (List<String> key : known ? List.<List<String>>of() : keys(row.table())) {
                Optional<Row> equal = equal(row, key);
                told |= equal.isPresent();
                equal.ifPresent(other -> collision(row, key, other, place));
            }
        }
        if (!told) {
            String table = statement.rows().isEmpty()
                    ? statement.account().table()
                    : statement.rows().get(0).table();
            value(table, statement.rows(), reason, place);
        }
    }

    /** The problems with the values of each column that can be found without the database. */
    private List<String> values(Row row) {
        List<String> problems = new ArrayList<>();
        Map<String, Refusal> refusals = rules.refusals(row);
        for (int i = 0; i < row.shape().size(); i++) {
            String column = row.columns().get(i);
            Optional<String> problem = Optional.ofNullable(refusals.get(column)).map(Refusal::reason);
            problem.or(() -> value(row, column)).ifPresent(reason -> {
                problems.add(reason);
                rules.refused(row.table(), column);
            });
        }
        required.refusal(row).map(Refusal::reason).ifPresent(problems::add);
        return problems;
    }

    private Optional<String> value(Row row, String column) {
        try {
            target.check(new Row(Shape.empty(row.table()), 1).set(column, row.held(column)));
            return Optional.empty();
        } catch (RefusedException e) {
            return Optional.of(e.getMessage());
        }
    }

    /** Returns how many rows have this problem so far. */
    private long value(String table, List<Row> rows, String reason, String place) {
        String keys = rows.stream()
                .limit(1)
                .map(row -> words(
                        row,
                        target.schema()
                                .table(row.table())
                                .map(Table::primaryKey)
                                .orElse(List.of())))
                .filter(words -> !words.isEmpty())
                .map(words -> " (" + words + ")")
                .collect(Collectors.joining());
        String kind = kind(table, reason, rows);
        Problem problem = problem(Order.VALUES, table, kind);
        problem.add("", "", place + keys + ": " + reason, List.of());
        return problem.rows;
    }

    private void remember(Row row) {
        Optional<Table> table = target.schema().table(row.table());
        List<Object> key =
                table.map(known -> WaitKey.valuesOf(row, known.primaryKey())).orElse(null);
        if (key != null && unsavedKeys.size() < MOST_KEYS) {
            unsavedKeys.add(List.of(row.table(), table.get().primaryKey(), key));
        }
    }

    private void reference(DanglingReference reference, String place) {
        WaitKey referred = WaitKey.of(reference.key().table(), reference.key().referencedColumns(), reference.values());
        problem(
                        Order.REFERENCES,
                        reference.table(),
                        reference.table() + " " + reference.key() + ": what is referred to does not exist")
                .add(
                        referred.values(),
                        reference.values().stream().map(Problems::shown).collect(Collectors.joining(", ")),
                        place,
                        List.of(referred.table(), referred.columns(), referred.values()));
    }

    private void collision(Row row, List<String> key, Row equal, String place) {
        Table table = target.schema().table(row.table()).orElseThrow();
        List<String> shownColumns = Stream.concat(table.primaryKey().stream(), key.stream())
                .distinct()
                .toList();
        String collations = key.stream()
                .flatMap(column -> target.collation(row.table(), column).stream())
                .distinct()
                .collect(Collectors.joining(", "));
        String title = row.table() + " (" + String.join(", ", key) + ")"
                + (collations.isEmpty() ? "" : ", compared by " + collations)
                + ": rows that are equal, but have to differ";
        List<Object> group = WaitKey.valuesOf(equal, table.primaryKey().isEmpty() ? key : table.primaryKey());
        problem(Order.EQUAL_ROWS, row.table(), title)
                .add(
                        group == null ? place : group,
                        words(equal, shownColumns),
                        words(row, shownColumns) + " (" + place + ")",
                        List.of());
    }

    private Problem problem(Order order, String table, String title) {
        return problems.get(order).computeIfAbsent(title, absent -> new Problem(table, title));
    }

    private List<List<String>> keys(String table) {
        return target.schema().table(table).stream()
                .flatMap(known -> Stream.concat(
                        Stream.of(known.primaryKey()),
                        known.indexes().stream().filter(Index::unique).map(Index::columns)))
                .filter(key -> !key.isEmpty())
                .toList();
    }

    /** The references of a statement that lead nowhere, where the engine has checked them with the statement. */
    private List<DanglingReference> missing(Statement statement) {
        List<DanglingReference> missing = new ArrayList<>();
        for (Row row : target.checksReferencesAtOnce() ? statement.rows() : List.<Row>of()) {
            for (ForeignKey key :
                    target.schema().table(row.table()).map(Table::foreignKeys).orElse(List.of())) {
                Object[] values = key.columns().stream().map(row::get).toArray();
                boolean leads = Arrays.asList(values).contains(null)
                        || target.schema().table(key.table()).isEmpty()
                        || target.find(key.table(), key.referencedColumns().toArray(String[]::new), values)
                                .isPresent();
                if (!leads) {
                    missing.add(new DanglingReference(row.table(), key, Arrays.asList(values), 1));
                }
            }
        }
        return missing;
    }

    private Optional<Row> equal(Row row, List<String> key) {
        Object[] values = key.stream().map(row::get).toArray();
        return Arrays.asList(values).contains(null)
                ? Optional.empty()
                : target.find(row.table(), key.toArray(String[]::new), values)
                        .filter(other -> !keepsRows || !isSame(row, other));
    }

    /** Whether a row of the target is this one, as it was before. */
    private boolean isSame(Row row, Row other) {
        return ExistingRows.key(target.schema().table(row.table()).orElseThrow(), row)
                .filter(key -> WaitKey.valuesOf(row, key).equals(WaitKey.valuesOf(other, key)))
                .isPresent();
    }

    /** The reason without the values, so that reasons of one kind are equal. */
    private static String kind(String table, String reason, List<Row> rows) {
        int value = reason.indexOf(": ", reason.indexOf(": ") + 2);
        if (reason.startsWith(table + ".") && value > 0) {
            return reason.substring(0, value);
        }
        Set<String> names = new HashSet<>();
        for (Row row : rows) {
            names.add(row.table());
            names.addAll(row.columns());
        }
        String line = reason.lines().findFirst().orElse("");
        int step = line.startsWith("step ") ? line.indexOf("): ") + 1 : 0; // the step and its place are not values
        Matcher matcher = VALUES.matcher(line).region(step, line.length());
        StringBuilder kind = new StringBuilder();
        while (matcher.find()) {
            String found = matcher.group();
            boolean quoted = !Character.isDigit(found.charAt(0));
            boolean name = quoted && names.contains(found.substring(1, found.length() - 1))
                    || !quoted && isPartOfWord(reason, matcher.start());
            matcher.appendReplacement(kind, Matcher.quoteReplacement(name ? found : "…"));
        }
        return matcher.appendTail(kind).toString();
    }

    private static boolean isPartOfWord(String text, int at) {
        return at > 0 && (Character.isLetter(text.charAt(at - 1)) || text.charAt(at - 1) == '_');
    }

    private static String words(Row row, List<String> columns) {
        return columns.stream()
                .filter(row::has)
                .map(column -> column + " " + shown(row.get(column)))
                .collect(Collectors.joining(", "));
    }

    private static String shown(Object value) {
        String text = value instanceof byte[] bytes ? bytes.length + " bytes" : String.valueOf(value);
        String cut = text.length() > LONGEST_VALUE ? text.substring(0, LONGEST_VALUE) + "..." : text;
        return value instanceof String ? "'" + cut + "'" : cut;
    }

    /** All problems that were added. */
    public List<RestoreReport.Problem> report() {
        return problems.values().stream()
                .flatMap(ofKind -> ofKind.values().stream())
                .map(this::report)
                .toList();
    }

    private RestoreReport.Problem report(Problem problem) {
        List<String> lines = new ArrayList<>();
        boolean single = problem.groups.size() == 1 && problem.groups.containsKey("");
        if (single) {
            Group group = problem.groups.get("");
            lines.addAll(group.examples);
            addMore(group.rows - group.examples.size(), "row", lines);
        } else {
            List<Group> groups = new ArrayList<>(problem.groups.values());
            groups.stream().limit(4L * MOST_EXAMPLES).map(this::line).forEach(lines::add);
            addMore(Math.max(0, groups.size() - 4L * MOST_EXAMPLES) + problem.groupsLeftOut, "value", lines);
        }
        return new RestoreReport.Problem(problem.table, problem.title, problem.rows, lines);
    }

    private String line(Group group) {
        long more = group.rows - group.examples.size();
        if (!group.referenced.isEmpty()) {
            return group.first + (unsavedKeys.contains(group.referenced) ? ", which is not saved itself" : "") + ": "
                    + Counted.of(group.rows, "row") + " (" + String.join(", ", group.examples)
                    + (more > 0 ? ", ..." : "")
                    + ")";
        }
        return group.first + " = " + String.join(" = ", group.examples)
                + (more > 0 ? " and " + Counted.of(more, "more row") : "");
    }

    private static void addMore(long more, String noun, List<String> lines) {
        if (more > 0) {
            lines.add("... and " + Counted.of(more, "more " + noun));
        }
    }
}
