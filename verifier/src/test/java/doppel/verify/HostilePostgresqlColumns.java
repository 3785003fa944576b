package doppel.verify;

import static doppel.verify.HostilePostgresql.literal;
import static doppel.verify.HostilePostgresql.quoted;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Draws columns of a hostile database of PostgreSQL: their types, some made for them, and what to fill them with. */
final class HostilePostgresqlColumns {

    /** A column, and expressions of values for it. */
    record Column(String name, String type, List<String> values) {

        String definition() {
            return quoted(name) + " " + type;
        }
    }

    private static final Map<String, List<String>> MODIFIED = Map.ofEntries(
            Map.entry("character(5)", List.of("'a'", "''", "'é  '", "'\\n'")),
            Map.entry("character varying(3)", List.of("'abc'", "' '", "E'\\u2028'")),
            Map.entry("bit(3)", List.of("B'101'", "B'000'")),
            Map.entry("bit varying(9)", List.of("B''", "B'1'")),
            Map.entry("numeric(10,2)", List.of("1.5", "-99999999.99", "0", "'NaN'")),
            Map.entry("numeric(3,-2)", List.of("12300", "-99900")),
            Map.entry("numeric(2,5)", List.of("0.00012")),
            Map.entry("timestamp(0) without time zone", List.of("'2010-01-12 10:00:00'", "'infinity'")),
            Map.entry("timestamp(3) with time zone", List.of("'2010-01-12 10:00:00.125+05:30'", "'0044-03-15 BC'")),
            Map.entry("time(1) without time zone", List.of("'10:00:00.5'", "'24:00'")),
            Map.entry("interval day to second(2)", List.of("'1 day 02:00:03.25'", "'-1'")),
            Map.entry("text COLLATE \"C\"", List.of("'é'", "'B'", "'a'")),
            Map.entry("text COLLATE \"und-x-icu\"", List.of("'é'", "'B'", "'a'")),
            Map.entry("integer[][]", List.of("'[-2:-1][0:1]={{1,2},{3,NULL}}'", "'{}'", "NULL")),
            Map.entry("double precision", List.of("random()", "1e23", "-0.0::float8", "pi()")),
            Map.entry("real", List.of("random()::real", "1e-45", "16777217")));

    private final HostileServerSession session;
    private final List<String> schemas;
    private final List<Column> made = new ArrayList<>();

    HostilePostgresqlColumns(HostileServerSession session, List<String> schemas) {
        this.session = session;
        this.schemas = schemas;
    }

    /** Makes some types. */
    void makeTypes() {
        for (int i = session.random.nextInt(5); i > 0; i--) {
            String name = quoted(session.pick(schemas)) + "." + quoted(session.names.object());
            switch (session.random.nextInt(4)) {
                case 0 -> {
                    List<String> labels = Stream.concat(Stream.of("sad"), session.names.columns(4).stream())
                            .distinct()
                            .map(HostilePostgresql::literal)
                            .toList();
                    make(name, "CREATE TYPE " + name + " AS ENUM (" + String.join(", ", labels) + ")", labels);
                }
                case 1 -> {
                    Column base = column("base");
                    make(
                            name,
                            "CREATE DOMAIN " + name + " AS " + base.type() + " CONSTRAINT "
                                    + quoted(session.names.object())
                                    + " CHECK (VALUE IS NOT NULL OR 'it''s' <> '\\')",
                            base.values());
                }
                case 2 -> {
                    List<Column> fields = columns(1 + session.random.nextInt(3));
                    List<String> values = Stream.generate(() -> fields.stream()
                                    .map(this::value)
                                    .collect(Collectors.joining(", ", "ROW(", ")::" + name)))
                            .limit(3)
                            .toList();
                    make(name, "CREATE TYPE " + name + " AS (" + definitions(fields) + ")", values);
                }
                default ->
                    make(
                            name,
                            "CREATE TYPE " + name + " AS RANGE (subtype = text, collation = \"C\")",
                            List.of("'empty'", "'[a,b)'", "'(,\"\\\\\\\"\")'", "'(,)'"));
            }
        }
    }

    private void make(String name, String statement, List<String> values) {
        if (session.attempt(statement)) {
            made.add(new Column("", name, values));
        }
    }

    static String definitions(List<Column> columns) {
        return columns.stream().map(Column::definition).collect(Collectors.joining(", "));
    }

    /** So many columns for one table. */
    List<Column> columns(int count) {
        return session.names.columns(count).stream().map(this::column).collect(Collectors.toCollection(ArrayList::new));
    }

    /** A column of any type. */
    Column column(String name) {
        return switch (session.random.nextInt(10)) {
            case 0, 1, 2 -> new Column(name, session.pick("text", "text", "character varying"), texts());
            case 3 ->
                new Column(
                        name,
                        "bytea",
                        List.of("'\\x" + session.hexadecimal() + "'", "'\\x" + session.hexadecimal() + "'"));
            case 4, 5 -> {
                if (made.isEmpty()) {
                    yield column(name);
                }
                Column type = session.pick(made);
                yield session.oneIn(3) ? array(name, type) : new Column(name, type.type(), type.values());
            }
            case 6 -> array(name, ofServer(name));
            case 7 -> {
                String type = session.pick(MODIFIED.keySet().stream().sorted().toList());
                yield new Column(name, type, MODIFIED.get(type));
            }
            default -> ofServer(name);
        };
    }

    private Column ofServer(String name) {
        String type = session.pick(List.copyOf(PostgresqlTypeValues.all().keySet()));
        List<String> values = PostgresqlTypeValues.all().get(type).stream()
                .filter(value -> value.length() < 20_000)
                .map(HostilePostgresql::literal)
                .toList();
        return new Column(name, "pg_catalog." + quoted(type), values);
    }

    private Column array(String name, Column of) {
        String type = of.type().replaceAll(" COLLATE .*", "") + "[]";
        List<String> values = new ArrayList<>(List.of("'{}'", "ARRAY[NULL]::" + type));
        for (int i = 0; i < 3; i++) {
            values.add("ARRAY[" + session.pick(of.values()) + ", NULL, " + session.pick(of.values()) + "]::" + type);
        }
        return new Column(name, type, values);
    }

    private List<String> texts() {
        return Stream.generate(() -> literal(session.text())).limit(6).toList();
    }

    /** A value for the column, or NULL. */
    String value(Column column) {
        return session.oneIn(6) ? "NULL" : session.pick(column.values());
    }
}
