package doppel.dialect.version;

import doppel.schema.Schema;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Looks for the version of a database where tools keep it, or runs the user's own query. */
public final class VersionSearch {

    /** The tools that Doppel knows besides itself. */
    static final List<VersionFinder> OTHER_TOOLS =
            List.of(FlywayVersion.FINDER, LiquibaseVersion.FINDER, AlembicVersion.FINDER, DjangoVersion.FINDER);

    private static final String DOING = "Asking for the version";

    private VersionSearch() {}

    /**
     * The version of the database; empty if it records none.
     *
     * @param query a query that returns it, instead of a search
     * @throws doppel.DatabaseException if it is not clear, or Doppel's own table says another than the query
     */
    public static Optional<FoundVersion> find(Schema schema, VersionAccess access, Optional<String> query) {
        if (query.isEmpty()) {
            return searched(schema, access);
        }
        FoundVersion asked = asked(access, query.get());
        stamp(schema, access)
                .filter(own -> !own.version().equals(asked.version()))
                .ifPresent(own -> {
                    throw disagreement(List.of(own, asked));
                });
        return Optional.of(asked);
    }

    /** What Doppel's own table says. */
    private static Optional<FoundVersion> stamp(Schema schema, VersionAccess access) {
        return VersionTable.named(VersionStamp.FINDER.table(), schema, access)
                .flatMap(table -> VersionStamp.FINDER
                        .reading()
                        .read(table)
                        .version()
                        .map(version -> new FoundVersion(version, "Doppel's table " + table.name())));
    }

    /** Whether a tool, such as Doppel itself, keeps versions in a table of this name, in any case. */
    public static boolean keepsVersions(String table) {
        return VersionStamp.isOwn(table)
                || OTHER_TOOLS.stream().anyMatch(finder -> finder.table().equalsIgnoreCase(table));
    }

    private static Optional<FoundVersion> searched(Schema schema, VersionAccess access) {
        List<FoundVersion> found = new ArrayList<>();
        List<String> several = new ArrayList<>();
        List<VersionFinder> finders = new ArrayList<>(OTHER_TOOLS);
        finders.add(0, VersionStamp.FINDER);
        for (VersionFinder finder : finders) {
            VersionTable.named(finder.table(), schema, access).ifPresent(table -> {
                VersionFinder.Finding finding = finder.reading().read(table);
                String where = finder.tool() + "'s table " + table.name() + finding.detail();
                finding.version().ifPresent(version -> found.add(new FoundVersion(version, where)));
                if (finding.several() != null) {
                    several.add(finding.several());
                }
            });
        }
        if (found.stream().map(FoundVersion::version).distinct().count() > 1) {
            throw disagreement(found);
        }
        if (found.isEmpty() && !several.isEmpty()) {
            throw VersionTable.unclear(
                    String.join(" ", several) + " None of them is the version of the whole database.",
                    "Give the version of the rows with --as-version V, or query the version of one app, as with"
                            + " SELECT max(name) FROM django_migrations WHERE app = 'library'.");
        }
        return found.stream().findFirst();
    }

    private static RuntimeException disagreement(List<FoundVersion> found) {
        String sentence = found.stream()
                .map(one -> one.version() + " in " + one.where())
                .collect(Collectors.joining(", ", "The database records more than one version: ", "."));
        boolean own = VersionStamp.isIn(found.get(0));
        return VersionTable.unclear(
                sentence,
                "Give the right one with --as-version V."
                        + (own
                                ? " Where something else keeps the version, drop Doppel's table, and restore with"
                                        + " --no-stamp from now on."
                                : ""));
    }

    private static FoundVersion asked(VersionAccess access, String query) {
        List<Optional<String>> rows = access.list(DOING, query, 2, row -> {
            requireOneColumn(row.getMetaData().getColumnCount());
            return Optional.ofNullable(row.getString(1));
        });
        if (rows.size() != 1) {
            throw notOneValue(rows.isEmpty() ? "no row" : "more than one row");
        }
        return new FoundVersion(rows.get(0).orElseThrow(() -> notOneValue("NULL")), "what the query gives");
    }

    private static void requireOneColumn(int columns) throws SQLException {
        if (columns != 1) {
            throw notOneValue(columns + " columns");
        }
    }

    private static RuntimeException notOneValue(String given) {
        return VersionTable.unclear(
                "The query for the version gives " + given + ".", "Write one that gives one row of one column.");
    }
}
