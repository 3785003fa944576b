package doppel.dialect.postgresql.value;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The types of columns as text in a statement. Stateless. */
public final class PostgresqlDeclaredType {

    /**
     * A name, modifiers in parentheses, the rest of the name, and dimensions: {@code timestamp(3) without time zone[]}.
     */
    private static final Pattern PARTS = Pattern.compile(
            "(\"char\"|[a-z][a-z0-9_]*(?: [a-z]+)*)(\\(-?[0-9]{1,6}(?:,-?[0-9]{1,6})?\\))?((?: [a-z]+)*)((?:\\[\\])*)");

    /**
     * Types that every server has, whose input runs nobody's code; those that name objects of a database are not
     * among them.
     */
    private static final Set<String> BUILT_IN = Set.of(
            "smallint",
            "integer",
            "bigint",
            "real",
            "double precision",
            "numeric",
            "money",
            "boolean",
            "text",
            "character varying",
            "character",
            "bpchar",
            "\"char\"",
            "name",
            "bytea",
            "date",
            "time without time zone",
            "time with time zone",
            "timestamp without time zone",
            "timestamp with time zone",
            "uuid",
            "json",
            "jsonb",
            "jsonpath",
            "xml",
            "bit",
            "bit varying",
            "inet",
            "cidr",
            "macaddr",
            "macaddr8",
            "point",
            "line",
            "lseg",
            "box",
            "path",
            "polygon",
            "circle",
            "tsvector",
            "tsquery",
            "oid",
            "xid",
            "xid8",
            "cid",
            "tid",
            "pg_lsn",
            "pg_snapshot",
            "txid_snapshot",
            "int4range",
            "int8range",
            "numrange",
            "tsrange",
            "tstzrange",
            "daterange",
            "int4multirange",
            "int8multirange",
            "nummultirange",
            "tsmultirange",
            "tstzmultirange",
            "datemultirange",
            "interval",
            "interval year",
            "interval month",
            "interval day",
            "interval hour",
            "interval minute",
            "interval second",
            "interval year to month",
            "interval day to hour",
            "interval day to minute",
            "interval day to second",
            "interval hour to minute",
            "interval hour to second",
            "interval minute to second");

    private PostgresqlDeclaredType() {}

    /** Whether a text, as {@code format_type} writes it, is nothing but one of the server's own types. */
    public static boolean isBuiltIn(String declared) {
        Matcher parts = PARTS.matcher(declared);
        return parts.matches() && BUILT_IN.contains(parts.group(1) + parts.group(3));
    }
}
