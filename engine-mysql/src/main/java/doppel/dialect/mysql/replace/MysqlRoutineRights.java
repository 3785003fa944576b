package doppel.dialect.mysql.replace;

import doppel.DatabaseException;
import doppel.dialect.mysql.connect.MysqlSession;
import doppel.dialect.mysql.definition.MysqlDefinition;
import doppel.dialect.mysql.definition.MysqlDefinition.Kind;
import doppel.dialect.mysql.replace.MysqlJournal.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Rights of accounts on single routines: the server revokes them when a routine is dropped, so they have to be granted
 * again with the new routine. All other rights depend on names, and stay.
 */
record MysqlRoutineRights(MysqlWorkplace workplace) {

    /** The journal's word for a right. */
    static final String WORD = "grant";

    private static final Set<String> RIGHTS = Set.of("EXECUTE", "ALTER ROUTINE");
    private static final Set<String> KINDS = Set.of("FUNCTION", "PROCEDURE");
    private static final String OPTION = "GRANT OPTION";

    /**
     * What the journal says of the rights on routines of the live database that may be dropped and created again. They
     * are tried out, since granting an existing right changes nothing.
     */
    List<Line> lines(List<MysqlDefinition> created) {
        MysqlSession session = workplace.session();
        List<String[]> rights;
        try {
            rights = session.list(
                    "Reading the rights on routines",
                    "SELECT Routine_type, Routine_name, User, Host, Proc_priv FROM mysql.procs_priv WHERE Db = "
                            + MysqlSession.literal(workplace.live())
                            + " ORDER BY User, Host, Routine_name, Routine_type",
                    row -> new String[] {
                        row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5)
                    });
        } catch (DatabaseException e) {
            return List.of(); // an account that may not read them cannot grant them either
        }
        List<Line> lines = new ArrayList<>();
        for (String[] right : rights) {
            right[0] = right[0].toUpperCase(Locale.ROOT);
            right[4] = right[4].toUpperCase(Locale.ROOT).replaceAll("GRANT(?! OPTION)", OPTION);
            boolean again = created.stream()
                    .anyMatch(definition -> definition.name().equalsIgnoreCase(right[1])
                            && definition.kind().words().equalsIgnoreCase(right[0])
                            && (definition.kind() == Kind.FUNCTION || definition.kind() == Kind.PROCEDURE));
            if (again && !right[4].isEmpty()) {
                lines.add(new Line(WORD, right));
            }
        }
        lines.forEach(line -> session.run("Granting a right on a routine again", grant(line.names())));
        return lines;
    }

    /** The statement that grants what a line of the journal says, on a routine of the live database. */
    String grant(List<String> names) {
        String kind = KINDS.stream().filter(names.get(0)::equals).findFirst().orElseThrow();
        List<String> rights = List.of(names.get(4).split(","));
        String granted =
                String.join(", ", rights.stream().filter(RIGHTS::contains).toList());
        return "GRANT " + (granted.isEmpty() ? "USAGE" : granted) + " ON " + kind + " "
                + MysqlSession.quote(workplace.live(), names.get(1)) + " TO " + MysqlSession.quote(names.get(2)) + "@"
                + MysqlSession.quote(names.get(3)) + (rights.contains(OPTION) ? " WITH GRANT OPTION" : "");
    }
}
