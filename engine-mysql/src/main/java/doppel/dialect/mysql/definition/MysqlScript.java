package doppel.dialect.mysql.definition;

import doppel.Sha256;
import doppel.dialect.Ddl;
import doppel.dialect.mysql.connect.MysqlSession;
import doppel.dialect.mysql.connect.MysqlSettings;
import doppel.dialect.mysql.definition.MysqlDefinition.Kind;
import doppel.schema.Table;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The definitions of a database as a script that the server's own client runs, in the server's own words. It does not
 * name its database. It names the accounts that define views, routines, triggers and events, since these use the rights
 * of their accounts: whoever runs the script must not lend them others.
 */
public final class MysqlScript {

    /** The comment before everything that must not exist while rows come. */
    static final String AFTER_ROWS = "-- after the rows";

    private final MysqlSession session;
    private final MysqlStructure structure;
    private final boolean everything;
    private final Map<String, String> tables;
    private final MysqlScriptText text = new MysqlScriptText();
    private final List<String> notCarried;
    private final List<String> notices = new ArrayList<>();

    private MysqlScript(MysqlSession session, MysqlStructure structure, Set<String> chosen) {
        this.session = session;
        this.structure = structure;
        tables = new TreeMap<>(structure.tables());
        Set<String> withRows = new HashSet<>(tables.keySet());
        withRows.removeIf(table -> !options(table).hasOwnRows());
        everything = chosen.containsAll(withRows);
        tables.keySet().removeIf(table -> !chosen.contains(table) && !(everything && !withRows.contains(table)));
        notCarried = new ArrayList<>(structure.unreadable());
    }

    /**
     * The script that creates these tables of the chosen database with everything that belongs to them; for all tables,
     * it creates everything.
     */
    public static Ddl write(MysqlSession session, List<Table> tables) {
        return new MysqlScript(
                        session,
                        MysqlStructure.read(session),
                        tables.stream().map(Table::name).collect(Collectors.toSet()))
                .write();
    }

    /** A digest of everything that the chosen database defines. */
    public static String digest(MysqlSession session) {
        MysqlStructure structure = MysqlStructure.read(session);
        Ddl ddl = new MysqlScript(session, structure, structure.tables().keySet()).write();
        return Sha256.of(ddl.script().getBytes(StandardCharsets.UTF_8));
    }

    private Ddl write() {
        String client = session.isMariadb() ? "mariadb" : "mysql";
        text.comment("The schema as " + session.flavor().displayName() + " has it. `doppel restore` runs it; so does `"
                + client + " --comments NEW < schema.sql`.");
        text.statement("SET NAMES utf8mb4");
        text.statement("SET foreign_key_checks = 0, sql_mode = '" + MysqlSettings.PLAIN.sqlMode() + "', time_zone = '"
                + MysqlSettings.PLAIN.timeZone() + "'");
        text.statement(MysqlSettings.defaultCollation(structure.collation()));
        if (!structure.comment().isEmpty()) {
            text.statement("ALTER DATABASE COMMENT " + MysqlScriptText.string(structure.comment()));
        }
        for (MysqlDefinition sequence : structure.definitions(Kind.SEQUENCE)) {
            text.blank();
            text.statement(sequence.sql());
        }
        structure.sequences().forEach(text::statement);
        List<String> foreignKeys = new ArrayList<>();
        List<String> last = tables.keySet().stream() // a table of MERGE needs those that it stands for
                .filter(table -> !options(table).hasOwnRows())
                .toList();
        tables.forEach((name, sql) -> {
            if (!last.contains(name)) {
                writeTable(name, sql, foreignKeys);
            }
        });
        last.forEach(name -> writeTable(name, tables.get(name), foreignKeys));
        if (!foreignKeys.isEmpty()) {
            text.blank();
            if (hasLooseKeys()) {
                text.statement("/*!80400 SET restrict_fk_on_non_standard_key = 0 */");
            }
            foreignKeys.forEach(text::statement);
        }
        structure
                .definitions(Kind.PACKAGE, Kind.PACKAGE_BODY, Kind.FUNCTION, Kind.PROCEDURE)
                .forEach(this::define);
        views().forEach(this::define);
        text.settings(MysqlSettings.PLAIN.over(new MysqlSettings(null, null, null, null, structure.collation())));
        text.blank();
        text.line(AFTER_ROWS);
        structure.definitions(Kind.TRIGGER).stream()
                .filter(trigger -> tables.containsKey(trigger.table()))
                .forEach(this::define);
        structure.definitions(Kind.EVENT).forEach(this::define);
        text.settings(MysqlSettings.PLAIN.over(new MysqlSettings(null, null, null, null, structure.collation())));
        nameDefiners();
        nameHistories();
        return new Ddl(text.toString(), notCarried, notices);
    }

