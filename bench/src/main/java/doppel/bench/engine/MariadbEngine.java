package doppel.bench.engine;

import doppel.testing.TestServer;

/** MariaDB with {@code mariadb-dump} and {@code mariadb}, those of the test server where there are none on the PATH. */
final class MariadbEngine extends MysqlFamilyEngine {

    MariadbEngine(Tools tools) {
        super(tools.orIn(TestServer.MARIADB::clientPrograms), TestServer.MARIADB, "mariadb", "mariadb-dump", "--ssl=0");
    }

    @Override
    public String displayName() {
        return "MariaDB";
    }
}
