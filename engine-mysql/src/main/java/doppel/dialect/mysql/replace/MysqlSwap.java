package doppel.dialect.mysql.replace;

import doppel.DatabaseException;
import doppel.ErrorCode;
import doppel.dialect.mysql.connect.MysqlSession;
import doppel.dialect.mysql.definition.MysqlDefinition;
import doppel.dialect.mysql.definition.MysqlDefinition.Kind;
import doppel.dialect.mysql.definition.MysqlEvents;
import doppel.dialect.mysql.definition.MysqlStructure;
import doppel.dialect.mysql.replace.MysqlJournal.Line;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Replaces the tables of the live database by those of the staging database, with one statement. What cannot move with
 * its tables is created right after, from the staging database; that has been tried out there before. Triggers, which
 * would hold their tables back, are dropped right before, and kept beside the journal.
 */
final class MysqlSwap {

    /** The step that nothing undoes. */
    static final String SWAPPED = "tables swapped";

    private static final String DOING = "Replacing the database";

    private final MysqlWorkplace workplace;
    private final MysqlSession session;
    private final MysqlJournal journal;
    private final MysqlEvents events;
    private final Consumer<String> reached;
    private final String account;
    private final boolean liveExists;

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
        MysqlStructure fresh = MysqlStructure.readAll(session);
        MysqlStructure old = MysqlStructure.EMPTY;
        if (liveExists) {
            session.use(workplace.live());
            old = MysqlStructure.readAll(session);
        }
        MysqlRedo redo = new MysqlRedo(workplace, journal);
        redo.tryOut(fresh);
        Map<String, String> viewsInTheWay = viewsInTheWay(old, fresh);
        List<Line> lines = new ArrayList<>();
        if (!liveExists) {
            lines.add(new Line(MysqlUndo.MADE));
        }
        lines.addAll(MysqlUndo.store(workplace)
                .keep(old.definitions(Kind.TRIGGER), workplace.live(), new MysqlPlayback(account, null)));
        session.use(workplace.staging());
        drop(fresh.definitions(Kind.TRIGGER));
        lines.addAll(redo.lines(old, fresh, events, viewsInTheWay.values()));
        journal.write(lines);
        try {
            reached.accept("journal written");
            if (liveExists) {
                session.use(workplace.live());
                drop(old.definitions(Kind.TRIGGER));
            } else {
                session.run(
                        DOING,
                        "CREATE DATABASE " + MysqlSession.quote(workplace.live()) + " COLLATE " + fresh.collation());
                session.use(workplace.live());
            }
            reached.accept("triggers dropped");
            session.run(DOING, "SET SESSION foreign_key_checks = 1");
            session.run(DOING, rename(viewsInTheWay));
        } catch (RuntimeException e) {
            try {
                MysqlRecovery.recover(workplace);
            } catch (RuntimeException undoing) {
                e.addSuppressed(undoing);
            }
            throw e;
        }
        reached.accept(SWAPPED);
        List<String> refused = redo.run();
        if (!refused.isEmpty()) { // though it was tried out: somebody else changes the server meanwhile
            throw new DatabaseException(
                    ErrorCode.DATABASE_FAILED,
                    "The new tables and rows are in place, but the server refused some of the other definitions: "
                            + String.join("; ", refused) + ".",
                    "Correct what the server reports. The next restore into " + workplace.live()
                            + " first tries this once more.");
        }
        journal.redone();
        reached.accept("everything new");
        journal.clear();
    }

    /** The old views that have the name of a new table, with the names that they get. */
    private Map<String, String> viewsInTheWay(MysqlStructure old, MysqlStructure fresh) {
        Set<String> names = new HashSet<>(fresh.tables().keySet());
        fresh.definitions(Kind.SEQUENCE).forEach(sequence -> names.add(sequence.name()));
        Map<String, String> views = new LinkedHashMap<>();
        old.definitions(Kind.VIEW).stream()
                .map(MysqlDefinition::name)
                .filter(view -> names.stream().anyMatch(MysqlStructure.isNamed(session, view)))
                .forEach(view -> views.put(view, "doppel_view_" + (views.size() + 1)));
        return views;
    }

    private String rename(Map<String, String> viewsInTheWay) {
        Stream<String> aside = viewsInTheWay.entrySet().stream()
                .map(view -> MysqlSession.quote(workplace.live(), view.getKey()) + " TO "
                        + MysqlSession.quote(workplace.live(), view.getValue()));
        Stream<String> away = moved(
                liveExists ? workplace.tables(workplace.live()) : List.of(), workplace.live(), workplace.archive());
        Stream<String> in = moved(
                workplace.tables(workplace.staging()).stream()
                        .filter(table -> !MysqlTriggerStore.isOwn(table))
                        .toList(),
                workplace.staging(),
                workplace.live());
        return "RENAME TABLE "
                + Stream.of(aside, away, in, Stream.of(journal.swapped()))
                        .flatMap(names -> names)
                        .collect(Collectors.joining(", "));
    }

    private static Stream<String> moved(List<String> tables, String from, String to) {
        return tables.stream().map(table -> MysqlSession.quote(from, table) + " TO " + MysqlSession.quote(to, table));
    }

    private void drop(List<MysqlDefinition> definitions) {
        definitions.forEach(definition -> session.run(DOING, definition.drop()));
    }
}
