package doppel.dialect.postgresql.definition;

import doppel.dialect.postgresql.definition.PostgresqlDefinition.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Collects the definitions of a database's objects, and what cannot be defined. Not thread-safe. */
final class PostgresqlDefinitions {

    private final PostgresqlCatalog catalog;
    private final Set<String> wantedCatalogs;
    private final Map<PostgresqlKey, PostgresqlDefinition> byKey = new LinkedHashMap<>();
    private final Map<PostgresqlKey, PostgresqlKey> ownersOfParts = new HashMap<>();
    private final List<Statement> unsettled = new ArrayList<>();
    private final Map<PostgresqlKey, List<String>> followers = new HashMap<>();
    private final Map<PostgresqlKey, List<String>> afterRows = new HashMap<>();
    private final List<PostgresqlCatalog.Need> needs = new ArrayList<>();
    private final Map<PostgresqlKey, String> impossible = new HashMap<>();
    private final List<String> notices = new ArrayList<>();

    /** An object and a statement that belongs to it. */
    private record Statement(PostgresqlKey key, String statement) {}

    PostgresqlDefinitions(PostgresqlCatalog catalog) {
        this.catalog = catalog;
        wantedCatalogs = catalog.items().keySet().stream()
                .filter(this::wants)
                .map(PostgresqlKey::catalog)
                .collect(Collectors.toSet());
        needs.addAll(catalog.needs());
    }

    PostgresqlCatalog catalog() {
        return catalog;
    }

    /** Whether the object is to be defined: it is a user's object, not from an extension, and not a part of another. */
    boolean wants(PostgresqlKey key) {
        return catalog.items().containsKey(key) && catalog.whole(key) == null;
    }

    /** The rows of a query about wanted objects of a catalog: it is not run if there are none. */
    <T> List<T> query(String catalogName, String sql, PostgresqlCatalog.RowReader<T> reader) {
        return wantedCatalogs.contains(catalogName) ? catalog.query(sql, reader) : List.of();
    }

    /** Defines the objects of a query with a number and a statement in each row. */
    void define(Kind kind, String catalogName, String sql) {
        query(catalogName, sql, row -> new Statement(new PostgresqlKey(catalogName, row.getLong(1)), row.getString(2)))
                .forEach(row -> define(kind, row.key(), row.statement()));
    }

    /** Defines an object, if it is wanted. */
    void define(Kind kind, PostgresqlKey key, String statement) {
        if (wants(key)) {
            define(PostgresqlDefinition.of(key, kind, catalog.items().get(key).identity(), statement));
        }
    }

    /** Defines an object or a step. */
    void define(PostgresqlDefinition definition) {
        byKey.put(definition.key(), definition);
        definition.parts().keySet().forEach(part -> ownersOfParts.put(part, definition.key()));
    }

    /** Adds a statement that comes right after the object, or after the one it is a part of. */
    void follow(PostgresqlKey key, String statement) {
        unsettled.add(new Statement(key, statement));
    }

    /**
     * Adds the statements of a query with a number and a statement in each row, whose objects may be parts of others.
     */
    void follow(String catalogName, String sql) {
        unsettled.addAll(catalog.query(
                catalogName,
                sql,
                row -> new Statement(new PostgresqlKey(catalogName, row.getLong(1)), row.getString(2))));
    }

    /** Adds a statement that comes after the rows, if the object exists. */
    void afterRows(PostgresqlKey key, String statement) {
        afterRows.computeIfAbsent(key, any -> new ArrayList<>()).add(statement);
    }

    /** Notes that an object, or a step, needs another. */
    void need(PostgresqlKey object, PostgresqlKey other, char kind) {
        needs.add(new PostgresqlCatalog.Need(object, other, kind));
    }

    /** Notes that a third object provides what an object needs from another. */
    void redirect(PostgresqlKey object, PostgresqlKey other, PostgresqlKey third) {
        needs.replaceAll(need -> need.object().equals(object) && need.other().equals(other)
                ? new PostgresqlCatalog.Need(object, third, need.kind())
                : need);
    }

    /** Notes that the objects of a query, with a number in each row, cannot be defined. */
    void impossible(String catalogName, String reason, String sql) {
        query(catalogName, sql, row -> new PostgresqlKey(catalogName, row.getLong(1))).stream()
                .filter(this::wants)
                .forEach(key -> impossible.put(key, reason));
    }

    /** Notes something about the definitions that the script cannot express. */
    void notice(String sentence) {
        notices.add(sentence);
    }

    /** What the script cannot express, a sentence each. */
    List<String> notices() {
        return notices;
    }

    /** The definitions. */
    Map<PostgresqlKey, PostgresqlDefinition> byKey() {
        return byKey;
    }

    /** What cannot be defined, and why. */
    Map<PostgresqlKey, String> impossible() {
        return impossible;
    }

    /** The dependencies from the catalogs. */
    List<PostgresqlCatalog.Need> needs() {
        return needs;
    }

    /** The statements after an object. */
    List<String> followers(PostgresqlKey key) {
        for (Statement follower : unsettled) {
            PostgresqlKey object = resolve(follower.key());
            if (object != null && !catalog.cameWithExtension(follower.key())) {
                followers.computeIfAbsent(object, any -> new ArrayList<>()).add(follower.statement());
            }
        }
        unsettled.clear();
        return followers.getOrDefault(key, List.of());
    }

    /** The statements after the rows. */
    List<String> afterRows(PostgresqlKey key) {
        return afterRows.getOrDefault(key, List.of());
    }

    /** The definition that a part belongs to; other keys are their own. */
    PostgresqlKey owner(PostgresqlKey key) {
        return ownersOfParts.getOrDefault(key, key);
    }

    /**
     * What represents an object in the script: a definition, a part of one, or something that cannot be defined; else
     * null.
     */
    PostgresqlKey resolve(PostgresqlKey key) {
        PostgresqlKey resolved = key;
        while (resolved != null
                && !byKey.containsKey(resolved)
                && !ownersOfParts.containsKey(resolved)
                && !impossible.containsKey(resolved)) {
            resolved = catalog.whole(resolved);
        }
        return resolved;
    }

    /** The objects that nothing represents, by kind. */
    Map<String, List<String>> unknown() {
        Map<String, List<String>> unknown = new TreeMap<>();
        catalog.items().values().stream()
                .filter(item -> !catalog.cameWithExtension(item.key()) && resolve(item.key()) == null)
                .forEach(item -> unknown.computeIfAbsent(item.type(), type -> new ArrayList<>())
                        .add(item.identity()));
        return unknown;
    }
}
