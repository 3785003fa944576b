package doppel.dialect.mysql.replace;

import doppel.DatabaseException;
import doppel.ErrorCode;
import doppel.dialect.Resources;
import doppel.dialect.TargetRequest;
import doppel.dialect.mysql.connect.MysqlConnector;
import doppel.dialect.mysql.connect.MysqlSession;
import doppel.dialect.mysql.connect.MysqlSettings;
import doppel.dialect.mysql.definition.MysqlDefinition;
import doppel.dialect.mysql.definition.MysqlDefinition.Kind;
import doppel.dialect.mysql.definition.MysqlEvents;
import doppel.dialect.mysql.definition.MysqlSchemaReader;
import doppel.dialect.mysql.definition.MysqlScriptRunner;
import doppel.dialect.mysql.definition.MysqlStructure;
import doppel.dialect.mysql.definition.MysqlTableText;
import doppel.dialect.mysql.definition.MysqlToken;
import doppel.schema.Schema;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A database next to the live one, in which the new one grows until one statement replaces the old tables by the new
 * ones. While rows come in, triggers do not exist yet, and events are disabled. Used by one thread.
 */
public final class MysqlStaging implements AutoCloseable {

    private static final String DOING = "Preparing the new database";
    private static final Pattern NEXT_NUMBER = Pattern.compile("\\bAUTO_INCREMENT=(\\d+)");

    private final MysqlSession session;
    private final MysqlWorkplace workplace;
    private final MysqlJournal journal;
    private final boolean keepsNumbers;
    private final MysqlEvents events = new MysqlEvents();
    private List<MysqlDefinition> afterRows = List.of();
    private Map<String, String> numbers = Map.of();
    private Schema schema;
    private boolean published;

    private MysqlStaging(MysqlSession session, String live, boolean keepsNumbers) {
        this.session = session;
        this.keepsNumbers = keepsNumbers;
        workplace = new MysqlWorkplace(session, live);
        journal = new MysqlJournal(workplace);
    }

    /**
     * Begins a restore, after cleaning up after a killed one.
     *
     * @throws DatabaseException if another restore is running, or the schema cannot be created
     */
    public static MysqlStaging begin(TargetRequest request, MysqlConnector connector) {
        String live = MysqlConnector.database(request.url());
        MysqlSession session = connector.openServer(request.url());
        MysqlStaging staging = null;
        try {
            MysqlConnector.prepareToWrite(session);
            staging = new MysqlStaging(session, live, request.rows() != TargetRequest.Rows.FITTED);
            staging.workplace.lock();
        } catch (RuntimeException e) {
            Resources.closeQuietly(session, e);
            throw e;
        }
        try {
            staging.create(request);
            return staging;
        } catch (RuntimeException e) {
            Resources.closeQuietly(staging, e);
            throw e;
        }
    }

    private void create(TargetRequest request) {
        if (!MysqlRecovery.recover(workplace)) {
            published = true; // nothing here belongs to this account's restores
            throw new DatabaseException(
                    ErrorCode.TARGET_NOT_EMPTY,
                    "There is a database " + workplace.staging() + " or " + workplace.archive() + " that "
                            + journal.maker()
                                    .map(maker -> "a restore of the account " + maker + " made")
                                    .orElse("no restore created")
                            + ", but a restore needs these names.",
                    "Restore as that account, which finishes its restore first; or drop it if it is not needed.");
        }
        MysqlSwap.requireFree(workplace);
        journal.begin();
        workplace.create(workplace.staging());
        if (request.script().isPresent()) {
            session.use(workplace.staging());
            new MysqlScriptRunner(session, events, request.currentDefiner())
                    .run(request.script().get());
            requireOwnKeys();
            MysqlStructure created = MysqlStructure.read(session);
            afterRows = created.definitions(Kind.TRIGGER);
            afterRows.forEach(trigger -> session.run(DOING, trigger.drop()));
            numbers = numbers(created);
        } else {
            afterRows = new MysqlCopy(workplace).run();
            numbers = numbers(MysqlStructure.read(session));
        }
        schema = MysqlSchemaReader.read(session);
    }

    /** Checks that the script's tables do not refer to another database. */
    private void requireOwnKeys() {
        String staging = MysqlSession.literal(workplace.staging());
        List<String> foreign = session.strings(
                DOING,
                "SELECT CONCAT(TABLE_NAME, ' to ', REFERENCED_TABLE_SCHEMA, '.', REFERENCED_TABLE_NAME)"
                        + " FROM information_schema.KEY_COLUMN_USAGE WHERE TABLE_SCHEMA = " + staging
                        + " AND REFERENCED_TABLE_SCHEMA <> " + staging + " ORDER BY 1 LIMIT 1");
        if (!foreign.isEmpty()) {
            throw new DatabaseException(
                    ErrorCode.SCHEMA_NOT_CREATED,
                    "The schema has a foreign key into another database: " + foreign.get(0) + ".",
                    "Leave the name of the database out of the script: the restore chooses the database.");
        }
    }

    private static Map<String, String> numbers(MysqlStructure structure) {
        Map<String, String> numbers = new TreeMap<>();
        structure.tables().forEach((name, sql) -> {
            Matcher number = NEXT_NUMBER.matcher(MysqlTableText.of(sql).tail());
            if (number.find()) {
                numbers.put(name, number.group(1));
            }
        });
        return numbers;
    }

    /** The connection, on which the new database is chosen. */
    public MysqlSession session() {
        return session;
    }

    /** The tables of the new database. */
    public Schema schema() {
        return schema;
    }

    /** Creates everything that was left for after the rows, so that it cannot fail later. */
    public void finishRows() {
        session.run(DOING, "COMMIT");
        if (keepsNumbers) {
            Map<String, String> now = numbers(MysqlStructure.read(session));
            numbers.forEach((table, number) -> {
                if (!number.equals(now.get(table))) {
                    session.run(DOING, "ALTER TABLE " + MysqlSession.quote(table) + " AUTO_INCREMENT = " + number);
                }
            });
        }
        MysqlSettings before = MysqlScriptRunner.current(session);
        String collation = session.string(DOING, "SELECT @@collation_database");
        MysqlPlayback playback = new MysqlPlayback(session.string(DOING, "SELECT CURRENT_USER()"), collation);
        playback.recreate(afterRows.stream().map(this::disabled).toList());
        playback.statements().forEach(statement -> session.run("Creating what comes after the rows", statement));
        before.statementsAfter(MysqlSettings.NONE).forEach(statement -> session.run(DOING, statement));
    }

    private MysqlDefinition disabled(MysqlDefinition definition) {
        return definition.kind() == Kind.EVENT
                ? definition.withSql(events.disabled(
                        definition.sql(),
                        MysqlToken.Mode.of(definition.settings().sqlMode())))
                : definition;
    }

    /** Replaces the live database by the new one. */
    public void publish() {
        publish(step -> {});
    }

    /** The same, reporting each step reached. */
    void publish(Consumer<String> reached) {
        session.run(DOING, "COMMIT");
        session.run(DOING, "SET SESSION autocommit = 1");
        new MysqlSwap(workplace, journal, events, step -> {
                    published |= step.equals(MysqlSwap.SWAPPED); // what is left to do is the next restore's
                    reached.accept(step);
                })
                .run();
    }

    @Override
    public void close() {
        try {
            if (!published) {
                session.run("Cleaning up", "ROLLBACK");
                session.run("Cleaning up", "SET SESSION autocommit = 1");
                MysqlRecovery.recover(workplace);
            }
            workplace.unlock();
        } finally {
            session.close();
        }
    }
}
