package doppel.dialect.mysql.replace;

import doppel.DatabaseException;
import doppel.dialect.Resources;
import doppel.dialect.ScratchDatabase;
import doppel.dialect.mysql.connect.MysqlAddress;
import doppel.dialect.mysql.connect.MysqlConnector;
import doppel.dialect.mysql.connect.MysqlSession;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * A database with a random name on the same server. While it is used, a connection holds a lock of its name. If the
 * lock is free, the database is a leftover of a dead process, and the next process drops it.
 */
public final class MysqlScratch implements ScratchDatabase {

    private static final String PREFIX = "doppel_scratch_";
    private static final String DOING = "Creating a scratch database";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final MysqlSession session;
    private final String name;
    private final String url;
    private final List<String> notices;

    private MysqlScratch(MysqlSession session, String name, String url, List<String> notices) {
        this.session = session;
        this.name = name;
        this.url = url;
        this.notices = List.copyOf(notices);
    }

    /** Creates one on the server of the URL. */
    public static ScratchDatabase create(String url, MysqlConnector connector) {
        byte[] random = new byte[8];
        RANDOM.nextBytes(random);
        String name = PREFIX + HexFormat.of().formatHex(random);
        MysqlSession session = connector.openServer(url);
        try {
            session.run(DOING, "SET SESSION wait_timeout = 31536000"); // it is idle while others work
            lock(session, name);
            List<String> notices = dropOthers(session);
            session.run(DOING, "CREATE DATABASE " + MysqlSession.quote(name));
            return new MysqlScratch(
                    session, name, MysqlAddress.parse(url).withDatabase(name).url(), notices);
        } catch (RuntimeException e) {
            Resources.closeQuietly(session, e);
            throw e;
        }
    }

    private static boolean lock(MysqlSession session, String name) {
        return "1".equals(session.string(DOING, "SELECT GET_LOCK(" + MysqlSession.literal(name) + ", 0)"));
    }

    /** Drops what dead processes left, and the databases beside it, whatever they hold: nobody needs them. */
    private static List<String> dropOthers(MysqlSession session) {
        List<String> sentences = new ArrayList<>();
        for (String left : session.strings(
                DOING,
                "SELECT DISTINCT RIGHT(SCHEMA_NAME, " + (PREFIX.length() + 16) + ") FROM information_schema.SCHEMATA"
                        + " WHERE SCHEMA_NAME REGEXP '^(doppel_(new|old)_)?" + PREFIX + "[0-9a-f]{16}$'")) {
            if (!lock(session, left)) {
                continue;
            }
            try {
                MysqlWorkplace workplace = new MysqlWorkplace(session, left);
                drop(session, workplace.staging());
                drop(session, workplace.archive());
                drop(session, left);
                sentences.add("Removed " + left + ", which a killed run had left.");
            } catch (DatabaseException e) {
                sentences.add("A killed run has left " + left + ", which cannot be removed: " + e.getMessage());
            }
            session.string(DOING, "SELECT RELEASE_LOCK(" + MysqlSession.literal(left) + ")");
        }
        return sentences;
    }

    private static void drop(MysqlSession session, String database) {
        session.run("Dropping a scratch database", "DROP DATABASE IF EXISTS " + MysqlSession.quote(database));
    }

    @Override
    public String url() {
        return url;
    }

    @Override
    public List<String> notices() {
        return notices;
    }

    @Override
    public void close() {
        try (session) {
            drop(session, name);
        }
    }
}
