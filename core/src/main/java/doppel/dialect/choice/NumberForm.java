package doppel.dialect.choice;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How numbers say days and times. Each form knows which numbers probably mean it: those of the years 1973 to 2286 at
 * least, so that no number reads as two forms, except for seconds since 1970 and since 2001.
 */
public enum NumberForm {
    /** Unix time. */
    EPOCH_SECONDS("seconds since 1970", NumberForm.SECOND, 0, 1e8, 1e10),
    /** Java's and JavaScript's. */
    EPOCH_MILLIS("milliseconds since 1970", 1_000, 0, 1e11, 1e13),
    /** Mozilla's. */
    EPOCH_MICROS("microseconds since 1970", 1, 0, 1e14, 1e16),
    /** Days. */
    EPOCH_DAYS("days since 1970", NumberForm.DAY, 0, 3_000, 100_000),
    /** WebKit's. */
    WEBKIT_MICROS("microseconds since 1601", 1, -11_644_473_600L * NumberForm.SECOND, 1e16, 2.2e16),
    /** Apple's Core Data. */
    APPLE_SECONDS("seconds since 2001", NumberForm.SECOND, 978_307_200L * NumberForm.SECOND, 1e8, 1e9),
    /** Julian days, which begin at noon; those of the years 1900 to 2100. */
    JULIAN_DAYS("Julian days", NumberForm.DAY, -24_405_875L * NumberForm.DAY / 10, 2_415_020, 2_488_070);

    private static final long SECOND = 1_000_000;
    private static final long DAY = 86_400 * SECOND;
    /** The fractions of a second, in microseconds, that a floating-point number may mean, the simplest first. */
    private static final List<Long> STEPS = List.of(SECOND, 1_000L, 1L);

    /** What a number means far from here, it probably does not mean: the widest engine begins with this year. */
    private static final int FIRST_YEAR = -4712;

    private static final int LAST_YEAR = 9999;

    private final String words;
    private final long unit;
    private final long zero;
    private final double least;
    private final double most;

    /**
     * @param words what the numbers count
     * @param unit how many microseconds 1 is
     * @param zero what 0 is, in microseconds since 1970
     */
    NumberForm(String words, long unit, long zero, double least, double most) {
        this.words = words;
        this.unit = unit;
        this.zero = zero;
        this.least = least;
        this.most = most;
    }

    /** The form of this name. */
    public static Optional<NumberForm> of(String id) {
        return Arrays.stream(values()).filter(form -> form.id().equals(id)).findFirst();
    }

    /** Its name in an option, such as {@code epoch-millis}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What the numbers count, such as {@code milliseconds since 1970}. */
    public String words() {
        return words;
    }

    /** Whether a number probably means this form. */
    public boolean isLikely(double number) {
        return number >= least && number < most;
    }

    /**
     * The day and time that a number means.
     *
     * @param number a Long or a Double
     * @return empty if none up to the year 9999 gives exactly this number again
     */
    public Optional<LocalDateTime> read(Number number) {
        if (number instanceof Long whole) {
            long micros = whole * unit;
            boolean fits = Math.multiplyHigh(whole, unit) == micros >> 63;
            return fits ? time(BigDecimal.valueOf(micros)) : Optional.empty();
        }
        double floating = number.doubleValue();
        if (Double.isNaN(floating) || Double.isInfinite(floating)) {
            return Optional.empty();
        }
        BigDecimal micros = new BigDecimal(floating).multiply(BigDecimal.valueOf(unit));
        return STEPS.stream()
                .map(BigDecimal::valueOf)
                .map(step -> micros.divide(step, 0, RoundingMode.HALF_EVEN).multiply(step))
                .flatMap(rounded -> time(rounded).stream())
                .filter(time -> Double.compare(write(time).doubleValue(), floating) == 0)
                .findFirst();
    }

    /** The time that is so many microseconds after that of 0. */
    private Optional<LocalDateTime> time(BigDecimal micros) {
        BigDecimal sinceEpoch = micros.add(BigDecimal.valueOf(zero));
        if (sinceEpoch.abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            return Optional.empty();
        }
        long exact = sinceEpoch.longValueExact();
        LocalDateTime time = LocalDateTime.ofEpochSecond(
                Math.floorDiv(exact, SECOND), (int) Math.floorMod(exact, SECOND) * 1_000, ZoneOffset.UTC);
        return time.getYear() >= FIRST_YEAR && time.getYear() <= LAST_YEAR ? Optional.of(time) : Optional.empty();
    }

    /** The number that means a time of whole microseconds: a Long, or the nearest Double if it is not whole. */
    public Number write(LocalDateTime time) {
        long micros = time.toEpochSecond(ZoneOffset.UTC) * SECOND + time.get(ChronoField.MICRO_OF_SECOND);
        BigDecimal number = BigDecimal.valueOf(micros - zero).divide(BigDecimal.valueOf(unit), MathContext.DECIMAL128);
        boolean whole = number.stripTrailingZeros().scale() <= 0;
        return whole ? (Number) number.longValueExact() : (Number) number.doubleValue();
    }
}
