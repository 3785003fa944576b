package doppel.dialect.mysql.replace;

import doppel.DatabaseException;
import doppel.dialect.mysql.connect.MysqlErrors;
import doppel.dialect.mysql.connect.MysqlSession;
import doppel.dialect.mysql.connect.MysqlSettings;
import doppel.dialect.mysql.definition.MysqlDefinition;
import doppel.dialect.mysql.definition.MysqlDefinition.Kind;
import doppel.dialect.mysql.definition.MysqlEvents;
import doppel.dialect.mysql.definition.MysqlScriptRunner;
import doppel.dialect.mysql.definition.MysqlScriptText;
import doppel.dialect.mysql.definition.MysqlStructure;
import doppel.dialect.mysql.definition.MysqlTableText;
import doppel.dialect.mysql.definition.MysqlToken;
import doppel.dialect.mysql.replace.MysqlJournal.Line;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Gives the live database, once it has its new tables, everything that does not move with tables. What that is, the
 * server says of the staging database, where all of it is. So it can be done any number of times.
 */
final class MysqlRedo {

    private static final String DOING = "Giving the database the rest of the new definitions";
    private static final String EVENT = "event";
    private static final String GONE = "gone";
    private static final String VIEW = "view-aside";

    private final MysqlWorkplace workplace;
    private final MysqlSession session;
    private final MysqlJournal journal;
    private final MysqlTriggerStore triggers;
    private final String account;

    MysqlRedo(MysqlWorkplace workplace, MysqlJournal journal) {
        this.workplace = workplace;
        this.journal = journal;
        session = workplace.session();
        triggers = new MysqlTriggerStore(workplace, workplace.staging(), "new-trigger-table");
        account = session.string(DOING, "SELECT CURRENT_USER()");
    }

    /**
     * Tries everything out on the staging database, where events do not run, while nothing has been touched.
     *
     * @throws DatabaseException if a statement fails
     */
    void tryOut(MysqlStructure fresh) {
        session.use(workplace.staging());
        MysqlPlayback playback = new MysqlPlayback(account, fresh.collation());
        playback.add(MysqlSettings.defaultCollation(fresh.collation()));
        fresh.tables().forEach((name, sql) -> takeFromSequences(name, sql, playback));
        playback.recreate(fresh.definitions().stream()
                .filter(definition -> definition.kind() != Kind.SEQUENCE)
                .toList());
        MysqlSettings before = MysqlScriptRunner.current(session);
        playback.statements().forEach(statement -> session.run("Trying out the new definitions", statement));
        before.statementsAfter(MysqlSettings.NONE).forEach(statement -> session.run(DOING, statement));
    }

    /** Keeps the new triggers, and gives what the journal has to say. */
    List<Line> lines(MysqlStructure old, MysqlStructure fresh, MysqlEvents events, Collection<String> viewsAside) {
        List<Line> lines = new ArrayList<>(triggers.keep(
                fresh.definitions(Kind.TRIGGER), workplace.staging(), new MysqlPlayback(account, fresh.collation())));
        fresh.definitions(Kind.EVENT)
                .forEach(event ->
                        events.status(event).ifPresent(status -> lines.add(new Line(EVENT, event.name(), status))));
        old.definitions().stream()
                .filter(definition -> definition.kind() != Kind.SEQUENCE && definition.kind() != Kind.TRIGGER)
                .forEach(definition ->
                        lines.add(0, new Line(GONE, definition.kind().name(), definition.name())));
        viewsAside.forEach(view -> lines.add(new Line(VIEW, view)));
        lines.addAll(new MysqlRoutineRights(workplace).lines(fresh.definitions()));
        return lines;
    }

    /**
     * Does it, except for statements that the server refuses.
     *
     * @return what the server refused and why, a sentence each
     * @throws DatabaseException if the connection fails
     */
    List<String> run() {
        MysqlSettings before = MysqlScriptRunner.current(session);
        List<String> refused = new ArrayList<>();
        for (String sql : statements()) {
            try (Statement statement = session.connection().createStatement()) {
                statement.setEscapeProcessing(false);
                statement.execute(sql);
            } catch (SQLException e) {
                if (MysqlErrors.isLost(e)) {
                    throw session.failure(DOING, e);
                }
                refused.add(MysqlErrors.words(e) + " (" + firstLine(sql) + ")");
            }
        }
        before.statementsAfter(MysqlSettings.NONE).forEach(statement -> session.run(DOING, statement));
        return refused;
    }

