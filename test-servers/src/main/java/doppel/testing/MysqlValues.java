package doppel.testing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values of every type that MySQL and MariaDB have, at the bounds of each. */
public final class MysqlValues {

    private MysqlValues() {}

    /** SQL expressions of values by column type; only {@code INSERT IGNORE} takes all of them. */
    public static Map<String, List<String>> of(TestServer server) {
        Map<String, List<String>> types = common();
        if (server == TestServer.MARIADB) {
            types.put(
                    "uuid",
                    List.of("'123e4567-e89b-12d3-a456-426614174000'", "'ffffffff-ffff-ffff-ffff-ffffffffffff'"));
            types.put("inet4", List.of("'0.0.0.0'", "'255.255.255.255'"));
            types.put("inet6", List.of("'::'", "'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'", "'::1.2.3.4'"));
        } else {
            types.put("vector(2)", List.of("x'0000803f000000c0'"));
            types.put("geomcollection", List.of("ST_GeomFromText('GEOMETRYCOLLECTION(POINT(1 2))')"));
        }
        return types;
    }

    /** The statements that create a table {@code t} with a column of each type, named like it, and fill it. */
    public static String[] table(Map<String, List<String>> types) {
        List<String> statements = new ArrayList<>();
        StringBuilder columns = new StringBuilder();
        types.keySet()
                .forEach(type -> columns.append(", `").append(type).append("` ").append(type));
        statements.add("CREATE TABLE t (i INT PRIMARY KEY" + columns + ")");
        int most = types.values().stream().mapToInt(List::size).max().orElseThrow();
        for (int i = 0; i <= most; i++) { // the last row has nothing but NULL
            statements.add("INSERT INTO t (i) VALUES (" + i + ")");
            StringBuilder values = new StringBuilder();
            for (Map.Entry<String, List<String>> type : types.entrySet()) {
                if (i < type.getValue().size()) {
                    values.append(values.length() == 0 ? "" : ", ")
                            .append('`')
                            .append(type.getKey())
                            .append("` = ");
                    values.append(type.getValue().get(i));
                }
            }
            if (values.length() > 0) {
                statements.add("UPDATE IGNORE t SET " + values + " WHERE i = " + i);
            }
        }
        return statements.toArray(String[]::new);
    }

