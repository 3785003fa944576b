package doppel.restore.save;

import doppel.Counted;
import doppel.dialect.choice.ChosenType;
import doppel.dialect.choice.ColumnChoice;
import doppel.dialect.choice.ColumnChoices;
import doppel.dialect.choice.NumberForm;
import doppel.literal.LargeValue;
import doppel.literal.TemporalText;
import doppel.schema.PortableType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What was found in a column: how many values of which kind. Not thread-safe. */
final class FoundColumn {

    private static final int LONGEST_SHOWN = 60;
    private static final double MOST_EXACT = 0x1p53;
    private static final List<NumberForm> FORMS = List.of(NumberForm.values());

    private static final Set<PortableType.Kind> TIMES = Set.of(
            PortableType.Kind.TIMESTAMP, PortableType.Kind.DATE, PortableType.Kind.TIME, PortableType.Kind.INSTANT);

    private final PortableType.Kind declared;
    /** Whether numbers may mean days and times. */
    private final boolean times;
    /** Whether it keeps texts of digits apart from numbers. */
    private final boolean untyped;

    private final Map<NumberForm, Likely> readable = new EnumMap<>(NumberForm.class);
    private long wholes;
    private long reals;
    private long zeros;
    private long texts;
    private long bytes;
    private long others;
    private String text;
    private Number unreadable;
    private boolean exactAsDouble = true;
    private boolean possibleAsText = true;
    private boolean distinctAsText = true;

    /** The numbers that probably mean one form. */
    private static final class Likely {
        private final Number example;
        private long count;
        private boolean exact = true;

        Likely(Number example) {
            this.example = example;
        }
    }

    FoundColumn(PortableType.Kind declared) {
        this.declared = declared;
        times = TIMES.contains(declared);
        untyped = declared == PortableType.Kind.ANY || declared == PortableType.Kind.BYTES;
    }

    /**
     * Counts a value.
     *
     * @param saved whether it could be saved: then it is only counted
     */
    void count(Object value, boolean saved) {
        if (value instanceof Long number) {
            wholes++;
            exactAsDouble &= Math.abs((double) number) <= MOST_EXACT;
            number(number, saved);
        } else if (value instanceof Double number) {
            reals++;
            exactAsDouble &= !untyped || number != Math.rint(number);
            possibleAsText &= !number.isInfinite();
            number(number, saved);
        } else if (value instanceof String words) {
            texts++;
            text = text == null || !saved ? words : text;
            possibleAsText &= saved || words.indexOf(0) < 0;
            distinctAsText &= !untyped || !ColumnChoice.isNumber(words);
        } else if (value instanceof LargeValue large && large.kind() == LargeValue.Kind.TEXT) {
            texts++;
        } else if (value instanceof byte[] || value instanceof LargeValue) {
            bytes++;
        } else {
            others++;
        }
    }

    private void number(Number number, boolean saved) {
        double size = number.doubleValue();
        boolean likely = size == 0;
        zeros += likely ? 1 : 0;
        for (NumberForm form : times ? FORMS : List.<NumberForm>of()) {
            if (form.isLikely(size)) {
                likely = true;
                Likely found = readable.computeIfAbsent(form, absent -> new Likely(number));
                found.count++;
                found.exact &= saved
                        || form.read(number).filter(time -> time.getYear() > 0).isPresent(); // some engines begin there
            }
        }
        unreadable = likely ? unreadable : number;
    }

    /** The choices that take everything that was found, the best first. */
    List<ColumnChoice> choices(ColumnChoices.ColumnName name) {
        List<ColumnChoice> all = new ArrayList<>();
        for (NumberForm form : readable.keySet()) {
            ChosenType type = form == NumberForm.EPOCH_DAYS ? ChosenType.DATE : ChosenType.TIMESTAMP;
            all.add(new ColumnChoice(name.table(), name.column(), type, Optional.of(form)));
        }
        Stream.of(ChosenType.BIGINT, ChosenType.DOUBLE, ChosenType.BYTES, ChosenType.TEXT)
                .map(type -> new ColumnChoice(name.table(), name.column(), type, Optional.empty()))
                .forEach(all::add);
        List<ColumnChoice> fitting = all.stream()
                .filter(choice -> (choice.form().isPresent() || choice.type().kind() != declared) && fits(choice))
                .toList();
        boolean numbers = fitting.stream().anyMatch(choice -> choice.type() == ChosenType.BIGINT);
        return fitting.stream()
                .filter(choice -> !numbers || choice.form().isPresent() || choice.type() == ChosenType.BIGINT)
                .toList();
    }

    /** Whether a choice takes everything that was found. */
    boolean fits(ColumnChoice choice) {
        long numbers = wholes + reals;
        if (others > 0) {
            return false;
        } else if (choice.form().isPresent()) {
            Likely found = readable.get(choice.form().get());
            return texts + bytes == 0 && found != null && found.exact && found.count + zeros == numbers;
        }
        return switch (choice.type()) {
            case BIGINT -> texts + bytes + reals == 0;
            case DOUBLE -> texts + bytes == 0 && exactAsDouble;
            case BYTES -> texts + numbers == 0;
            default -> bytes == 0 && possibleAsText && distinctAsText;
        };
    }

    /** What was found, with an example of each form. */
    String words() {
        List<String> found = new ArrayList<>();
        long rest = wholes + reals;
        boolean alone = readable.keySet().stream()
                        .filter(form -> form != NumberForm.APPLE_SECONDS)
                        .count()
                == 1;
        for (Map.Entry<NumberForm, Likely> entry : readable.entrySet()) {
            if (entry.getKey() == NumberForm.APPLE_SECONDS) {
                continue;
            }
            long count = entry.getValue().count + (alone ? zeros : 0);
            rest -= count;
            found.add(Counted.of(count, numbers())
                    + (count == 1 ? " that reads as " : " that read as ")
                    + reading(entry.getKey(), entry.getValue()));
        }
        if (rest > 0) {
            String other = found.isEmpty() ? numbers() : "other " + numbers();
            found.add(Counted.of(rest, other) + (unreadable == null ? "" : " such as " + plain(unreadable)));
        }
        if (texts > 0) {
            found.add(Counted.of(texts, "text") + (text == null ? "" : " such as '" + shown(text) + "'"));
        }
        if (bytes > 0) {
            found.add(Counted.of(bytes, "value") + " of bytes");
        }
        if (others > 0) {
            found.add(Counted.of(others, "other value"));
        }
        return String.join(", ", found);
    }

    private String numbers() {
        return reals == 0 ? "whole number" : "number";
    }

    private String reading(NumberForm form, Likely found) {
        Likely apple = readable.get(NumberForm.APPLE_SECONDS);
        boolean both = form == NumberForm.EPOCH_SECONDS && apple != null && apple.count == found.count;
        return meaning(form, found.example)
                + (both ? ", or as " + meaning(NumberForm.APPLE_SECONDS, found.example) : "");
    }

    private static String meaning(NumberForm form, Number example) {
        return form.words()
                + form.read(example)
                        .map(time -> " (" + plain(example) + " is " + TemporalText.text(time) + ")")
                        .orElse("");
    }

    private static String plain(Number number) {
        double size = Math.abs(number.doubleValue());
        return size >= 1e-3 && size < 1e15 ? new BigDecimal(number.toString()).toPlainString() : number.toString();
    }

    private static String shown(String text) {
        return text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "..." : text;
    }
}
