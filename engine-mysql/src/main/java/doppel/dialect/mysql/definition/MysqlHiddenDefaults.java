package doppel.dialect.mysql.definition;

import doppel.dialect.mysql.connect.MysqlSession;
import doppel.dialect.mysql.definition.MysqlToken.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Defaults of columns that the server does not show as they are: it describes itself in UTF-8 of three bytes, where a
 * character that needs four is a question mark, although rows get the character.
 */
final class MysqlHiddenDefaults {

    private static final String DOING = "Reading the defaults of columns";

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
                        + " AND COLUMN_DEFAULT LIKE '%?%' AND CHARACTER_SET_NAME IS NOT NULL AND EXTRA NOT LIKE"
                        + " '%DEFAULT_GENERATED%'"
                        + (session.isMariadb() ? " AND COLUMN_DEFAULT LIKE '''%'''" : ""),
                row -> new HiddenDefault(row.getString(1), row.getString(2), row.getString(3)));
        return new MysqlHiddenDefaults(shown.stream()
                .map(found -> new HiddenDefault(found.table(), found.column(), value(session, found)))
                .filter(found -> found.value().codePoints().anyMatch(Character::isSupplementaryCodePoint))
                .toList());
    }

    /** What a row would get; asked without reading a row. */
    private static String value(MysqlSession session, HiddenDefault found) {
        return session.string(
                DOING,
                "SELECT CONVERT(DEFAULT(t." + MysqlSession.quote(found.column()) + ") USING utf8mb4) FROM (SELECT 1)"
                        + " AS one LEFT JOIN " + MysqlSession.quote(found.table()) + " AS t ON FALSE");
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
