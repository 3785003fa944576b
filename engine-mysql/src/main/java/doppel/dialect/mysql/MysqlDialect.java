package doppel.dialect.mysql;

import doppel.dialect.mysql.connect.MysqlFlavor;

/** MySQL, through its own driver. A URL is {@code mysql://user@host:port/database}, or {@code jdbc:mysql:} before the same. */
public final class MysqlDialect extends MysqlFamilyDialect {

    /** For {@link java.util.ServiceLoader}. */
    public MysqlDialect() {
        super(MysqlFlavor.MYSQL);
    }
}
