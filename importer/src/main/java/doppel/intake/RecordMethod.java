package doppel.intake;

import doppel.fixture.Row;
import doppel.fixture.Shape;
import doppel.literal.JavaType;
import doppel.restore.statement.Account;
import doppel.restore.statement.CreateMethod;
import java.util.function.Consumer;

/** What makes a row of a record: its values have the order of the header. Used by one thread. */
final class RecordMethod implements CreateMethod {

    private final Shape shape;
    private final Consumer<Row> saver;
    private final Account account;

    /** @param saver takes the rows */
    RecordMethod(Shape shape, Consumer<Row> saver) {
        this.shape = shape;
        this.saver = saver;
        account = new Account(shape.table());
    }

    /** A row of these values. */
    Row row(Object[] values) {
        return Row.of(shape, values);
    }

    @Override
    public String name() {
        return shape.table();
    }

    @Override
    public JavaType[] types() {
        return new JavaType[0];
    }

    @Override
    public boolean wide() {
        return true;
    }

    @Override
    public boolean exact() {
        return true;
    }

    @Override
    public boolean takes(int parameter, Object value) {
        return true;
    }

    @Override
    public Account account() {
        return account;
    }

    @Override
    public void call(Object[] values) {
        saver.accept(row(values));
    }
}
