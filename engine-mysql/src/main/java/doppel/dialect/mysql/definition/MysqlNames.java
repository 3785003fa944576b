package doppel.dialect.mysql.definition;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The names of tables, and of databases before them, in a definition. A definition is made independent of the name of
 * its own database by leaving that name out.
 *
 * <p>In handwritten text, such as the body of a procedure, {@code shop.item} can be a table of the database
 * <em>shop</em> or a column of a table <em>shop</em>. It counts as a table where only a table is possible, and
 * everywhere if nothing else in the text has the name.
 */
final class MysqlNames {

    /** Databases that every server has. */
    private static final Set<String> SYSTEM = Set.of("information_schema", "performance_schema", "mysql", "sys");

    private static final String[] BEFORE_INTO = {
        "insert", "replace", "ignore", "delayed", "low_priority", "high_priority"
    };
    private static final String[] AFTER_TABLES = {
        "where", "group", "order", "having", "limit", "window", "union", "except", "intersect", "procedure", "into",
                "for",
        "lock", "set", "values", "on", "using", "fetch", "offset", "begin", "end", "do", "then", "else"
    };

    /**
     * A name where only a table is possible, or the name of a called routine.
     *
     * @param database the database before it, or null
     * @param name the name
     */
    record Reference(String database, String name) {}

    private final String sql;
    private final List<MysqlToken> tokens;
    private final boolean[] tables;
    private final List<CommonTable> commonTables = new ArrayList<>();

    /**
     * A common table expression ({@code WITH}), which hides a table of its name.
     *
     * @param name its name
     * @param from the first token at which it is known
     * @param to the token at which it is not known any more
     */
    private record CommonTable(String name, int from, int to) {

        boolean hides(String table, int at) {
            return name.equalsIgnoreCase(table) && at >= from && at < to;
        }
    }

    private MysqlNames(String sql, MysqlToken.Mode mode) {
        this.sql = sql;
        tokens = MysqlToken.of(sql, mode);
        tables = new boolean[tokens.size()];
        findCommonTables();
        markTables();
    }

    /** Reads a definition. */
    static MysqlNames of(String sql, MysqlToken.Mode mode) {
        return new MysqlNames(sql, mode);
    }

    /** The text without the name of its database. */
    String without(Predicate<String> ownDatabase) {
        StringBuilder text = new StringBuilder(sql);
        boolean onlyQualifies = onlyQualifies(ownDatabase);
        for (int i = tokens.size() - 3; i >= 0; i--) {
            if (isQualifier(i) && ownDatabase.test(tokens.get(i).text()) && (onlyQualifies || isDatabase(i))) {
                text.delete(tokens.get(i).start(), tokens.get(i + 2).start());
            }
        }
        return text.toString();
    }

    /** The tables that are named. */
    List<Reference> references() {
        List<Reference> references = new ArrayList<>();
        for (int i = 0; i < tables.length; i++) {
            if (tables[i]) {
                references.add(
                        isQualifier(i)
                                ? new Reference(
                                        tokens.get(i).text(), tokens.get(i + 2).text())
                                : new Reference(null, tokens.get(i).text()));
            }
        }
        return references;
    }

    /** The databases that are named before tables, except the system's own and this one. */
    Set<String> otherDatabases(Predicate<String> ownDatabase) {
        Set<String> databases = new TreeSet<>();
        for (Reference reference : references()) {
            String database = reference.database();
            if (database != null
                    && !ownDatabase.test(database)
                    && !SYSTEM.contains(database.toLowerCase(Locale.ROOT))) {
                databases.add(database);
            }
        }
        return databases;
    }

    /** Whether a name is here, followed by a dot and another name, without a dot before it. */
    private boolean isQualifier(int i) {
        return i + 2 < tokens.size()
                && tokens.get(i).isName()
                && tokens.get(i + 1).is(".")
                && tokens.get(i + 2).isName()
                && (i == 0 || !tokens.get(i - 1).is(".") && !tokens.get(i - 1).is("@"));
    }

    /** Whether a qualifier can only be a database: before a table, a function, or a table and a column. */
    private boolean isDatabase(int i) {
        return tables[i]
                || i + 3 < tokens.size()
                        && (tokens.get(i + 3).is(".") || tokens.get(i + 3).is("("));
    }

