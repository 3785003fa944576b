package doppel.dialect.mysql.definition;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Decides which statements of a script are run. Scripts can come from anywhere; they may only define objects in their
 * own database, and change neither another database nor the server.
 */
final class MysqlScriptGuard {

    private static final Set<String> FREE = Set.of("set", "lock", "unlock", "start", "begin", "commit");
    private static final Set<String> ROWS = Set.of("insert", "replace", "update", "delete", "truncate");
    private static final Set<String> DEFINING = Set.of("create", "alter", "drop", "rename");
    private static final Set<String> WITH_BODY = Set.of("view", "trigger", "procedure", "function", "event", "package");
    private static final Set<String> KINDS = Set.of(
            "table",
            "view",
            "trigger",
            "procedure",
            "function",
            "event",
            "package",
            "sequence",
            "index",
            "database",
            "schema");

    private MysqlScriptGuard() {}

    /** Why a statement is not run; empty if it is. */
    static Optional<String> objection(String sql, MysqlToken.Mode mode) {
        List<MysqlToken> tokens = MysqlToken.of(sql, mode);
        if (tokens.isEmpty()) {
            return Optional.empty();
        }
        String verb = tokens.get(0).text().toLowerCase(Locale.ROOT);
        if (verb.equals("set")) {
            return tokens.stream()
                            .anyMatch(token -> token.isOneOf("global", "persist", "persist_only", "password", "role"))
                    ? Optional.of("it changes more than this database")
                    : Optional.empty();
        }
        boolean setsSequence = (verb.equals("do") || verb.equals("select"))
                && tokens.size() > 1
                && tokens.get(1).is("setval");
        if (!FREE.contains(verb) && !ROWS.contains(verb) && !DEFINING.contains(verb) && !setsSequence) {
            return Optional.of("a schema is made of definitions, and " + verb.toUpperCase(Locale.ROOT) + " is not one");
        }
        if (!DEFINING.contains(verb)) {
            return MysqlNames.of(sql, mode).references().stream()
                    .map(MysqlNames.Reference::database)
                    .filter(database -> database != null)
                    .findFirst()
                    .map(MysqlScriptGuard::namesDatabase);
        }
        return objectionToDefinition(tokens);
    }

    private static Optional<String> objectionToDefinition(List<MysqlToken> tokens) {
        int at = 1;
        while (at < tokens.size() && !KINDS.contains(tokens.get(at).text().toLowerCase(Locale.ROOT))) {
            if (tokens.get(at).isOneOf("user", "role", "server", "tablespace", "logfile", "instance", "resource")) {
                return Optional.of("it changes more than this database");
            }
            at++;
        }
        if (at + 1 >= tokens.size()) {
            return Optional.of("it defines nothing that belongs to a database");
        }
        MysqlToken kind = tokens.get(at);
        MysqlToken next = tokens.get(at + 1);
        if (kind.isOneOf("database", "schema")) {
            boolean own = tokens.get(0).is("alter")
                    && next.kind() == MysqlToken.Kind.WORD
                    && next.isOneOf("character", "charset", "collate", "default", "comment", "encryption");
            return own ? Optional.empty() : Optional.of("it names a database, but the restore chooses the database");
        }
        boolean body = WITH_BODY.contains(kind.text().toLowerCase(Locale.ROOT));
        int end = body ? Math.min(tokens.size(), endOfName(tokens, at + 1)) : tokens.size();
        for (int i = at + 1; i + 2 < end + 2 && i + 2 < tokens.size(); i++) {
            boolean qualified = tokens.get(i).isName()
                    && tokens.get(i + 1).is(".")
                    && tokens.get(i + 2).isName()
                    && !tokens.get(i - 1).isOneOf("@", ".");
            boolean place = !body || i < end || isTriggersTable(tokens, i);
            if (qualified && place) {
                return Optional.of(namesDatabase(tokens.get(i).text()));
            }
        }
        if (kind.is("function") && tokens.stream().anyMatch(token -> token.is("soname"))) {
            return Optional.of("it changes more than this database");
        }
        return Optional.empty();
    }

    /**
     * Where the name of the defined object ends: after the words that may come before it, and the table of a trigger.
     */
    private static int endOfName(List<MysqlToken> tokens, int from) {
        int at = from;
        while (at < tokens.size() && tokens.get(at).isOneOf("if", "not", "exists", "body")) {
            at++;
        }
        if (!tokens.get(from - 1).is("trigger")) {
            return at + 1;
        }
        while (at < tokens.size() && !(at > 0 && isTriggersTable(tokens, at))) {
            at++;
        }
        return at + 1;
    }

    private static boolean isTriggersTable(List<MysqlToken> tokens, int at) {
        return tokens.get(at - 1).is("on") && tokens.get(at).isName();
    }

    private static String namesDatabase(String database) {
        return "it names a database, " + database + ", but the restore chooses the database";
    }
}