    private static Map<String, List<String>> common() {
        Map<String, List<String>> types = new LinkedHashMap<>();
        types.put("tinyint", List.of("-128", "0", "127"));
        types.put("tinyint(1)", List.of("-128", "0", "1", "127"));
        types.put("tinyint unsigned zerofill", List.of("0", "7", "255"));
        types.put("smallint", List.of("-32768", "32767"));
        types.put("smallint unsigned", List.of("65535"));
        types.put("mediumint", List.of("-8388608", "8388607"));
        types.put("mediumint unsigned", List.of("16777215"));
        types.put("int", List.of("-2147483648", "2147483647"));
        types.put("int unsigned", List.of("4294967295"));
        types.put("bigint", List.of("-9223372036854775808", "9223372036854775807"));
        types.put(
                "bigint unsigned", List.of("0", "9223372036854775807", "9223372036854775808", "18446744073709551615"));
        types.put("year", List.of("1901", "2155", "'0000'"));
        types.put("bit(1)", List.of("b'0'", "b'1'"));
        types.put("bit(9)", List.of("b'0'", "b'100000001'", "b'1011100'", "b'111111111'"));
        types.put("bit(64)", List.of("0", "0x8000000000000000", "0xffffffffffffffff", "0x0a095c0000000000"));
        types.put(
                "float",
                List.of(
                        "'-0.0'",
                        "1.4e-45",
                        "1.17549435e-38",
                        "3.4028234e38",
                        "-3.4028234e38",
                        "0.1",
                        "16777216",
                        "1e10"));
        types.put("float(7,4)", List.of("0.1234", "-999.9999"));
        types.put(
                "double",
                List.of(
                        "'-0.0'",
                        "5e-324",
                        "2.2250738585072014e-308",
                        "1.7976931348623157e308",
                        "0.1",
                        "1e22",
                        "1e23"));
        types.put("double(10,3) unsigned", List.of("0.125", "9999999.999"));
        types.put(
                "decimal(65,30)",
                List.of("'-99999999999999999999999999999999999.999999999999999999999999999999'", "0"));
        types.put("decimal(5,0)", List.of("99999", "-1"));
        types.put("decimal(10,2) unsigned zerofill", List.of("1.50"));
        types.put(
                "date",
                List.of(
                        "'0000-00-00'",
                        "'2010-00-12'",
                        "'2010-02-31'",
                        "'1000-01-01'",
                        "'0001-01-01'",
                        "'9999-12-31'"));
        types.put("datetime", List.of("'0000-00-00 00:00:00'", "'2010-00-12 10:00:00'", "'9999-12-31 23:59:59'"));
        types.put("datetime(6)", List.of("'1582-10-10 00:00:00.000001'", "'9999-12-31 23:59:59.999999'"));
        types.put("timestamp null", List.of("'0000-00-00 00:00:00'", "'1970-01-01 00:00:01'", "'2038-01-19 03:14:07'"));
        types.put("timestamp(3) null", List.of("'2000-02-29 12:34:56.789'", "'2026-03-29 02:30:00'"));
        types.put("time", List.of("'-838:59:59'", "'838:59:59'", "'00:00:00'", "'-00:00:01'"));
        types.put("time(6)", List.of("'-838:59:58.999999'", "'10:00:00.5'"));
        List<String> texts = List.of(
                "''", "'NULL'", "'\\\\N'", "'tab\\tline\\nnul\\0back\\\\slash\\'quote\"'", "'\\r\\n\\Z'", "'Grüße 😀'");
        types.put("char(40)", texts);
        types.put("varchar(40)", List.of("' a '", "'Grüße 😀'", "'{escape}'"));
        types.put("tinytext", texts);
        types.put("text", texts);
        types.put("mediumtext", texts);
        types.put("longtext", List.of("REPEAT('é', 100000)"));
        types.put("varchar(40) character set latin1", List.of("'é€'", "x'818d8f909d'", "x'80ff0009'"));
        types.put("varchar(40) character set utf8mb3", List.of("'é€\\n'"));
        types.put("varchar(40) character set ascii", List.of("'a\\tb'"));
        types.put("text character set utf16", List.of("'é😀\\n'"));
        types.put("varchar(40) character set ucs2", List.of("'é\\t'"));
        types.put("varchar(40) character set utf32", List.of("'😀\\t'"));
        types.put("varchar(40) character set sjis", List.of("'表\\t'", "x'5c7e'", "x'8ec0'"));
        types.put("varchar(40) character set cp1251", List.of("'Ж\\t'", "x'98'"));
        types.put("varchar(40) character set gbk", List.of("'表'"));
        types.put("varchar(40) character set binary", List.of("x'00ff5c'"));
        types.put("enum('a','','it''s, b\\\\','2')", List.of("'a'", "''", "'2'", "3", "0"));
        types.put("enum('ä','ö') character set latin1", List.of("'ö'", "0"));
        types.put("set('a','b','it''s')", List.of("''", "'a,it''s'", "'b'"));
        types.put(
                "json",
                List.of("'null'", "'{\"a\": [1, 2.5, -0.0, 1e100, 18446744073709551615, \"é😀\\\\n\"]}'", "'\"\"'"));
        types.put("binary(3)", List.of("x'000000'", "x'ff0a5c'"));
        types.put("varbinary(10)", List.of("''", "x'000a095c4eff'", "x'00'"));
        types.put("tinyblob", List.of("x'00ff'"));
        types.put("blob", List.of("x'5c4e'", "UNHEX(REPEAT('000a095c27', 1000))"));
        types.put("mediumblob", List.of("UNHEX(REPEAT('ff', 100000))"));
        types.put("longblob", List.of("UNHEX(REPEAT('00', 100000))"));
        types.put("geometry", List.of("ST_GeomFromText('POINT(1 2)')", "ST_GeomFromText('GEOMETRYCOLLECTION EMPTY')"));
        types.put("point", List.of("ST_GeomFromText('POINT(1 2)', 4326)"));
        types.put("linestring", List.of("ST_GeomFromText('LINESTRING(0 0, 1 1)')"));
        types.put("polygon", List.of("ST_GeomFromText('POLYGON((0 0, 1 1, 1 0, 0 0))')"));
        types.put("multipoint", List.of("ST_GeomFromText('MULTIPOINT(0 0, 1 1)')"));
        types.put("multilinestring", List.of("ST_GeomFromText('MULTILINESTRING((0 0, 1 1))')"));
        types.put("multipolygon", List.of("ST_GeomFromText('MULTIPOLYGON(((0 0, 1 1, 1 0, 0 0)))')"));
        types.put("geometrycollection", List.of("ST_GeomFromText('GEOMETRYCOLLECTION(POINT(1 2))')"));
        return types;
    }
}
