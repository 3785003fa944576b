package doppel.dialect.mysql.definition;

import doppel.dialect.mysql.connect.MysqlSession;
import doppel.dialect.mysql.connect.MysqlSettings;
import java.util.Set;

/**
 * Something that a database defines besides tables.
 *
 * @param kind its kind
 * @param name its name
 * @param table a trigger's table; else null
 * @param definer the account whose rights it uses, as {@code user@host}; null if it has none
 * @param sql the statement that creates it, without the account and the name of the database
 * @param definerAt the account's position in the statement
 * @param settings the settings that it keeps from the session that created it
 * @param others the other databases whose tables it names
 */
public record MysqlDefinition(
        Kind kind,
        String name,
        String table,
        String definer,
        String sql,
        int definerAt,
        MysqlSettings settings,
        Set<String> others) {

    /** Kinds of definitions, in the order in which they can be created. */
    public enum Kind {
        /** A sequence of MariaDB. */
        SEQUENCE("sequence"),
        /** The declarations of a package of MariaDB. */
        PACKAGE("package"),
        /** The body of a package of MariaDB. */
        PACKAGE_BODY("package body"),
        /** A stored function. */
        FUNCTION("function"),
        /** A stored procedure. */
        PROCEDURE("procedure"),
        /** A view. */
        VIEW("view"),
        /** A trigger. */
        TRIGGER("trigger"),
        /** An event. */
        EVENT("event");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /** The kind in SQL's words. */
        public String words() {
            return words;
        }

        /** Whether its statement can contain semicolons. */
        boolean isCompound() {
            return this != SEQUENCE && this != VIEW;
        }
    }

    public MysqlDefinition {
        others = Set.copyOf(others);
    }

    /** Kind and name. */
    String label() {
        return kind.words + " " + name + (table == null ? "" : " on " + table);
    }

    /** The statement that creates it for this account, with its definer if that is a different one. */
    public String sql(String account) {
        return definer == null || definer.equals(account)
                ? sql
                : sql.substring(0, definerAt) + "DEFINER=" + quotedAccount(definer) + " " + sql.substring(definerAt);
    }

    /** The statement that drops it. */
    public String drop() {
        return "DROP " + kind.words + " IF EXISTS " + MysqlSession.quote(name);
    }

    /** The same, created by another statement that differs after the account. */
    public MysqlDefinition withSql(String statement) {
        return new MysqlDefinition(kind, name, table, definer, statement, definerAt, settings, others);
    }

    /** An account in its quotes; a role has no host. */
    public static String quotedAccount(String account) {
        int at = account.lastIndexOf('@');
        return at < 0
                ? MysqlSession.quote(account)
                : MysqlSession.quote(account.substring(0, at)) + "@" + MysqlSession.quote(account.substring(at + 1));
    }
}
