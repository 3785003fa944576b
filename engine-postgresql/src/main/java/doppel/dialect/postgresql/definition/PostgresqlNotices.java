package doppel.dialect.postgresql.definition;

import doppel.dialect.postgresql.catalog.PostgresqlSchemaReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Names what belongs to the server and its roles rather than to the database's definitions. Another server would not
 * accept it, so the admin has to set it up there.
 */
final class PostgresqlNotices {

    /** The users' objects with a name, an owner, rights and a place, without those of extensions. */
    private static final String OBJECTS = """
            (SELECT 'pg_class'::regclass AS catalog, c.oid, format('%I.%I', n.nspname, c.relname) AS name, c.relowner \
            AS owner,
               c.relacl IS NOT NULL OR EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attacl IS NOT \
            NULL)
                 AS granted, c.reltablespace
             FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S', 'i', 'I') AND c.relpersistence <> 't' AND n.nspname <> \
            'pg_toast'
             UNION ALL SELECT 'pg_proc'::regclass, p.oid, p.oid::regprocedure::text, p.proowner, p.proacl IS NOT NULL, 0
             FROM pg_proc p
             UNION ALL SELECT 'pg_namespace'::regclass, oid, quote_ident(nspname), nspowner, nspacl IS NOT NULL, 0
             FROM pg_namespace WHERE nspname !~ '^pg_'
             UNION ALL SELECT 'pg_type'::regclass, oid, format_type(oid, NULL), typowner, typacl IS NOT NULL, 0
             FROM pg_type WHERE typtype IN ('d', 'e', 'r') OR typtype = 'c'
               AND EXISTS (SELECT FROM pg_class WHERE oid = typrelid AND relkind = 'c'))
            """;

    private static final String WITH_OBJECTS = "WITH objects AS (SELECT * FROM " + OBJECTS
            + " o WHERE o.oid >= 16384 AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = o.catalog"
            + " AND d.objid = o.oid AND d.deptype IN ('e', 'i'))) ";

    /** What is younger than the tables and types of an extension that it belongs to. */
    private static final String ADDED_TO_EXTENSIONS = """
            SELECT i.identity FROM (
              SELECT 'pg_trigger'::regclass AS catalog, oid, xmin, 'pg_class'::regclass AS holders, tgrelid AS holder
              FROM pg_trigger WHERE NOT tgisinternal
              UNION ALL SELECT 'pg_policy'::regclass, oid, xmin, 'pg_class'::regclass, polrelid FROM pg_policy
              UNION ALL SELECT 'pg_class'::regclass, c.oid, c.xmin, 'pg_class'::regclass, x.indrelid FROM pg_index x
              JOIN pg_class c ON c.oid = x.indexrelid
              UNION ALL SELECT 'pg_constraint'::regclass, oid, xmin, 'pg_class'::regclass, conrelid FROM pg_constraint
              WHERE contype IN ('c', 'f') AND conrelid <> 0
              UNION ALL SELECT 'pg_constraint'::regclass, oid, xmin, 'pg_type'::regclass, contypid FROM pg_constraint
              WHERE contype = 'c' AND contypid <> 0) o
            JOIN pg_depend m ON m.classid = o.holders AND m.objid = o.holder AND m.deptype = 'e'
            JOIN pg_extension e ON e.oid = m.refobjid, LATERAL pg_identify_object(o.catalog, o.oid, 0) i
            WHERE o.xmin <> e.xmin AND o.oid > (SELECT max(objid) FROM pg_depend a
              WHERE a.refclassid = 'pg_extension'::regclass AND a.refobjid = e.oid AND a.deptype = 'e')
            """;

    private final List<String> sentences = new ArrayList<>();
    private final List<String> queries = new ArrayList<>();

    private PostgresqlNotices() {
        add(
                "Owners are not carried, the user who restores owns everything: here, objects belong to",
                "SELECT DISTINCT quote_ident(pg_get_userbyid(owner)) FROM objects WHERE pg_get_userbyid(owner) <> "
                        + "current_user");
        add("Grants are not carried: there are some on", "SELECT name FROM objects WHERE granted");
        add(
                "Default privileges are not carried: there are some of",
                "SELECT DISTINCT quote_ident(pg_get_userbyid(defaclrole)) FROM pg_default_acl");
        add(
                "Tablespaces are not carried, everything goes to the default one: here, other tablespaces have",
                "SELECT name FROM objects WHERE reltablespace <> 0");
        add(
                "Security labels are not carried: there are some on",
                "SELECT DISTINCT i.identity FROM pg_seclabel l, LATERAL pg_identify_object(l.classoid, l.objoid, 0) i");
        add(
                "Settings of the database are not carried:",
                "SELECT DISTINCT split_part(s, '=', 1) FROM pg_db_role_setting r, unnest(r.setconfig) s"
                        + " WHERE r.setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database())");
        add(
                "Foreign keys are checked in a copy, even if DISABLE TRIGGER ALL has switched that off here:",
                "SELECT DISTINCT format('%I.%I', n.nspname, c.relname) FROM pg_trigger t"
                        + " JOIN pg_constraint k ON k.oid = t.tgconstraint AND k.contype = 'f'"
                        + " JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace"
                        + " WHERE t.tgenabled <> 'O'");
        add("What was added to tables of extensions is not carried:", ADDED_TO_EXTENSIONS);
        add(
                "Rows of tables of extensions are not carried where you may not read them all:",
                "SELECT DISTINCT format('%I.%I', n.nspname, c.relname) FROM pg_extension x, unnest(x.extconfig) k (oid)"
                        + " JOIN pg_class c ON c.oid = k.oid AND c.relkind = 'r' JOIN pg_namespace n"
                        + " ON n.oid = c.relnamespace WHERE NOT (" + PostgresqlSchemaReader.READABLE + ")");
        add("Publications are not carried:", "SELECT quote_ident(pubname) FROM pg_publication");
        add(
                "Subscriptions are not carried:",
                "SELECT quote_ident(subname) FROM pg_subscription"
                        + " WHERE subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())");
    }

    /** A notice, and the query for the names that it is about. */
    private void add(String sentence, String query) {
        queries.add("SELECT " + sentences.size() + ", names.* FROM (" + query + ") names");
        sentences.add(sentence);
    }

    /** The notices, a sentence each. */
    static List<String> read(PostgresqlCatalog catalog) {
        PostgresqlNotices all = new PostgresqlNotices();
        Map<Integer, List<String>> names = new TreeMap<>();
        catalog.query(
                WITH_OBJECTS + String.join(" UNION ALL ", all.queries),
                row -> names.computeIfAbsent(row.getInt(1), any -> new ArrayList<>())
                        .add(row.getString(2)));
        List<String> notices = new ArrayList<>();
        names.forEach(
                (sentence, some) -> notices.add(all.sentences.get(sentence) + " " + PostgresqlSelection.some(some)));
        return notices;
    }
}
