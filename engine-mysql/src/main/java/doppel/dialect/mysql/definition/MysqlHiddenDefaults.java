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

    /** None. */
    static MysqlHiddenDefaults none() {
        return new MysqlHiddenDefaults(List.of());
    }

    /** Those of the tables of the chosen database. */
    static MysqlHiddenDefaults read(MysqlSession session) {
        List<HiddenDefault> shown = session.list(
                DOING,
                "SELECT c.TABLE_NAME, c.COLUMN_NAME, c.COLUMN_DEFAULT FROM information_schema.COLUMNS c JOIN"
                        + " information_schema.TABLES t USING (TABLE_SCHEMA, TABLE_NAME) WHERE t.TABLE_TYPE IN ('BASE"
                        + " TABLE', 'SYSTEM VERSIONED') AND " + MysqlTableOptions.hasOwnRows("t.ENGINE") + " AND "
                        + MysqlStructure.isChosen("c.TABLE_SCHEMA")
                        + " AND (c.COLUMN_DEFAULT LIKE '%?%' OR c.COLUMN_DEFAULT LIKE '%\\0%')"
                        + " AND c.CHARACTER_SET_NAME IS NOT NULL AND c.EXTRA NOT LIKE '%DEFAULT_GENERATED%'"
                        + (session.isMariadb() ? " AND c.COLUMN_DEFAULT LIKE '''%'''" : ""),
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

    /** What a row would get; empty if nobody can tell. */
    private static Optional<String> trueValue(MysqlSession session, HiddenDefault one) {
        String value = "CONVERT(DEFAULT(" + MysqlSession.quote(one.column()) + ") USING utf8mb4)";
        String table = MysqlSession.quote(one.table());
        String ofRow = "SELECT " + value + " FROM " + table + " LIMIT 1";
        String ofNoRow = "SELECT " + value + " FROM (SELECT 1) AS one LEFT JOIN " + table + " ON FALSE";
        String said = session.string(DOING, ofRow);
        said = said != null ? said : session.string(DOING, ofNoRow); // null for a column that may not be
        return said != null ? Optional.of(said) : ofTemporaryRow(session, one, value);
    }

    /** The column alone, in a table for this session, with a row of it. */
    private static Optional<String> ofTemporaryRow(MysqlSession session, HiddenDefault one, String value) {
        try {
            session.run(
                    DOING,
                    "CREATE TEMPORARY TABLE " + ONE_ROW + " AS SELECT " + MysqlSession.quote(one.column()) + " FROM "
                            + MysqlSession.quote(one.table()) + " LIMIT 0");
        } catch (DatabaseException e) { // no right to it
            return Optional.empty();
        }
        try {
            session.run(DOING, "INSERT INTO " + ONE_ROW + " () VALUES ()");
            return Optional.ofNullable(session.string(DOING, "SELECT " + value + " FROM " + ONE_ROW));
        } finally {
            session.run(DOING, "DROP TEMPORARY TABLE " + ONE_ROW);
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