    private void writeTable(String name, String sql, List<String> foreignKeys) {
        MysqlTableText table = MysqlTableText.of(sql);
        MysqlTableOptions options = MysqlTableOptions.of(table.tail());
        if (!options.hasOwnRows()) {
            notices.add("The table " + name + ": its definition alone, since " + options.engine()
                    + " keeps no rows of its own");
        }
        options.leftOut()
                .forEach(option ->
                        notices.add("The table " + name + ": its " + option + ", which is a place on the server"));
        text.blank();
        text.statement(
                new MysqlTableText(table.head(), table.elements(), List.of(), options.text()).withoutForeignKeys());
        for (String key : table.foreignKeys()) {
            Set<String> others = MysqlNames.of(key, MysqlToken.Mode.PLAIN).otherDatabases(database -> false);
            if (others.isEmpty()) {
                foreignKeys.add("ALTER TABLE " + MysqlSession.quote(name) + " ADD " + key);
            } else {
                notCarried.add("A foreign key of the table " + name + ": it refers to the database "
                        + String.join(", ", others));
            }
        }
    }

    /**
     * Whether foreign keys refer to columns that are not a key, which newer servers of MySQL have to be told to allow.
     */
    private boolean hasLooseKeys() {
        return !session.isMariadb()
                && session.string(
                                "Reading the foreign keys",
                                "SELECT 1 FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE "
                                        + "UNIQUE_CONSTRAINT_NAME IS NULL AND "
                                        + MysqlStructure.isChosen("CONSTRAINT_SCHEMA") + " LIMIT 1")
                        != null;
    }

    /** The views that can be created in a database with only the chosen tables. */
    private List<MysqlDefinition> views() {
        List<MysqlDefinition> carried = new ArrayList<>();
        Set<String> known = new HashSet<>(tables.keySet());
        structure.definitions(Kind.SEQUENCE).forEach(sequence -> known.add(sequence.name()));
        for (MysqlDefinition view : structure.definitions(Kind.VIEW)) {
            if (!view.others().isEmpty()) {
                notCarried.add(
                        "The view " + view.name() + ": it reads the database " + String.join(", ", view.others()));
            } else if (MysqlViewOrder.reads(view).stream().allMatch(known::contains)) {
                known.add(view.name());
                carried.add(view);
            } else if (everything) {
                notCarried.add("The view " + view.name() + ": it reads a view that is left out");
            }
        }
        return carried;
    }

    private void define(MysqlDefinition definition) {
        if (!definition.others().isEmpty() && definition.kind() != Kind.VIEW) {
            notCarried.add("What the " + definition.label() + " uses of the database "
                    + String.join(", ", definition.others()));
        }
        text.definition(definition);
        if (text.lostCharset(definition)) {
            notCarried.add("The character set " + definition.settings().charset() + " of the client that created the "
                    + definition.label() + ": it becomes utf8mb4");
        }
    }

    private void nameDefiners() {
        String account = session.string("Reading the account", "SELECT CURRENT_USER()");
        Map<String, Map<String, Long>> counts = new TreeMap<>();
        for (MysqlDefinition definition : structure.definitions()) {
            if (definition.definer() != null && !definition.definer().equals(account)) {
                counts.computeIfAbsent(definition.definer(), any -> new TreeMap<>())
                        .merge(definition.kind().words(), 1L, Long::sum);
            }
        }
        counts.forEach((definer, kinds) -> notices.add("The account " + definer + " defines "
                + kinds.entrySet().stream()
                        .map(entry -> entry.getValue() + " " + entry.getKey() + (entry.getValue() == 1 ? "" : "s"))
                        .collect(Collectors.joining(", "))
                + ": accounts belong to the server, so only their names are carried"));
    }

    private MysqlTableOptions options(String table) {
        return MysqlTableOptions.of(
                MysqlTableText.of(structure.tables().get(table)).tail());
    }

    private void nameHistories() {
        for (Map.Entry<String, String> table : tables.entrySet()) {
            if (!session.isMariadb() || !options(table.getKey()).isVersioned()) {
                continue;
            }
            if (table.getValue().contains("GENERATED ALWAYS AS ROW START")) {
                notices.add("The table " + table.getKey() + ": since when its rows are valid (ROW START), which will be"
                        + " the time of the restore");
            }
            String quoted = MysqlSession.quote(table.getKey());
            String past = session.string(
                    "Reading the table " + table.getKey(),
                    "SELECT (SELECT count(*) FROM " + quoted + " FOR SYSTEM_TIME ALL) - (SELECT count(*) FROM " + quoted
                            + ")");
            if (!past.equals("0")) {
                notCarried.add("The history of the system-versioned table " + table.getKey() + ": " + past
                        + (past.equals("1") ? " row" : " rows") + " of the past");
            }
        }
    }
}
