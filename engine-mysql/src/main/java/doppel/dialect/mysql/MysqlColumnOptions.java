package doppel.dialect.mysql;

import doppel.dialect.mysql.connect.MysqlFlavor;
import doppel.dialect.mysql.definition.MysqlOthers;
import doppel.dialect.portable.PortableSchema;
import doppel.dialect.portable.PortableTable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What MySQL and MariaDB both say of a column besides its type: its collation, that it takes the time of each change,
 * and that it is invisible. A schema names these among its other definitions.
 */
final class MysqlColumnOptions {

    private static final Pattern COLLATION = Pattern.compile("collation ([a-z0-9_]{1,64}) of (.*)", Pattern.DOTALL);

    /** Collations that both know in all of their versions. */
    private static final Pattern COMMON = Pattern.compile("utf8mb4_(bin|(general|unicode|unicode_520|icelandic|latvian"
            + "|romanian|slovenian|polish|estonian|spanish|swedish|turkish|czech|danish|lithuanian|slovak|spanish2"
            + "|roman|persian|esperanto|hungarian|sinhala|german2|croatian|vietnamese)_ci)");

    private static final Pattern TIME = Pattern.compile("(timestamp|datetime).*");

    private static final Pattern TEXT = Pattern.compile("(var)?char\\b.*|(tiny|medium|long)?text\\b.*|(enum|set)\\(.*");

    private final boolean family;
    private final boolean own;
    private final boolean collations;
    private final Set<String> marks = new HashSet<>();
    private final Map<String, String> collationsByPlace = new HashMap<>();
    private String usualCollation;

    private MysqlColumnOptions(boolean family, boolean own, boolean collations) {
        this.family = family;
        this.own = own;
        this.collations = collations;
    }

    /** Those of a schema of this family; none of others. */
    static MysqlColumnOptions of(PortableSchema schema, MysqlFlavor flavor, MysqlTableChoices choices) {
        Set<String> engines =
                schema.tables().stream().map(PortableTable::engine).collect(Collectors.toSet());
        boolean family = engines.stream()
                .allMatch(engine -> Stream.of(MysqlFlavor.values())
                        .anyMatch(relative -> relative.id().equals(engine)));
        MysqlColumnOptions options =
                new MysqlColumnOptions(family, engines.equals(Set.of(flavor.id())), !choices.chooseText());
        if (family) {
            schema.others().forEach(options::addCollation);
            Set<String> others = Set.copyOf(schema.others());
            schema.tables()
                    .forEach(table -> table.table().columns().forEach(column -> {
                        String place = table.name() + "." + column.name();
                        if (others.contains(MysqlOthers.AUTOMATIC + place)
                                && TIME.matcher(column.type()).matches()) {
                            options.marks.add(MysqlOthers.AUTOMATIC + place);
                        }
                        // one of the two wants such a column to have a value of its own
                        boolean optional =
                                column.nullable() || column.defaultValue() != null || table.numbers(column.name());
                        if (others.contains(MysqlOthers.INVISIBLE + place) && optional) {
                            options.marks.add(MysqlOthers.INVISIBLE + place);
                        }
                    }));
        }
        return options;
    }

    private void addCollation(String other) {
        if (other.startsWith(PortableSchema.DEFAULT_COLLATION)) {
            String usual = other.substring(PortableSchema.DEFAULT_COLLATION.length());
            if (!own && knows(usual)) {
                usualCollation = usual;
            }
            return;
        }
        Matcher collation = COLLATION.matcher(other);
        if (collation.matches() && knows(collation.group(1))) {
            collationsByPlace.put(collation.group(2), collation.group(1));
        }
    }

    private boolean knows(String collation) {
        return collations && (own || COMMON.matcher(collation).matches());
    }

    /** Whether one of the other definitions of a schema of this family is of the kinds that may be among these. */
    boolean knowsOf(String other) {
        return family
                && (other.startsWith(PortableSchema.DEFAULT_COLLATION)
                        || other.startsWith(MysqlOthers.AUTOMATIC)
                        || other.startsWith(MysqlOthers.INVISIBLE)
                        || COLLATION.matcher(other).matches());
    }

    /** Whether one of the other definitions of the schema is among these. */
    boolean carry(String other) {
        if (other.startsWith(PortableSchema.DEFAULT_COLLATION)) {
            return own || !collations || knows(other.substring(PortableSchema.DEFAULT_COLLATION.length()));
        }
        Matcher collation = COLLATION.matcher(other);
        return marks.contains(other) || collation.matches() && knows(collation.group(1));
    }

    /** What follows the type of a column in its definition. */
    String of(String table, String column, String type) {
        String place = table + "." + column;
        String collation = collationsByPlace.getOrDefault(place, collationsByPlace.getOrDefault(table, usualCollation));
        StringBuilder options = new StringBuilder();
        if (collation != null && TEXT.matcher(type).matches()) {
            options.append(" COLLATE ").append(collation);
        }
        if (marks.contains(MysqlOthers.AUTOMATIC + place) && TIME.matcher(type).matches()) {
            int fraction = type.indexOf('(');
            options.append(" ON UPDATE CURRENT_TIMESTAMP")
                    .append(fraction < 0 ? "" : type.substring(fraction, type.indexOf(')') + 1));
        }
        return options.append(marks.contains(MysqlOthers.INVISIBLE + place) ? " INVISIBLE" : "")
                .toString();
    }
}
