package doppel.migration.scrub;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;

/** Moves days and numbers a little, equal ones by the same amount. Thread-safe. */
public final class Shift {

    private static final long FIRST_DAY = LocalDate.of(1, 1, 1).toEpochDay();
    private static final long LAST_DAY = LocalDate.of(9999, 12, 31).toEpochDay();

    private final KeyedHash hash;

    public Shift(KeyedHash hash) {
        this.hash = hash;
    }

    /** A day that is at least one and at most this many days away. Within the years 1 to 9999, it stays there. */
    public LocalDate day(LocalDate day, int most) {
        return day.plusDays(days(day.toEpochDay(), most));
    }

    /** The same time on another day. */
    public LocalDateTime time(LocalDateTime time, int most) {
        return time.plusDays(days(time.toLocalDate().toEpochDay(), most));
    }

    /** The same time on another day, both in UTC. */
    public Instant moment(Instant moment, int most) {
        long day = Math.floorDiv(moment.getEpochSecond(), Duration.ofDays(1).toSeconds());
        return moment.plus(Duration.ofDays(days(day, most)));
    }

    /** Text that begins with an ISO 8601 day, possibly followed by a time. */
    public String text(String text, int most) {
        return day(LocalDate.parse(text.substring(0, 10)), most) + text.substring(10);
    }

    private long days(long day, int most) {
        Noise noise = hash.noise('D', Long.toString(day));
        long days = 1 + noise.bits(4) % most;
        long signed = noise.below(2) == 0 ? days : -days;
        if (day + signed >= FIRST_DAY && day + signed <= LAST_DAY) {
            return signed;
        }
        return day > 0 ? -days : days;
    }

    /** A number that differs by at most this share, with the same sign and scale, and no more digits. */
    public BigDecimal decimal(BigDecimal number, double share) {
        BigDecimal moved = number.add(number.multiply(BigDecimal.valueOf(part(number, share))))
                .setScale(number.scale(), RoundingMode.HALF_EVEN);
        return isNoLonger(moved.unscaledValue(), number.unscaledValue())
                ? moved
                : number.subtract(moved.subtract(number));
    }

    /** A number that differs by at most this share. */
    public double floating(double number, double share) {
        if (number == 0 || Double.isNaN(number) || Double.isInfinite(number)) {
            return number;
        }
        double move = number * part(new BigDecimal(number), share);
        return Double.isInfinite(number + move) ? number - move : number + move;
    }

    /** A number that differs by at most this share. */
    public float floating(float number, double share) {
        float moved = (float) floating((double) number, share);
        return Float.isInfinite(moved) && !Float.isInfinite(number)
                ? number - (moved > 0 ? 1 : -1) * Math.ulp(number)
                : moved;
    }

    /** A factor from the negative share to the positive one, the same for equal numbers. */
    private double part(BigDecimal number, double share) {
        Noise noise = hash.noise('N', number.stripTrailingZeros().toString());
        return (noise.bits(6) * 0x1p-47 - 1) * share;
    }

    private static boolean isNoLonger(BigInteger moved, BigInteger number) {
        if (number.bitLength() >= Long.SIZE) {
            return new BigDecimal(moved).precision() <= new BigDecimal(number).precision();
        }
        long size = number.longValue();
        return moved.bitLength() < Long.SIZE
                && (size == 0
                        || size == Long.MIN_VALUE
                        || moved.abs().longValue() <= FakeFormat.largestLike(Math.abs(size), size < 0));
    }

    /** A whole number. */
    public long whole(long number, double share) {
        return decimal(BigDecimal.valueOf(number), share).longValueExact();
    }
}
