package doppel.dialect.mysql.definition;

import doppel.dialect.mysql.connect.MysqlSession;
import doppel.dialect.mysql.connect.MysqlSettings;
import java.util.List;
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

        /** The statement that drops one of this name, where there is one. */
        public String drop(String name) {
            return "DROP " + words + " IF EXISTS " + MysqlSession.quote(name);
        }

        /** The {@code sql_mode} in which it can be dropped; null for any. */
        public String modeToDrop() {
            return this == PACKAGE || this == PACKAGE_BODY ? "ORACLE" : null;
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
    public String label() {
        return kind.words + " " + name + (table == null ? "" : " on " + table);
    }

    /** The statement that creates it for this account, with its definer if that is a different one. */
    public String sql(String account) {
        return definer == null || definer.equals(account)
                ? sql
                : sql.substring(0, definerAt) + "DEFINER=" + quotedAccount(definer) + " " + sql.substring(definerAt);
    }

    /** The statement that creates it for its definer, whoever runs it. */
    String sqlOfDefiner() {
        return sql("");
    }

    /** The statement that drops it. */
    public String drop() {
        return kind.drop(name);
    }

    /** The same, created by another statement that differs after the account. */
    public MysqlDefinition withSql(String statement) {
        return new MysqlDefinition(kind, name, table, definer, statement, definerAt, settings, others);
    }

    /** The name of a trigger's table as its statement writes it. */
    public String writtenTable() {
        MysqlToken name = nameOfTable();
        return sql.substring(name.start(), name.end());
    }

    /**
     * The same trigger on another table.
     *
     * @param written the table's name as the statement is to write it; in its quotes, where this is anything else
     */
    public MysqlDefinition onTable(String other, String written) {
        List<MysqlToken> tokens = MysqlToken.of(written, MysqlToken.Mode.of(settings.sqlMode()));
        boolean isName = tokens.size() == 1
                && tokens.get(0).isName()
                && tokens.get(0).text().equals(other);
        MysqlToken name = nameOfTable();
        String moved = sql.substring(0, name.start())
                + (isName ? written : MysqlSession.quote(other))
                + sql.substring(name.end());
        return new MysqlDefinition(kind, this.name, other, definer, moved, definerAt, settings, others);
    }

    private MysqlToken nameOfTable() {
        List<MysqlToken> tokens = MysqlToken.of(sql, MysqlToken.Mode.of(settings.sqlMode()));
        int on = 1;
        while (!tokens.get(on - 1).is("on")
                || !tokens.get(on + 1).is("for")
                || !tokens.get(on + 2).is("each")) {
            on++;
        }
        return tokens.get(on);
    }

    /** An account in its quotes; a role has no host. */
    public static String quotedAccount(String account) {
        int at = account.lastIndexOf('@');
        return at < 0
                ? MysqlSession.quote(account)
                : MysqlSession.quote(account.substring(0, at)) + "@" + MysqlSession.quote(account.substring(at + 1));
    }
}
