package doppel.dialect.postgresql.connect;

/**
 * The name of a table or another object in a schema.
 *
 * @param schema the schema
 * @param name the name within it
 */
public record PostgresqlName(String schema, String name) {

    /** The schema that is omitted from names. */
    public static final String PUBLIC = "public";

    /** The name as the rest of Doppel knows it: see {@link #toString}. */
    public static PostgresqlName of(String tableName) {
        int end = endOfPart(tableName);
        String first = unquoted(tableName.substring(0, end));
        return end == tableName.length()
                ? new PostgresqlName(PUBLIC, first)
                : new PostgresqlName(first, unquoted(tableName.substring(end + 1)));
    }

    /** Quotes count only at the beginning of a part: inside, they belong to the name. */
    private static int endOfPart(String text) {
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            quoted ^= c == '"' && text.startsWith("\"");
            if (c == '.' && !quoted) {
                return i;
            }
        }
        return text.length();
    }

    private static String unquoted(String part) {
        return part.startsWith("\"") ? part.substring(1, part.length() - 1).replace("\"\"", "\"") : part;
    }

    /** The name in SQL, with its schema and in its quotes. */
    public String sql() {
        return quote(schema) + "." + quote(name);
    }

    /** An identifier in its quotes. */
    public static String quote(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    /** A text in its quotes. */
    public static String literal(String text) {
        return (text.indexOf('\\') < 0 ? "'" : "E'")
                + text.replace("\\", "\\\\").replace("'", "''") + "'";
    }

    /** The name alone in the schema public, else schema and name; a part with a dot or with a quote first is quoted. */
    @Override
    public String toString() {
        return schema.equals(PUBLIC) ? part(name) : part(schema) + "." + part(name);
    }

    private static String part(String part) {
        return part.indexOf('.') >= 0 || part.startsWith("\"") ? quote(part) : part;
    }
}
