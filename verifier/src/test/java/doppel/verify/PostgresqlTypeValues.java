package doppel.verify;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Every type that PostgreSQL comes with, and its values at their boundaries, as the server reads them. */
final class PostgresqlTypeValues {

    /** The server writes values of these types for itself and reads none: a column can only hold NULL. */
    static final Set<String> WITHOUT_INPUT = Set.of(
            "gtsvector",
            "pg_node_tree",
            "pg_ndistinct",
            "pg_dependencies",
            "pg_mcv_list",
            "pg_brin_bloom_summary",
            "pg_brin_minmax_multi_summary");

    private static final String CONTROLS = "\u0001\u0002\b\t\n\u000b\f\r\u001f\u007f\u0085\u2028";

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "NULL",
            "null",
            "\\N",
            "\\.",
            "\\\\",
            "a\\tb\tc\nd\re",
            "it's \"quoted\" \\u0022 */",
            "{}",
            "{NULL,\"a,b\"}",
            "M\u00e9decins \ud83d\ude00 \ufffd \ufffe \uffff \ue000 \u200f",
            CONTROLS);

    private static final Map<String, List<String>> VALUES = new LinkedHashMap<>();

    static {
        numbers();
        times();
        texts();
        documents();
        geometry();
        system();
        ranges();
    }

    private PostgresqlTypeValues() {}

    /** Values by the name of their type in {@code pg_type}. */
    static Map<String, List<String>> all() {
        return VALUES;
    }

    private static void type(String name, String... values) {
        VALUES.put(name, List.of(values));
    }

    private static void numbers() {
        type("bool", "t", "f");
        type("int2", "-32768", "-1", "0", "32767");
        type("int4", "-2147483648", "0", "2147483647");
        type("int8", "-9223372036854775808", "0", "9223372036854775807");
        type("oid", "0", "4294967295");
        type(
                "float4",
                "0",
                "-0",
                "0.1",
                "3.4028235e38",
                "-3.4028235e38",
                "1e-45",
                "1.1754944e-38",
                "16777216",
                "NaN",
                "Infinity",
                "-Infinity");
        type(
                "float8",
                "0",
                "-0",
                "0.1",
                "1.7976931348623157e308",
                "5e-324",
                "2.2250738585072014e-308",
                "9007199254740993",
                "NaN",
                "Infinity",
                "-Infinity");
        type(
                "numeric",
                "0",
                "0.000",
                "-1.50",
                "1.5",
                "100",
                "0." + "0".repeat(16_382) + "1",
                "9".repeat(131_072) + "." + "9".repeat(16_383),
                "NaN",
                "Infinity",
                "-Infinity");
        type("money", "-92233720368547758.08", "0", "92233720368547758.07");
    }

    private static void times() {
        String[] days = {"4714-11-24 BC", "0001-12-31 BC", "0001-01-01", "1582-10-10", "2010-01-12", "9999-12-31"};
        type("date", "10000-01-01", "5874897-12-31", "infinity", "-infinity");
        VALUES.merge("date", List.of(days), PostgresqlTypeValues::both);
        type("time", "00:00:00", "00:00:00.000001", "10:00:00.5", "23:59:59.999999", "24:00:00");
        type("timetz", "00:00:00+15:59", "24:00:00-15:59", "10:00:00.5+05:30:15", "23:59:59.999999Z");
        for (String type : List.of("timestamp", "timestamptz")) {
            type(
                    type,
                    "4714-11-24 00:00:00 BC",
                    "0001-12-31 23:59:59.999999 BC",
                    "0001-01-01 00:00:00",
                    "1582-10-10 10:00:00",
                    "2010-01-12 10:00:00.5",
                    "1969-12-31 23:59:59.999999",
                    "9999-12-31 23:59:59.999999",
                    "10000-01-01 00:00:00",
                    "294276-12-31 23:59:59.999999",
                    "infinity",
                    "-infinity");
        }
        type(
                "interval",
                "0",
                "1 mon",
                "30 days",
                "720 hours",
                "1 mon -1 day +00:00:00.000001",
                "-1 year -2 mons +3 days -04:05:06.789",
                "178000000 years",
                "-178000000 years",
                "infinity",
                "-infinity");
    }

    private static List<String> both(List<String> one, List<String> other) {
        return java.util.stream.Stream.concat(one.stream(), other.stream()).toList();
    }

    private static void texts() {
        VALUES.put("text", TEXTS);
        VALUES.put("varchar", TEXTS);
        VALUES.put("bpchar", TEXTS);
        VALUES.put("refcursor", TEXTS);
        type("name", "", "a b", "\u00e9".repeat(31), "x".repeat(63));
        type("char", "", "a", " ", "\\", "\t", "\\377", "\\200");
        type("bytea", "\\x", "\\x00", "\\x" + "00ff0a0d095c27".repeat(700));
        type("bit", "0", "1");
        type("varbit", "", "1", "0".repeat(100) + "1");
        type("uuid", "00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff");
    }

    private static void documents() {
        type("json", "null", " 1 ", "\"\\u0000\"", "{\"b\":1, \"a\":[1,2],\n \"b\": 2}", "1e999");
        type("jsonb", "null", "1.00", "\"\\u00e9\\n\"", "{\"b\": 1, \"a\": {\"c\": [true, null]}}", "[]", "{}");
        type("jsonpath", "$", "strict $.a[*] ? (@ > 1.5)");
        type("xml", "", "text", "<a b=\"c\">\u00e9 &amp; \t</a>", "<?xml version=\"1.0\"?><a/>", "<!-- c --><a/><b/>");
        type("tsvector", "", "'a':1A,2,16383 'it''s':3B");
        type("tsquery", "", "'a' & !'b' <2> 'c':AB* | 'it''s'");
    }

    private static void geometry() {
        type("point", "(0,-0)", "(NaN,Infinity)", "(1.7976931348623157e308,5e-324)");
        type("line", "{1,-1,0}", "{0.1,0.2,-0.3}");
        type("lseg", "[(0,0),(1,0.1)]");
        type("box", "(1,1),(0,0)");
        type("path", "[(0,0),(1,1)]", "((0,0),(1,1),(0.1,-0))");
        type("polygon", "((0,0),(1,1),(1,0))");
        type("circle", "<(0,0),0.1>");
        type("inet", "0.0.0.0/0", "255.255.255.255", "::1", "::ffff:1.2.3.4/96");
        type("cidr", "10.0.0.0/8", "::/0");
        type("macaddr", "00:00:00:00:00:00", "ff:ff:ff:ff:ff:ff");
        type("macaddr8", "00:00:00:00:00:00:00:00", "ff:ff:ff:ff:ff:ff:ff:ff");
    }

    private static void system() {
        type("xid", "0", "4294967295");
        type("xid8", "0", "18446744073709551615");
        type("cid", "0", "4294967295");
        type("tid", "(0,0)", "(4294967295,65535)");
        type("pg_lsn", "0/0", "FFFFFFFF/FFFFFFFF");
        type("pg_snapshot", "10:20:10,14,15");
        type("txid_snapshot", "10:20:10,14,15");
        type("int2vector", "", "1 -2 3");
        type("oidvector", "", "1 4294967295");
        type("aclitem", "=r/postgres", "postgres=arwdDxt*/postgres");
        type("regclass", "-", "pg_class", "information_schema.tables", "4294967295");
        type("regcollation", "-", "\"C\"");
        type("regconfig", "-", "english");
        type("regdictionary", "-", "simple");
        type("regnamespace", "-", "public");
        type("regoper", "0", "pg_catalog.||/");
        type("regoperator", "0", "+(integer,integer)");
        type("regproc", "-", "now");
        type("regprocedure", "-", "lower(text)");
        type("regrole", "-", "postgres");
        type("regtype", "-", "integer", "timestamp with time zone[]");
    }

    private static void ranges() {
        range("int4", "-2147483648", "2147483647");
        range("int8", "-9223372036854775808", "9223372036854775807");
        range("num", "-Infinity", "1.50");
        range("ts", "-infinity", "2010-01-12 10:00:00.5");
        range("tstz", "0001-01-01 00:00:00+00", "infinity");
        range("date", "4714-11-24 BC", "infinity");
    }

    private static void range(String name, String from, String to) {
        type(name + "range", "empty", "(,)", "[\"" + from + "\",\"" + to + "\")", "(,\"" + to + "\")");
        type(name + "multirange", "{}", "{[\"" + from + "\",\"" + to + "\")}");
    }
}
