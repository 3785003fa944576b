package doppel.dialect.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import doppel.dialect.RefusedException;
import doppel.dialect.Source;
import doppel.dialect.TableDigest;
import doppel.dialect.Target;
import doppel.dialect.TargetRequest;
import doppel.fixture.Row;
import doppel.fixture.Shape;
import doppel.literal.RawText;
import doppel.schema.Column;
import doppel.testing.MysqlValues;
import doppel.testing.TestServer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every type at its bounds: what one database holds, another of the same tables gets exactly. */
class MysqlTypesTest {

    private final List<MysqlDatabase> databases = new ArrayList<>();

    @AfterEach
    void drop() {
        databases.forEach(MysqlDatabase::drop);
    }

    private MysqlDatabase database(TestServer server) {
        MysqlDatabase database = MysqlDatabase.fresh(server);
        databases.add(database);
        return database;
    }

    /** One table with a column of each type, as creating tables takes the servers longest. */
    @ParameterizedTest
    @MethodSource("doppel.dialect.mysql.MysqlDatabase#servers")
    void writesWhatItReads(TestServer server) throws RefusedException {
        Map<String, List<String>> types = MysqlValues.of(server);
        MysqlDatabase from = database(server).run(MysqlValues.table(types));
        List<Object[]> rows = from.rows("t");
        List<Object[]> loadable = rows.stream().map(MysqlTypesTest::loadable).toList();
        MysqlDatabase inserted = database(server).run(from.definition("t"));
        MysqlDatabase loaded = database(server).run(from.definition("t"));

        save(inserted, rows, 1, 1);
        save(loaded, loadable, 20, 100);

        int column = 1;
        for (String type : types.keySet()) {
            assertThat(column(inserted.rows("t"), column)).as(type).isEqualTo(column(rows, column));
            assertThat(column(loaded.rows("t"), column)).as(type).isEqualTo(column(loadable, column));
            String name = "`" + type + "`";
            String raw =
                    "SELECT " + (type.equals("float") ? name + " * 1e0" : "HEX(" + name + ")") + " FROM t ORDER BY i";
            assertThat(inserted.strings(raw)).as(type).isEqualTo(from.strings(raw));
            column++;
        }
        assertThat(digest(inserted)).isEqualTo(digest(from));
    }

    /** A row without what only single statements can insert. */
    private static Object[] loadable(Object[] row) {
        Object[] loadable = row.clone();
        for (int i = 1; i < row.length; i++) {
            loadable[i] = Long.valueOf(0).equals(row[i]) || row[i] instanceof RawText ? null : row[i];
        }
        return loadable;
    }

    private static List<Object> column(List<Object[]> rows, int column) {
        List<Object> values = new ArrayList<>();
        for (Object[] row : rows) {
            values.add(row[column] instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : row[column]);
        }
        return values;
    }

    private static void save(MysqlDatabase database, List<Object[]> rows, int copies, int atOnce)
            throws RefusedException {
        TargetRequest request =
                new TargetRequest(database.url(), Optional.empty(), false, TargetRequest.Rows.UNTOUCHED);
        try (Target target = database.dialect().openTarget(request)) {
            List<Column> columns = target.schema().table("t").orElseThrow().columns();
            Shape shape = Shape.empty("t");
            List<Row> batch = new ArrayList<>();
            for (Object[] values : rows) {
                for (long copy = 0; copy < copies; copy++) {
                    Row row = new Row(shape).set("i", (Long) values[0] + 1000 * copy);
                    for (int i = 1; i < values.length; i++) {
                        row.set(columns.get(i).name(), values[i]);
                    }
                    batch.add(row);
                }
            }
            for (int i = 0; i < batch.size(); i += atOnce) {
                target.savepoint();
                target.insert(batch.subList(i, Math.min(batch.size(), i + atOnce)));
                target.releaseSavepoint();
            }
            target.finishRows();
            target.publish();
        }
        database.run("DELETE FROM t WHERE i >= 1000");
    }

    private static TableDigest digest(MysqlDatabase database) {
        try (Source source = database.dialect().openSource(database.url())) {
            return source.digest(source.schema().table("t").orElseThrow());
        }
    }
}
