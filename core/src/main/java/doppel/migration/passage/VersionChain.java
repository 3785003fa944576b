package doppel.migration.passage;

import doppel.DoppelException;
import doppel.ErrorCode;
import doppel.MigrationException;
import doppel.migration.Changes;
import doppel.migration.Step;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A chain of versions, connected by steps. Immutable.
 *
 * @param steps in their order
 */
record VersionChain(List<Step> steps) {

    private static final Pattern NUMBERS = Pattern.compile("[vV]?([0-9]{1,9}(?:\\.[0-9]{1,9})*)(.*)");

    VersionChain {
        steps = List.copyOf(steps);
    }

    /**
     * Puts steps in order.
     *
     * @throws MigrationException if versions do not rise, two steps begin or end at one version, or there is a gap or a
     *     loop
     */
    static VersionChain of(Collection<Step> steps) {
        Map<String, Step> byFrom = new LinkedHashMap<>();
        Map<String, Step> byTo = new HashMap<>();
        for (Step step : steps) {
            requireRise(step);
            requireOnly(byFrom.put(step.from(), step), step, "from " + step.from());
            requireOnly(byTo.put(step.to(), step), step, "to " + step.to());
        }
        List<Step> beginnings =
                steps.stream().filter(step -> !byTo.containsKey(step.from())).toList();
        List<Step> ordered = new ArrayList<>();
        Set<Step> seen = new LinkedHashSet<>();
        for (Step beginning : beginnings) {
            if (!ordered.isEmpty()) {
                Step last = ordered.get(ordered.size() - 1);
                throw wrong(
                        "There is a gap: the steps from " + ordered.get(0).from() + " end at " + last.to() + " ("
                                + last.place() + "), and others begin at " + beginning.from() + " ("
                                + beginning.place() + ").",
                        "Add the step between them.");
            }
            for (Step step = beginning; step != null; step = byFrom.get(step.to())) {
                ordered.add(step);
                seen.add(step);
            }
        }
        for (Step step : steps) {
            if (!seen.contains(step)) {
                throw wrong(
                        "The steps lead in a circle: " + circle(step, byFrom) + " (" + step.place() + ").",
                        "Correct the version of one of them.");
            }
        }
        return new VersionChain(ordered);
    }

    private static String circle(Step beginning, Map<String, Step> byFrom) {
        StringBuilder words = new StringBuilder(beginning.from());
        Step step = beginning;
        do {
            words.append(" → ").append(step.to());
            step = byFrom.get(step.to());
        } while (step != null && step != beginning);
        return words.toString();
    }

    private static void requireOnly(Step other, Step step, String words) {
        if (other != null) {
            throw wrong(
                    "Two steps lead " + words + ": " + other.place() + " and " + step.place() + ".",
                    "Steps follow one another: give each a version of its own.");
        }
    }

    private static void requireRise(Step step) {
        OptionalInt comparison = compare(step.from(), step.to());
        if (step.from().equals(step.to()) || comparison.isPresent() && comparison.getAsInt() > 0) {
            throw wrong(
                    "A step leads from " + step.from() + " to " + step.to() + " (" + step.place()
                            + "), and versions must rise.",
                    "Write the way back with reverse(...).");
        }
    }

    /** Compares versions by their leading numbers; the rest has no order. */
    static OptionalInt compare(String one, String other) {
        Matcher first = NUMBERS.matcher(one);
        Matcher second = NUMBERS.matcher(other);
        if (!first.matches() || !second.matches()) {
            return OptionalInt.empty();
        }
        String[] left = first.group(1).split("\\.");
        String[] right = second.group(1).split("\\.");
        for (int i = 0; i < Math.max(left.length, right.length); i++) {
            int difference = Integer.compare(number(left, i), number(right, i));
            if (difference != 0) {
                return OptionalInt.of(difference);
            }
        }
        return first.group(2).equals(second.group(2)) ? OptionalInt.of(0) : OptionalInt.empty();
    }

    private static int number(String[] numbers, int index) {
        return index < numbers.length ? Integer.parseInt(numbers[index]) : 0;
    }

    /** All versions, the oldest first. */
    List<String> versions() {
        List<String> versions = new ArrayList<>();
        steps.forEach(step -> versions.add(step.from()));
        if (!steps.isEmpty()) {
            versions.add(steps.get(steps.size() - 1).to());
        }
        return versions;
    }

    /**
     * The steps between two versions, in the direction of travel.
     *
     * @throws MigrationException if there is no such version, or a step on the way back has no reverse
     */
    List<Leg> legs(String from, String to) {
        if (from.equals(to)) {
            return List.of();
        }
        int begin = position(from, "the fixture");
        int end = position(to, "the target");
        List<Leg> legs = new ArrayList<>();
        for (int i = begin; i < end; i++) {
            Step step = steps.get(i);
            legs.add(leg(step, false));
        }
        for (int i = begin - 1; i >= end; i--) {
            Step step = steps.get(i);
            if (step.reverse().isEmpty()) {
                throw wrong(
                        "There is no way back from " + step.to() + " to " + step.from() + ": the step at "
                                + step.place() + " has no reverse.",
                        "Add .reverse(...) to the step.");
            }
            legs.add(leg(step, true));
        }
        return legs;
    }

    private int position(String version, String whose) {
        int position = versions().indexOf(version);
        if (position < 0) {
            throw wrong(
                    "No step begins or ends at version " + version + ", " + whose + "'s version."
                            + (versions().isEmpty() ? "" : " The versions are " + String.join(", ", versions()) + "."),
                    "Add the step, or give the right version: `doppel dump --as-version`, `doppel restore"
                            + " --to-version`.");
        }
        return position;
    }

    /** A step in one of its directions. */
    static Leg leg(Step step, boolean back) {
        Changes changes = new Changes();
        try {
            (back ? step.reverse().orElseThrow() : step.changes()).accept(changes);
        } catch (DoppelException e) {
            throw e;
        } catch (RuntimeException e) {
            boolean clear = e instanceof IllegalArgumentException && e.getMessage() != null;
            throw new MigrationException(
                    ErrorCode.STEP_THREW,
                    "The changes of the step at " + step.place() + " cannot be read: " + (clear ? e.getMessage() : e)
                            + ".",
                    "Correct it; --stacktrace shows where it was thrown. No row has moved.",
                    e);
        }
        Leg leg = back
                ? new Leg(step.to(), step.from(), "the way back of: " + step.sentence(), step.place(), changes)
                : new Leg(step.from(), step.to(), step.sentence(), step.place(), changes);
        if (changes.isEmpty() && step.from().isEmpty()) {
            throw wrong("A change at " + step.place() + " changes nothing.", "Say what it changes, or delete it.");
        }
        return leg;
    }

    private static MigrationException wrong(String message, String nextStep) {
        return new MigrationException(ErrorCode.NO_STEPS_BETWEEN, message, nextStep, null);
    }
}
