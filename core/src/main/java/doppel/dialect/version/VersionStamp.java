package doppel.dialect.version;

import doppel.DatabaseException;
import doppel.ErrorCode;
import doppel.dialect.version.VersionFinder.Finding;
import doppel.schema.Schema;
import java.util.List;
import java.util.Optional;

/**
 * Doppel's own table {@code doppel_version}, whose one row is the version of the database. It is a table like any
 * other: dumped, restored and compared. Used by one thread.
 */
public final class VersionStamp {

    static final VersionFinder FINDER =
            new VersionFinder("Doppel", "doppel_version", "doppel version URL --fake V", VersionStamp::read);

    private static final String COLUMN = "version";
    private static final String DOING = "Writing the version";

    private final Schema schema;
    private final VersionAccess access;
    private boolean created;
    private boolean cleared;

    /** @param schema the existing tables */
    public VersionStamp(Schema schema, VersionAccess access) {
        this.schema = schema;
        this.access = access;
    }

    /** Whether a table of this name is Doppel's own, so that its row does not belong to the application. */
    public static boolean isOwn(String table) {
        return table.equalsIgnoreCase(FINDER.table());
    }

    /** Whether a version was found in Doppel's own table. */
    public static boolean isIn(FoundVersion found) {
        return found.where().startsWith(FINDER.tool() + "'s ");
    }

    private static Finding read(VersionTable table) {
        List<String> versions = table.rows(row -> row.getString(1), COLUMN);
        if (versions.size() > 1) {
            throw VersionTable.unclear("Doppel's own table " + table.name() + " has more than one row.");
        }
        return versions.isEmpty() ? Finding.NOTHING : Finding.of(versions.get(0));
    }

    /** Announces that rows of a table follow: if it is Doppel's own, they replace its content. */
    public void rowsCome(String table) {
        if (!cleared && isOwn(table)) {
            access.run(DOING, "DELETE FROM " + access.table().apply(table));
            cleared = true;
        }
    }

    /** Makes this the version of the database, whatever it said before. The caller commits. */
    public void set(String version) {
        create();
        access.run(DOING, "DELETE FROM " + access.table().apply(name()));
        access.run(DOING, insertion(name(), version));
        cleared = true;
    }

    /** Creates the table if it is missing; engines that commit on that do so here. */
    public void create() {
        if (!created && existing().isEmpty()) {
            access.run(DOING, definition(access));
            created = true;
        }
    }

    private Optional<VersionTable> existing() {
        return VersionTable.named(FINDER.table(), schema, access);
    }

    private String name() {
        return existing().map(VersionTable::name).orElse(FINDER.table());
    }

    private String insertion(String table, String version) {
        return "INSERT INTO " + access.table().apply(table) + " ("
                + access.column().apply(COLUMN) + ") VALUES ('"
                + VersionWord.require(version, "--as-version").replace("'", "''") + "')";
    }

    private static String definition(VersionAccess access) {
        return "CREATE TABLE " + access.table().apply(FINDER.table()) + " (" + COLUMN + " VARCHAR("
                + VersionWord.MOST_CHARACTERS + ") NOT NULL PRIMARY KEY)";
    }

    /** The statements that record the version in a database that a script has just created from this schema. */
    public String statements(String version) {
        return (existing().isPresent() ? "" : definition(access) + ";\n") + insertion(name(), version) + ";\n";
    }

    /**
     * Makes sure that no other tool keeps the version of the database.
     *
     * @throws DatabaseException if one does
     */
    public void requireNoOther() {
        for (VersionFinder finder : VersionSearch.OTHER_TOOLS) {
            VersionTable.named(finder.table(), schema, access)
                    .ifPresent(table -> finder.reading().read(table).version().ifPresent(version -> {
                        throw new DatabaseException(
                                ErrorCode.VERSION_KEPT_ELSEWHERE,
                                finder.tool() + " keeps the version of this database, in the table " + table.name()
                                        + ": it is " + version + ".",
                                "Tell " + finder.tool() + " itself: `" + finder.ownCommand() + "`.");
                    }));
        }
    }
}
