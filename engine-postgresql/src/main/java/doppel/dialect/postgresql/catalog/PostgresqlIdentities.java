package doppel.dialect.postgresql.catalog;

import doppel.dialect.Sequences;
import doppel.dialect.postgresql.connect.PostgresqlName;
import doppel.schema.Identity;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** The columns that a sequence of their own numbers: identity columns, and serial ones. */
public final class PostgresqlIdentities {

    /** Whether a column, or the domain's base, is an integer or a numeric. */
    private static final String NUMBER = "WITH RECURSIVE base (type) AS (SELECT atttypid FROM pg_attribute"
            + " WHERE attrelid = ? AND attname = ? UNION ALL SELECT typbasetype FROM base"
            + " JOIN pg_type ON oid = type AND typtype = 'd') SELECT bool_or(type IN (20, 21, 23, 1700)) FROM base";

    private final Handle handle;

    public PostgresqlIdentities(Handle handle) {
        this.handle = handle;
    }

    /**
     * A sequence and its column.
     *
     * @param table the table's number in {@code pg_class}
     * @param column the column
     * @param sequence the sequence in SQL
     * @param increment what it counts by
     */
    record Owned(long table, String column, String sequence, long increment) {}

    /** The first such column of each table. */
    Map<Long, Owned> owned() {
        Map<Long, Owned> byTable = new LinkedHashMap<>();
        handle.createQuery("SELECT a.attrelid, a.attname, q.oid::regclass::text, s.seqincrement FROM pg_class q"
                        + " JOIN pg_sequence s ON s.seqrelid = q.oid JOIN pg_depend o ON o.classid = "
                        + "'pg_class'::regclass"
                        + " AND o.objid = q.oid AND o.deptype IN ('a', 'i') AND o.refclassid = 'pg_class'::regclass"
                        + " JOIN pg_attribute a ON a.attrelid = o.refobjid AND a.attnum = o.refobjsubid"
                        + " LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum"
                        + " WHERE q.relkind = 'S' AND (a.attidentity <> '' OR EXISTS (SELECT 1 FROM pg_depend u"
                        + " WHERE u.classid = 'pg_attrdef'::regclass AND u.objid = d.oid"
                        + " AND u.refclassid = 'pg_class'::regclass AND u.refobjid = q.oid))"
                        + " ORDER BY a.attrelid, a.attnum")
                .map((rows, context) ->
                        new Owned(rows.getLong(1), rows.getString(2), rows.getString(3), rows.getLong(4)))
                .forEach(owned -> byTable.putIfAbsent(owned.table(), owned));
        return byTable;
    }

    /** The number that comes next in each of them. */
    Map<Long, Identity> read() {
        Map<Long, Identity> identities = new LinkedHashMap<>();
        owned().forEach((table, owned) -> identities.put(table, new Identity(owned.column(), next(owned))));
        return identities;
    }

    /**
     * Continues a column's numbers where another's stood, or after the existing ones. Unlike {@code setval}, this is
     * undone with the transaction.
     */
    public void raise(PostgresqlTables.Relation table, Identity identity) {
        Owned owned = owned().get(table.oid());
        if (owned == null || !owned.column().equals(identity.column())) {
            return;
        }
        boolean rises = owned.increment() > 0;
        BigInteger increment = BigInteger.valueOf(owned.increment());
        BigInteger next = BigInteger.valueOf(identity.next());
        String column = PostgresqlName.quote(owned.column());
        String last = handle.createQuery(
                        "SELECT " + (rises ? "max(" : "min(") + column + ")::text FROM " + table.rows())
                .mapTo(String.class)
                .one();
        if (last != null) {
            BigInteger after = new BigInteger(last).add(increment);
            next = rises ? next.max(after) : next.min(after);
        }
        if (!next.equals(BigInteger.valueOf(next(owned)))) {
            restart(owned, next, increment);
        }
    }

    /**
     * Lets a column's numbers pass those that are in the column. It needs no right but that to draw numbers, and is not
     * undone with the transaction.
     */
    public void passExisting(PostgresqlTables.Relation table, Identity identity) {
        Owned owned = owned().get(table.oid());
        if (owned == null || !owned.column().equals(identity.column())) {
            return;
        }
        boolean rises = owned.increment() > 0;
        handle.createQuery("SELECT setval(" + PostgresqlName.literal(owned.sequence()) + ", last::bigint) FROM (SELECT "
                        + (rises ? "max(" : "min(") + PostgresqlName.quote(owned.column()) + ") FROM " + table.rows()
                        + ") greatest (last), " + owned.sequence() + " q WHERE last " + (rises ? ">" : "<")
                        + " q.last_value OR last = q.last_value AND NOT q.is_called")
                .mapTo(Long.class)
                .findFirst();
    }

