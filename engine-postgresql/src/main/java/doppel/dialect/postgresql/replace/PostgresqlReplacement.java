package doppel.dialect.postgresql.replace;

import doppel.DatabaseException;
import doppel.ErrorCode;
import doppel.dialect.postgresql.catalog.PostgresqlLargeObjects;
import doppel.dialect.postgresql.catalog.PostgresqlSchemaReader;
import doppel.dialect.postgresql.connect.PostgresqlName;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Makes room for a new database within a transaction: the old schemas get other names, which nobody else sees, and are
 * dropped at the end. Meanwhile, others can read and write the old tables. Objects outside of schemas (publications,
 * event triggers, casts, roles) stay as they are; extensions move to the new schemas.
 */
public final class PostgresqlReplacement {

    private static final String ASIDE = "doppel_old_";

    /** How long readers may hold the old tables before they are dropped. */
    private static final String PATIENCE = "30s";

    private final Connection connection;
    private final Handle handle;
    private final List<String> aside = new ArrayList<>();
    private final Set<String> createdAgain = new HashSet<>();

    private record Extension(String name, String schema, boolean relocatable) {}

    private record Schema(String name, String owner, String comment) {}

    public PostgresqlReplacement(Connection connection, Handle handle) {
        this.connection = connection;
        this.handle = handle;
    }

    /** Schemas that exist already, so that a script need not create them. */
    public Set<String> createdAgain() {
        return createdAgain;
    }

    /**
     * Puts everything that exists aside.
     *
     * @param created the extensions that the new database has, too; rows that users added to their tables are deleted
     */
    public void begin(Set<String> created) throws SQLException {
        List<Extension> extensions = extensions();
        List<Schema> schemas = schemas();
        String prefix = ASIDE + Long.toHexString(System.nanoTime()) + "_";
        for (Schema schema : schemas) {
            String name = prefix + aside.size();
            List<String> grants = grants(schema);
            run("ALTER SCHEMA " + PostgresqlName.quote(schema.name()) + " RENAME TO " + name);
            aside.add(name);
            boolean needed = schema.name().equals(PostgresqlName.PUBLIC)
                    || extensions.stream()
                            .anyMatch(extension -> extension.schema().equals(schema.name()));
            if (needed) {
                create(schema, grants);
            }
        }
        // the event triggers of the old functions move with them, and no longer fire
        List<String> eventTriggers = handle.createQuery(
                        "SELECT format('ALTER EVENT TRIGGER %1$I DISABLE; ALTER EVENT TRIGGER"
                                + " %1$I RENAME TO %2$I', t.evtname, '" + prefix
                                + "' || row_number() OVER ()) FROM pg_event_trigger t"
                                + " JOIN pg_proc p ON p.oid = t.evtfoid JOIN pg_namespace n ON n.oid = "
                                + "p.pronamespace WHERE "
                                + PostgresqlSchemaReader.USER_SCHEMA
                                + PostgresqlTargetState.notOfExtension("pg_proc", "p.oid"))
                .mapTo(String.class)
                .list();
        run(String.join("; ", eventTriggers));
        for (Extension extension : extensions) {
            run("ALTER EXTENSION " + PostgresqlName.quote(extension.name()) + " SET SCHEMA "
                    + PostgresqlName.quote(extension.schema()));
        }
        for (String delete : rowsOfExtensions(created)) {
            run(delete);
        }
        PostgresqlLargeObjects.unlink(handle);
    }

    private List<Extension> extensions() {
        List<Extension> extensions = handle.createQuery(
                        "SELECT x.extname, n.nspname, x.extrelocatable FROM pg_extension x"
                                + " JOIN pg_namespace n ON n.oid = x.extnamespace WHERE "
                                + PostgresqlSchemaReader.USER_SCHEMA
                                + PostgresqlTargetState.notOfExtension("pg_namespace", "n.oid") + " ORDER BY x.oid")
                .map((rows, context) -> new Extension(rows.getString(1), rows.getString(2), rows.getBoolean(3)))
                .list();
        extensions.stream()
                .filter(extension -> !extension.relocatable())
                .findFirst()
                .ifPresent(extension -> {
                    throw new DatabaseException(
                            ErrorCode.SCHEMA_NOT_CREATED,
                            "The extension " + extension.name() + " cannot be moved out of the schema "
                                    + extension.schema() + ", which is to be replaced.",
                            "Restore into a new database, and rename it when it is complete.");
                });
        return extensions;
    }

