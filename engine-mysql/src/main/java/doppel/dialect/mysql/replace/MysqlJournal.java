package doppel.dialect.mysql.replace;

import doppel.dialect.mysql.connect.MysqlSession;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What has to be done, or undone, when a restore is interrupted: names of objects, never statements. The journal is the
 * body of a procedure that nobody calls, since the server itself says who made a procedure, and lets nobody but that
 * account change it. A marker beside it moves into the live database by the statement that swaps the tables, so that
 * its place tells whether to undo or to redo.
 */
final class MysqlJournal {

    /** The states of a restore. */
    enum State {
        /** There is no restore. */
        NONE,
        /** A database has the name of one of Doppel's, but was not made by a restore of this account. */
        FOREIGN,
        /** The live database has not been touched, or is complete: leftovers can be dropped. */
        UNTOUCHED,
        /** The journal is complete; the live database has its old tables, but may lack triggers. */
        READY,
        /** The live database has its new tables, but may lack everything else. */
        SWAPPED
    }

    /**
     * A line of the journal.
     *
     * @param word what it is about
     * @param names the names that it says
     */
    record Line(String word, List<String> names) {

        Line(String word, String... names) {
            this(word, List.of(names));
        }

        private String written() {
            return word
                    + names.stream()
                            .map(name -> " x" + HexFormat.of().formatHex(name.getBytes(StandardCharsets.UTF_8)))
                            .collect(Collectors.joining());
        }

        private static Line read(String line) {
            String[] words = line.split(" ");
            return new Line(
                    words[0],
                    Arrays.stream(words)
                            .skip(1)
                            .map(name -> new String(HexFormat.of().parseHex(name.substring(1)), StandardCharsets.UTF_8))
                            .toList());
        }
    }

    /** The table whose place tells whether the tables have been swapped. */
    static final String MARKER = "doppel_swapped";

    private static final String BEGUN = "doppel_begun";
    private static final String JOURNAL = "doppel_journal";
    private static final String LIVE = "live";

    private final MysqlWorkplace workplace;
    private final MysqlSession session;
    private final String archive;
    private final String account;

    MysqlJournal(MysqlWorkplace workplace) {
        this.workplace = workplace;
        session = workplace.session();
        archive = workplace.archive();
        account = session.string("Reading the account", "SELECT CURRENT_USER()");
    }

    /** Determines the state of a restore that may have been interrupted. */
    State state() {
        if (!workplace.exists(archive)) {
            return !workplace.exists(workplace.staging())
                    ? State.NONE
                    : workplace.isEmpty(workplace.staging()) ? State.UNTOUCHED : State.FOREIGN;
        }
        Optional<String> maker = maker();
        if (maker.isEmpty()) {
            boolean empty = workplace.isEmpty(archive)
                    && (!workplace.exists(workplace.staging()) || workplace.isEmpty(workplace.staging()));
            return empty ? State.UNTOUCHED : State.FOREIGN;
        }
        if (!maker.get().equals(account)) {
            return State.FOREIGN;
        }
        if (lines().isEmpty()) {
            return State.UNTOUCHED;
        }
        return isMarked() ? State.SWAPPED : workplace.tables(archive).contains(MARKER) ? State.READY : State.UNTOUCHED;
    }

    /** The account that made the auxiliary databases; empty if none of them was made by a restore. */
    Optional<String> maker() {
        return Optional.ofNullable(session.string(
                "Looking for an interrupted restore",
                "SELECT DEFINER FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = "
                        + MysqlSession.literal(archive) + " AND ROUTINE_NAME = '" + BEGUN + "'"));
    }

    /** Whether the live database has its new tables, and a restore has not ended yet. */
    boolean isMarked() {
        return workplace.exists(workplace.live())
                && workplace.tables(workplace.live()).contains(MARKER);
    }

    /** Begins a journal: from now on, the content of the two databases belongs to Doppel. */
    void begin() {
        workplace.create(archive);
        run("CREATE PROCEDURE " + name(BEGUN)
                + "() COMMENT 'Doppel is restoring a database, or was: the next restore cleans up.' DO 0");
    }

    /** Durably records what has to be done, in either direction. */
    void write(List<Line> lines) {
        run("CREATE TABLE " + name(MARKER) + " (nothing INT PRIMARY KEY) ENGINE = InnoDB"
                + " COMMENT = 'Doppel is restoring a database, or was: the next restore cleans up.'");
        run("CREATE PROCEDURE " + name(JOURNAL) + "() DO '" + new Line(LIVE, workplace.live()).written()
                + lines.stream().map(line -> ";" + line.written()).collect(Collectors.joining()) + "'");
    }

    /** The part of a {@code RENAME TABLE} that records that it happened. */
    String swapped() {
        return name(MARKER) + " TO " + MysqlSession.quote(workplace.live(), MARKER);
    }

    /** The names that the lines with this word say; none where the journal is another account's or database's. */
    List<List<String>> lines(String word) {
        return lines().stream()
                .filter(line -> line.word().equals(word))
                .map(Line::names)
                .toList();
    }

    /** Reads who made the journal together with what it says, so that both belong together. */
    private List<Line> lines() {
        List<Line> lines = session
                .strings(
                        "Reading the journal",
                        "SELECT ROUTINE_DEFINITION FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = "
                                + MysqlSession.literal(archive) + " AND ROUTINE_NAME = '" + JOURNAL
                                + "' AND CAST(DEFINER AS BINARY) = CAST(" + MysqlSession.literal(account)
                                + " AS BINARY)")
                .stream()
                .flatMap(body -> Stream.of(body.substring(body.indexOf('\'') + 1, body.lastIndexOf('\''))
                        .split(";")))
                .map(Line::read)
                .toList();
        return lines.contains(new Line(LIVE, workplace.live())) ? lines : List.of();
    }

    /** Records that the old database has everything back. */
    void undone() {
        run("DROP PROCEDURE " + name(JOURNAL));
    }

    /** Records that the new database has everything. */
    void redone() {
        run("DROP TABLE " + MysqlSession.quote(workplace.live(), MARKER));
    }

    /** Drops both databases. */
    void clear() {
        workplace.drop(workplace.staging());
        workplace.drop(archive);
    }

    private String name(String name) {
        return MysqlSession.quote(archive, name);
    }

    private void run(String sql) {
        session.run("Preparing the restore", sql);
    }
}