    private boolean onlyQualifies(Predicate<String> name) {
        for (int i = 0; i < tokens.size(); i++) {
            MysqlToken token = tokens.get(i);
            if (token.isName() && name.test(token.text()) && !isQualifier(i)) {
                return false;
            }
        }
        return true;
    }

    /** One level of parentheses. */
    private static final class Level {
        private boolean query;
        private boolean from;
    }

    private void findCommonTables() {
        for (int i = 0; i + 3 < tokens.size(); i++) {
            if (!tokens.get(i).is("with")) {
                continue;
            }
            boolean recursive = tokens.get(i + 1).is("recursive");
            int end = endOfLevel(i);
            int name = i + (recursive ? 2 : 1);
            while (name + 2 < tokens.size() && tokens.get(name).isName()) {
                int as = tokens.get(name + 1).is("(") ? endOfLevel(name + 2) + 1 : name + 1;
                if (as + 1 >= tokens.size()
                        || !tokens.get(as).is("as")
                        || !tokens.get(as + 1).is("(")) {
                    break; // WITH CHECK OPTION, WITH ROLLUP
                }
                int after = endOfLevel(as + 2) + 1;
                commonTables.add(new CommonTable(tokens.get(name).text(), recursive ? as : after, end));
                if (after >= tokens.size() || !tokens.get(after).is(",")) {
                    break;
                }
                name = after + 1;
            }
        }
    }

    /** The parenthesis that closes the level of this token, or the end. */
    private int endOfLevel(int at) {
        int depth = 0;
        for (int i = at; i < tokens.size(); i++) {
            depth += tokens.get(i).is("(") ? 1 : tokens.get(i).is(")") ? -1 : 0;
            if (depth < 0) {
                return i;
            }
        }
        return tokens.size();
    }

    private void markTables() {
        Deque<Level> levels = new ArrayDeque<>(List.of(new Level()));
        boolean expected = false;
        for (int i = 0; i < tokens.size(); i++) {
            MysqlToken token = tokens.get(i);
            MysqlToken before = i == 0 ? token : tokens.get(i - 1);
            Level level = levels.peek();
            if (expected && token.isName() && !(token.kind() == MysqlToken.Kind.WORD && isNoTable(token))) {
                int at = i;
                tables[i] = isQualifier(i) || commonTables.stream().noneMatch(common -> common.hides(token.text(), at));
                expected = false;
                i += isQualifier(i) ? 2 : 0;
                continue;
            }
            if (token.is("(")) {
                Level inner = new Level();
                inner.from = level.from && expected; // a join in parentheses
                levels.push(inner);
                expected = inner.from;
                continue;
            }
            expected = false;
            if (token.is(")")) {
                if (levels.size() > 1) {
                    levels.pop();
                }
            } else if (token.is(";")) {
                level.from = false;
            } else if (token.isOneOf("select", "delete")) {
                level.query = true;
                level.from = false;
            } else if (token.is("from")) {
                level.from = level.query; // not in extract(year from …)
                expected = level.from;
            } else if (token.isOneOf("join", "straight_join")) {
                level.from = true;
                expected = true;
            } else if (token.is(",")) {
                expected = level.from;
            } else if (token.is("into")) {
                expected = before.isOneOf(BEFORE_INTO);
                level.from = false;
            } else if (token.is("update")) {
                expected = !before.isOneOf("key", "for", "on", "before", "after", "or");
                level.from = expected;
            } else if (token.isOneOf("references", "call", "table", "trigger")) {
                expected = true;
            } else if (token.isOneOf("low_priority", "ignore", "if", "not", "exists")) {
                expected = before.isOneOf("update", "low_priority", "table", "trigger", "if", "not");
            } else if (token.is("on") && isTriggersTable(i + 1)) {
                expected = true;
            } else if (Arrays.stream(AFTER_TABLES).anyMatch(token::is)) {
                level.from = level.from && token.isOneOf("on", "using", "for"); // more joins can follow
            }
        }
    }

    private boolean isTriggersTable(int i) {
        int after = i + (isQualifier(i) ? 3 : 1);
        return after + 1 < tokens.size()
                && tokens.get(after).is("for")
                && tokens.get(after + 1).is("each");
    }

    private static boolean isNoTable(MysqlToken word) {
        return word.isOneOf(
                "select",
                "with",
                "lateral",
                "low_priority",
                "ignore",
                "if",
                "not",
                "exists",
                "dual",
                "json_table",
                "values");
    }
}
