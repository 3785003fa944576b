package doppel.dialect.mysql.replace;

import doppel.dialect.mysql.connect.MysqlSession;
import doppel.dialect.mysql.connect.MysqlSettings;
import doppel.dialect.mysql.definition.MysqlDefinition;
import doppel.dialect.mysql.definition.MysqlDefinition.Kind;
import doppel.dialect.mysql.definition.MysqlScriptRunner;
import doppel.dialect.mysql.definition.MysqlScriptText;
import doppel.dialect.mysql.definition.MysqlStructure;
import doppel.dialect.mysql.definition.MysqlTableOptions;
import doppel.dialect.mysql.definition.MysqlTableText;
import java.util.List;
import java.util.Map;

/**
 * Copies a database into the staging one, on the server, for a restore that continues with the existing tables and
 * rows.
 */
final class MysqlCopy {

    private static final String DOING = "Copying the target";

    private final MysqlWorkplace workplace;
    private final MysqlSession session;
    private final MysqlStructure structure;

    /** Reads what has to be copied. */
    MysqlCopy(MysqlWorkplace workplace) {
        this.workplace = workplace;
        session = workplace.session();
        session.use(workplace.live());
        structure = MysqlStructure.read(session);
    }

    /** Copies definitions and rows, except triggers and events, which are returned instead. */
    List<MysqlDefinition> run() {
        session.use(workplace.staging());
        MysqlSettings before = MysqlScriptRunner.current(session);
        String account = session.string(DOING, "SELECT CURRENT_USER()");
        run("SET SESSION foreign_key_checks = 0");
        MysqlPlayback playback = new MysqlPlayback(account, structure.collation());
        playback.add(MysqlSettings.defaultCollation(structure.collation()));
        if (!structure.comment().isEmpty()) {
            playback.add("ALTER DATABASE COMMENT " + MysqlScriptText.string(structure.comment()));
        }
        playback.recreate(structure.definitions(Kind.SEQUENCE));
        structure.sequences().forEach(playback::add);
        structure
                .tables()
                .values()
                .forEach(sql -> playback.add(MysqlTableText.of(sql).withoutForeignKeys()));
        structure
                .tables()
                .forEach((name, sql) -> MysqlTableText.of(sql)
                        .foreignKeys()
                        .forEach(key -> playback.add("ALTER TABLE " + MysqlSession.quote(name) + " ADD " + key)));
        playback.recreate(
                structure.definitions(Kind.PACKAGE, Kind.PACKAGE_BODY, Kind.FUNCTION, Kind.PROCEDURE, Kind.VIEW));
        playback.statements().forEach(this::run);
        run("SET SESSION sql_mode = 'NO_AUTO_VALUE_ON_ZERO', time_zone = '+00:00'");
        for (Map.Entry<String, String> table : structure.tables().entrySet()) {
            MysqlTableOptions options =
                    MysqlTableOptions.of(MysqlTableText.of(table.getValue()).tail());
            if (options.hasOwnRows()) {
                copyRows(table.getKey(), options.isVersioned());
            }
        }
        run("SET SESSION foreign_key_checks = 1");
        before.statementsAfter(MysqlSettings.NONE).forEach(this::run);
        return structure.definitions(Kind.TRIGGER, Kind.EVENT);
    }

    private void copyRows(String table, boolean versioned) {
        boolean history = versioned && session.isAtLeast(10, 11);
        List<String> columns = session.strings(
                DOING,
                "SELECT COLUMN_NAME FROM information_schema.COLUMNS WHERE " + MysqlStructure.isChosen("TABLE_SCHEMA")
                        + " AND CAST(TABLE_NAME AS BINARY) = CAST(" + MysqlSession.literal(table) + " AS BINARY)"
                        + " AND (GENERATION_EXPRESSION IS NULL OR GENERATION_EXPRESSION = ''"
                        + (history ? " OR GENERATION_EXPRESSION LIKE 'ROW %'" : "") + ") ORDER BY ORDINAL_POSITION");
        List<String> names = new java.util.ArrayList<>(
                columns.stream().map(MysqlSession::quote).toList());
        if (history && names.size() == allColumns(table)) {
            names.addAll(List.of("row_start", "row_end")); // not shown in any list of columns
        }
        String list = String.join(", ", names);
        if (history) {
            run("SET SESSION system_versioning_insert_history = 1");
        }
        run("INSERT INTO " + MysqlSession.quote(table) + " (" + list + ") SELECT " + list + " FROM "
                + MysqlSession.quote(workplace.live(), table) + (history ? " FOR SYSTEM_TIME ALL" : ""));
        run("COMMIT");
    }

    private int allColumns(String table) {
        return session.strings(DOING, "SHOW COLUMNS FROM " + MysqlSession.quote(table))
                .size();
    }

    private void run(String sql) {
        session.run(DOING, sql);
    }
}
