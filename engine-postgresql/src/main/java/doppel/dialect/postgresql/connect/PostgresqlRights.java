package doppel.dialect.postgresql.connect;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says which right is missing, where the server refuses something for want of one. */
final class PostgresqlRights {

    private static final Pattern DENIED = Pattern.compile(
            "permission denied for (schema|database|sequence|view|materialized view|table|function) (.+)");

    private static final Pattern OWNER = Pattern.compile("must be owner of (.+)");

    private static final Map<String, String> GRANTS = Map.of(
            "schema", "GRANT USAGE, CREATE ON SCHEMA %s TO …",
            "database", "GRANT CREATE, TEMPORARY ON DATABASE %s TO …",
            "sequence", "GRANT SELECT ON SEQUENCE %s TO …",
            "function", "GRANT EXECUTE ON FUNCTION %s TO …");

    private PostgresqlRights() {}

    /** The next step after such a refusal, in the words of the server. */
    static String advice(String words) {
        if (words.contains("permission denied to create database")) {
            return "Let a superuser say ALTER ROLE … CREATEDB, or create an empty database and name it:"
                    + " CREATE DATABASE … OWNER …; `doppel double-dump` takes one with --scratch.";
        }
        Matcher denied = DENIED.matcher(words);
        if (denied.find()) {
            return "Its owner can grant it: "
                    + String.format(
                            java.util.Locale.ROOT,
                            GRANTS.getOrDefault(denied.group(1), "GRANT SELECT ON %s TO …"),
                            denied.group(2))
                    + "; or use the owner of the database.";
        }
        Matcher owner = OWNER.matcher(words);
        if (owner.find()) {
            return "Use its owner, or let a superuser say ALTER "
                    + owner.group(1).replace("relation", "TABLE")
                    + " OWNER TO …"
                    + (owner.group(1).equals("schema public")
                            ? ": before PostgreSQL 15, it does not belong to the owner of the database."
                            : ".");
        }
        return "Use a role that owns the database and its objects, or grant what is missing.";
    }
}
