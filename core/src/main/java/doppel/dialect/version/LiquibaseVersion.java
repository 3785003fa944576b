package doppel.dialect.version;

import doppel.dialect.version.VersionFinder.Finding;
import java.util.Comparator;
import java.util.List;

/**
 * Liquibase's log: a row for each changeset that ran, in the order of {@code ORDEREXECUTED}; a failed one has none. The
 * database's version is its newest tag, or else its newest changeset.
 */
final class LiquibaseVersion {

    static final VersionFinder FINDER =
            new VersionFinder("Liquibase", "databasechangelog", "liquibase tag --tag=V", LiquibaseVersion::read);

    private static final String LOCK = "databasechangeloglock";

    private record Changeset(long order, String id, String tag) {}

    private LiquibaseVersion() {}

    private static Finding read(VersionTable table) {
        table.other(LOCK).ifPresent(LiquibaseVersion::requireUnlocked);
        List<Changeset> changesets = table
                .rows(
                        row -> new Changeset(row.getLong(1), row.getString(2), row.getString(3)),
                        "orderexecuted",
                        "id",
                        "tag")
                .stream()
                .sorted(Comparator.comparing(Changeset::order).reversed())
                .toList();
        for (int i = 0; i < changesets.size(); i++) {
            if (changesets.get(i).tag() != null) {
                return Finding.of(changesets.get(i).tag(), " (its newest tag" + after(i) + ")");
            }
        }
        return changesets.isEmpty()
                ? Finding.NOTHING
                : Finding.of(changesets.get(0).id(), " (its newest changeset)");
    }

    private static String after(int changesets) {
        return changesets == 0
                ? ""
                : ", which " + changesets + (changesets == 1 ? " changeset has" : " changesets have") + " followed";
    }

    private static void requireUnlocked(VersionTable lock) {
        if (lock.rows(row -> row.getBoolean(1), "locked").contains(true)) {
            throw VersionTable.unclear(
                    "Liquibase holds its lock, in the table " + lock.name() + ": an update is running, or was aborted.",
                    "Wait for it, or run `liquibase release-locks`; or give the version of the rows with"
                            + " --as-version V.");
        }
    }
}
