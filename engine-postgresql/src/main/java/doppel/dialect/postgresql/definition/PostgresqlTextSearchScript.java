package doppel.dialect.postgresql.definition;

import doppel.dialect.postgresql.definition.PostgresqlDefinition.Kind;

/** Parsers, templates, dictionaries and configurations of the full text search. */
final class PostgresqlTextSearchScript {

    private static final String PARSERS = """
            SELECT p.oid, format('CREATE TEXT SEARCH PARSER %I.%I (start = %s, gettoken = %s, end = %s, lextypes = \
            %s%s)',
              n.nspname, p.prsname, p.prsstart, p.prstoken, p.prsend, p.prslextype,
              CASE WHEN p.prsheadline::oid <> 0 THEN format(', headline = %s', p.prsheadline) ELSE '' END)
            FROM pg_ts_parser p JOIN pg_namespace n ON n.oid = p.prsnamespace
            """;

    private static final String TEMPLATES = """
            SELECT t.oid, format('CREATE TEXT SEARCH TEMPLATE %I.%I (%slexize = %s)', n.nspname, t.tmplname,
              CASE WHEN t.tmplinit::oid <> 0 THEN format('init = %s, ', t.tmplinit) ELSE '' END, t.tmpllexize)
            FROM pg_ts_template t JOIN pg_namespace n ON n.oid = t.tmplnamespace
            """;

    private static final String DICTIONARIES = """
            SELECT d.oid, format('CREATE TEXT SEARCH DICTIONARY %I.%I (template = %I.%I%s)', n.nspname, d.dictname,
              tn.nspname, t.tmplname, coalesce(', ' || d.dictinitoption, ''))
            FROM pg_ts_dict d JOIN pg_namespace n ON n.oid = d.dictnamespace
            JOIN pg_ts_template t ON t.oid = d.dicttemplate JOIN pg_namespace tn ON tn.oid = t.tmplnamespace
            """;

    private static final String CONFIGURATIONS = """
            SELECT c.oid, format('CREATE TEXT SEARCH CONFIGURATION %I.%I (parser = %I.%I)', n.nspname, c.cfgname,
              pn.nspname, p.prsname)
            FROM pg_ts_config c JOIN pg_namespace n ON n.oid = c.cfgnamespace
            JOIN pg_ts_parser p ON p.oid = c.cfgparser JOIN pg_namespace pn ON pn.oid = p.prsnamespace
            """;

    private static final String MAPPINGS = """
            SELECT c.oid, format('ALTER TEXT SEARCH CONFIGURATION %I.%I ADD MAPPING FOR %s WITH %s', n.nspname, \
            c.cfgname,
              (SELECT quote_ident(k.alias) FROM ts_token_type(c.cfgparser) k WHERE k.tokid = m.maptokentype),
              string_agg(format('%I.%I', dn.nspname, d.dictname), ', ' ORDER BY m.mapseqno))
            FROM pg_ts_config_map m JOIN pg_ts_config c ON c.oid = m.mapcfg JOIN pg_namespace n ON n.oid = \
            c.cfgnamespace
            JOIN pg_ts_dict d ON d.oid = m.mapdict JOIN pg_namespace dn ON dn.oid = d.dictnamespace
            WHERE c.oid >= 16384 GROUP BY c.oid, n.nspname, c.cfgname, c.cfgparser, m.maptokentype ORDER BY \
            m.maptokentype
            """;

    private PostgresqlTextSearchScript() {}

    static void define(PostgresqlDefinitions definitions) {
        definitions.define(Kind.TEXT_SEARCH, "pg_ts_parser", PARSERS);
        definitions.define(Kind.TEXT_SEARCH, "pg_ts_template", TEMPLATES);
        definitions.define(Kind.TEXT_SEARCH, "pg_ts_dict", DICTIONARIES);
        definitions.define(Kind.TEXT_SEARCH, "pg_ts_config", CONFIGURATIONS);
        definitions.follow("pg_ts_config", MAPPINGS);
    }
}
