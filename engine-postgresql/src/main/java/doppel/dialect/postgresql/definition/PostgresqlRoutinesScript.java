package doppel.dialect.postgresql.definition;

import doppel.dialect.postgresql.definition.PostgresqlDefinition.Kind;

/** Languages, functions, procedures and aggregates. */
final class PostgresqlRoutinesScript {

    private static final String AGGREGATES = """
            SELECT p.oid, format('CREATE AGGREGATE %I.%I(%s) (', n.nspname, p.proname,
                coalesce(nullif(pg_get_function_arguments(p.oid), ''), '*'))
              || format(E'\\n    sfunc = %s,\\n    stype = %s', a.aggtransfn, format_type(a.aggtranstype, NULL))
              || CASE WHEN a.aggtransspace <> 0 THEN format(E',\\n    sspace = %s', a.aggtransspace) ELSE '' END
              || CASE WHEN a.aggfinalfn::oid <> 0 THEN format(E',\\n    finalfunc = %s', a.aggfinalfn) ELSE '' END
              || CASE WHEN a.aggfinalextra THEN E',\\n    finalfunc_extra' ELSE '' END
              || CASE WHEN a.aggfinalmodify <> CASE a.aggkind WHEN 'n' THEN 'r' ELSE 'w' END::"char"
                 THEN E',\\n    finalfunc_modify = '
                   || CASE a.aggfinalmodify WHEN 'r' THEN 'read_only' WHEN 's' THEN 'shareable' ELSE 'read_write' END
                 ELSE '' END
              || CASE WHEN a.aggcombinefn::oid <> 0 THEN format(E',\\n    combinefunc = %s', a.aggcombinefn) ELSE '' END
              || CASE WHEN a.aggserialfn::oid <> 0 THEN format(E',\\n    serialfunc = %s', a.aggserialfn) ELSE '' END
              || CASE WHEN a.aggdeserialfn::oid <> 0 THEN format(E',\\n    deserialfunc = %s', a.aggdeserialfn) ELSE \
            '' END
              || coalesce(E',\\n    initcond = ' || quote_literal(a.agginitval), '')
              || CASE WHEN a.aggmtransfn::oid <> 0 THEN format(E',\\n    msfunc = %s,\\n    minvfunc = %s,\\n    \
            mstype = %s',
                   a.aggmtransfn, a.aggminvtransfn, format_type(a.aggmtranstype, NULL)) ELSE '' END
              || CASE WHEN a.aggmtransspace <> 0 THEN format(E',\\n    msspace = %s', a.aggmtransspace) ELSE '' END
              || CASE WHEN a.aggmfinalfn::oid <> 0 THEN format(E',\\n    mfinalfunc = %s', a.aggmfinalfn) ELSE '' END
              || CASE WHEN a.aggmfinalextra THEN E',\\n    mfinalfunc_extra' ELSE '' END
              || CASE WHEN a.aggmtransfn::oid <> 0
                   AND a.aggmfinalmodify <> CASE a.aggkind WHEN 'n' THEN 'r' ELSE 'w' END::"char"
                 THEN E',\\n    mfinalfunc_modify = '
                   || CASE a.aggmfinalmodify WHEN 'r' THEN 'read_only' WHEN 's' THEN 'shareable' ELSE 'read_write' END
                 ELSE '' END
              || coalesce(E',\\n    minitcond = ' || quote_literal(a.aggminitval), '')
              || coalesce((SELECT format(E',\\n    sortop = operator(%I.%s)', sn.nspname, s.oprname) FROM pg_operator s
                 JOIN pg_namespace sn ON sn.oid = s.oprnamespace WHERE s.oid = a.aggsortop), '')
              || CASE WHEN a.aggkind = 'h' THEN E',\\n    hypothetical' ELSE '' END
              || CASE p.proparallel WHEN 's' THEN E',\\n    parallel = safe' WHEN 'r' THEN E',\\n    parallel = \
            restricted'
                 ELSE '' END
              || E'\\n)'
            FROM pg_aggregate a JOIN pg_proc p ON p.oid = a.aggfnoid JOIN pg_namespace n ON n.oid = p.pronamespace
            WHERE p.oid >= 16384
            """;

    private PostgresqlRoutinesScript() {}

    static void define(PostgresqlDefinitions definitions) {
        definitions.define(
                Kind.LANGUAGE,
                "pg_language",
                "SELECT l.oid, format('CREATE %sLANGUAGE %I', CASE WHEN l.lanpltrusted THEN 'TRUSTED ' ELSE '' END,"
                        + " l.lanname) || format(' HANDLER %s', l.lanplcallfoid::regproc)"
                        + " || CASE WHEN l.laninline <> 0 THEN format(' INLINE %s', l.laninline::regproc) ELSE '' END"
                        + " || CASE WHEN l.lanvalidator <> 0 THEN format(' VALIDATOR %s', l.lanvalidator::regproc)"
                        + " ELSE '' END FROM pg_language l WHERE l.lanplcallfoid <> 0");
        definitions.define(
                Kind.FUNCTION,
                "pg_proc",
                "SELECT p.oid, pg_get_functiondef(p.oid) FROM pg_proc p WHERE p.prokind <> 'a' AND p.oid >= 16384"
                        + " AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass"
                        + " AND d.objid = p.oid AND d.deptype IN ('e', 'i'))");
        definitions.define(Kind.AGGREGATE, "pg_proc", AGGREGATES);
        followExtensions(definitions);
    }

    /** Some objects are dropped with an extension although they are not part of it. */
    private static void followExtensions(PostgresqlDefinitions definitions) {
        definitions
                .catalog()
                .query(
                        "SELECT c.relname, d.objid, format('ALTER %s %s DEPENDS ON EXTENSION %I', upper(i.type),"
                                + " i.identity, e.extname) FROM pg_depend d JOIN pg_class c ON c.oid = d.classid"
                                + " JOIN pg_extension e ON e.oid = d.refobjid,"
                                + " LATERAL pg_identify_object(d.classid, d.objid, 0) i"
                                + " WHERE d.deptype = 'x' AND d.refclassid = 'pg_extension'::regclass"
                                + " ORDER BY e.extname COLLATE \"C\"",
                        row -> new Object[] {new PostgresqlKey(row.getString(1), row.getLong(2)), row.getString(3)})
                .forEach(row -> definitions.follow((PostgresqlKey) row[0], (String) row[1]));
    }
}
