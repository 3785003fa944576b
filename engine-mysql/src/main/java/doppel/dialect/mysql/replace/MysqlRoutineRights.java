package doppel.dialect.mysql.replace;

import doppel.DatabaseException;
import doppel.dialect.mysql.connect.MysqlSession;
import doppel.dialect.mysql.definition.MysqlDefinition;
import doppel.dialect.mysql.definition.MysqlDefinition.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Rights of accounts on single routines: the server revokes them when a routine is dropped, so they have to be granted
 * again with the new routine. All other rights depend on names, and stay.
 */
record MysqlRoutineRights(MysqlWorkplace workplace) {

    /**
     * The statements that grant all rights on routines of the live database which are dropped and created again. They
     * are tried out, since granting an existing right changes nothing.
     */
    List<String> grants(List<MysqlDefinition> created, Set<MysqlDefinition> kept) {
        MysqlSession session = workplace.session();
        List<String> grants = new ArrayList<>();
        List<String[]> rights;
        try {
            rights = session.list(
                    "Reading the rights on routines",
                    "SELECT User, Host, Routine_name, Routine_type, Proc_priv FROM mysql.procs_priv WHERE Db = "
                            + MysqlSession.literal(workplace.live())
                            + " ORDER BY User, Host, Routine_name, Routine_type",
                    row -> new String[] {
                        row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5)
                    });
        } catch (DatabaseException e) {
            return List.of(); // an account that may not read them cannot grant them either
        }
        for (String[] right : rights) {
            boolean again = created.stream()
                    .filter(definition -> !kept.contains(definition))
                    .anyMatch(definition -> definition.name().equalsIgnoreCase(right[2])
                            && definition.kind().words().equalsIgnoreCase(right[3]));
            boolean function = right[3].equalsIgnoreCase(Kind.FUNCTION.words());
            boolean procedure = right[3].equalsIgnoreCase(Kind.PROCEDURE.words());
            String words = right[4].replace("Grant", "GRANT OPTION");
            if (again && (function || procedure) && !words.isEmpty()) {
                boolean option = words.contains("GRANT OPTION");
                String privileges = words.replaceAll(",?GRANT OPTION", "");
                grants.add("GRANT " + (privileges.isEmpty() ? "USAGE" : privileges) + " ON " + right[3] + " "
                        + MysqlSession.quote(right[2]) + " TO " + MysqlSession.quote(right[0]) + "@"
                        + MysqlSession.quote(right[1]) + (option ? " WITH GRANT OPTION" : ""));
            }
        }
        grants.forEach(grant -> session.run("Granting a right on a routine again", grant));
        return grants;
    }
}
