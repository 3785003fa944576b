package doppel.dialect.mysql.definition;

import java.util.List;

/**
 * The account of a statement that creates something, extracted from it.
 *
 * @param account the account as {@code user@host}, or a role; null if there is none
 * @param rest the statement without it
 * @param at its position
 */
record MysqlDefiner(String account, String rest, int at) {

    private static final String[] AFTER = {
        "view", "sql", "event", "trigger", "procedure", "function", "package", "table", "set", "insert"
    };

    /** Looks for it among the first words of a statement, before the name of what is created. */
    static MysqlDefiner of(String sql, MysqlToken.Mode mode) {
        List<MysqlToken> tokens = MysqlToken.of(sql, mode);
        for (int i = 0; i + 2 < tokens.size() && !tokens.get(i).isOneOf(AFTER); i++) {
            if (tokens.get(i).is("definer") && tokens.get(i + 1).is("=")) {
                String account = tokens.get(i + 2).text();
                int last = i + 2;
                if (last + 2 < tokens.size() && tokens.get(last + 1).is("@")) {
                    last += 2;
                    account += "@" + tokens.get(last).text();
                } else if (last + 2 < tokens.size() && tokens.get(last + 1).is("(")) { // CURRENT_USER()
                    last += 2;
                }
                int start = tokens.get(i).start();
                int end = last + 1 < tokens.size()
                        ? tokens.get(last + 1).start()
                        : tokens.get(last).end();
                return new MysqlDefiner(account, sql.substring(0, start) + sql.substring(end), start);
            }
        }
        return new MysqlDefiner(null, sql, 0);
    }
}
