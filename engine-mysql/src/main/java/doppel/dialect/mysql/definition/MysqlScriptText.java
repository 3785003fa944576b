package doppel.dialect.mysql.definition;

import doppel.dialect.mysql.connect.MysqlSettings;
import java.util.List;

/**
 * Writes a script statement by statement, and states the settings that each needs when they change. Not thread-safe.
 */
public final class MysqlScriptText {

    private static final List<String> DELIMITERS = List.of(";;", "$$", "//", "%%", "@@");

    private final StringBuilder text = new StringBuilder();
    private MysqlSettings settings = MysqlSettings.PLAIN;

    /** A line. */
    void line(String line) {
        text.append(line).append('\n');
    }

    /** A comment line. */
    void comment(String comment) {
        line("-- " + comment);
    }

    /** An empty line. */
    void blank() {
        text.append('\n');
    }

    /** A statement without semicolons outside of its strings and names. */
    void statement(String sql) {
        line(sql + ";");
    }

    /** Writes those of these settings that differ from the current ones. */
    void settings(MysqlSettings wanted) {
        wanted.statementsAfter(settings).forEach(this::statement);
        settings = wanted.over(settings);
    }

    /** A definition with its settings. */
    void definition(MysqlDefinition definition) {
        blank();
        MysqlSettings wanted = definition.settings();
        settings(
                lostCharset(definition)
                        ? new MysqlSettings(
                                wanted.sqlMode(),
                                wanted.timeZone(),
                                "utf8mb4",
                                wanted.collation(),
                                wanted.databaseCollation())
                        : wanted);
        if (!definition.kind().isCompound()) {
            statement(definition.sqlOfDefiner());
            return;
        }
        String sql = definition.sqlOfDefiner();
        String delimiter = delimiter(sql);
        line("DELIMITER " + delimiter);
        line(sql + (endsInComment(definition) ? "\n" : "") + delimiter);
        line("DELIMITER ;");
    }

    /** Whether the text cannot be written in the character set of the client that created it. */
    boolean lostCharset(MysqlDefinition definition) {
        String charset = definition.settings().charset();
        return charset != null
                && !charset.startsWith("utf8")
                && !definition.sql().chars().allMatch(c -> c < 0x80);
    }

    private static boolean endsInComment(MysqlDefinition definition) {
        String sql = definition.sql();
        String last = sql.substring(sql.lastIndexOf('\n') + 1);
        return last.contains("#") || last.contains("--");
    }

    private static String delimiter(String sql) {
        return DELIMITERS.stream()
                .filter(delimiter -> !sql.contains(delimiter) && !sql.endsWith(delimiter.substring(0, 1)))
                .findFirst()
                .orElseGet(() -> {
                    String delimiter = "END_OF_DEFINITION";
                    while (sql.contains(delimiter)) {
                        delimiter += "_";
                    }
                    return delimiter;
                });
    }

    /** Text as a string literal for a session with backslash escapes. */
    public static String string(String value) {
        return "'" + value.replace("\\", "\\\\").replace("'", "''") + "'";
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
