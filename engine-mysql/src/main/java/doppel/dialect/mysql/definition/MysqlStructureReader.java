package doppel.dialect.mysql.definition;

import doppel.dialect.mysql.connect.MysqlSession;
import doppel.dialect.mysql.connect.MysqlSettings;
import doppel.dialect.mysql.definition.MysqlDefinition.Kind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the definitions of one database. Runs no code of the database: views are shown, never opened. */
final class MysqlStructureReader {

    private static final String DOING = "Reading the definitions";
    private static final int LEADS_NOWHERE = 1356;
    private static final List<Kind> ROUTINES = List.of(Kind.PACKAGE, Kind.PACKAGE_BODY, Kind.FUNCTION, Kind.PROCEDURE);

    private final MysqlSession session;
    private final boolean leadingNowhere;
    private final Predicate<String> own;
    private final List<String> unreadable = new ArrayList<>();
    private final List<String> sequences = new ArrayList<>();
    private final Map<String, String> tables = new TreeMap<>();
    private final Map<String, List<BackquotedKey>> backquotedKeys = new HashMap<>();
    private final List<MysqlDefinition> definitions = new ArrayList<>();

    /** @param leadingNowhere whether views are read whose tables are not there, as in the midst of a restore */
    MysqlStructureReader(MysqlSession session, boolean leadingNowhere) {
        this.session = session;
        this.leadingNowhere = leadingNowhere;
        own = MysqlStructure.isNamed(session, session.database());
    }

    /** @param withTables whether tables are read, too */
    MysqlStructure read(boolean withTables) {
        session.run(DOING, "SET SESSION sql_quote_show_create = 1");
        String[] database = session.list(
                        DOING,
                        "SELECT DEFAULT_COLLATION_NAME, " + (session.isMariadb() ? "SCHEMA_COMMENT" : "''")
                                + " FROM information_schema.SCHEMATA WHERE " + MysqlStructure.isChosen("SCHEMA_NAME"),
                        row -> new String[] {row.getString(1), row.getString(2)})
                .get(0);
        readBackquotedKeys();
        MysqlHiddenDefaults hidden = withTables ? MysqlHiddenDefaults.read(session) : MysqlHiddenDefaults.none();
        Map<String, String> collations = changingCollations();
        List<String> views = new ArrayList<>();
        for (String[] table :
                session.list(DOING, "SHOW FULL TABLES", row -> new String[] {row.getString(1), row.getString(2)})) {
            if (table[1].contains("VIEW")) {
                views.add(table[0]);
            } else if (table[1].equals("SEQUENCE")) {
                readSequence(table[0]);
            } else if (withTables) {
                String sql = hidden.in(table[0], withQuotedKeys(table[0], shownTable(session, table[0])));
                String text = MysqlNames.of(sql, MysqlToken.Mode.PLAIN).without(own);
                MysqlTableText parts = MysqlTableText.of(text).withCollations(collations);
                tables.put(table[0], (session.isMariadb() ? parts : parts.withCharacterSets()).text());
            }
        }
        readRoutines();
        List<MysqlDefinition> read = new ArrayList<>();
        views.stream().sorted().forEach(view -> readView(view, read));
        definitions.addAll(MysqlViewOrder.of(read));
        readTriggers();
        readEvents();
        definitions.sort(Comparator.comparing(MysqlDefinition::kind)); // stable: the order within a kind stays
        return new MysqlStructure(database[0], database[1], tables, sequences, definitions, unreadable);
    }

    /** The default collations of this server that newer versions have changed. */
    private Map<String, String> changingCollations() {
        Map<String, String> collations = new HashMap<>();
        session.list(
                DOING,
                "SELECT CHARACTER_SET_NAME, DEFAULT_COLLATE_NAME FROM information_schema.CHARACTER_SETS WHERE"
                        + " DEFAULT_COLLATE_NAME LIKE '%\\_general\\_ci' AND CHARACTER_SET_NAME "
                        + (session.isMariadb() ? "REGEXP '^(utf|ucs)'" : "= 'utf8mb4'"),
                row -> collations.put(row.getString(1), row.getString(2)));
        return collations;
    }

    /** A table's definition as the server shows it. */
    static String shownTable(MysqlSession session, String table) {
        return session.list(
                        DOING,
                        "SHOW CREATE TABLE " + MysqlSession.quote(table),
                        row -> MysqlShownTable.text(row.getBytes(2)))
                .get(0);
    }

