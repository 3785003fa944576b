package doppel.dialect.mysql.definition;

import doppel.dialect.mysql.connect.MysqlSession;
import doppel.dialect.mysql.definition.MysqlDefinition.Kind;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * All definitions of a database, in an order in which they can be created, and without the database's own name.
 *
 * @param collation the database's default collation
 * @param comment the database's comment; empty where there is none
 * @param tables the tables by name, as {@code SHOW CREATE TABLE} prints them
 * @param sequences the positions of MariaDB's sequences, a statement each
 * @param definitions everything else
 * @param unreadable definitions that this account may not read, and views that lead nowhere, a sentence each
 */
public record MysqlStructure(
        String collation,
        String comment,
        Map<String, String> tables,
        List<String> sequences,
        List<MysqlDefinition> definitions,
        List<String> unreadable) {

    /** The structure of a database that does not exist. */
    public static final MysqlStructure EMPTY = new MysqlStructure(null, "", Map.of(), List.of(), List.of(), List.of());

    /** The condition that a column of {@code information_schema} holds the chosen database, with exact letter case. */
    public static String isChosen(String column) {
        return column + " = DATABASE() AND CAST(" + column + " AS BINARY) = CAST(DATABASE() AS BINARY)";
    }

    /** Reads the chosen database. */
    public static MysqlStructure read(MysqlSession session) {
        return new MysqlStructureReader(session, false).read(true);
    }

    /** Reads the chosen database, with views that lead nowhere. */
    public static MysqlStructure readAll(MysqlSession session) {
        return new MysqlStructureReader(session, true).read(true);
    }

    /** Reads all but the tables of the chosen database, with views that lead nowhere at present. */
    public static MysqlStructure readDefinitions(MysqlSession session) {
        return new MysqlStructureReader(session, true).read(false);
    }

    /**
     * The tables of the chosen database whose defaults take numbers from sequences, without the names of this database
     * and of the one that they were created in.
     */
    public static Map<String, String> tablesOfSequences(MysqlSession session, String created) {
        Predicate<String> own = isNamed(session, session.database()).or(isNamed(session, created));
        Map<String, String> tables = new TreeMap<>();
        for (String table : session.strings(
                "Looking for defaults from sequences",
                "SELECT DISTINCT TABLE_NAME FROM information_schema.COLUMNS WHERE " + isChosen("TABLE_SCHEMA")
                        + " AND COLUMN_DEFAULT REGEXP '(nextval|lastval|setval)[(]'")) {
            tables.put(
                    table,
                    MysqlNames.of(MysqlStructureReader.shownTable(session, table), MysqlToken.Mode.PLAIN)
                            .without(own));
        }
        return tables;
    }

    /** The definitions of these kinds. */
    public List<MysqlDefinition> definitions(Kind... kinds) {
        List<Kind> wanted = List.of(kinds);
        return definitions.stream()
                .filter(definition -> wanted.contains(definition.kind()))
                .toList();
    }

    /** Turns the name of a database into a test that follows the server's rule about letter case. */
    public static Predicate<String> isNamed(MysqlSession session, String database) {
        boolean folds = session.foldsNames();
        return name -> folds ? name.equalsIgnoreCase(database) : name.equals(database);
    }
}
