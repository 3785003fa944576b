package doppel.dialect.sqlite.connect;

import doppel.dialect.portable.PortableSchema;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Finds properties of a table that no pragma reports, by looking for words in its definition. Stateless. */
public final class SqliteClauses {

    private SqliteClauses() {}

    /** What the table has besides columns and keys, as {@code check c of items}. */
    public static List<String> of(String table, String sql) {
        List<String> tokens = SqliteTokens.of(sql);
        Set<String> clauses = new LinkedHashSet<>();
        for (int i = 1; i < tokens.size() - 1; i++) {
            String token = tokens.get(i).toUpperCase(Locale.ROOT);
            String next = tokens.get(i + 1);
            if (token.equals("CHECK") && next.equals("(")) {
                boolean named = i > 1 && tokens.get(i - 2).equalsIgnoreCase("CONSTRAINT");
                clauses.add("check " + (named ? SqliteTokens.unquoted(tokens.get(i - 1)) + " " : "") + "of " + table);
            } else if (token.equals("COLLATE") && !SqliteTokens.unquoted(next).equalsIgnoreCase("BINARY")) {
                clauses.add("collation " + SqliteTokens.unquoted(next) + " of " + table);
            } else if (token.equals("AUTOINCREMENT")) {
                clauses.add(PortableSchema.NEVER_REUSED + table);
            } else if (token.equals("DEFERRABLE") && !tokens.get(i - 1).equalsIgnoreCase("NOT")) {
                clauses.add("deferrable reference of " + table);
            } else if (token.equals("ON") && next.equalsIgnoreCase("CONFLICT")) {
                clauses.add("conflict clause of " + table);
            }
        }
        boolean strict = tokens.subList(tokens.lastIndexOf(")") + 1, tokens.size()).stream()
                .anyMatch("STRICT"::equalsIgnoreCase);
        if (strict) {
            clauses.add(PortableSchema.STRICT + table);
        }
        return List.copyOf(clauses);
    }
}
