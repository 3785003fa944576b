package doppel.dialect.postgresql.definition;

import doppel.DatabaseException;
import doppel.ErrorCode;
import doppel.dialect.postgresql.definition.PostgresqlDefinition.Kind;
import doppel.dialect.postgresql.definition.PostgresqlDefinition.Part;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The definitions that are carried: those that need nothing that is left out. */
final class PostgresqlSelection {

    private static final int MOST_NAMES = 5;

    /** Objects that belong to a table, and are not missed if the table is left out. */
    private static final Set<Kind> BELONGING = EnumSet.of(
            Kind.SEQUENCE_OWNER,
            Kind.PARTITION,
            Kind.PART,
            Kind.CONSTRAINT,
            Kind.INDEX,
            Kind.INDEX_PARTITION,
            Kind.STATISTICS,
            Kind.FOREIGN_KEY,
            Kind.TRIGGER,
            Kind.POLICY,
            Kind.RULE);

    private final PostgresqlDefinitions definitions;
    private final Map<PostgresqlKey, Set<PostgresqlKey>> needs = new HashMap<>();
    private final Map<PostgresqlKey, Set<PostgresqlKey>> homes = new HashMap<>();
    private final Map<PostgresqlKey, Cause> leftOut = new HashMap<>();
    private final List<String> notCarried = new ArrayList<>();
    private final List<String> notWanted = new ArrayList<>();

    /**
     * Why something is left out.
     *
     * @param words the first thing that is missing, and why
     * @param wanted whether the user asked for that
     */
    private record Cause(String words, boolean wanted) {}

    /**
     * Starts with what cannot be defined, and with tables that are not wanted.
     *
     * @param unwanted the tables
     */
    PostgresqlSelection(PostgresqlDefinitions definitions, Set<PostgresqlKey> unwanted) {
        this.definitions = definitions;
        readNeeds();
        Map<String, List<String>> names = new TreeMap<>();
        definitions.impossible().forEach((key, reason) -> {
            PostgresqlCatalog.Item item = definitions.catalog().items().get(key);
            leftOut.put(key, new Cause("the " + item.type() + " " + item.identity() + ", which " + reason, false));
            names.computeIfAbsent("The " + item.type() + ": it " + reason, any -> new ArrayList<>())
                    .add(item.identity());
        });
        names.forEach((sentence, list) -> notCarried.add(sentence.replaceFirst("^(The [^:]*)", "$1 " + some(list))));
        unwanted.forEach(key -> {
            String name = definitions.catalog().items().get(key).identity();
            leftOut.put(key, new Cause("the table " + name + ", which is left out", true));
        });
        settle();
    }

    /** A few of these names. */
    static String some(List<String> names) {
        List<String> sorted = names.stream().sorted().toList();
        return String.join(", ", sorted.subList(0, Math.min(MOST_NAMES, sorted.size())))
                + (sorted.size() > MOST_NAMES ? " and " + (sorted.size() - MOST_NAMES) + " more" : "");
    }

    private void readNeeds() {
        for (PostgresqlCatalog.Need need : definitions.needs()) {
            PostgresqlKey object = definitions.resolve(need.object());
            PostgresqlKey other = definitions.resolve(need.other());
            if (object == null || other == null || need.kind() == 'e' || need.kind() == 'x') {
                continue;
            }
            boolean owned = need.kind() == 'a' && kind(object) == Kind.SEQUENCE;
            PostgresqlKey owner = definitions.owner(other);
            if (!owned && !definitions.owner(object).equals(owner)) {
                needs.computeIfAbsent(object, any -> new HashSet<>()).add(owner);
                if (need.kind() != 'n') {
                    homes.computeIfAbsent(object, any -> new HashSet<>()).add(owner);
                }
            }
        }
    }

    private Kind kind(PostgresqlKey key) {
        PostgresqlDefinition definition = definitions.byKey().get(key);
        return definition == null ? null : definition.kind();
    }

    /** The needs of a definition or a part of one. */
    Set<PostgresqlKey> needs(PostgresqlKey key) {
        return needs.getOrDefault(key, Set.of());
    }

