package doppel.dialect.mysql.replace;

import doppel.dialect.Resources;
import doppel.dialect.ScratchDatabase;
import doppel.dialect.mysql.connect.MysqlAddress;
import doppel.dialect.mysql.connect.MysqlConnector;
import doppel.dialect.mysql.connect.MysqlSession;
import java.security.SecureRandom;
import java.util.HexFormat;

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

    private MysqlScratch(MysqlSession session, String name, String url) {
        this.session = session;
        this.name = name;
        this.url = url;
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
            dropOthers(session);
            session.run(DOING, "CREATE DATABASE " + MysqlSession.quote(name));
            return new MysqlScratch(
                    session, name, MysqlAddress.parse(url).withDatabase(name).url());
        } catch (RuntimeException e) {
            Resources.closeQuietly(session, e);
            throw e;
        }
    }

    private static boolean lock(MysqlSession session, String name) {
        return "1".equals(session.string(DOING, "SELECT GET_LOCK(" + MysqlSession.literal(name) + ", 0)"));
    }

    private static void dropOthers(MysqlSession session) {
        for (String left : session.strings(
                DOING,
                "SELECT DISTINCT RIGHT(SCHEMA_NAME, " + (PREFIX.length() + 16) + ") FROM information_schema.SCHEMATA"
                        + " WHERE SCHEMA_NAME REGEXP '^(doppel_(new|old)_)?" + PREFIX + "[0-9a-f]{16}$'")) {
            if (lock(session, left)) {
                MysqlRecovery.recover(session, left); // of a restore into it
                drop(session, left);
                session.string(DOING, "SELECT RELEASE_LOCK(" + MysqlSession.literal(left) + ")");
            }
        }
    }

    private static void drop(MysqlSession session, String database) {
        session.run("Dropping a scratch database", "DROP DATABASE IF EXISTS " + MysqlSession.quote(database));
    }

    @Override
    public String url() {
        return url;
    }

    @Override
    public void close() {
        try (session) {
            drop(session, name);
        }
    }
}
