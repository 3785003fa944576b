package doppel.dialect.mysql;

import doppel.dialect.RefusedException;
import doppel.fixture.Row;
import doppel.fixture.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Rows on their way into the database. As long as they have one shape, as they mostly do, and are such that a file of rows can say
 * them, they are written into one as they come.
 */
final class MysqlBatch {

    private final MysqlInserter inserter;
    private final MysqlRowFile file;
    private final List<Row> rows = new ArrayList<>();
    private Shape shape;
    private MysqlInsertPlan plan;
    private boolean written = true;
    private RefusedException refusal;

    /** @param file an empty file */
    MysqlBatch(MysqlInserter inserter, MysqlRowFile file) {
        this.inserter = inserter;
        this.file = file;
    }

    @SuppressWarnings("ReferenceEquality") // equal shapes that are not the same go without a file
    void add(Row row) {
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

    List<Row> rows() {
        return rows;
    }

    /** Why one of the rows cannot even be sent, if so. */
    Optional<RefusedException> refusal() {
        return Optional.ofNullable(refusal);
    }

    /** The file, if all rows are in it. */
    Optional<MysqlRowFile> whole() {
        return written && !rows.isEmpty() ? Optional.of(file) : Optional.empty();
    }

    /** The file, whatever is in it. */
    MysqlRowFile file() {
        return file;
    }
}