    /** Advances a sequence that no column owns beyond a number. A sequence that counts down is not changed. */
    public void raise(String sequence, long greatest) {
        Owned alone = alone(sequence);
        if (alone.increment() > 0 && next(alone) <= greatest) {
            BigInteger increment = BigInteger.valueOf(alone.increment());
            restart(alone, BigInteger.valueOf(greatest).add(increment), increment);
        }
    }

    /**
     * Lets a sequence that no column owns go on to where another stood, if its limits allow that. It never goes back:
     * it may have given those numbers already.
     */
    public void place(String sequence, Sequences.Position position) {
        Owned alone = alone(sequence);
        if (isAhead(position, alone) && allows(alone, BigInteger.valueOf(position.last()))) {
            handle.execute("ALTER SEQUENCE " + alone.sequence() + " RESTART WITH " + position.last());
            if (position.called()) {
                draw(alone);
            }
        }
    }

    private boolean isAhead(Sequences.Position position, Owned alone) {
        Sequences.Position here = position(alone);
        return position.last() == here.last()
                ? position.called() && !here.called()
                : position.last() > here.last() == alone.increment() > 0;
    }

    /**
     * Whether what comes next in a sequence that no column owns is not beyond all numbers of a column. Texts that are
     * no whole numbers do not count.
     */
    public boolean isBehind(String sequence, PostgresqlTables.Relation table, String column) {
        Owned alone = alone(sequence);
        String name = PostgresqlName.quote(column);
        boolean isNumber = handle.createQuery(NUMBER)
                .bind(0, table.oid())
                .bind(1, column)
                .mapTo(Boolean.class)
                .one();
        String text = "format('%s', " + name + ")";
        String number = isNumber ? name : "CASE WHEN " + text + " ~ '^-?[0-9]+$' THEN " + text + "::numeric END";
        return handle.createQuery("SELECT count(*) > 0 FROM " + table.rows() + " WHERE " + number
                        + (alone.increment() > 0 ? " >= " : " <= ") + next(alone))
                .mapTo(Boolean.class)
                .one();
    }

    private Owned alone(String sequence) {
        return handle.createQuery("SELECT c.oid::regclass::text, s.seqincrement FROM pg_class c"
                        + " JOIN pg_sequence s ON s.seqrelid = c.oid JOIN pg_namespace n ON n.oid = c.relnamespace"
                        + " WHERE CASE n.nspname WHEN 'public' THEN '' ELSE n.nspname || '.' END || c.relname = "
                        + PostgresqlName.literal(sequence))
                .map((rows, context) -> new Owned(0, "", rows.getString(1), rows.getLong(2)))
                .one();
    }

    /** The state after the previous number was taken, if there is one. */
    private void restart(Owned owned, BigInteger next, BigInteger increment) {
        BigInteger last = next.subtract(increment);
        boolean taken = allows(owned, last);
        handle.execute("ALTER SEQUENCE " + owned.sequence() + " RESTART WITH " + (taken ? last : next));
        if (taken) {
            draw(owned);
        }
    }

    private boolean allows(Owned owned, BigInteger number) {
        return handle.createQuery("SELECT " + number + " BETWEEN seqmin AND seqmax FROM pg_sequence WHERE seqrelid = "
                        + PostgresqlName.literal(owned.sequence()) + "::regclass")
                .mapTo(Boolean.class)
                .one();
    }

    private void draw(Owned owned) {
        handle.createQuery("SELECT nextval(" + PostgresqlName.literal(owned.sequence()) + ")")
                .mapTo(Long.class)
                .one();
    }

    /** At its end, a sequence stays where it is. */
    private long next(Owned owned) {
        Sequences.Position position = position(owned);
        BigInteger next =
                BigInteger.valueOf(position.last()).add(BigInteger.valueOf(position.called() ? owned.increment() : 0));
        return next.bitLength() < Long.SIZE ? next.longValue() : position.last();
    }

    private Sequences.Position position(Owned owned) {
        return handle.createQuery("SELECT last_value, is_called FROM " + owned.sequence())
                .map((rows, context) -> new Sequences.Position(rows.getLong(1), rows.getBoolean(2)))
                .one();
    }
}
