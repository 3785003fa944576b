package doppel.bench.engine;

import doppel.testing.TestServer;

/** MySQL with {@code mysqldump} and {@code mysql}. */
final class MysqlEngine extends MysqlFamilyEngine {

    MysqlEngine(Tools tools) {
        super(tools, TestServer.MYSQL, "mysql", "mysqldump", "--ssl-mode=DISABLED");
    }

    @Override
    public String displayName() {
        return "MySQL";
    }
}
