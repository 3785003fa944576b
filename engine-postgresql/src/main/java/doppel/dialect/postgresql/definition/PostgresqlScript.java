package doppel.dialect.postgresql.definition;

import doppel.dialect.Ddl;
import doppel.dialect.postgresql.definition.PostgresqlDefinition.Kind;
import doppel.dialect.postgresql.definition.PostgresqlDefinition.Part;
import doppel.dialect.postgresql.script.PostgresqlStatementReader;
import doppel.schema.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * The definitions of a database as a script, from the system's catalogs: each object after what it needs, in an order
 * that depends only on names. It runs in a fresh database whose schema {@code public} is empty.
 */
public final class PostgresqlScript {

    private static final String SETTINGS = """
            -- The schema as PostgreSQL has it. `doppel restore` runs it; so does `psql --file=schema.sql` in a new \
            database.
            SET client_encoding = 'UTF8';
            SET standard_conforming_strings = on;
            SET check_function_bodies = false;
            SET xmloption = content;
            SET client_min_messages = warning;
            SET row_security = off;
            SET default_tablespace = '';
            SET default_table_access_method = heap;
            SET search_path = '';
            """;

    private final PostgresqlDefinitions definitions;
    private final PostgresqlSelection selection;
    private final PostgresqlOrder order;

    private PostgresqlScript(PostgresqlDefinitions definitions, Set<PostgresqlKey> unwanted) {
        this.definitions = definitions;
        selection = new PostgresqlSelection(definitions, unwanted);
        order = new PostgresqlOrder(definitions, selection);
    }

    /**
     * The script that creates these tables, everything that belongs to them, and everything else that needs no other
     * table.
     *
     * @throws doppel.DatabaseException if a table cannot be created again
     */
    public static Ddl write(Handle handle, List<Table> tables) {
        PostgresqlDefinitions definitions = definitions(handle);
        Set<String> names = tables.stream().map(Table::name).collect(Collectors.toSet());
        return new PostgresqlScript(definitions, PostgresqlChoice.unwanted(definitions.catalog(), names)).write();
    }

    /** The script with additional statements at the place of the rows. */
    public static String beforeRows(String script, String statements) {
        int rows = PostgresqlStatementReader.read(script).rowsAt();
        return script.substring(0, rows) + statements + script.substring(rows);
    }

    /** Everything that the database defines. */
    static PostgresqlDefinitions definitions(Handle handle) {
        PostgresqlDefinitions definitions = new PostgresqlDefinitions(PostgresqlCatalog.read(handle));
        PostgresqlTypesScript.define(definitions);
        PostgresqlRoutinesScript.define(definitions);
        PostgresqlOperatorsScript.define(definitions);
        PostgresqlTextSearchScript.define(definitions);
        PostgresqlSequencesScript.define(definitions);
        PostgresqlTablesScript.define(definitions);
        PostgresqlViewsScript.define(definitions);
        PostgresqlConstraintsScript.define(definitions);
        PostgresqlTriggersScript.define(definitions);
        PostgresqlForeignScript.define(definitions);
        PostgresqlCommentsScript.define(definitions);
        return definitions;
    }

    private Ddl write() {
        List<PostgresqlOrder.Step> steps = order.steps();
        Set<PostgresqlKey> without = new HashSet<>(order.apart());
        definitions
                .byKey()
                .values()
                .forEach(definition -> definition.parts().keySet().stream()
                        .filter(part -> !selection.carries(part))
                        .forEach(without::add));
        StringBuilder script = new StringBuilder(SETTINGS);
        String comment = PostgresqlCommentsScript.ofPublic(definitions.catalog());
        if (comment != null) {
            script.append('\n').append(PostgresqlDefinition.script(List.of(comment)));
        }
        List<List<String>> late = new ArrayList<>();
        for (PostgresqlOrder.Step step : steps) {
            List<String> statements = statements(step.key(), without);
            if (waitsForRows(step)) {
                late.add(statements);
            } else {
                script.append('\n').append(PostgresqlDefinition.script(statements));
            }
        }
        List<List<String>> afterRows = new ArrayList<>();
        steps.stream()
                .map(step -> definitions.afterRows(step.key()))
                .filter(statements -> !statements.isEmpty())
                .forEach(afterRows::add);
        afterRows.addAll(late);
        if (!afterRows.isEmpty()) {
            script.append('\n').append(PostgresqlStatementReader.AFTER_ROWS).append('\n');
            afterRows.forEach(statements -> script.append('\n').append(PostgresqlDefinition.script(statements)));
        }
        List<String> notCarried = new ArrayList<>(selection.notCarried());
        definitions
                .unknown()
                .forEach((type, names) -> notCarried.add(names.size() + " of the kind " + type
                        + ", which Doppel does not know (" + PostgresqlSelection.some(names) + ")"));
        List<String> notices = new ArrayList<>(definitions.notices());
        notices.addAll(PostgresqlNotices.read(definitions.catalog()));
        selection.notWanted().forEach(sentence -> notices.add("Left out: " + sentence));
        return new Ddl(PostgresqlListCasts.settled(script.toString()), notCarried, notices);
    }

    /** Rules would affect the rows, and event triggers the tables. */
    private boolean waitsForRows(PostgresqlOrder.Step step) {
        return step.kind() == Kind.EVENT_TRIGGER
                || step.kind() == Kind.RULE
                        && selection.homes(step.key()).stream()
                                .map(definitions.byKey()::get)
                                .anyMatch(home -> home != null && home.kind() == Kind.TABLE);
    }

    private List<String> statements(PostgresqlKey key, Set<PostgresqlKey> without) {
        List<String> statements = new ArrayList<>();
        PostgresqlDefinition definition = definitions.byKey().get(key);
        if (definition == null) {
            Part part = definitions.byKey().get(definitions.owner(key)).parts().get(key);
            statements.add(part.statement());
        } else {
            statements.add(definition.create().apply(without));
        }
        statements.addAll(definitions.followers(key));
        Map<PostgresqlKey, Part> parts = definition == null ? Map.of() : definition.parts();
        parts.keySet().stream()
                .filter(part -> !without.contains(part))
                .forEach(part -> statements.addAll(definitions.followers(part)));
        return statements;
    }
}