    /** The objects that an object belongs to. */
    Set<PostgresqlKey> homes(PostgresqlKey key) {
        return homes.getOrDefault(key, Set.of());
    }

    /** Whether the definition, or the part of one, is carried. */
    boolean carries(PostgresqlKey key) {
        return !leftOut.containsKey(key) && !leftOut.containsKey(definitions.owner(key));
    }

    /** What is left out although the user did not ask for that, a sentence each. */
    List<String> notCarried() {
        return notCarried;
    }

    /** What is left out since it needs a table that was to be left out, a sentence each. */
    List<String> notWanted() {
        return notWanted;
    }

    /** Leaves out definitions in circles that cannot be split. */
    void leaveOutCircle(List<PostgresqlOrder.Step> circle) {
        String names = some(circle.stream().map(PostgresqlOrder.Step::name).toList());
        for (PostgresqlOrder.Step step : circle) {
            leaveOut(
                    step.key(),
                    new Cause("definitions that depend on one another in a circle" + " (" + names + ")", false));
        }
        settle();
    }

    /** Leaves out everything that needs something left out, until nothing does. */
    private void settle() {
        boolean changed = true;
        while (changed) {
            changed = false;
            for (PostgresqlDefinition definition : sorted()) {
                for (PostgresqlKey part : definition.parts().keySet()) {
                    changed |= settle(part);
                }
                changed |= settle(definition.key());
            }
            changed |= leaveOutIdleSequences();
        }
    }

    private List<PostgresqlDefinition> sorted() {
        return definitions.byKey().values().stream()
                .sorted(Comparator.comparing(PostgresqlDefinition::kind).thenComparing(PostgresqlDefinition::name))
                .toList();
    }

    private boolean settle(PostgresqlKey key) {
        if (!carries(key)) {
            return false;
        }
        List<PostgresqlKey> missing =
                needs(key).stream().filter(need -> !carries(need)).toList();
        if (missing.isEmpty()) {
            return false;
        }
        boolean belongs = BELONGING.contains(kind(key)) && missing.stream().anyMatch(homes(key)::contains);
        Cause cause = missing.stream()
                .map(leftOut::get)
                .min(Comparator.comparing(Cause::wanted).thenComparing(Cause::words))
                .orElseThrow();
        if (belongs) {
            leftOut.put(key, cause);
        } else {
            leaveOut(key, cause);
        }
        return true;
    }

    private void leaveOut(PostgresqlKey key, Cause cause) {
        PostgresqlDefinition definition = definitions.byKey().get(definitions.owner(key));
        Part part = definition.parts().get(key);
        boolean whole = part == null || definition.kind() == Kind.VIEW;
        String name = whole ? definition.kind().words() + " " + definition.name() : part.name();
        if (definition.kind() == Kind.TABLE && whole) {
            throw new DatabaseException(
                    ErrorCode.SCHEMA_NOT_CARRIED,
                    "The table " + definition.name() + " cannot be created again: it needs " + cause.words() + ".",
                    "Leave out the table (--exclude), or also dump what it needs.");
        }
        leftOut.put(whole ? definition.key() : key, cause);
        (cause.wanted() ? notWanted : notCarried).add("The " + name + ": it needs " + cause.words());
    }

    /** Sequences of left-out columns that nothing else uses. */
    private boolean leaveOutIdleSequences() {
        Set<PostgresqlKey> used = definitions.byKey().values().stream()
                .filter(definition -> definition.kind() != Kind.SEQUENCE_OWNER && carries(definition.key()))
                .flatMap(definition -> Stream.concat(
                        Stream.of(definition.key()),
                        definition.parts().keySet().stream().filter(this::carries)))
                .flatMap(key -> needs(key).stream())
                .collect(Collectors.toSet());
        List<PostgresqlKey> idle = definitions.byKey().keySet().stream()
                .filter(key -> kind(key) == Kind.SEQUENCE_OWNER && !carries(key))
                .map(key -> PostgresqlKey.relation(key.oid()))
                .filter(key -> carries(key) && !used.contains(key))
                .toList();
        idle.forEach(key -> leftOut.put(key, leftOut.get(PostgresqlKey.ownership(key.oid()))));
        return !idle.isEmpty();
    }
}
