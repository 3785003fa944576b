package doppel.dialect.mysql.connect;

import java.util.List;

/** The engines of this family: they speak one protocol and share a type system, but neither accepts the other's DDL. */
public enum MysqlFlavor {
    /** MySQL, and servers that call themselves so. */
    MYSQL("mysql", "MySQL"),
    /** MariaDB. */
    MARIADB("mariadb", "MariaDB");

    private final String id;
    private final String displayName;

    MysqlFlavor(String id, String displayName) {
        this.id = id;
        this.displayName = displayName;
    }

    /** The identifier of the dialect. */
    public String id() {
        return id;
    }

    /** The engine's name as people write it. */
    public String displayName() {
        return displayName;
    }

    /** Whether the URL, full or short, names a server of this flavour. */
    public boolean accepts(String url) {
        return List.of(id + "://", "jdbc:" + id + ":").stream()
                .anyMatch(start -> url.regionMatches(true, 0, start, 0, start.length()));
    }
}
