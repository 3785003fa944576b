package doppel.dialect.postgresql.definition;

import doppel.dialect.postgresql.definition.PostgresqlDefinition.Kind;

/** Operators and related objects: families, classes, access methods, casts, transforms and conversions. */
final class PostgresqlOperatorsScript {

    private static final String OPERATORS = """
            SELECT o.oid, format(E'CREATE OPERATOR %I.%s (\\n    function = %s', n.nspname, o.oprname, o.oprcode)
              || CASE WHEN o.oprleft <> 0 THEN format(E',\\n    leftarg = %s', format_type(o.oprleft, NULL)) ELSE '' END
              || CASE WHEN o.oprright <> 0 THEN format(E',\\n    rightarg = %s', format_type(o.oprright, NULL)) ELSE \
            '' END
              || coalesce((SELECT format(E',\\n    commutator = operator(%I.%s)', n2.nspname, o2.oprname)
                 FROM pg_operator o2 JOIN pg_namespace n2 ON n2.oid = o2.oprnamespace WHERE o2.oid = o.oprcom), '')
              || coalesce((SELECT format(E',\\n    negator = operator(%I.%s)', n2.nspname, o2.oprname)
                 FROM pg_operator o2 JOIN pg_namespace n2 ON n2.oid = o2.oprnamespace WHERE o2.oid = o.oprnegate), '')
              || CASE WHEN o.oprcanmerge THEN E',\\n    merges' ELSE '' END
              || CASE WHEN o.oprcanhash THEN E',\\n    hashes' ELSE '' END
              || CASE WHEN o.oprrest::oid <> 0 THEN format(E',\\n    restrict = %s', o.oprrest) ELSE '' END
              || CASE WHEN o.oprjoin::oid <> 0 THEN format(E',\\n    join = %s', o.oprjoin) ELSE '' END
              || E'\\n)'
            FROM pg_operator o JOIN pg_namespace n ON n.oid = o.oprnamespace
            WHERE o.oprcode::oid <> 0 AND o.oid >= 16384
            """;

    /** An operator within a family, whose number is {@code m.oid}. */
    private static final String FAMILY_OPERATOR = """
            format('OPERATOR %s %s', m.amopstrategy, m.amopopr::regoperator)
              || coalesce((SELECT format(' FOR ORDER BY %I.%I', sn.nspname, s.opfname) FROM pg_opfamily s
                 JOIN pg_namespace sn ON sn.oid = s.opfnamespace WHERE s.oid = m.amopsortfamily), '')
            """;

    /** A function within a family, whose number is {@code m.oid}. */
    private static final String FAMILY_FUNCTION = """
            format('FUNCTION %s (%s, %s) %s', m.amprocnum, format_type(m.amproclefttype, NULL),
              format_type(m.amprocrighttype, NULL), m.amproc::regprocedure)
            """;

    private static final String CLASSES = """
            SELECT c.oid, format('CREATE OPERATOR CLASS %I.%I%s FOR TYPE %s USING %I FAMILY %I.%I AS', n.nspname, \
            c.opcname,
                CASE WHEN c.opcdefault THEN ' DEFAULT' ELSE '' END, format_type(c.opcintype, NULL), a.amname,
                fn.nspname, f.opfname) || E'\\n    '
              || coalesce((SELECT string_agg(words, E',\\n    ' ORDER BY rank, number) FROM (
                   SELECT 1 AS rank, m.amopstrategy AS number, <operator> AS words
                   FROM pg_amop m JOIN pg_depend d ON d.classid = 'pg_amop'::regclass AND d.objid = m.oid
                   WHERE d.refclassid = 'pg_opclass'::regclass AND d.refobjid = c.oid
                   UNION ALL SELECT 2, m.amprocnum, <function>
                   FROM pg_amproc m JOIN pg_depend d ON d.classid = 'pg_amproc'::regclass AND d.objid = m.oid
                   WHERE d.refclassid = 'pg_opclass'::regclass AND d.refobjid = c.oid
                   UNION ALL SELECT 0, 0, format('STORAGE %s', format_type(c.opckeytype, NULL)) WHERE c.opckeytype <> 0
                 ) members), format('STORAGE %s', format_type(c.opcintype, NULL)))
            FROM pg_opclass c JOIN pg_namespace n ON n.oid = c.opcnamespace JOIN pg_am a ON a.oid = c.opcmethod
            JOIN pg_opfamily f ON f.oid = c.opcfamily JOIN pg_namespace fn ON fn.oid = f.opfnamespace
            WHERE c.oid >= 16384
            """;