    /** MariaDB prints quotes in the names of a foreign key and of its columns without doubling them. */
    private String withQuotedKeys(String table, String sql) {
        String quoted = sql;
        for (BackquotedKey key : backquotedKeys.getOrDefault(table, List.of())) {
            quoted = quoted.replace(key.text(name -> '`' + name + '`'), key.text(MysqlSession::quote));
        }
        return quoted;
    }

    /** The names of a foreign key, of which one has a quote in it. */
    private record BackquotedKey(String name, String columns, String referenced, String referencedColumns) {

        /** What MariaDB prints, up to its actions. */
        String text(UnaryOperator<String> quoting) {
            return "\n  CONSTRAINT " + quoting.apply(name) + " FOREIGN KEY (" + list(", ", columns, quoting)
                    + ") REFERENCES "
                    + list(".", referenced, MysqlSession::quote) + " (" + list(", ", referencedColumns, quoting)
                    + ")";
        }

        private static String list(String between, String names, UnaryOperator<String> quoting) {
            return Stream.of(names.split("\0")).map(quoting).collect(Collectors.joining(between));
        }
    }

    private void readBackquotedKeys() {
        if (!session.isMariadb()) {
            return;
        }
        String columns = "GROUP_CONCAT(COLUMN_NAME ORDER BY ORDINAL_POSITION SEPARATOR '\\0')";
        String referenced = "IF(REFERENCED_TABLE_SCHEMA = DATABASE(), REFERENCED_TABLE_NAME,"
                + " CONCAT(REFERENCED_TABLE_SCHEMA, '\\0', REFERENCED_TABLE_NAME))";
        session
                .list(
                        DOING,
                        "SELECT TABLE_NAME, CONSTRAINT_NAME, " + columns + ", " + referenced + ", "
                                + columns.replace("(COLUMN", "(REFERENCED_COLUMN")
                                + " FROM information_schema.KEY_COLUMN_USAGE WHERE "
                                + MysqlStructure.isChosen("TABLE_SCHEMA")
                                + " AND REFERENCED_TABLE_NAME IS NOT NULL GROUP BY TABLE_NAME, CONSTRAINT_NAME,"
                                + " REFERENCED_TABLE_SCHEMA, REFERENCED_TABLE_NAME",
                        row -> strings(row, 5))
                .stream()
                .filter(key -> Stream.of(key).anyMatch(names -> names.contains("`")))
                .forEach(key -> backquotedKeys
                        .computeIfAbsent(key[0], any -> new ArrayList<>())
                        .add(new BackquotedKey(key[1], key[2], key[3], key[4])));
    }

    private void readSequence(String name) {
        String quoted = MysqlSession.quote(name);
        String sql = show("SHOW CREATE SEQUENCE " + quoted, 2)[1];
        add(Kind.SEQUENCE, name, null, sql, MysqlSettings.PLAIN);
        String[] state = show("SELECT next_not_cached_value, start_value, cycle_count FROM " + quoted, 3);
        if (!state[0].equals(state[1])) {
            sequences.add("ALTER SEQUENCE " + quoted + " RESTART WITH " + state[0]);
        }
        if (!state[2].equals("0")) {
            sequences.add("DO SETVAL(" + quoted + ", " + state[0] + ", 0, " + state[2] + ")");
        }
    }

    private void readRoutines() {
        List<String[]> routines = session.list(
                DOING,
                "SELECT ROUTINE_TYPE, ROUTINE_NAME FROM information_schema.ROUTINES WHERE "
                        + MysqlStructure.isChosen("ROUTINE_SCHEMA"),
                row -> new String[] {row.getString(1), row.getString(2)});
        routines.sort(Comparator.comparing((String[] routine) -> routine[1]));
        for (String[] routine : routines) {
            ROUTINES.stream()
                    .filter(kind -> kind.words().equalsIgnoreCase(routine[0]))
                    .forEach(kind -> readRoutine(kind, routine[1]));
        }
    }

    private void readRoutine(Kind kind, String name) {
        String[] shown = show("SHOW CREATE " + kind.words() + " " + MysqlSession.quote(name), 6);
        if (shown[2] == null) {
            unreadable.add("The " + kind.words() + " " + name + ": this account may not read its definition");
            return;
        }
        add(kind, name, null, shown[2], new MysqlSettings(shown[1], null, shown[3], shown[4], shown[5]));
    }

