package doppel.dialect.mysql.definition;

import doppel.DatabaseException;
import doppel.dialect.mysql.connect.MysqlSession;
import doppel.dialect.mysql.definition.MysqlToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Defaults of columns that the server does not show as they are: it describes itself in UTF-8 of three bytes, where a
 * character that needs four is a question mark, although rows get the character. Older versions of MariaDB show the
 * bytes of wide characters.
 */
final class MysqlHiddenDefaults {

    private static final String DOING = "Reading the defaults of columns";

    private static final String ONE_ROW = "doppel_one_row";

    private final List<HiddenDefault> all;

    private record HiddenDefault(String table, String column, String value) {}

    private MysqlHiddenDefaults(List<HiddenDefault> all) {
        this.all = all;
    }

    /** Those of the chosen database. */
    static MysqlHiddenDefaults read(MysqlSession session) {
        List<HiddenDefault> shown = session.list(
                DOING,
                "SELECT TABLE_NAME, COLUMN_NAME, COLUMN_DEFAULT FROM information_schema.COLUMNS WHERE "
                        + MysqlStructure.isChosen("TABLE_SCHEMA")
                        + " AND (COLUMN_DEFAULT LIKE '%?%' OR COLUMN_DEFAULT LIKE '%\\0%')"
                        + " AND CHARACTER_SET_NAME IS NOT NULL AND EXTRA NOT LIKE '%DEFAULT_GENERATED%'"
                        + (session.isMariadb() ? " AND COLUMN_DEFAULT LIKE '''%'''" : ""),
                row -> new HiddenDefault(row.getString(1), row.getString(2), shown(session, row.getString(3))));
        List<HiddenDefault> hidden = new ArrayList<>();
        for (HiddenDefault one : shown) {
            trueValue(session, one)
                    .filter(value -> !value.equals(one.value()))
                    .ifPresent(value -> hidden.add(new HiddenDefault(one.table(), one.column(), value)));
        }
        return new MysqlHiddenDefaults(hidden);
    }

    private static String shown(MysqlSession session, String value) {
        return session.isMariadb()
                ? MysqlToken.of(value, MysqlToken.Mode.PLAIN).get(0).text()
                : value;
    }

    /** What a row would get: the server says it of a row, so a table without rows lends its form to a temporary one. */
    private static Optional<String> trueValue(MysqlSession session, HiddenDefault one) {
        String value = "CONVERT(DEFAULT(" + MysqlSession.quote(one.column()) + ") USING utf8mb4)";
        String table = MysqlSession.quote(one.table());
        String said = session.string(DOING, "SELECT " + value + " FROM " + table + " LIMIT 1");
        if (said != null) {
            return Optional.of(said);
        }
        try {
            session.run(DOING, "CREATE TEMPORARY TABLE " + ONE_ROW + " LIKE " + table);
            session.run(DOING, "INSERT IGNORE INTO " + ONE_ROW + " () VALUES ()");
            return Optional.ofNullable(session.string(DOING, "SELECT " + value + " FROM " + ONE_ROW));
        } catch (DatabaseException e) { // no right to it, or a partitioned table: nobody can tell
            return Optional.empty();
        } finally {
            session.run(DOING, "DROP TEMPORARY TABLE IF EXISTS " + ONE_ROW);
        }
    }

    /** The default of a column as a literal, if it is hidden. */
    Optional<String> of(String table, String column) {
        return all.stream()
                .filter(one -> one.table().equals(table) && one.column().equals(column))
                .map(one -> MysqlSession.text(one.value()))
                .findFirst();
    }

    /** The definition of a table, as the server shows it, with the true defaults. */
    String in(String table, String shown) {
        Map<String, String> hidden = all.stream()
                .filter(one -> one.table().equals(table))
                .collect(Collectors.toMap(HiddenDefault::column, one -> MysqlSession.text(one.value())));
        if (hidden.isEmpty()) {
            return shown;
        }
        MysqlTableText text = MysqlTableText.of(shown);
        return new MysqlTableText(
                        text.head(),
                        text.elements().stream()
                                .map(element -> withDefault(element, hidden))
                                .toList(),
                        text.foreignKeys(),
                        text.tail())
                .text();
    }

    private static String withDefault(String element, Map<String, String> hidden) {
        List<MysqlToken> tokens = MysqlToken.of(element, MysqlToken.Mode.PLAIN);
        String value =
                tokens.get(0).kind() == Kind.NAME ? hidden.get(tokens.get(0).text()) : null;
        for (int i = 1; value != null && i < tokens.size(); i++) {
            if (tokens.get(i - 1).is("default") && tokens.get(i).kind() == Kind.STRING) {
                return element.substring(0, tokens.get(i).start())
                        + value
                        + element.substring(tokens.get(i).end());
            }
        }
        return element;
    }
}
