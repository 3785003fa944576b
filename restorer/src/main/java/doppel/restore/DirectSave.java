package doppel.restore;

import doppel.fixture.Row;
import doppel.literal.JavaType;
import java.util.function.Consumer;

/** Saves a row that code of the fixture made outside of any create method: what a statement of such code comes to. */
final class DirectSave implements CreateMethod {

    private final Consumer<Row> saver;
    private final Account account = new Account("(hooks)");

    DirectSave(Consumer<Row> saver) {
        this.saver = saver;
    }

    @Override
    public String name() {
        return "save";
    }

    @Override
    public JavaType[] types() {
        return new JavaType[0];
    }

    @Override
    public boolean wide() {
        return false;
    }

    @Override
    public boolean exact() {
        return false;
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
        saver.accept(((Row) values[0]).copy());
    }
}
