package doppel.testing;

import java.util.List;
import java.util.stream.Stream;

/** A server that tests create databases on. Thread-safe. */
public sealed interface DatabaseServer permits TestServer, VersionedServer {

    /** Its family. */
    TestServer kind();

    /** The JDBC URL of a database of this name, which need not exist. */
    String url(String database);

    /** Creates an empty database with a name of its own, and gives its JDBC URL. */
    String freshDatabase();

    /** The same URL for Doppel, which wants to hear of MariaDB what its driver does not. */
    default String forDoppel(String jdbcUrl) {
        return kind() == TestServer.MARIADB ? jdbcUrl.replaceFirst("^jdbc:mysql:", "jdbc:mariadb:") : jdbcUrl;
    }

    /** The JDBC URL of a database that is there and can be left alone, to create and drop others from. */
    default String administration() {
        return url(kind() == TestServer.POSTGRESQL ? "postgres" : "mysql");
    }

    /** All servers of these families that are at hand, of all versions. */
    static List<DatabaseServer> all(TestServer... kinds) {
        return Stream.of(kinds)
                .flatMap(kind -> Stream.<DatabaseServer>concat(
                        VersionedServer.all(kind).stream(), Stream.of(kind).filter(TestServer::available)))
                .toList();
    }
}
