package doppel.restore.save;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doppel.DatabaseException;
import doppel.dialect.Dialects;
import doppel.dialect.Target;
import doppel.dialect.TargetRequest;
import doppel.fixture.Row;
import doppel.fixture.Shape;
import doppel.restore.statement.DirectSave;
import doppel.restore.statement.Origin;
import doppel.restore.statement.Statement;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Batches go into the target behind one another, in a thread of their own. */
class InsertionTest {

    @TempDir
    private Path home;

    @Test
    void passesOnAFailureOfTheTarget() {
        Target target = Dialects.forUrl(home.resolve("x.db").toString())
                .openTarget(new TargetRequest(
                        home.resolve("x.db").toString(),
                        Optional.of("CREATE TABLE Item (Id INTEGER)"),
                        true,
                        TargetRequest.Rows.OWN));
        target.close(); // so that it fails from now on
        try (Insertion insertion = new Insertion(target)) {
            insertion.begin(new Batch(target));

            assertThatThrownBy(insertion::outcome).isInstanceOf(DatabaseException.class);
            assertThat(insertion.underWay()).isZero();
        }
    }

    @Test
    void triesNoBatchBehindARefusedOne() throws IOException, SQLException {
        Path database = home.resolve("x.db");
        try (Target target = Dialects.forUrl(database.toString())
                        .openTarget(new TargetRequest(
                                database.toString(),
                                Optional.of("CREATE TABLE Item (Id INTEGER PRIMARY KEY, Code TEXT NOT NULL)"),
                                true,
                                TargetRequest.Rows.OWN));
                Insertion insertion = new Insertion(target)) {
            insertion.begin(batch(target, 1, "first"));
            insertion.begin(batch(target, 2, null));
            insertion.begin(batch(target, 3, "behind"));

            assertThat(insertion.outcome().refusal()).isEmpty();
            Insertion.Outcome refused = insertion.outcome();
            assertThat(refused.refusal().orElseThrow().reason()).contains("NOT NULL");
            assertThat(refused.untried()).hasSize(1);
            assertThat(insertion.underWay()).isZero();
            assertThat(target.find("Item", new String[] {"Id"}, new Object[] {1L}))
                    .isPresent();
            assertThat(target.find("Item", new String[] {"Id"}, new Object[] {3L}))
                    .isEmpty();

            insertion.begin(refused.untried().get(0));
            assertThat(insertion.outcome().refusal()).isEmpty();
            assertThat(target.find("Item", new String[] {"Id"}, new Object[] {3L}))
                    .isPresent();
        }
    }

    private static Batch batch(Target target, long id, String code) {
        Row row = new Row(Shape.empty("Item")).set("Id", id).set("Code", code);
        Statement statement = new Statement(
                null, new DirectSave("save", values -> {}), new Object[] {row}, new Origin(-1, 0, 0, -1, 1));
        statement.add(row);
        Batch batch = new Batch(target);
        batch.add(statement);
        return batch;
    }
}
