package doppel.dialect.mysql;

import doppel.dialect.mysql.connect.MysqlFlavor;

/** MariaDB, through MySQL's driver. A URL is {@code mariadb://user@host:port/database}, or {@code jdbc:mariadb:} before it. */
public final class MariadbDialect extends MysqlFamilyDialect {

    /** For {@link java.util.ServiceLoader}. */
    public MariadbDialect() {
        super(MysqlFlavor.MARIADB);
    }
}
