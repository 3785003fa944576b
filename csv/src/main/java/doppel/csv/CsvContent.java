package doppel.csv;

import doppel.dialect.Ddl;
import doppel.dialect.Dialect;
import doppel.dialect.RowCursor;
import doppel.dialect.Source;
import doppel.dump.ChosenTables;
import doppel.literal.JavaType;
import doppel.schema.Column;
import doppel.schema.LoadOrder;
import doppel.schema.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What an export writes. Used by one thread. */
public interface CsvContent {

    /** The tables, in the order in which they can be loaded. */
    List<Table> tables();

    /** The type that a column declares. */
    JavaType type(Column column);

    /** The engine's identifier. */
    String engine();

    /** The definitions in the words of their engine. */
    String script();

    /** The rows of a table: the values of its insertable columns. */
    RowCursor rows(Table table);

    /** What the user should know once everything is written, a sentence each. */
    List<String> notices();

    /**
     * The tables of a database.
     *
     * @param wanted the names of the tables; empty for all
     * @param excluded the names of tables to leave out
     * @throws doppel.UsageException if there is no table of one of the names
     */
    static CsvContent of(Dialect dialect, Source source, List<String> wanted, List<String> excluded) {
        List<Table> tables = LoadOrder.of(ChosenTables.of(source, wanted, excluded)).tables().stream()
                .sorted(Comparator.comparing(Table::internal)) // as in a dump
                .toList();
        Ddl ddl = source.ddl(tables);
        return new CsvContent() {
            @Override
            public List<Table> tables() {
                return tables;
            }

            @Override
            public JavaType type(Column column) {
                return dialect.parameterType(column);
            }

            @Override
            public String engine() {
                return dialect.id();
            }

            @Override
            public String script() {
                return ddl.script();
            }

            @Override
            public RowCursor rows(Table table) {
                return source.rows(table);
            }

            @Override
            public List<String> notices() {
                List<String> notices = new ArrayList<>();
                ddl.notCarried().forEach(sentence -> notices.add("schema.sql leaves out: " + sentence + "."));
                ddl.notices().forEach(sentence -> notices.add(sentence + "."));
                return notices;
            }
        };
    }
}
