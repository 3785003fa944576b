package doppel.dialect.postgresql.definition;

import doppel.dialect.postgresql.definition.PostgresqlDefinition.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Puts definitions into an order in which each comes after what it needs, and which does not depend on the catalogs'
 * numbers: of those that could come next, the first by kind and name does. Definitions that need one another in a
 * circle are split, if they have parts.
 */
final class PostgresqlOrder {

    private final PostgresqlDefinitions definitions;
    private final PostgresqlSelection selection;
    private final Set<PostgresqlKey> apart = new HashSet<>();

    /** A definition, or a part of one that is created separately. */
    record Step(PostgresqlKey key, Kind kind, String name) {

        private static final Comparator<Step> ORDER = Comparator.comparing(Step::kind)
                .thenComparing(Step::name)
                .thenComparing(step -> step.key().catalog());
    }

    PostgresqlOrder(PostgresqlDefinitions definitions, PostgresqlSelection selection) {
        this.definitions = definitions;
        this.selection = selection;
    }

    /** The parts that are created separately; known once there is an order. */
    Set<PostgresqlKey> apart() {
        return apart;
    }

    /** The steps, in order. Steps that cannot be ordered are left out of the selection. */
    List<Step> steps() {
        while (true) {
            Map<PostgresqlKey, Step> waiting = new HashMap<>();
            List<Step> ordered = order(waiting);
            if (waiting.isEmpty()) {
                return ordered;
            }
            keepCircles(waiting);
            if (!takeApart(waiting.keySet())) {
                selection.leaveOutCircle(
                        waiting.values().stream().sorted(Step.ORDER).toList());
            }
        }
    }

    /** Orders as many steps as possible; the others keep waiting. */
    private List<Step> order(Map<PostgresqlKey, Step> waiting) {
        steps(waiting);
        Map<PostgresqlKey, Integer> missing = new HashMap<>();
        Map<PostgresqlKey, List<PostgresqlKey>> dependents = new HashMap<>();
        PriorityQueue<Step> ready = new PriorityQueue<>(Step.ORDER);
        for (Step step : waiting.values()) {
            Set<PostgresqlKey> needs = needs(step.key());
            needs.retainAll(waiting.keySet());
            missing.put(step.key(), needs.size());
            needs.forEach(need ->
                    dependents.computeIfAbsent(need, any -> new ArrayList<>()).add(step.key()));
            if (needs.isEmpty()) {
                ready.add(step);
            }
        }
        List<Step> ordered = new ArrayList<>();
        while (!ready.isEmpty()) {
            Step step = ready.remove();
            ordered.add(step);
            waiting.remove(step.key());
            for (PostgresqlKey dependent : dependents.getOrDefault(step.key(), List.of())) {
                if (missing.merge(dependent, -1, Integer::sum) == 0) {
                    ready.add(waiting.get(dependent));
                }
            }
        }
        return ordered;
    }

    private void steps(Map<PostgresqlKey, Step> steps) {
        for (PostgresqlDefinition definition : definitions.byKey().values()) {
            if (selection.carries(definition.key())) {
                steps.put(definition.key(), new Step(definition.key(), definition.kind(), definition.name()));
                definition.parts().forEach((key, part) -> {
                    if (apart.contains(key) && selection.carries(key)) {
                        steps.put(key, new Step(key, Kind.PART, part.name()));
                    }
                });
            }
        }
    }

    /** What a step needs: a definition needs what the parts within it need. */
    private Set<PostgresqlKey> needs(PostgresqlKey key) {
        Set<PostgresqlKey> needs = new LinkedHashSet<>(selection.needs(key));
        PostgresqlDefinition definition = definitions.byKey().get(key);
        if (definition == null) {
            needs.add(definitions.owner(key));
        } else {
            definition.parts().keySet().stream()
                    .filter(part -> !apart.contains(part) && selection.carries(part))
                    .forEach(part -> needs.addAll(selection.needs(part)));
        }
        return needs;
    }

    /** Of the waiting steps, keeps those that others wait for: circles, and steps between two of them. */
    private void keepCircles(Map<PostgresqlKey, Step> waiting) {
        boolean removed = true;
        while (removed) {
            Set<PostgresqlKey> needed = waiting.keySet().stream()
                    .flatMap(key -> needs(key).stream())
                    .collect(Collectors.toSet());
            removed = waiting.keySet().retainAll(needed);
        }
    }

    private boolean takeApart(Set<PostgresqlKey> circles) {
        boolean changed = false;
        for (PostgresqlKey key : circles) {
            PostgresqlDefinition definition = definitions.byKey().get(key);
            for (PostgresqlKey part : Optional.ofNullable(definition)
                    .map(PostgresqlDefinition::parts)
                    .orElse(Map.of())
                    .keySet()) {
                if (selection.needs(part).stream().anyMatch(circles::contains)) {
                    changed |= apart.add(part);
                }
            }
        }
        return changed;
    }
}
