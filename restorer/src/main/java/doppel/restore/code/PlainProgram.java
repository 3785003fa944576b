package doppel.restore.code;

import doppel.ErrorCode;
import doppel.FixtureException;
import doppel.fixture.Fixture;
import doppel.fixture.Row;
import doppel.fixture.Shape;
import doppel.literal.JavaType;
import doppel.literal.LargeValue;
import doppel.program.PlainFixture;
import doppel.restore.statement.Account;
import doppel.restore.statement.CreateMethod;
import doppel.schema.RowShape.Lookup;
import doppel.schema.RowShape.Value;
import doppel.schema.Schema;
import java.util.List;
import java.util.stream.IntStream;

/** Does what a fixture's program would do, using only its text. */
public final class PlainProgram extends Fixture {

    private final PlainFixture plain;
    private final boolean dataOnly;

    /**
     * @param dataOnly whether a row that is not plain data ends the restore, instead of failing on its own as in
     *     compiled code
     */
    public PlainProgram(PlainFixture plain, boolean dataOnly) {
        this.plain = plain;
        this.dataOnly = dataOnly;
    }

    @Override
    public String version() {
        return plain.version();
    }

    @Override
    public Schema schema() {
        return plain.schema();
    }

    @Override
    public void load() {
        plain.rows().forEach(rows -> rows(rows.name(), rows.count()));
    }

    public List<CreateMethod> createMethods() {
        return plain.createMethods().stream()
                .<CreateMethod>map(MethodOfText::new)
                .toList();
    }

    private final class MethodOfText implements CreateMethod {

        private final PlainFixture.PlainMethod method;
        private final JavaType[] types;
        private final Account account;
        private final boolean isPlain;
        private Shape shape; // of its rows, if the method is plain: known after the first row

        MethodOfText(PlainFixture.PlainMethod method) {
            this.method = method;
            isPlain = IntStream.range(0, method.values().size())
                    .allMatch(i -> method.values().get(i).parameter() == i);
            types = method.wide() ? new JavaType[0] : method.types().toArray(JavaType[]::new);
            account = new Account(method.name());
        }

        @Override
        public String name() {
            return method.name();
        }

        @Override
        public JavaType[] types() {
            return types;
        }

        @Override
        public boolean wide() {
            return method.wide();
        }

        @Override
        public boolean exact() {
            return true;
        }

        @Override
        public boolean takes(int parameter, Object value) {
            return true; // the literal reader has checked the type
        }

        @Override
        public Account account() {
            return account;
        }

        @Override
        public void call(Object[] values) {
            if (shape != null && values.length == shape.size()) {
                save(Row.of(shape, values));
                return;
            }
            if (dataOnly && values.length != method.types().size()) {
                throw new FixtureException(
                        ErrorCode.NOT_PLAIN_DATA,
                        "A row of " + method.table() + " has " + values.length + " values instead of "
                                + method.types().size() + ".",
                        "If you trust the fixture, restore it without --data-only; otherwise do not restore it.");
            }
            Row row = row(method.table());
            for (Value value : method.values()) {
                row.set(
                        value.column(),
                        value.key().isEmpty()
                                ? values[value.parameter()]
                                : lookedUp(value.key().get(), values));
            }
            shape = isPlain ? row.shape() : null;
            save(row);
        }

        private Object lookedUp(Lookup key, Object[] values) {
            Object[] columnsAndValues = new Object[2 * key.naturalKey().size()];
            for (int i = 0; i < key.naturalKey().size(); i++) {
                columnsAndValues[2 * i] = key.naturalKey().get(i);
                columnsAndValues[2 * i + 1] =
                        LargeValue.whole(values[key.parameters().get(i)]);
            }
            return keyOf(key.table(), key.column(), columnsAndValues);
        }
    }
}