    private static final String CASTS = """
            SELECT c.oid, format('CREATE CAST (%s AS %s) ', format_type(c.castsource, NULL), format_type(c.casttarget, \
            NULL))
              || CASE c.castmethod WHEN 'f' THEN format('WITH FUNCTION %s', c.castfunc::regprocedure)
                   WHEN 'i' THEN 'WITH INOUT' ELSE 'WITHOUT FUNCTION' END
              || CASE c.castcontext WHEN 'a' THEN ' AS ASSIGNMENT' WHEN 'i' THEN ' AS IMPLICIT' ELSE '' END
            FROM pg_cast c WHERE c.oid >= 16384
            """;

    private static final String TRANSFORMS = """
            SELECT t.oid, format('CREATE TRANSFORM FOR %s LANGUAGE %I (', format_type(t.trftype, NULL), l.lanname)
              || concat_ws(', ',
                   CASE WHEN t.trffromsql <> 0 THEN format('FROM SQL WITH FUNCTION %s', t.trffromsql::regprocedure) END,
                   CASE WHEN t.trftosql <> 0 THEN format('TO SQL WITH FUNCTION %s', t.trftosql::regprocedure) END)
              || ')'
            FROM pg_transform t JOIN pg_language l ON l.oid = t.trflang
            """;

    private static final String CONVERSIONS = """
            SELECT c.oid, format('CREATE %sCONVERSION %I.%I FOR %L TO %L FROM %s',
              CASE WHEN c.condefault THEN 'DEFAULT ' ELSE '' END, n.nspname, c.conname,
              pg_encoding_to_char(c.conforencoding), pg_encoding_to_char(c.contoencoding), c.conproc)
            FROM pg_conversion c JOIN pg_namespace n ON n.oid = c.connamespace WHERE c.oid >= 16384
            """;

    private PostgresqlOperatorsScript() {}

    static void define(PostgresqlDefinitions definitions) {
        definitions.define(
                Kind.ACCESS_METHOD,
                "pg_am",
                "SELECT oid, format('CREATE ACCESS METHOD %I TYPE %s HANDLER %s', amname,"
                        + " CASE amtype WHEN 't' THEN 'TABLE' ELSE 'INDEX' END, amhandler) FROM pg_am");
        definitions.define(Kind.OPERATOR, "pg_operator", OPERATORS);
        definitions.impossible(
                "pg_operator",
                "is only named by other operators",
                "SELECT oid FROM pg_operator WHERE oprcode::oid = 0 AND oid >= 16384");
        definitions.define(
                Kind.OPERATOR_FAMILY,
                "pg_opfamily",
                "SELECT f.oid, format('CREATE OPERATOR FAMILY %I.%I USING %I', n.nspname, f.opfname, a.amname)"
                        + " FROM pg_opfamily f JOIN pg_namespace n ON n.oid = f.opfnamespace"
                        + " JOIN pg_am a ON a.oid = f.opfmethod");
        definitions.define(
                Kind.OPERATOR_CLASS,
                "pg_opclass",
                CLASSES.replace("<operator>", FAMILY_OPERATOR).replace("<function>", FAMILY_FUNCTION));
        definitions.define(
                Kind.OPERATOR_FAMILY_MEMBER, "pg_amop", looseMembers("pg_amop", "amopfamily", FAMILY_OPERATOR));
        definitions.define(
                Kind.OPERATOR_FAMILY_MEMBER, "pg_amproc", looseMembers("pg_amproc", "amprocfamily", FAMILY_FUNCTION));
        definitions.define(Kind.CAST, "pg_cast", CASTS);
        definitions.define(Kind.TRANSFORM, "pg_transform", TRANSFORMS);
        definitions.define(Kind.CONVERSION, "pg_conversion", CONVERSIONS);
    }

    /** Members of a family that belong to none of its classes. */
    private static String looseMembers(String catalog, String family, String words) {
        return "SELECT m.oid, format('ALTER OPERATOR FAMILY %I.%I USING %I ADD ', n.nspname, f.opfname, a.amname) || "
                + words + " FROM " + catalog + " m JOIN pg_opfamily f ON f.oid = m." + family
                + " JOIN pg_namespace n ON n.oid = f.opfnamespace JOIN pg_am a ON a.oid = f.opfmethod WHERE m.oid "
                + ">= 16384";
    }
}
