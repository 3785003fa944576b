package doppel.dialect.mysql;

import doppel.ErrorCode;
import doppel.UsageException;
import doppel.dialect.mysql.connect.MysqlFlavor;
import doppel.dialect.mysql.connect.MysqlSession;
import doppel.dialect.translation.TableOptions;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The user's choices for the tables of a target: the options of {@code CREATE TABLE} that decide how rows are stored.
 */
final class MysqlTableChoices {

    private static final String ENGINE = "engine";
    private static final String CHARSET = "charset";
    private static final String COLLATE = "collate";
    private static final String ROW_FORMAT = "row_format";

    private final Map<String, String> given;

    /** @throws UsageException if there are options that are not known, or values that are not words */
    MysqlTableChoices(MysqlFlavor flavor, Map<String, String> given) {
        TableOptions.requireKnown(flavor.displayName(), given, List.of(ENGINE, CHARSET, COLLATE, ROW_FORMAT));
        this.given = given;
        given.forEach((option, value) -> {
            if (!value.matches("[A-Za-z0-9_]+")) {
                throw new UsageException(
                        ErrorCode.USAGE,
                        "The table option " + option + " cannot be " + value + ".",
                        "Give a word, such as --table-option engine=InnoDB.");
            }
        });
    }

    private Optional<String> charset() {
        Optional<String> collation = Optional.ofNullable(given.get(COLLATE));
        return Optional.ofNullable(given.get(CHARSET))
                .or(() -> collation.map(name -> name.startsWith("uca") ? "utf8mb4" : name.replaceFirst("_.*", "")));
    }

    /** Whether they say how text is encoded or compared, whatever its columns say. */
    boolean chooseText() {
        return given.containsKey(CHARSET) || given.containsKey(COLLATE);
    }

    /** How many bytes a key can have. */
    int longestKey() {
        boolean old = List.of("compact", "redundant").contains(word(ROW_FORMAT));
        return word(ENGINE).equals("myisam") ? 1_000 : word(ENGINE).equals("aria") ? 2_000 : old ? 767 : 3_072;
    }

    private String word(String option) {
        return given.getOrDefault(option, "").toLowerCase(Locale.ROOT);
    }

    /** The text after the closing bracket of a new table: unless the user chooses otherwise, all text is possible. */
    String ofNewTables() {
        return " ENGINE=" + given.getOrDefault(ENGINE, "InnoDB")
                + (given.containsKey(ROW_FORMAT) ? " ROW_FORMAT=" + given.get(ROW_FORMAT) : "")
                + " DEFAULT CHARACTER SET " + charset().orElse("utf8mb4")
                + (given.containsKey(COLLATE) ? " COLLATE " + given.get(COLLATE) : "");
    }

    /** The statements that change tables. */
    String changing(List<String> tables) {
        String storage = (given.containsKey(ENGINE) ? " ENGINE=" + given.get(ENGINE) : "")
                + (given.containsKey(ROW_FORMAT) ? " ROW_FORMAT=" + given.get(ROW_FORMAT) : "");
        String text =
                charset().map(charset -> " CONVERT TO CHARACTER SET " + charset).orElse("")
                        + (given.containsKey(COLLATE) ? " COLLATE " + given.get(COLLATE) : "");
        StringBuilder script = new StringBuilder();
        for (String table : tables) {
            for (String change : List.of(storage, text)) {
                if (!change.isEmpty()) {
                    script.append("ALTER TABLE ")
                            .append(MysqlSession.quote(table))
                            .append(change)
                            .append(";\n");
                }
            }
        }
        return script.toString();
    }
}
