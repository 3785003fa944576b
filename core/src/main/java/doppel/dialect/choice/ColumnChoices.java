package doppel.dialect.choice;

import doppel.ErrorCode;
import doppel.UsageException;
import doppel.schema.Column;
import doppel.schema.ForeignKey;
import doppel.schema.Nearest;
import doppel.schema.Schema;
import doppel.schema.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The types that a user has chosen for columns, at most one for each.
 *
 * @param all the choices, in the order in which they were given
 */
public record ColumnChoices(List<ColumnChoice> all) {

    /** No choices. */
    public static final ColumnChoices NONE = new ColumnChoices(List.of());

    public ColumnChoices {
        all = List.copyOf(all);
    }

    /**
     * Reads options such as {@code record.created=timestamp:epoch-millis}.
     *
     * @param schema the schema that names the columns
     * @throws UsageException if an option does not say a column of the schema and a type that it can get, if two say
     *     the same column, or if columns that refer to each other would get different types
     */
    public static ColumnChoices of(List<String> options, Schema schema) {
        List<ColumnChoice> read = new ArrayList<>();
        for (String option : options) {
            ColumnChoice choice = choice(option, schema);
            if (new ColumnChoices(read).of(choice.table(), choice.column()).isPresent()) {
                throw wrong(choice.table() + "." + choice.column() + " has been given a type twice.", "Give it once.");
            }
            read.add(choice);
        }
        ColumnChoices choices = new ColumnChoices(read);
        read.forEach(choice -> choices.requireAgreement(choice, schema));
        return choices;
    }

    /** The choice for this column, if there is one. */
    public Optional<ColumnChoice> of(String table, String column) {
        return all.stream()
                .filter(choice ->
                        choice.column().equals(column) && choice.table().equals(table))
                .findFirst();
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return all.isEmpty();
    }

    /** The columns that refer to a column, or that it refers to, directly or through others; {@code table.column}. */
    public static List<ColumnName> linked(ColumnName start, Schema schema) {
        List<ColumnName> found = new ArrayList<>(List.of(start));
        for (int i = 0; i < found.size(); i++) {
            for (Table table : schema.tables()) {
                for (ForeignKey key : table.foreignKeys()) {
                    follow(found.get(i), table, key)
                            .filter(next -> !found.contains(next))
                            .forEach(found::add);
                }
            }
        }
        return found.subList(1, found.size());
    }

    /** A column. */
    public record ColumnName(String table, String column) {}

    private static Stream<ColumnName> follow(ColumnName from, Table table, ForeignKey key) {
        List<ColumnName> next = new ArrayList<>();
        for (int i = 0; i < key.columns().size(); i++) {
            ColumnName referring = new ColumnName(table.name(), key.columns().get(i));
            ColumnName referenced =
                    new ColumnName(key.table(), key.referencedColumns().get(i));
            if (from.equals(referring)) {
                next.add(referenced);
            } else if (from.equals(referenced)) {
                next.add(referring);
            }
        }
        return next.stream();
    }

    private void requireAgreement(ColumnChoice choice, Schema schema) {
        for (ColumnName other : linked(new ColumnName(choice.table(), choice.column()), schema)) {
            ColumnChoice needed = new ColumnChoice(other.table(), other.column(), choice.type(), choice.form());
            if (!of(other.table(), other.column()).equals(Optional.of(needed))) {
                throw wrong(
                        choice.table() + "." + choice.column() + " and " + other.table() + "." + other.column()
                                + " are compared by a foreign key, so they need one type.",
                        "Add " + needed.option() + ", or leave " + choice + " out.");
            }
        }
    }

    private static ColumnChoice choice(String option, Schema schema) {
        int equals = option.lastIndexOf('=');
        if (equals < 0 || option.lastIndexOf('.', equals) < 0) {
            throw wrong(
                    "--column " + option + " does not say a column and a type.",
                    "Write --column TABLE.COLUMN=TYPE, as in --column record.created=timestamp:epoch-millis.");
        }
        ColumnName name = name(option.substring(0, equals), schema);
        String[] type = option.substring(equals + 1).split(":", 2);
        ChosenType chosen = ChosenType.of(type[0])
                .orElseThrow(() -> wrong(
                        "--column " + option + ": there is no type " + type[0]
                                + Nearest.endOfSentence(
                                        type[0],
                                        Arrays.stream(ChosenType.values()).map(ChosenType::id)),
                        "Give one of "
                                + names(Arrays.stream(ChosenType.values()).map(ChosenType::id)) + "."));
        Optional<NumberForm> form = type.length == 1 ? Optional.empty() : Optional.of(form(option, type[1], chosen));
        return new ColumnChoice(name.table(), name.column(), chosen, form);
    }

    private static NumberForm form(String option, String form, ChosenType type) {
        Stream<String> forms = Arrays.stream(NumberForm.values()).map(NumberForm::id);
        String known = names(Arrays.stream(NumberForm.values()).map(NumberForm::id));
        if (!type.takesForm()) {
            throw wrong(
                    "--column " + option + ": a " + type.id() + " has no form.",
                    "Leave :" + form + " out, or give the column the type timestamp or date.");
        }
        return NumberForm.of(form)
                .orElseThrow(() -> wrong(
                        "--column " + option + ": there is no form " + form + Nearest.endOfSentence(form, forms),
                        "Give one of " + known + "."));
    }

    /** Names may have dots: the first way to divide them that the schema knows counts. */
    private static ColumnName name(String words, Schema schema) {
        Optional<Table> nearest = Optional.empty();
        for (int dot = words.indexOf('.'); dot >= 0; dot = words.indexOf('.', dot + 1)) {
            Optional<Table> table = schema.table(words.substring(0, dot));
            String column = words.substring(dot + 1);
            if (table.flatMap(known -> known.column(column))
                    .filter(Column::insertable)
                    .isPresent()) {
                return new ColumnName(words.substring(0, dot), column);
            }
            nearest = table.isPresent() ? table : nearest;
        }
        throw nearest.map(table -> unknownColumn(words, table)).orElseGet(() -> unknownTable(words, schema));
    }

    private static UsageException unknownColumn(String words, Table table) {
        String column = words.substring(table.name().length() + 1);
        return unknown(
                words,
                "the table " + table.name() + " has no column " + column,
                Nearest.endOfSentence(column, table.columns().stream().map(Column::name)));
    }

    private static UsageException unknownTable(String words, Schema schema) {
        String table = words.substring(0, words.indexOf('.'));
        return unknown(
                words,
                "there is no table " + table,
                Nearest.endOfSentence(table, schema.tables().stream().map(Table::name)));
    }

    private static UsageException unknown(String words, String what, String end) {
        return wrong("--column " + words + ": " + what + end, "Give the names as schema() in Restore.java has them.");
    }

    private static String names(Stream<String> names) {
        return names.collect(Collectors.joining(", "));
    }

    private static UsageException wrong(String message, String nextStep) {
        return new UsageException(ErrorCode.COLUMN_OPTION, message, nextStep);
    }
}
