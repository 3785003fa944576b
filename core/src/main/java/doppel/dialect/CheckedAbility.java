package doppel.dialect;

import java.util.Locale;
import java.util.Objects;

/**
 * Something that Doppel wants to do with a database, and whether it can.
 *
 * @param name its name, words joined by hyphens that never change, such as {@code read-tables}
 * @param purpose what it is needed for
 * @param verdict whether it can be done
 * @param finding what was found, as a phrase
 * @param remedy how to get what is missing, a sentence; empty if nothing is missing
 */
public record CheckedAbility(String name, Purpose purpose, Verdict verdict, String finding, String remedy) {

    /** What an ability is needed for. */
    public enum Purpose {
        /** For everything. */
        ALL,
        /** To dump the database. */
        DUMP,
        /** To restore into the database. */
        RESTORE,
        /** To verify a dump in a scratch database. */
        VERIFY;

        /** As it is shown, in lower case. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether it can be done. */
    public enum Verdict {
        /** It can. */
        OK,
        /** It can, but only slower, or not for everything. */
        LIMITED,
        /** It cannot. */
        MISSING;

        /** As it is shown, in lower case. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Checks that everything is there, and that a remedy is there if one is needed. */
    public CheckedAbility {
        Objects.requireNonNull(name);
        Objects.requireNonNull(purpose);
        Objects.requireNonNull(finding);
        if (verdict == Verdict.OK != remedy.isEmpty()) {
            throw new IllegalArgumentException(name + ": a remedy belongs to what is limited or missing");
        }
    }

    /** What can be done. */
    public static CheckedAbility ok(String name, Purpose purpose, String finding) {
        return new CheckedAbility(name, purpose, Verdict.OK, finding, "");
    }

    /** What can be done only in part. */
    public static CheckedAbility limited(String name, Purpose purpose, String finding, String remedy) {
        return new CheckedAbility(name, purpose, Verdict.LIMITED, finding, remedy);
    }

    /** What cannot be done. */
    public static CheckedAbility missing(String name, Purpose purpose, String finding, String remedy) {
        return new CheckedAbility(name, purpose, Verdict.MISSING, finding, remedy);
    }

    /** This many tables can be read, all as they are at one moment. */
    public static CheckedAbility reads(long tables) {
        return ok(
                "read-tables", Purpose.DUMP, tables + (tables == 1 ? " table" : " tables") + ", read in one snapshot");
    }
}
