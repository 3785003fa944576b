package doppel.dialect.mysql;

import doppel.dialect.mysql.connect.MysqlSession;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The rights of an account, from {@code SHOW GRANTS}, including active roles. */
final class MysqlRights {

    private static final String DOING = "Reading the rights of the account";

    private static final Pattern GRANT =
            Pattern.compile("GRANT (.+?) ON (\\*|`(?:[^`]|``)+`)\\.(\\*|`(?:[^`]|``)+`) TO .*", Pattern.DOTALL);

    private final List<Grant> grants = new ArrayList<>();

    /**
     * A line of {@code SHOW GRANTS}.
     *
     * @param privileges in capital letters
     * @param database the pattern of a database's name, as of LIKE; null for all
     * @param table whether it concerns a single table
     */
    private record Grant(Set<String> privileges, String database, boolean table) {

        boolean covers(String privilege) {
            return privileges.contains(privilege)
                    || privileges.contains("ALL PRIVILEGES")
                    || privileges.contains("ALL");
        }
    }

    private MysqlRights(List<String> lines) {
        for (String line : lines) {
            Matcher grant = GRANT.matcher(line);
            if (grant.matches()) {
                String database = grant.group(2);
                grants.add(new Grant(
                        Arrays.stream(grant.group(1).toUpperCase(Locale.ROOT).split(", ?"))
                                .map(String::strip)
                                .collect(Collectors.toSet()),
                        database.equals("*")
                                ? null
                                : database.substring(1, database.length() - 1).replace("``", "`"),
                        !grant.group(3).equals("*")));
            }
        }
    }

    static MysqlRights read(MysqlSession session) {
        String roles = activeRoles(session);
        return new MysqlRights(session.strings(
                DOING, roles == null ? "SHOW GRANTS" : "SHOW GRANTS FOR CURRENT_USER() USING " + roles));
    }

    /** Null if the server shows their rights without being asked, as MariaDB does, or has no roles, as MySQL 5.7. */
    private static String activeRoles(MysqlSession session) {
        if (session.isMariadb()
                || session.strings(DOING, "SHOW VARIABLES LIKE 'activate_all_roles_on_login'")
                        .isEmpty()) {
            return null;
        }
        String roles = session.string(DOING, "SELECT CURRENT_ROLE()");
        return roles == null || roles.equals("NONE") ? null : roles;
    }

    /** Which of these the account lacks for a whole database. */
    List<String> missing(String database, String... privileges) {
        return Arrays.stream(privileges)
                .filter(privilege -> !has(database, privilege))
                .toList();
    }

    /** Whether the account has this for a whole database. */
    boolean has(String database, String privilege) {
        return grants.stream()
                .anyMatch(grant -> !grant.table()
                        && (grant.database() == null || like(grant.database(), database))
                        && grant.covers(privilege));
    }

    /** Whether the account has one of these for the server. */
    boolean hasAny(String... privileges) {
        return grants.stream()
                .filter(grant -> grant.database() == null)
                .anyMatch(grant -> Arrays.stream(privileges).anyMatch(grant::covers));
    }

    /** Whether a name fits the pattern of a grant, in which {@code _}, {@code %} and the backslash are special. */
    static boolean like(String pattern, String name) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '%' || c == '_') {
                regex.append(c == '%' ? ".*" : ".");
            } else {
                if (c == '\\' && i + 1 < pattern.length()) {
                    c = pattern.charAt(++i);
                }
                regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(name).matches();
    }
}
