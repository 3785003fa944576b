package doppel.verify;

import doppel.verify.HostileValues.Kind;
import doppel.verify.HostileValues.Text;
import java.nio.charset.Charset;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The connection on which a hostile database is being built, with the sources of chance, names and values. */
final class HostileSession {

    /** A table that exists; {@code rowid} is the name by which to set its rowid, or null. */
    record Table(String name, List<Column> columns, String rowid) {

        List<Column> stored() {
            return columns.stream().filter(column -> column.kind() != null).toList();
        }

        Column anyStored(Random random) {
            return stored().get(random.nextInt(stored().size()));
        }
    }

    /**
     * A column with what follows its name in the DDL. A generated one has no {@code kind} to fill it with, an
     * {@code exact} one takes values of its kind only.
     */
    record Column(String name, String declaration, Kind kind, boolean exact) {

        Column(String name, String declaration, Kind kind) {
            this(name, declaration, kind, false);
        }

        String definition() {
            return quoted(name) + " " + declaration;
        }
    }

    private static final String[] TYPES = {
        "",
        "INTEGER",
        "INT",
        "BIGINT",
        "tinyint(1)",
        "TEXT",
        "VARCHAR(10)",
        "CLOB",
        "REAL",
        "DOUBLE",
        "DOUBLE PRECISION",
        "NUMERIC(10,2)",
        "DECIMAL(10 , 2)",
        "BOOLEAN",
        "DATE",
        "DATETIME",
        "TIMESTAMP WITH TIME ZONE",
        "BLOB",
        "ANY",
        "\"strange type\"",
        "FLOATING POINT",
        "CHARINT",
        "STRING",
        "unsigned big int",
        "JSON",
        "[a \"type\"]",
        "UUID"
    };

    final Connection connection;
    final Random random;
    final HostileNames names;
    final HostileValues values;
    final List<Table> tables = new ArrayList<>();

    HostileSession(Connection connection, Random random, Charset charset) {
        this.connection = connection;
        this.random = random;
        this.names = new HostileNames(random);
        this.values = new HostileValues(random, charset);
    }

    boolean oneIn(int chances) {
        return random.nextInt(chances) == 0;
    }

    @SafeVarargs
    final <T> T pick(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** Runs what must succeed. */
    void run(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage() + " in " + sql, e);
        }
    }

    /** Runs what the rows or the other objects of this database may not allow; tells whether it succeeded. */
    boolean attempt(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    /** Inserts one row unless a constraint refuses it; tells whether it did. */
    boolean insert(String table, List<String> columns, List<?> values) {
        List<String> places = new ArrayList<>();
        List<String> quoted = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            quoted.add(quoted(columns.get(i)));
            places.add(values.get(i) instanceof Text ? "CAST(? AS TEXT)" : "?");
        }
        String sql = columns.isEmpty()
                ? "INSERT INTO " + quoted(table) + " DEFAULT VALUES"
                : "INSERT INTO " + quoted(table) + " (" + String.join(", ", quoted) + ") VALUES ("
                        + String.join(", ", places) + ")";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.size(); i++) {
                statement.setObject(i + 1, values.get(i) instanceof Text text ? text.bytes() : values.get(i));
            }
            statement.executeUpdate();
            return true;
        } catch (SQLException e) {
            if (e.getMessage().contains("CONSTRAINT") || e.getMessage().contains("MISMATCH")) {
                return false;
            }
            throw new IllegalStateException(e.getMessage() + " in " + sql, e);
        }
    }

    /** Inserts so many drawn rows, some twice, at rowids with gaps or, {@code wild}, anywhere. */
    void fill(Table table, int rows, boolean wild) {
        List<Column> stored = table.stored();
        List<Boolean> mixed = stored.stream().map(column -> oneIn(3)).toList();
        long rowid = random.nextInt(5);
        List<Object> last = null;
        for (int row = 0; row < rows; row++) {
            List<String> columns = new ArrayList<>();
            List<Object> drawn = new ArrayList<>();
            for (int i = 0; i < stored.size(); i++) {
                columns.add(stored.get(i).name());
                drawn.add(values.draw(
                        mixed.get(i) && !stored.get(i).exact()
                                ? Kind.ANYTHING
                                : stored.get(i).kind()));
            }
            List<Object> chosen = last != null && oneIn(5) ? last : drawn;
            last = chosen;
            List<Object> all = new ArrayList<>(chosen);
            if (table.rowid() != null) {
                rowid += 1 + (oneIn(3) ? random.nextInt(1_000) : 0);
                columns.add(table.rowid());
                all.add(wild ? values.integer() : Long.valueOf(rowid));
            }
            insert(table.name(), columns, all);
        }
    }

    List<Column> typed(int count) {
        return names.columns(count).stream().map(this::typed).collect(Collectors.toCollection(ArrayList::new));
    }

    Column typed(String name) {
        String type = pick(TYPES);
        String upper = type.toUpperCase(Locale.ROOT);
        Kind kind = upper.contains("INT")
                ? Kind.INTEGER
                : upper.matches(".*(CHAR|TEXT|CLOB|DATE|JSON|TYPE).*")
                        ? Kind.TEXT
                        : upper.matches("REAL|DOUB.*|NUM.*|DEC.*") ? Kind.REAL : pick(Kind.values());
        return new Column(name, type, kind);
    }

    /** Creates a table that has a rowid of its own. */
    Table create(List<Column> columns, String tail, String options) {
        return register(columns, tail, options, rowid(columns));
    }

    Table register(List<Column> columns, String tail, String options, String rowid) {
        String name = names.object();
        run("CREATE TABLE " + quoted(name)
                + columns.stream().map(Column::definition).collect(Collectors.joining(", ", " (", tail + ")"))
                + options);
        Table table = new Table(name, List.copyOf(columns), rowid);
        tables.add(table);
        return table;
    }

    static String rowid(List<Column> columns) {
        List<String> taken = columns.stream()
                .map(column -> column.name().toLowerCase(Locale.ROOT))
                .toList();
        return Stream.of("rowid", "oid", "_rowid_")
                .filter(alias -> !taken.contains(alias))
                .findFirst()
                .orElse(null);
    }
}
