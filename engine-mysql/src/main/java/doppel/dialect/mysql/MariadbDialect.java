package doppel.dialect.mysql;

import doppel.dialect.Dialect;
import doppel.dialect.mysql.connect.MysqlFlavor;
import doppel.dialect.server.Credentials;

/**
 * MariaDB, through MySQL's driver. A URL is {@code mariadb://user@host:port/database}, or {@code jdbc:mariadb:} before
 * it.
 */
public final class MariadbDialect extends MysqlFamilyDialect {

    /** For {@link java.util.ServiceLoader}. */
    public MariadbDialect() {
        this(Credentials.none());
    }

    private MariadbDialect(Credentials credentials) {
        super(MysqlFlavor.MARIADB, credentials);
    }

    @Override
    public Dialect with(Credentials credentials) {
        return new MariadbDialect(credentials);
    }
}
