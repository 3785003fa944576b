package doppel.dialect.mysql.replace;

import doppel.DatabaseException;
import doppel.ErrorCode;
import doppel.dialect.mysql.connect.MysqlSession;
import doppel.dialect.mysql.connect.MysqlSettings;
import doppel.dialect.mysql.definition.MysqlDefinition;
import doppel.dialect.mysql.definition.MysqlDefinition.Kind;
import doppel.dialect.mysql.definition.MysqlEvents;
import doppel.dialect.mysql.definition.MysqlScriptText;
import doppel.dialect.mysql.definition.MysqlStructure;
import doppel.dialect.mysql.definition.MysqlTableText;
import doppel.dialect.mysql.definition.MysqlToken;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Replaces the tables of the live database by those of the staging database, with one statement. Triggers and views
 * cannot move with their tables: they are dropped right before and created right after, as the journal says.
 */
final class MysqlSwap {

    private static final String DOING = "Replacing the database";

    private final MysqlWorkplace workplace;
    private final MysqlSession session;
    private final MysqlJournal journal;
    private final MysqlEvents events;
    private final Consumer<String> reached;
    private final String account;
    private final boolean liveExists;
    private MysqlStructure old = MysqlStructure.EMPTY;
    private MysqlStructure fresh;

    /**
     * @param events the real state of the staging database's events
     * @param reached receives each step after it is done
     */
    MysqlSwap(MysqlWorkplace workplace, MysqlJournal journal, MysqlEvents events, Consumer<String> reached) {
        this.workplace = workplace;
        this.journal = journal;
        this.events = events;
        this.reached = reached;
        session = workplace.session();
        account = session.string(DOING, "SELECT CURRENT_USER()");
        liveExists = workplace.exists(workplace.live());
    }

    /**
     * Checks that nothing outside of the live database refers to its tables.
     *
     * @throws DatabaseException if a foreign key of another database refers to them
     */
    static void requireFree(MysqlWorkplace workplace) {
        String live = MysqlSession.literal(workplace.live());
        List<String> referring = workplace
                .session()
                .strings(
                        "Looking for foreign keys of other databases",
                        "SELECT CONCAT(TABLE_SCHEMA, '.', TABLE_NAME) FROM information_schema.KEY_COLUMN_USAGE"
                                + " WHERE REFERENCED_TABLE_SCHEMA = " + live + " AND TABLE_SCHEMA <> " + live
                                + " ORDER BY 1 LIMIT 1");
        if (!referring.isEmpty()) {
            throw new DatabaseException(
                    ErrorCode.DATABASE_LOCKED,
                    "The table " + referring.get(0) + " of another database has a foreign key to a table of "
                            + workplace.live() + ", which would then refer to the old one.",
                    "Drop that foreign key (ALTER TABLE … DROP FOREIGN KEY …), and add it again after the restore.");
        }
    }

    /** Swaps, and removes everything old. */
    void run() {
        requireFree(workplace);
        session.use(workplace.staging());
        fresh = MysqlStructure.read(session).mapping(events::awake);
        if (liveExists) {
            session.use(workplace.live());
            old = MysqlStructure.read(session);
        }
        List<MysqlDefinition> inTheWay = viewsInTheWay();
        requireDefiners(inTheWay);
        journal.write(undo(inTheWay), redo(), !liveExists);
        try {
            reached.accept("journal written");
            session.use(workplace.staging());
            drop(fresh.definitions(Kind.TRIGGER));
            if (liveExists) {
                session.use(workplace.live());
                drop(old.definitions(Kind.TRIGGER));
                drop(inTheWay);
            } else {
                session.run(
                        DOING,
                        "CREATE DATABASE " + MysqlSession.quote(workplace.live()) + " COLLATE " + fresh.collation());
                session.use(workplace.live());
            }
            reached.accept("triggers dropped");
            session.run(DOING, "SET SESSION foreign_key_checks = 1");
            session.run(DOING, rename());
        } catch (RuntimeException e) {
            try {
                MysqlRecovery.recover(workplace);
            } catch (RuntimeException undoing) {
                e.addSuppressed(undoing);
            }
            throw e;
        }
        reached.accept("tables swapped");
        journal.redo();
        reached.accept("everything new");
        journal.clear();
    }

