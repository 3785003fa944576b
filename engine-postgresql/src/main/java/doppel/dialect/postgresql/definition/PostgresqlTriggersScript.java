package doppel.dialect.postgresql.definition;

import doppel.dialect.postgresql.catalog.PostgresqlSchemaReader;
import doppel.dialect.postgresql.definition.PostgresqlDefinition.Kind;

/** Rules, triggers, policies and event triggers: the side effects of statements. */
final class PostgresqlTriggersScript {

    private static final String POLICIES = """
            SELECT p.oid, format('CREATE POLICY %I ON %I.%I', p.polname, n.nspname, c.relname)
              || CASE WHEN p.polpermissive THEN '' ELSE ' AS RESTRICTIVE' END
              || CASE p.polcmd WHEN 'r' THEN ' FOR SELECT' WHEN 'a' THEN ' FOR INSERT' WHEN 'w' THEN ' FOR UPDATE'
                 WHEN 'd' THEN ' FOR DELETE' ELSE '' END
              || CASE WHEN p.polroles = '{0}' THEN '' ELSE ' TO ' || (SELECT string_agg(
                   CASE WHEN r.role = 0 THEN 'public' ELSE quote_ident(pg_get_userbyid(r.role)) END, ', '
                   ORDER BY pg_get_userbyid(r.role) COLLATE "C") FROM unnest(p.polroles) AS r (role)) END
              || coalesce(E'\\n    USING (' || pg_get_expr(p.polqual, p.polrelid) || ')', '')
              || coalesce(E'\\n    WITH CHECK (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')', '')
            FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid AND c.relpersistence <> 't'
            JOIN pg_namespace n ON n.oid = c.relnamespace
            """;

    private static final String ENABLED_TRIGGERS =
            """
            SELECT t.oid, format('ALTER TABLE %s%I.%I %s TRIGGER %I', CASE c.relkind WHEN 'p' THEN 'ONLY ' ELSE '' END,
              n.nspname, c.relname, <state>, t.tgname)
            FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE t.tgenabled <> 'O' AND <of users>
            ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C"
            """.replace("<state>", state("t.tgenabled")).replace("<of users>", PostgresqlSchemaReader.USER_TRIGGER);

    private static final String ENABLED_RULES = """
            SELECT r.oid, format('ALTER TABLE %I.%I %s RULE %I', n.nspname, c.relname, <state>, r.rulename)
            FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE r.ev_enabled <> 'O' AND r.rulename <> '_RETURN'
            """.replace("<state>", state("r.ev_enabled"));

    private static final String EVENT_TRIGGERS = """
            SELECT e.oid, format('CREATE EVENT TRIGGER %I ON %I%s EXECUTE FUNCTION %s()', e.evtname, e.evtevent,
              coalesce((SELECT format(E'\\n    WHEN TAG IN (%s)\\n   ', string_agg(quote_literal(tag), ', ' ORDER BY \
            number))
                FROM unnest(e.evttags) WITH ORDINALITY AS t (tag, number) HAVING count(*) > 0), ''), e.evtfoid::regproc)
            FROM pg_event_trigger e
            """;

    private PostgresqlTriggersScript() {}

    private static String state(String column) {
        return "CASE " + column
                + " WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'ENABLE REPLICA' WHEN 'A' THEN 'ENABLE ALWAYS' ELSE "
                + "'ENABLE' END";
    }

    static void define(PostgresqlDefinitions definitions) {
        definitions.define(
                Kind.RULE,
                "pg_rewrite",
                "SELECT r.oid, rtrim(pg_get_ruledef(r.oid), ';') FROM pg_rewrite r"
                        + " JOIN pg_class c ON c.oid = r.ev_class"
                        + " WHERE r.rulename <> '_RETURN' AND r.oid >= 16384 AND c.relpersistence <> 't'");
        definitions.follow("pg_rewrite", ENABLED_RULES);
        definitions.define(
                Kind.TRIGGER,
                "pg_trigger",
                "SELECT t.oid, pg_get_triggerdef(t.oid) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
                        + " WHERE NOT t.tgisinternal AND c.relpersistence <> 't'");
        definitions.follow("pg_trigger", ENABLED_TRIGGERS);
        definitions.define(Kind.POLICY, "pg_policy", POLICIES);
        definitions.define(Kind.EVENT_TRIGGER, "pg_event_trigger", EVENT_TRIGGERS);
        definitions.follow(
                "pg_event_trigger",
                "SELECT oid, format('ALTER EVENT TRIGGER %I %s', evtname, " + state("evtenabled")
                        + ") FROM pg_event_trigger WHERE evtenabled <> 'O'");
    }
}
