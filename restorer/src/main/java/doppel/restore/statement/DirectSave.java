package doppel.restore.statement;

import doppel.literal.JavaType;
import java.util.function.Consumer;

/** Saves a row that was made by a hook or a step, not by a create method. */
public final class DirectSave implements CreateMethod {

    private final Consumer<Object[]> saver;
    private final Account account;

    /**
     * @param name the report's name for such rows
     * @param saver saves the row of these values; a hook has one, the row itself
     */
    public DirectSave(String name, Consumer<Object[]> saver) {
        this.saver = saver;
        account = new Account(name);
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
        saver.accept(values);
    }
}
