package doppel.dialect.mysql.replace;

import doppel.dialect.mysql.connect.MysqlSession;
import doppel.dialect.mysql.connect.MysqlSettings;
import doppel.dialect.mysql.definition.MysqlDefinition;
import doppel.dialect.mysql.definition.MysqlDefinition.Kind;
import doppel.dialect.mysql.definition.MysqlScriptRunner;
import doppel.dialect.mysql.definition.MysqlStructure;
import doppel.dialect.mysql.replace.MysqlJournal.Line;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps triggers while they do not exist on their tables, which cannot move with triggers: on empty tables of the same
 * shape in an auxiliary database. So the server itself says what they are, and whose.
 */
final class MysqlTriggerStore {

    private static final String DOING = "Keeping the triggers";
    private static final String WRITTEN = "-written";
    private static final String PREFIX = "doppel_trigger_";

    private final MysqlWorkplace workplace;
    private final MysqlSession session;
    private final String database;
    private final String word;

    /**
     * @param database the auxiliary database that keeps them
     * @param word the journal's word for the tables of these triggers
     */
    MysqlTriggerStore(MysqlWorkplace workplace, String database, String word) {
        this.workplace = workplace;
        session = workplace.session();
        this.database = database;
        this.word = word;
    }

    /** Whether a table of an auxiliary database only keeps triggers. */
    static boolean isOwn(String table) {
        return table.startsWith(PREFIX);
    }

    /**
     * Keeps triggers.
     *
     * @param from the database of their tables
     * @return what the journal has to say about them
     */
    List<Line> keep(List<MysqlDefinition> triggers, String from, MysqlPlayback playback) {
        Map<String, String> kept = new LinkedHashMap<>();
        for (MysqlDefinition trigger : triggers) {
            kept.computeIfAbsent(trigger.table(), table -> PREFIX + (kept.size() + 1));
        }
        session.use(database);
        kept.forEach((table, own) -> session.run(
                DOING, "CREATE TABLE " + MysqlSession.quote(own) + " LIKE " + MysqlSession.quote(from, table)));
        playback.recreate(triggers.stream()
                .map(trigger -> trigger.onTable(kept.get(trigger.table()), ""))
                .toList());
        MysqlSettings before = MysqlScriptRunner.current(session);
        playback.statements().forEach(statement -> session.run(DOING, statement));
        before.statementsAfter(MysqlSettings.NONE).forEach(statement -> session.run(DOING, statement));
        List<Line> lines = new ArrayList<>();
        kept.forEach((table, own) -> lines.add(new Line(word, table, own)));
        triggers.forEach(trigger -> lines.add(new Line(word + WRITTEN, trigger.name(), trigger.writtenTable())));
        return lines;
    }

    /** The triggers that are kept, on their own tables again. */
    List<MysqlDefinition> triggers(MysqlJournal journal) {
        if (journal.lines(word).isEmpty() || !workplace.exists(database)) {
            return List.of();
        }
        session.use(database);
        return onTheirTables(MysqlStructure.readDefinitions(session).definitions(Kind.TRIGGER), journal);
    }

    /** The same of definitions that have been read already. */
    List<MysqlDefinition> onTheirTables(List<MysqlDefinition> triggers, MysqlJournal journal) {
        Map<String, String> tables = new LinkedHashMap<>();
        journal.lines(word).forEach(names -> tables.put(names.get(1), names.get(0)));
        Map<String, String> written = new LinkedHashMap<>();
        journal.lines(word + WRITTEN).forEach(names -> written.put(names.get(0), names.get(1)));
        return triggers.stream()
                .filter(trigger -> tables.containsKey(trigger.table()))
                .map(trigger -> trigger.onTable(tables.get(trigger.table()), written.getOrDefault(trigger.name(), "")))
                .toList();
    }
}