    private void readView(String name, List<MysqlDefinition> views) {
        String[] shown = show("SHOW CREATE VIEW " + MysqlSession.quote(name), 4);
        Optional<String> nowhere =
                session
                        .list(DOING, "SHOW WARNINGS", row -> row.getInt(2) == LEADS_NOWHERE ? row.getString(3) : "")
                        .stream()
                        .filter(warning -> !warning.isEmpty())
                        .findFirst();
        if (nowhere.isPresent() && !leadingNowhere) { // nobody could create it again
            unreadable.add("The view " + name + ": " + nowhere.get());
            return;
        }
        views.add(definition(
                Kind.VIEW,
                name,
                null,
                withColumns(name, shown[1]),
                new MysqlSettings(MysqlSettings.PLAIN.sqlMode(), null, shown[2], shown[3], null)));
    }

    /** MySQL prints the name of a view's column without its leading spaces. */
    private String withColumns(String view, String sql) {
        List<String> columns = session.isMariadb()
                ? List.of()
                : session.strings(
                        DOING,
                        "SELECT COLUMN_NAME FROM information_schema.COLUMNS WHERE "
                                + MysqlStructure.isChosen("TABLE_SCHEMA")
                                + " AND CAST(TABLE_NAME AS BINARY) = CAST(" + MysqlSession.literal(view)
                                + " AS BINARY) ORDER BY ORDINAL_POSITION");
        String named = " VIEW " + MysqlSession.quote(view);
        int at = sql.indexOf(named + " AS ") + named.length();
        if (at < named.length() || columns.stream().noneMatch(column -> column.startsWith(" "))) {
            return sql;
        }
        return sql.substring(0, at)
                + columns.stream().map(MysqlSession::quote).collect(Collectors.joining(",", " (", ")"))
                + sql.substring(at);
    }

    private void readTriggers() {
        List<String[]> triggers = session.list(
                DOING,
                "SELECT TRIGGER_NAME, EVENT_OBJECT_TABLE FROM information_schema.TRIGGERS WHERE "
                        + MysqlStructure.isChosen("TRIGGER_SCHEMA")
                        + " ORDER BY CAST(EVENT_OBJECT_TABLE AS BINARY), ACTION_TIMING, EVENT_MANIPULATION, "
                        + "ACTION_ORDER,"
                        + " CAST(TRIGGER_NAME AS BINARY)",
                row -> new String[] {row.getString(1), row.getString(2)});
        for (String[] trigger : triggers) {
            String[] shown = show("SHOW CREATE TRIGGER " + MysqlSession.quote(trigger[0]), 6);
            if (shown[2] == null) {
                unreadable.add("The trigger " + trigger[0] + ": this account may not read its definition");
            } else {
                add(
                        Kind.TRIGGER,
                        trigger[0],
                        trigger[1],
                        shown[2],
                        new MysqlSettings(shown[1], null, shown[3], shown[4], shown[5]));
            }
        }
    }

    private void readEvents() {
        List<String> events = session.strings(
                DOING,
                "SELECT EVENT_NAME FROM information_schema.EVENTS WHERE " + MysqlStructure.isChosen("EVENT_SCHEMA"));
        events.stream().sorted().forEach(event -> {
            String[] shown = show("SHOW CREATE EVENT " + MysqlSession.quote(event), 7);
            add(Kind.EVENT, event, null, shown[3], new MysqlSettings(shown[1], shown[2], shown[4], shown[5], shown[6]));
        });
    }

    private void add(Kind kind, String name, String table, String sql, MysqlSettings settings) {
        definitions.add(definition(kind, name, table, sql, settings));
    }

    private MysqlDefinition definition(Kind kind, String name, String table, String sql, MysqlSettings settings) {
        MysqlToken.Mode mode = kind == Kind.VIEW ? MysqlToken.Mode.PLAIN : MysqlToken.Mode.of(settings.sqlMode());
        String text = MysqlNames.of(sql, mode).without(own);
        Set<String> others = MysqlNames.of(text, mode).otherDatabases(own);
        MysqlDefiner definer = MysqlDefiner.of(text, mode);
        return new MysqlDefinition(
                kind, name, table, definer.account(), definer.rest(), definer.at(), settings, others);
    }

    private String[] show(String sql, int columns) {
        return session.list(DOING, sql, row -> strings(row, columns)).get(0);
    }

    private static String[] strings(ResultSet row, int columns) throws SQLException {
        String[] strings = new String[columns];
        for (int i = 0; i < columns; i++) {
            strings[i] = row.getString(i + 1);
        }
        return strings;
    }
}
