package doppel.dialect.version;

import doppel.dialect.version.VersionFinder.Finding;
import java.util.List;

/** Alembic's table: one row for each current head, and none before the first migration. */
final class AlembicVersion {

    static final VersionFinder FINDER =
            new VersionFinder("Alembic", "alembic_version", "alembic stamp V", AlembicVersion::read);

    private AlembicVersion() {}

    private static Finding read(VersionTable table) {
        List<String> heads = table.rows(row -> row.getString(1), "version_num").stream()
                .sorted()
                .toList();
        if (heads.size() > 1) {
            throw VersionTable.unclear(
                    "The database is at several of Alembic's heads: " + String.join(", ", heads) + ".",
                    "Join them with `alembic merge heads`, or give the version of the rows with --as-version V.");
        }
        return heads.isEmpty() ? Finding.NOTHING : Finding.of(heads.get(0));
    }
}
