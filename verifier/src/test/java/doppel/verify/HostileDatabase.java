package doppel.verify;

import doppel.verify.HostileValues.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Builds SQLite databases that are valid and as unpleasant as the engine allows: names, types, values, structures and
 * settings that break tools which copy databases.
 *
 * <p>The same seed gives a database of the same content, though not always the same bytes in the file. No database has
 * everything: draw many. Most are small and built in milliseconds; a few have values of megabytes or a table of 2,000
 * columns, and a few leave committed rows in a {@code -wal} file beside the database, as a running application does.
 * Stateless and thread-safe.
 */
public final class HostileDatabase {

    private static final Map<String, Charset> ENCODINGS = Map.of(
            "UTF-8", StandardCharsets.UTF_8,
            "UTF-16le", StandardCharsets.UTF_16LE,
            "UTF-16be", StandardCharsets.UTF_16BE);

    private HostileDatabase() {}

    /**
     * Builds the database of this seed in {@code file}, which must not exist.
     *
     * @throws IllegalStateException if the file exists or the engine refuses what it should take
     */
    public static void create(Path file, long seed) {
        if (Files.exists(file)) {
            throw new IllegalStateException(file + " exists already; choose another file or delete it first");
        }
        Random random = new Random(seed * 0x9E3779B97F4A7C15L);
        boolean wal = random.nextInt(8) == 0;
        boolean running = wal && random.nextInt(2) == 0;
        Path built = running ? file.resolveSibling(file.getFileName() + ".building") : file;
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + built + "?limit_column=32767")) {
            String encoding = random.nextInt(4) > 0 ? "UTF-8" : random.nextBoolean() ? "UTF-16le" : "UTF-16be";
            HostileSession session = new HostileSession(connection, random, ENCODINGS.get(encoding));
            session.run("PRAGMA synchronous = OFF");
            session.run("PRAGMA encoding = '" + encoding + "'");
            session.run("PRAGMA page_size = " + session.pick(512, 1024, 4096, 4096, 4096, 8192, 65536));
            session.run("PRAGMA auto_vacuum = " + session.pick(0, 0, 0, 1, 2));
            connection.setAutoCommit(false);
            build(session);
            connection.commit();
            connection.setAutoCommit(true);
            if (wal) {
                session.run("PRAGMA journal_mode = WAL");
            }
            if (running) {
                session.run("PRAGMA wal_autocheckpoint = 0");
                session.run("CREATE TABLE \"only in the WAL\" (id INTEGER PRIMARY KEY, x)");
                session.run("INSERT INTO \"only in the WAL\" VALUES (1, -0.0), (3, 'committed')");
                Files.copy(built, file);
                Files.copy(beside(built, "-wal"), beside(file, "-wal"));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("seed " + seed + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            if (running) {
                delete(built);
            }
        }
    }

    private static void build(HostileSession session) {
        List<Runnable> tables = new ArrayList<>(new HostileTables(session).shapes());
        tables.addAll(new HostileStructures(session).shapes());
        HostileObjects objects = new HostileObjects(session);
        List<Runnable> drawn = new ArrayList<>();
        for (int i = 3 + session.random.nextInt(5); i > 0; i--) {
            drawn.add(session.pick(tables.toArray(Runnable[]::new)));
        }
        for (int i = session.random.nextInt(7); i > 0; i--) {
            drawn.add(
                    session.random.nextInt(drawn.size() + 1),
                    session.pick(objects.shapes().toArray(Runnable[]::new)));
        }
        drawn.forEach(Runnable::run);
        if (session.oneIn(6)) {
            large(session);
        }
        if (session.oneIn(3)) {
            objects.statistics();
        }
        if (session.oneIn(2)) {
            session.run("PRAGMA user_version = " + session.pick(1, 14, -1, Integer.MAX_VALUE, Integer.MIN_VALUE));
            session.run("PRAGMA application_id = " + session.pick(0, 0x444F5050, -7, Integer.MIN_VALUE));
        }
    }

    /** Values beyond what a Java literal holds; rarely ones of megabytes. */
    private static void large(HostileSession session) {
        session.names.claim("large values");
        session.run("CREATE TABLE \"large values\" (id INTEGER PRIMARY KEY, value, twin)");
        List<Object> values = new ArrayList<>(List.of(
                session.values.largeText(),
                session.values.largeText(),
                session.values.bytes(5_000),
                session.values.bytes(70_000)));
        if (session.oneIn(4)) {
            values.add(session.values.hugeText());
        }
        if (session.oneIn(5)) {
            values.add(session.values.bytes(5_000_000));
        }
        byte[] malformed = session.values.largeText().bytes().clone();
        malformed[malformed.length / 2] = (byte) 0xFF;
        values.add(new Text(malformed));
        for (int i = 0; i < values.size(); i++) {
            Object twin = i % 2 == 0 ? "small" : values.get(i);
            session.insert("large values", List.of("id", "value", "twin"), List.of((long) i, values.get(i), twin));
        }
    }

    private static Path beside(Path file, String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    private static void delete(Path database) {
        try {
            for (String suffix : List.of("", "-wal", "-shm")) {
                Files.deleteIfExists(beside(database, suffix));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