    private List<String> statements() {
        session.use(workplace.staging());
        MysqlStructure staged = MysqlStructure.readDefinitions(session);
        List<MysqlDefinition> fresh = fresh(staged);
        session.use(workplace.live());
        MysqlPlayback playback = new MysqlPlayback(account, staged.collation());
        playback.add(MysqlSettings.defaultCollation(staged.collation()));
        if (session.isMariadb()) {
            playback.add("ALTER DATABASE COMMENT " + MysqlScriptText.string(staged.comment()));
            MysqlStructure.tablesOfSequences(session, workplace.staging())
                    .forEach((name, sql) -> takeFromSequences(name, sql, playback));
        }
        journal.lines(VIEW).forEach(names -> playback.drop(Kind.VIEW, names.get(0)));
        Set<MysqlDefinition> kept =
                new HashSet<>(MysqlStructure.readDefinitions(session).definitions());
        kept.retainAll(fresh);
        kept.removeIf(definition -> definition.kind() == Kind.VIEW || definition.kind() == Kind.TRIGGER);
        Set<List<String>> stays = kept.stream()
                .map(definition -> List.of(definition.kind().name(), definition.name()))
                .collect(Collectors.toSet());
        journal.lines(GONE).stream()
                .filter(names -> !stays.contains(names))
                .forEach(names -> playback.drop(Kind.valueOf(names.get(0)), names.get(1)));
        playback.recreate(
                fresh.stream().filter(definition -> !kept.contains(definition)).toList());
        MysqlRoutineRights rights = new MysqlRoutineRights(workplace);
        journal.lines(MysqlRoutineRights.WORD).forEach(names -> playback.add(rights.grant(names)));
        return playback.statements();
    }

    /** What the staging database holds, with triggers on their tables and events awake. */
    private List<MysqlDefinition> fresh(MysqlStructure staged) {
        Map<String, String> statuses =
                journal.lines(EVENT).stream().collect(Collectors.toMap(names -> names.get(0), names -> names.get(1)));
        List<MysqlDefinition> fresh = new ArrayList<>();
        staged.definitions().stream()
                .filter(definition -> definition.kind() != Kind.SEQUENCE && definition.kind() != Kind.TRIGGER)
                .map(definition -> MysqlEvents.awake(definition, statuses.get(definition.name())))
                .forEach(fresh::add);
        fresh.addAll(triggers.onTheirTables(staged.definitions(Kind.TRIGGER), journal));
        fresh.sort(Comparator.comparing(MysqlDefinition::kind));
        return fresh;
    }

    /**
     * A table's defaults that take a number from a sequence include the name of the database that they were created in.
     * They are created again by one statement, since the server refuses a table of which any column has another
     * database's default.
     */
    private static void takeFromSequences(String table, String sql, MysqlPlayback playback) {
        String columns = MysqlTableText.of(sql).elements().stream()
                .filter(MysqlRedo::usesSequence)
                .map(column -> "MODIFY COLUMN " + column)
                .collect(Collectors.joining(", "));
        if (!columns.isEmpty()) {
            playback.add("ALTER TABLE " + MysqlSession.quote(table) + " " + columns);
        }
    }

    private static boolean usesSequence(String element) {
        List<MysqlToken> tokens = MysqlToken.of(element, MysqlToken.Mode.PLAIN);
        return tokens.get(0).kind() == MysqlToken.Kind.NAME
                && tokens.stream().anyMatch(token -> token.isOneOf("nextval", "lastval", "setval"));
    }

    private static String firstLine(String sql) {
        String line = sql.lines().findFirst().orElse("");
        return line.length() > 100 ? line.substring(0, 100) + "…" : line;
    }
}
