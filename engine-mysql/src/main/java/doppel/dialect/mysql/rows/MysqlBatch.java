package doppel.dialect.mysql.rows;

import doppel.dialect.RefusedException;
import doppel.dialect.Target;
import doppel.fixture.Row;
import doppel.fixture.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Rows on their way into the database. As long as they have one shape, as they usually do, and a file of rows can
 * express them, they are written into such a file as they come.
 */
final class MysqlBatch implements Target.Batch {

    private final MysqlInserter inserter;
    private final MysqlRowFile file;
    private final List<Row> rows = new ArrayList<>();
    private Shape shape;
    private MysqlInsertPlan plan;
    private boolean written;
    private RefusedException refusal;

    /** @param file an empty file, which is returned to the inserter after the rows have been inserted */
    MysqlBatch(MysqlInserter inserter, MysqlRowFile file) {
        this.inserter = inserter;
        this.file = file;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // shapes that are equal but not identical do without a file
    public void add(Row row) {
        rows.add(row);
        if (shape == null) {
            shape = row.shape();
            plan = inserter.plan(shape);
            written = inserter.loads() && !plan.columns().isEmpty();
        }
        try {
            written = written && shape == row.shape() && plan.write(row, file);
        } catch (RefusedException e) {
            refusal = e;
            written = false;
        }
    }

    @Override
    public void insert() throws RefusedException {
        try {
            if (refusal != null) {
                throw refusal;
            }
            inserter.insert(rows, written ? Optional.of(file) : Optional.empty());
        } catch (RefusedException e) {
            throw rows.size() == 1 ? inserter.explained(rows.get(0), e) : e;
        }
        inserter.takeBack(file);
    }
}
