package doppel.dialect.mysql;

import doppel.dialect.mysql.connect.MysqlConnector;
import doppel.dialect.mysql.connect.MysqlFlavor;
import doppel.dialect.mysql.connect.MysqlSession;
import doppel.dialect.mysql.definition.MysqlEvents;
import doppel.dialect.mysql.definition.MysqlScriptRunner;
import doppel.dialect.server.Credentials;
import doppel.testing.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** A database of a test, dropped when it is closed. */
public final class Database implements AutoCloseable {

    private final TestServer server;
    private final String url;
    private final MysqlSession session;

    private Database(TestServer server, String url) {
        this.server = server;
        this.url = url;
        session = connector(server).open(url);
    }

    public static Database fresh(TestServer server) {
        return new Database(server, server.freshDatabase());
    }

    /** The servers that there are. */
    static Stream<TestServer> servers() {
        return Stream.of(TestServer.MARIADB, TestServer.MYSQL).filter(TestServer::available);
    }

    /** Connects to a server of this kind, and asks nobody for a password. */
    public static MysqlConnector connector(TestServer server) {
        return new MysqlConnector(flavor(server), Credentials.none());
    }

    public static MysqlFlavor flavor(TestServer server) {
        return server == TestServer.MYSQL ? MysqlFlavor.MYSQL : MysqlFlavor.MARIADB;
    }

    public String url() {
        return url;
    }

    public String name() {
        return session.database();
    }

    public MysqlSession session() {
        return session;
    }

    public Database run(String... statements) {
        for (String statement : statements) {
            session.run("Preparing a test", statement);
        }
        return this;
    }

    /** Runs a script of the test resources, as its own client would. */
    Database runScript(String name) {
        new MysqlScriptRunner(session, new MysqlEvents()).run(resource(name));
        return this;
    }

    /** Everything of the servers' own that a schema can have. */
    public Database rich() {
        runScript("rich.sql");
        return runScript(server == TestServer.MYSQL ? "rich-mysql.sql" : "rich-mariadb.sql");
    }

    public List<String> rows(String query) {
        return session.list("Asking", query, row -> {
            StringBuilder text = new StringBuilder();
            for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                text.append(i == 1 ? "" : "|").append(row.getString(i));
            }
            return text.toString();
        });
    }

    private static String resource(String name) {
        try (var in = Objects.requireNonNull(Database.class.getResourceAsStream("/mysql/" + name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        session.run("Ending a test", "DROP DATABASE IF EXISTS " + MysqlSession.quote(name()));
        session.close();
    }
}
