package doppel.dialect.postgresql.catalog;

import doppel.DatabaseException;
import doppel.ErrorCode;
import doppel.dialect.postgresql.connect.PostgresqlErrors;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the code of others in a database: what runs by itself while rows are saved or a materialized view is filled,
 * and would then have rights that its owner lacks. Constraints, domains, defaults, generated columns, indexes,
 * partition keys, statistics and views are searched for functions of others. What others own is also searched for
 * functions of the server that do more than compute, such as {@code lo_export}.
 */
public final class PostgresqlOthersCode {

    /** Expressions, as the server stores them, with what they belong to and its owner. */
    private static final String EXPRESSIONS = """
            SELECT 'the constraint ' || quote_ident(k.conname) || ' of ' || k.conrelid::regclass, c.relowner,
              k.conbin::text
            FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid WHERE k.conbin IS NOT NULL
            UNION ALL SELECT 'the domain ' || t.oid::regtype, t.typowner, k.conbin::text
            FROM pg_constraint k JOIN pg_type t ON t.oid = k.contypid WHERE k.conbin IS NOT NULL
            UNION ALL SELECT 'the column ' || quote_ident(a.attname) || ' of ' || c.oid::regclass, c.relowner,
              d.adbin::text
            FROM pg_attrdef d JOIN pg_class c ON c.oid = d.adrelid
            JOIN pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
            UNION ALL SELECT 'the index ' || x.oid::regclass, x.relowner,
              coalesce(i.indexprs::text, '') || coalesce(i.indpred::text, '')
            FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid
            WHERE i.indexprs IS NOT NULL OR i.indpred IS NOT NULL
            UNION ALL SELECT 'the statistics ' || quote_ident(s.stxname), s.stxowner,
              coalesce(to_jsonb(s) ->> 'stxexprs', '')
            FROM pg_statistic_ext s
            UNION ALL SELECT 'the cast from ' || k.castsource::regtype || ' to ' || k.casttarget::regtype, p.proowner,
              ' :funcid ' || p.oid
            FROM pg_cast k JOIN pg_proc p ON p.oid = k.castfunc WHERE k.castcontext = 'i' AND k.oid >= 16384
            UNION ALL SELECT 'the range type ' || t.oid::regtype, t.typowner, ' :funcid ' || r.rngsubdiff::oid
            FROM pg_range r JOIN pg_type t ON t.oid = r.rngtypid WHERE r.rngsubdiff::oid >= 16384
            UNION ALL SELECT 'the partition key of ' || c.oid::regclass, c.relowner, p.partexprs::text
            FROM pg_partitioned_table p JOIN pg_class c ON c.oid = p.partrelid WHERE p.partexprs IS NOT NULL
            UNION ALL SELECT 'the view ' || c.oid::regclass, c.relowner, r.ev_action::text
            FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class
            WHERE c.relkind IN ('v', 'm') AND EXISTS (SELECT FROM pg_class WHERE relkind = 'm' AND oid >= 16384)
            """;

    /** The functions of the server, or compiled ones, that change over time but do nothing else. */
    private static final String HARMLESS = "p.proname IN ('nextval', 'currval', 'lastval', 'random',"
            + " 'random_normal', 'gen_random_uuid', 'gen_random_bytes', 'gen_salt', 'clock_timestamp', 'timeofday',"
            + " 'uuidv4', 'uuidv7', 'unaccent') OR p.proname LIKE '%similarity%op'"
            + " OR p.proname LIKE 'uuid\\_generate\\_v%'";

    private static final String QUERY = "WITH me (oid) AS (SELECT oid FROM pg_roles WHERE rolname = ?), expressions"
            + " (place, owner, tree) AS (" + EXPRESSIONS
            + "), calls AS (SELECT DISTINCT e.place, e.owner, m.found[2]::oid"
            + " AS function FROM expressions e,"
            + " LATERAL regexp_matches(e.tree, ':(funcid|opfuncid|hashfuncid|negfuncid|aggfnoid|winfnoid) ([0-9]+)',"
            + " 'g') m (found) WHERE m.found[2] <> '0')"
            + " SELECT format('%s of %s in %s', p.oid::regprocedure,"
            + " pg_get_userbyid(CASE WHEN <own> THEN c.owner ELSE p.proowner END), c.place)"
            + " FROM calls c JOIN pg_proc p ON p.oid = c.function"
            + " WHERE NOT <own> AND (p.prolang NOT IN (12, 13) OR p.prokind = 'a')"
            + " OR NOT <of> AND ((p.provolatile = 'v' OR p.provolatile = 's' AND p.prolang = 13 AND p.oid >= 16384)"
            + " AND NOT (" + HARMLESS + ")"
            + " OR p.provolatile = 's' AND p.proname LIKE '%to\\_xml%')"
            + " ORDER BY 1";

    private PostgresqlOthersCode() {}

    /** The code whose owners lack rights of this user, a phrase each. */
    public static List<String> forUser(Connection connection, String user) {
        String sql = QUERY.replace("<own>", hasRightsOf("p.proowner")).replace("<of>", hasRightsOf("c.owner"));
        return PostgresqlErrors.query("Looking for code of others", () -> read(connection, sql, user));
    }

    /** The same for the current user. */
    public static List<String> forCurrentUser(Connection connection) {
        return PostgresqlErrors.query("Looking for code of others", () -> {
            try (PreparedStatement statement = connection.prepareStatement("SELECT current_user");
                    ResultSet row = statement.executeQuery()) {
                row.next();
                return forUser(connection, row.getString(1));
            }
        });
    }

    /**
     * Refuses to work in a database with such code: saving rows runs it, and so may reading them.
     *
     * @throws DatabaseException that names the code
     */
    public static void requireNone(Connection connection) {
        List<String> code = forCurrentUser(connection);
        if (!code.isEmpty()) {
            throw new DatabaseException(
                    ErrorCode.CODE_WOULD_RUN,
                    "Code of others in the database would run with your rights: " + String.join("; ", code) + ".",
                    "Do this as the owner of the code.");
        }
    }

    /** A user who does not exist here shares no rights with anybody but superusers. */
    private static String hasRightsOf(String owner) {
        return "coalesce(pg_has_role(" + owner + ", (SELECT oid FROM me), 'USAGE'), (SELECT rolsuper FROM pg_roles"
                + " WHERE oid = " + owner + "), false)";
    }

    private static List<String> read(Connection connection, String sql, String user) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, user);
            try (ResultSet rows = statement.executeQuery()) {
                List<String> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
                return found;
            }
        }
    }
}