    /** The statements that delete what users have added to tables of such extensions. */
    private List<String> rowsOfExtensions(Set<String> created) {
        return handle.createQuery("SELECT format('DELETE FROM ONLY %I.%I %s', n.nspname, c.relname, k.filter)"
                        + " FROM pg_extension x, unnest(x.extconfig, x.extcondition) k (oid, filter)"
                        + " JOIN pg_class c ON c.oid = k.oid AND c.relkind = 'r'"
                        + " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE x.extname = ANY (?) AND "
                        + PostgresqlSchemaReader.READABLE
                        + " AND has_table_privilege(c.oid, 'DELETE') ORDER BY x.oid, k.oid")
                .bind(0, created.toArray(String[]::new))
                .mapTo(String.class)
                .list();
    }

    private List<Schema> schemas() {
        return handle.createQuery(
                        "SELECT n.nspname, pg_get_userbyid(n.nspowner), obj_description(n.oid, 'pg_namespace')"
                                + " FROM pg_namespace n WHERE " + PostgresqlSchemaReader.USER_SCHEMA
                                + PostgresqlTargetState.notOfExtension("pg_namespace", "n.oid") + " ORDER BY n.oid")
                .map((rows, context) -> new Schema(rows.getString(1), rows.getString(2), rows.getString(3)))
                .list();
    }

    private List<String> grants(Schema schema) {
        return handle.createQuery("SELECT format('GRANT %s ON SCHEMA %I TO %s%s', a.privilege_type, n.nspname,"
                        + " CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE "
                        + "quote_ident(pg_get_userbyid(a.grantee)) END,"
                        + " CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)"
                        + " FROM pg_namespace n, aclexplode(n.nspacl) a WHERE n.nspname = ? AND a.grantee "
                        + "<> n.nspowner")
                .bind(0, schema.name())
                .mapTo(String.class)
                .list();
    }

    /** Creates a schema like the one with this name that was put aside. */
    private void create(Schema schema, List<String> grants) throws SQLException {
        String name = PostgresqlName.quote(schema.name());
        run("CREATE SCHEMA " + name + " AUTHORIZATION " + PostgresqlName.quote(schema.owner()));
        if (schema.comment() != null) {
            run("COMMENT ON SCHEMA " + name + " IS " + PostgresqlName.literal(schema.comment()));
        }
        for (String grant : grants) {
            run(grant);
        }
        createdAgain.add(schema.name());
    }

    /** Drops what was put aside; its readers have to end first. */
    public void finish() throws SQLException {
        if (aside.isEmpty()) {
            return;
        }
        run("SET LOCAL lock_timeout = '" + PATIENCE + "'");
        long before = count();
        run("DROP SCHEMA " + String.join(", ", aside) + " CASCADE");
        if (count() != before) {
            throw new DatabaseException(
                    ErrorCode.VERIFICATION_FAILED,
                    "The new database uses parts of the old one, which therefore cannot be dropped.",
                    "The target was not touched. Restore into a new database.");
        }
    }

    /** How much the schemas hold that stay. */
    private long count() {
        String stays = aside.stream()
                .map(PostgresqlName::literal)
                .collect(Collectors.joining(", ", PostgresqlSchemaReader.USER_SCHEMA + " AND n.nspname NOT IN (", ")"));
        return handle.createQuery(
                        "SELECT (SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
                                + " WHERE " + stays + ") + (SELECT count(*) FROM pg_proc p JOIN pg_namespace n"
                                + " ON n.oid = p.pronamespace WHERE " + stays
                                + ") + (SELECT count(*) FROM pg_constraint k JOIN pg_namespace n ON n.oid = "
                                + "k.connamespace WHERE "
                                + stays
                                + ") + (SELECT count(*) FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid"
                                + " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE a.attnum > 0 AND NOT "
                                + "a.attisdropped AND "
                                + stays + ")")
                .mapTo(Long.class)
                .one();
    }

    private void run(String sql) throws SQLException {
        if (!sql.isEmpty()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }
    }
}
