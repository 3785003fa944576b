package doppel.dialect.sqlite.definition;

import doppel.dialect.sqlite.connect.SqliteFile;
import java.sql.Connection;

/**
 * The rows of {@code sqlite_sequence}, where SQLite keeps the greatest key that each AUTOINCREMENT table ever had.
 * SQLite changes them whenever a row is inserted, so those of the source wait in a temporary table until all rows are
 * in.
 */
public final class SqliteSequences {

    /** The table in which SQLite keeps them. */
    static final String TABLE = "sqlite_sequence";

    private static final String WAITING = "temp.doppel_sequence";

    private final SqliteFile file;
    private final Connection connection;
    private final SqliteCatalog catalog;
    private boolean begun;

    /** @param catalog what is recorded of the tables, all of which exist */
    public SqliteSequences(SqliteFile file, Connection connection, SqliteCatalog catalog) {
        this.file = file;
        this.connection = connection;
        this.catalog = catalog;
    }

    public static boolean isSequenceTable(String table) {
        return table.equals(TABLE);
    }

    /** The table that rows for this table are inserted into, in its quotes. */
    public static String insertable(String table) {
        return isSequenceTable(table) ? WAITING : SqliteFile.quote(table);
    }

    /** Prepares for rows. */
    public void begin() {
        run("CREATE TEMPORARY TABLE doppel_sequence (name, seq)");
        begun = true;
    }

    /** Whether rows came that say how the numbering continues. */
    public boolean begun() {
        return begun;
    }

    /** Puts the rows into place after all rows of all tables have come. */
    public void apply(boolean fitted) {
        if (!begun) {
            return;
        }
        if (fitted) { // there may be other tables, and rows that the source did not have
            run("UPDATE sqlite_sequence SET seq = w.seq FROM " + WAITING
                    + " w WHERE w.name = sqlite_sequence.name AND typeof(w.seq) = 'integer' AND w.seq > "
                    + "sqlite_sequence.seq");
            run("INSERT INTO sqlite_sequence (name, seq) SELECT w.name, w.seq FROM " + WAITING
                    + " w JOIN sqlite_master m ON m.type = 'table' AND m.name = w.name"
                    + " AND m.sql LIKE '%AUTOINCREMENT%'"
                    + " WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence s WHERE s.name = w.name)");
        } else {
            run("DELETE FROM sqlite_sequence");
            run("INSERT INTO sqlite_sequence (rowid, name, seq) SELECT rowid, name, seq FROM " + WAITING
                    + " ORDER BY rowid");
        }
        run("DROP TABLE " + WAITING);
        begun = false;
    }

    /** Keeps an AUTOINCREMENT table from giving numbers smaller than this one. */
    public void raise(String table, long next) {
        if (next <= 1) {
            return; // SQLite would begin there anyway, and leave no trace of it
        }
        String name = "'" + table.replace("'", "''") + "'";
        if (catalog.isAutoincrement(table)) {
            run("INSERT INTO sqlite_sequence (name, seq) SELECT " + name + ", 0"
                    + " WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = " + name + ")");
            run("UPDATE sqlite_sequence SET seq = " + (next - 1) + " WHERE name = " + name + " AND seq < "
                    + (next - 1));
        }
    }

    private void run(String sql) {
        file.run(connection, "Setting the sequences", sql);
    }
}
