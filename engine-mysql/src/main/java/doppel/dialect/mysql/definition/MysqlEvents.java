package doppel.dialect.mysql.definition;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps events from running in a staging database: they are created disabled there, and get their state back when they
 * are created in the live one. Not thread-safe.
 */
public final class MysqlEvents {

    private static final String DISABLED = "DISABLE";
    private static final String ENABLED = "ENABLE";
    private static final Set<String> STATES = Set.of(ENABLED, DISABLED, "DISABLE ON SLAVE", "DISABLE ON REPLICA");

    private final Map<String, String> wanted = new HashMap<>();

    /**
     * The words of a statement that creates or changes an event, before its body.
     *
     * @param name the event
     * @param status its state, in SQL's words; null if the statement does not say
     * @param start where these words are, or belong
     * @param end where they end
     */
    private record Header(String name, String status, int start, int end) {}

    /** The statement with the event that it creates disabled; any other statement unchanged. */
    public String disabled(String sql, MysqlToken.Mode mode) {
        Header header = header(sql, MysqlToken.of(sql, mode));
        if (header == null) {
            return sql;
        }
        if (header.status != null || !wanted.containsKey(header.name)) {
            wanted.put(header.name, header.status == null ? ENABLED : header.status);
        }
        return with(sql, header, DISABLED);
    }

    /** The state of an event before {@link #disabled}, in SQL's words; empty where it was not disabled here. */
    public Optional<String> status(MysqlDefinition event) {
        return Optional.ofNullable(wanted.get(event.name().toLowerCase(Locale.ROOT)));
    }

    /** The definition, where it is one of an event, with this state; unchanged where that is null or no state. */
    public static MysqlDefinition awake(MysqlDefinition definition, String status) {
        if (definition.kind() != MysqlDefinition.Kind.EVENT || status == null || !STATES.contains(status)) {
            return definition;
        }
        MysqlToken.Mode mode = MysqlToken.Mode.of(definition.settings().sqlMode());
        Header header = header(definition.sql(), MysqlToken.of(definition.sql(), mode));
        return definition.withSql(with(definition.sql(), header, status));
    }

    private static String with(String sql, Header header, String status) {
        return sql.substring(0, header.start) + status + " " + sql.substring(header.end);
    }

    private static Header header(String sql, List<MysqlToken> tokens) {
        if (tokens.isEmpty() || !tokens.get(0).isOneOf("create", "alter")) {
            return null;
        }
        int event = 1;
        while (event < tokens.size() && !tokens.get(event).is("event")) {
            if (tokens.get(event).isOneOf("table", "view", "trigger", "procedure", "function", "package", "(")) {
                return null;
            }
            event++;
        }
        int name = event + 1;
        while (name < tokens.size() && tokens.get(name).isOneOf("if", "not", "exists")) {
            name++;
        }
        if (name >= tokens.size()) {
            return null;
        }
        int body = name + 1;
        while (body < tokens.size() && !tokens.get(body).is("do")) {
            body++;
        }
        String key = tokens.get(name).text().toLowerCase(Locale.ROOT);
        int insert = body;
        for (int i = body - 1; i > name; i--) {
            if (tokens.get(i).is("comment")) {
                insert = i;
            } else if (tokens.get(i).isOneOf("enable", "disable")) {
                int last = i + 1 < body && tokens.get(i + 1).is("on") ? i + 2 : i; // DISABLE ON SLAVE
                return new Header(
                        key,
                        sql.substring(tokens.get(i).start(), tokens.get(last).end())
                                .toUpperCase(Locale.ROOT)
                                .replaceAll("\\s+", " "),
                        tokens.get(i).start(),
                        start(sql, tokens, last + 1));
            }
        }
        return new Header(key, null, start(sql, tokens, insert), start(sql, tokens, insert));
    }

    private static int start(String sql, List<MysqlToken> tokens, int i) {
        return i < tokens.size() ? tokens.get(i).start() : sql.length();
    }
}
