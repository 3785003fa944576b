package doppel.dialect.mysql.rows;

import doppel.dialect.RefusedException;
import doppel.dialect.RowWriter;
import doppel.dialect.mysql.connect.MysqlErrors;
import doppel.dialect.mysql.connect.MysqlSession;
import doppel.dialect.mysql.value.MysqlType;
import doppel.dialect.mysql.value.MysqlValue;
import doppel.fixture.Row;
import doppel.schema.Column;
import doppel.schema.Schema;
import doppel.schema.Table;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Writes single rows, where they are. */
public final class MysqlRowWriter implements RowWriter {

    private final MysqlSession session;
    private final Schema schema;

    public MysqlRowWriter(MysqlSession session, Schema schema) {
        this.session = session;
        this.schema = schema;
    }

    @Override
    public void insert(Row row) throws RefusedException {
        MysqlInsertPlan plan = MysqlInsertPlan.of(row.shape(), table(row));
        StringBuilder sql = new StringBuilder(plan.inserting());
        plan.literals(sql, plan.wires(row));
        run("Inserting a row into " + row.table(), sql.toString());
    }

    @Override
    public long update(Row changes, String where) throws RefusedException {
        Table table = table(changes);
        List<String> set = new ArrayList<>();
        for (int i = 0; i < changes.columns().size(); i++) {
            Column column = table.column(changes.columns().get(i)).orElseThrow();
            StringBuilder assignment = new StringBuilder(MysqlSession.quote(column.name())).append(" = ");
            MysqlValue.literal(
                    assignment, MysqlValue.wire(changes.value(i), MysqlType.of(column), table.name(), column));
            set.add(assignment.toString());
        }
        return run(
                "Updating rows of " + table.name(),
                "UPDATE " + MysqlSession.quote(table.name()) + " SET " + String.join(", ", set) + where);
    }

    @Override
    public boolean updateOne(Row key, Row changes) throws RefusedException {
        return 0 < update(changes, exactly(key));
    }

    @Override
    public boolean deleteOne(Row key) throws RefusedException {
        return 0
                < run(
                        "Deleting a row of " + key.table(),
                        "DELETE FROM " + MysqlSession.quote(key.table()) + exactly(key));
    }

    /** The clause that chooses one row that has exactly these values; their texts are not only equal by collation. */
    private String exactly(Row key) throws RefusedException {
        Table table = table(key);
        List<String> conditions = new ArrayList<>();
        for (int i = 0; i < key.columns().size(); i++) {
            Column column = table.column(key.columns().get(i)).orElseThrow();
            MysqlType type = MysqlType.of(column);
            Object value = key.value(i);
            Object wire = value == null ? null : MysqlValue.wire(value, type, table.name(), column);
            conditions.add(MysqlValue.exactly(column.name(), wire, type));
        }
        return conditions.stream().collect(Collectors.joining(" AND ", " WHERE ", " LIMIT 1"));
    }

    private Table table(Row row) {
        return schema.table(row.table()).orElseThrow();
    }

    private long run(String doing, String sql) throws RefusedException {
        try (Statement statement = session.connection().createStatement()) {
            statement.setEscapeProcessing(false);
            return statement.executeUpdate(sql);
        } catch (SQLException e) {
            MysqlErrors.refuse(e);
            throw session.failure(doing, e);
        }
    }
}
