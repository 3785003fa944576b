package doppel.bench.shape;

import java.time.LocalDate;
import java.util.Locale;
import java.util.stream.IntStream;

/** Days and times as the texts that all engines take. */
final class Times {

    /** The day that stands for "until today" in the employees sample. */
    static final String OPEN_END = "9999-01-01";

    private static final LocalDate FIRST = LocalDate.of(1952, 2, 1);
    private static final String[] DAYS = IntStream.range(0, 30_000)
            .mapToObj(number -> FIRST.plusDays(number).toString())
            .toArray(String[]::new);

    private Times() {}

    /** The day that is so many days after the first of February 1952: 82 years of them. */
    static String day(int number) {
        return DAYS[number];
    }

    /** A time of the day, to the second. */
    static String time(Dice dice) {
        return String.format(Locale.ROOT, "%02d:%02d:%02d", dice.below(24), dice.below(60), dice.below(60));
    }

    /** A moment since 1970, to the millisecond. */
    static String moment(Dice dice) {
        return day(dice.between(6700, 29_000)) + " " + time(dice)
                + String.format(Locale.ROOT, ".%03d", dice.below(1000));
    }
}