    private List<MysqlDefinition> viewsInTheWay() {
        Set<String> names = new HashSet<>(fresh.tables().keySet());
        fresh.definitions(Kind.SEQUENCE).forEach(sequence -> names.add(sequence.name()));
        List<MysqlDefinition> views = new ArrayList<>(old.definitions(Kind.VIEW).stream()
                .filter(view -> names.stream().anyMatch(MysqlStructure.isNamed(session, view.name())))
                .toList());
        return views;
    }

    private String rename() {
        Stream<String> away = moved(
                liveExists ? workplace.tables(workplace.live()) : List.of(), workplace.live(), workplace.archive());
        Stream<String> in = moved(workplace.tables(workplace.staging()), workplace.staging(), workplace.live());
        return "RENAME TABLE "
                + Stream.of(away, in, Stream.of(journal.swapped()))
                        .flatMap(names -> names)
                        .collect(Collectors.joining(", "));
    }

    private static Stream<String> moved(List<String> tables, String from, String to) {
        return tables.stream().map(table -> MysqlSession.quote(from, table) + " TO " + MysqlSession.quote(to, table));
    }

    private void drop(List<MysqlDefinition> definitions) {
        definitions.forEach(definition -> session.run(DOING, definition.drop()));
    }

    private List<String> undo(List<MysqlDefinition> inTheWay) {
        MysqlPlayback playback = new MysqlPlayback(account, old.collation());
        playback.recreate(inTheWay);
        playback.recreate(old.definitions(Kind.TRIGGER));
        return playback.statements();
    }

    private List<String> redo() {
        MysqlPlayback playback = new MysqlPlayback(account, fresh.collation());
        playback.add(MysqlSettings.defaultCollation(fresh.collation()));
        if (session.isMariadb()) {
            playback.add("ALTER DATABASE COMMENT " + MysqlScriptText.string(fresh.comment()));
        }
        fresh.tables()
                .forEach((name, sql) -> MysqlTableText.of(sql).elements().stream()
                        .filter(MysqlSwap::usesSequence)
                        .forEach(column ->
                                playback.add("ALTER TABLE " + MysqlSession.quote(name) + " MODIFY COLUMN " + column)));
        Set<MysqlDefinition> kept = new HashSet<>(fresh.definitions());
        kept.retainAll(old.definitions());
        kept.removeIf(definition -> definition.kind() == Kind.VIEW || definition.kind() == Kind.TRIGGER);
        List<MysqlDefinition> gone = new ArrayList<>(old.definitions());
        Collections.reverse(gone);
        gone.stream()
                .filter(definition -> definition.kind() != Kind.SEQUENCE && definition.kind() != Kind.TRIGGER)
                .filter(definition -> !kept.contains(definition))
                .forEach(definition -> playback.add(definition.drop()));
        playback.recreate(fresh.definitions().stream()
                .filter(definition -> definition.kind() != Kind.SEQUENCE && !kept.contains(definition))
                .toList());
        new MysqlRoutineRights(workplace).grants(fresh.definitions(), kept).forEach(playback::add);
        return playback.statements();
    }

    /**
     * Whether a column's default takes a number from a sequence; it includes the name of the database that it was
     * created in.
     */
    private static boolean usesSequence(String element) {
        List<MysqlToken> tokens = MysqlToken.of(element, MysqlToken.Mode.PLAIN);
        return tokens.get(0).kind() == MysqlToken.Kind.NAME
                && tokens.stream().anyMatch(token -> token.isOneOf("nextval", "lastval", "setval"));
    }

    /**
     * Checks that this account may create objects with another definer again, before they are dropped.
     *
     * @throws DatabaseException if it may not
     */
    private void requireDefiners(List<MysqlDefinition> inTheWay) {
        Set<String> definers = Stream.of(inTheWay, old.definitions(Kind.TRIGGER), fresh.definitions())
                .flatMap(List::stream)
                .map(MysqlDefinition::definer)
                .filter(definer -> definer != null && !definer.equals(account))
                .collect(Collectors.toSet());
        String probe = MysqlSession.quote(workplace.staging(), "doppel_probe");
        for (String definer : definers) {
            session.run(
                    "Trying out the right to define for " + definer,
                    "CREATE DEFINER=" + MysqlDefinition.quotedAccount(definer) + " PROCEDURE " + probe
                            + "() BEGIN END");
            session.run(DOING, "DROP PROCEDURE " + probe);
        }
    }
}
