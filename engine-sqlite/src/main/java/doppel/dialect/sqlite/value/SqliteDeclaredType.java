package doppel.dialect.sqlite.value;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The declared types of columns as text in a statement. Stateless. */
public final class SqliteDeclaredType {

    private static final String WORD = "[A-Za-z_][A-Za-z0-9_]*";

    private static final String NUMBER = "[+-]?[0-9]{1,9}";

    private static final Pattern PLAIN =
            Pattern.compile("(" + WORD + "( " + WORD + "){0,9})?( ?\\( ?" + NUMBER + "( ?, ?" + NUMBER + ")? ?\\))?");

    /**
     * The words that cannot be part of a type: those that begin a constraint of a column or end a column, and those
     * that a later grammar might use so. Any other word is a name to SQLite's parser.
     *
     * @see <a href="https://www.sqlite.org/lang_keywords.html">SQLite keywords</a>
     */
    private static final Set<String> KEYWORDS = Set.of(
            "ALWAYS",
            "AND",
            "AS",
            "AUTOINCREMENT",
            "BETWEEN",
            "CASE",
            "CHECK",
            "COLLATE",
            "CONSTRAINT",
            "CREATE",
            "DEFAULT",
            "DEFERRABLE",
            "DELETE",
            "DISTINCT",
            "DROP",
            "ELSE",
            "EXISTS",
            "FOREIGN",
            "FROM",
            "GENERATED",
            "GROUP",
            "HAVING",
            "HIDDEN",
            "IN",
            "INDEX",
            "INSERT",
            "INTO",
            "IS",
            "ISNULL",
            "JOIN",
            "LIMIT",
            "NOT",
            "NOTNULL",
            "NULL",
            "ON",
            "OR",
            "ORDER",
            "PRIMARY",
            "REFERENCES",
            "SELECT",
            "SET",
            "STORED",
            "TABLE",
            "THEN",
            "TRANSACTION",
            "UNION",
            "UNIQUE",
            "UPDATE",
            "USING",
            "VALUES",
            "VIRTUAL",
            "WHEN",
            "WHERE");

    private SqliteDeclaredType() {}

    /** Whether a text is nothing but a type: words, and at most two numbers in parentheses. */
    public static boolean isPlain(String declared) {
        if (!PLAIN.matcher(declared).matches()) {
            return false;
        }
        for (String word : declared.toUpperCase(Locale.ROOT).split("[^A-Z0-9_]+")) {
            if (KEYWORDS.contains(word)) {
                return false;
            }
        }
        return declared.isEmpty() || Character.isJavaIdentifierStart(declared.charAt(0));
    }
}
