package doppel.dialect.mysql;

import doppel.dialect.Dialect;
import doppel.dialect.mysql.connect.MysqlFlavor;
import doppel.dialect.server.Credentials;

/**
 * MySQL, through its own driver. A URL is {@code mysql://user@host:port/database}, or {@code jdbc:mysql:} before it.
 */
public final class MysqlDialect extends MysqlFamilyDialect {

    /** For {@link java.util.ServiceLoader}. */
    public MysqlDialect() {
        this(Credentials.none());
    }

    private MysqlDialect(Credentials credentials) {
        super(MysqlFlavor.MYSQL, credentials);
    }

    @Override
    public Dialect with(Credentials credentials) {
        return new MysqlDialect(credentials);
    }
}
