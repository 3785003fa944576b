package doppel.dialect.mysql.replace;

import doppel.dialect.mysql.connect.MysqlSettings;
import doppel.dialect.mysql.definition.MysqlDefinition;
import java.util.ArrayList;
import java.util.List;

/** Collects statements that can be run any number of times, with the settings that each needs. Not thread-safe. */
final class MysqlPlayback {

    private final String account;
    private final String collation;
    private final List<String> statements = new ArrayList<>();
    private MysqlSettings settings;

    /**
     * @param account the account that will run them
     * @param collation the default collation of the database that they are for
     */
    MysqlPlayback(String account, String collation) {
        this.account = account;
        this.collation = collation;
        settings = new MysqlSettings(null, null, null, null, collation);
        says(MysqlSettings.PLAIN);
    }

    /** A statement. */
    void add(String sql) {
        statements.add(sql);
    }

    /** Statements that drop each of these, if it is there, and create it. */
    void recreate(List<MysqlDefinition> definitions) {
        for (MysqlDefinition definition : definitions) {
            drop(definition.kind(), definition.name());
            says(definition.settings());
            add(definition.sql(account));
        }
        saysPlain();
    }

    /** A statement that drops something, if it is there. */
    void drop(MysqlDefinition.Kind kind, String name) {
        if (kind.modeToDrop() != null) {
            says(new MysqlSettings(kind.modeToDrop(), null, null, null, null));
        }
        add(kind.drop(name));
    }

    private void saysPlain() {
        says(new MysqlSettings(MysqlSettings.PLAIN.sqlMode(), MysqlSettings.PLAIN.timeZone(), null, null, collation));
    }

    private void says(MysqlSettings wanted) {
        statements.addAll(wanted.statementsAfter(settings));
        settings = wanted.over(settings);
    }

    /** What was collected. */
    List<String> statements() {
        saysPlain();
        return List.copyOf(statements);
    }
}
