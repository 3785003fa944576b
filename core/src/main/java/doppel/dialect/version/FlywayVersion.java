package doppel.dialect.version;

import doppel.dialect.version.VersionFinder.Finding;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Flyway's history: a row for each run, in the order of {@code installed_rank}. Repeatable migrations have no version.
 * The database's version is the highest that is applied, as {@code flyway info} reports it; an undo, or a deletion by a
 * repair, has a later row.
 */
final class FlywayVersion {

    static final VersionFinder FINDER = new VersionFinder(
            "Flyway",
            "flyway_schema_history",
            "flyway migrate -skipExecutingMigrations=true -target=V",
            FlywayVersion::read);

    private static final Pattern NUMBERS = Pattern.compile("\\d+([._]\\d+)*");

    private record Run(int rank, String version, String type, String script, boolean success) {

        boolean takesBack() {
            return type.equals("DELETE") || type.startsWith("UNDO");
        }
    }

    private FlywayVersion() {}

    private static Finding read(VersionTable table) {
        List<Run> runs = table.rows(
                row -> new Run(row.getInt(1), row.getString(2), row.getString(3), row.getString(4), row.getBoolean(5)),
                "installed_rank",
                "version",
                "type",
                "script",
                "success");
        List<Run> applied = new ArrayList<>();
        for (Run run : runs.stream().sorted(Comparator.comparing(Run::rank)).toList()) {
            if (!run.success()) {
                throw VersionTable.unclear(
                        "Flyway's migration " + run.script() + " has failed: the table " + table.name() + " says so.",
                        "Put the database in order, then run `flyway repair`; or give the version of the rows with"
                                + " --as-version V.");
            }
            if (run.version() != null && run.takesBack()) {
                takeBack(run.version(), applied);
            } else if (run.version() != null) {
                applied.add(run);
            }
        }
        return applied.stream()
                .map(Run::version)
                .max(FlywayVersion::compare)
                .map(Finding::of)
                .orElse(Finding.NOTHING);
    }

    /** Only the last of several runs. */
    private static void takeBack(String version, List<Run> applied) {
        for (int i = applied.size() - 1; i >= 0; i--) {
            if (applied.get(i).version().equals(version)) {
                applied.remove(i);
                return;
            }
        }
    }

    private static int compare(String one, String other) {
        List<BigInteger> left = numbers(one);
        List<BigInteger> right = numbers(other);
        for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
            int order = number(left, i).compareTo(number(right, i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static BigInteger number(List<BigInteger> numbers, int at) {
        return at < numbers.size() ? numbers.get(at) : BigInteger.ZERO;
    }

    private static List<BigInteger> numbers(String version) {
        if (!NUMBERS.matcher(version).matches()) {
            throw VersionTable.unclear(
                    "Flyway's history has a version that is not one of Flyway's:" + " \"" + version + "\".");
        }
        return List.of(version.split("[._]")).stream().map(BigInteger::new).toList();
    }
}
