package doppel.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What nobody may touch who only has a say in one database: accounts, another database, files, code. */
final class Canary {

    private final Engine engine;
    private final Path folder;
    private final String victim;
    private final List<String> before;

    /** @param folder an empty folder, which everybody may write to */
    Canary(Engine engine, Path folder) throws IOException, SQLException {
        this.engine = engine;
        this.folder = folder;
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        victim = engine.fresh(folder, "victim");
        engine.run(victim, "CREATE TABLE secrets (id INTEGER)", "INSERT INTO secrets VALUES (1)");
        before = song();
    }

    /** The name of the database with the table {@code secrets}; for SQLite, its file. */
    String victim() {
        return engine == Engine.SQLITE
                ? victim.substring("jdbc:sqlite:".length())
                : victim.replaceAll(".*/([^/?]*)\\?.*", "$1");
    }

    /** A file that does not exist. */
    String file() {
        return folder.resolve("touched").toString();
    }

    /** What has changed since it was made; nothing if nobody touched anything. */
    List<String> touched() throws IOException, SQLException {
        List<String> now = song();
        List<String> changes = new ArrayList<>(now);
        changes.removeAll(before);
        before.stream()
                .filter(line -> !now.contains(line))
                .map(line -> "gone: " + line)
                .forEach(changes::add);
        return changes;
    }

    /** The code of a database: there is none where only data was restored. */
    List<String> code(String url) throws SQLException {
        return switch (engine) {
            case SQLITE -> strings(url, "SELECT sql FROM sqlite_master WHERE type IN ('view', 'trigger')");
            case POSTGRESQL ->
                strings(
                        url,
                        "SELECT proname FROM pg_proc WHERE oid >= 16384 UNION ALL SELECT evtname FROM pg_event_trigger"
                                + " UNION ALL SELECT tgname FROM pg_trigger WHERE NOT tgisinternal UNION ALL SELECT"
                                + " relname FROM pg_class WHERE oid >= 16384 AND relkind IN ('v', 'm', 'f')");
            default ->
                strings(
                        url,
                        "SELECT ROUTINE_NAME FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = DATABASE() UNION"
                                + " ALL SELECT EVENT_NAME FROM information_schema.EVENTS WHERE EVENT_SCHEMA ="
                                + " DATABASE() UNION ALL SELECT TRIGGER_NAME FROM information_schema.TRIGGERS WHERE"
                                + " TRIGGER_SCHEMA = DATABASE() UNION ALL SELECT TABLE_NAME FROM"
                                + " information_schema.VIEWS WHERE TABLE_SCHEMA = DATABASE()");
        };
    }

    private List<String> song() throws IOException, SQLException {
        List<String> song = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.map(Path::toString).sorted().forEach(song::add);
        }
        song.addAll(strings(victim, "SELECT id FROM secrets"));
        switch (engine) {
            case SQLITE -> song.addAll(strings(victim, "SELECT coalesce(sql, name) FROM sqlite_master"));
            case POSTGRESQL ->
                song.addAll(strings(
                        victim,
                        "SELECT rolname || rolsuper || rolcreaterole || coalesce(rolconfig::text, '') FROM pg_roles"
                                + " UNION ALL SELECT pg_get_userbyid(roleid) || pg_get_userbyid(member)"
                                + " FROM pg_auth_members UNION ALL SELECT setdatabase || setconfig::text FROM"
                                + " pg_db_role_setting UNION ALL SELECT spcname FROM pg_tablespace"));
            default ->
                song.addAll(strings(
                        victim,
                        "SELECT CONCAT(GRANTEE, PRIVILEGE_TYPE) FROM information_schema.USER_PRIVILEGES UNION ALL"
                                + " SELECT CONCAT(GRANTEE, TABLE_SCHEMA, PRIVILEGE_TYPE) FROM"
                                + " information_schema.SCHEMA_PRIVILEGES UNION ALL SELECT CONCAT('local_infile ',"
                                + " @@global.local_infile)"));
        }
        return song;
    }

    private static List<String> strings(String url, String sql) throws SQLException {
        List<String> strings = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                strings.add(rows.getString(1));
            }
        }
        return strings;
    }
}
