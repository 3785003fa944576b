package doppel.dialect.mysql;

import doppel.dialect.PortableSchema;
import doppel.dialect.PortableTable;
import doppel.dialect.mysql.connect.MysqlFlavor;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
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

    /** Before the table and column that take the time of each change. */
    private static final String AUTOMATIC = "automatic update of ";

    private static final String INVISIBLE = "invisible column ";

    private static final Pattern COLLATION = Pattern.compile("collation ([a-z0-9_]{1,64}) of (.*)", Pattern.DOTALL);

    /** Collations of which one of the two knows nothing. */
    private static final Pattern NOT_COMMON = Pattern.compile(".*_(0900|uca1400|nopad)_.*|.*_(tolower|thai)_.*");

    private static final Pattern TEXT = Pattern.compile("(var)?char\\b.*|(tiny|medium|long)?text\\b.*|(enum|set)\\(.*");

    private final boolean own;
    private final boolean collations;
    private final Set<String> marks = new HashSet<>();
    private final Map<String, String> collationsByPlace = new HashMap<>();

    /**
     * @param own whether the schema is of the very engine that it is written for
     * @param collations whether columns keep their collations
     */
    private MysqlColumnOptions(List<String> others, boolean own, boolean collations) {
        this.own = own;
        this.collations = collations;
        for (String other : others) {
            Matcher collation = COLLATION.matcher(other);
            if (collation.matches()) {
                if (knows(collation.group(1))) {
                    collationsByPlace.put(collation.group(2), collation.group(1));
                }
            } else if (other.startsWith(AUTOMATIC) || other.startsWith(INVISIBLE)) {
                marks.add(other);
            }
        }
    }

    /** Those of a schema of this family; none of others. */
    static MysqlColumnOptions of(PortableSchema schema, MysqlFlavor flavor, MysqlTableChoices choices) {
        Set<String> engines =
                schema.tables().stream().map(PortableTable::engine).collect(Collectors.toSet());
        boolean family = Stream.of(MysqlFlavor.values())
                .map(MysqlFlavor::id)
                .collect(Collectors.toSet())
                .containsAll(engines);
        return new MysqlColumnOptions(
                family ? schema.others() : List.of(), engines.equals(Set.of(flavor.id())), !choices.chooseText());
    }

    private boolean knows(String collation) {
        return collations
                && (own
                        || collation.startsWith("utf8mb4_")
                                && !NOT_COMMON.matcher(collation).matches());
    }

    /** Whether one of the other definitions of the schema is among these. */
    boolean carry(String other) {
        Matcher collation = COLLATION.matcher(other);
        return marks.contains(other) || collation.matches() && knows(collation.group(1));
    }

    /** What follows the type of a column in its definition. */
    String of(String table, String column, String type) {
        String place = table + "." + column;
        String collation = collationsByPlace.getOrDefault(place, collationsByPlace.get(table));
        StringBuilder options = new StringBuilder();
        if (collation != null && TEXT.matcher(type).matches()) {
            options.append(" COLLATE ").append(collation);
        }
        if (marks.contains(AUTOMATIC + place)) {
            int fraction = type.indexOf('(');
            options.append(" ON UPDATE CURRENT_TIMESTAMP")
                    .append(fraction < 0 ? "" : type.substring(fraction, type.indexOf(')') + 1));
        }
        return options.append(marks.contains(INVISIBLE + place) ? " INVISIBLE" : "")
                .toString();
    }
}
