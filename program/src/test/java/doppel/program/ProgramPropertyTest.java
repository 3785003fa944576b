package doppel.program;

import static org.assertj.core.api.Assertions.assertThat;

import doppel.dialect.Dialects;
import doppel.literal.JavaText;
import doppel.literal.JavaType;
import doppel.schema.Column;
import doppel.schema.Schema;
import doppel.schema.Table;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written is what is read: of schemas, names and rows that chance has made. */
class ProgramPropertyTest {

    private static final List<String> NAMES = List.of(
            "Artist",
            "artist",
            "class",
            "Ärzte",
            "a b",
            "\"",
            "\\u0022",
            "*/",
            "",
            "9",
            "wait",
            "\u2028",
            "😀",
            "rows",
            "Restore",
            "opens",
            "exports",
            "requires",
            "uses",
            "provides",
            "transitive",
            "to",
            "with",
            "module",
            "open",
            "record",
            "sealed",
            "permits",
            "yield",
            "when",
            "var",
            "_");

    @TempDir
    private Path folder;

    private static IntStream seeds() {
        return IntStream.rangeClosed(1, 300);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void readsTheProgramThatItWrites(long seed) throws IOException {
        Random random = new Random(seed);
        Schema schema = schema(random);
        List<DumpedTable> dumped = new ArrayList<>();
        for (TableNames names : TableNames.of(schema.tables(), Dialects.forId("sqlite"))) {
            List<JavaType> types = names.wide()
                    ? names.types()
                    : names.types().stream()
                            .map(type -> random.nextInt(4) == 0 ? JavaType.OBJECT : type)
                            .toList();
            dumped.add(new DumpedTable(names, types, random.nextInt(3) == 0 ? 0 : random.nextLong(1, 5_000_000_000L)));
        }

        for (SourceFile file : RestoreSource.of("1." + seed, schema.engine(), "SQLite", schema.others(), dumped)) {
            Files.writeString(folder.resolve(file.name()), file.text());
        }
        PlainFixture read = PlainFixture.read(folder);

        assertThat(read.version()).isEqualTo("1." + seed);
        assertThat(read.schema()).isEqualTo(schema);
        assertThat(read.rows())
                .isEqualTo(dumped.stream()
                        .filter(table -> table.rows() > 0)
                        .map(table -> new PlainFixture.RowClass(table.names().rowsClass(), table.rows()))
                        .toList());
        assertThat(read.createMethods())
                .isEqualTo(
                        dumped.stream().map(ProgramPropertyTest::createMethod).toList());
    }

    @Test
    void readsTheManyClassesOfManyTables() throws IOException {
        List<Table> tables = IntStream.range(0, 2_500)
                .mapToObj(i -> Table.named("t" + i)
                        .column("a", "INTEGER")
                        .foreignKey("a")
                        .references("t" + (i * 7 % 2_500), "a")
                        .build())
                .toList();
        Schema schema = new Schema("sqlite", tables, List.of("view v"));
        List<DumpedTable> dumped = TableNames.of(tables, Dialects.forId("sqlite")).stream()
                .map(names -> new DumpedTable(names, names.types(), 1))
                .toList();
        List<SourceFile> program = RestoreSource.of("1", schema.engine(), "SQLite", schema.others(), dumped);
        for (SourceFile file : program) {
            Files.writeString(folder.resolve(file.name()), file.text());
        }

        PlainFixture read = PlainFixture.read(folder);

        assertThat(program)
                .extracting(SourceFile::name)
                .containsExactly("Restore.java", "Restore_2.java", "Restore_3.java");
        assertThat(read.schema()).isEqualTo(schema);
        assertThat(read.rows()).hasSameSizeAs(tables);
        assertThat(read.createMethods())
                .isEqualTo(
                        dumped.stream().map(ProgramPropertyTest::createMethod).toList());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void readsEachDescriptionOfATableAlsoAlone(long seed) {
        for (Table table : schema(new Random(seed)).tables()) {
            String calls =
                    String.join("\n.", TableSource.of(table, JavaText::literal).calls());
            String named = "{ return Table.named(" + JavaText.literal(table.name()) + ")";
            String body = named + (calls.isEmpty() ? "" : "." + calls) + ".build(); }";

            assertThat(PlainTable.ofBody(body)).contains(table);
            assertThat(PlainTable.ofBody(body.replace(".build()", ".buildIt()")))
                    .isEmpty();
        }
    }

    @Test
    void readsDescriptionsThatPeopleHaveChanged() {
        String body = "{ return Table.named(\"t\").foreignKey(\"a\").references(\"u\", \"id\").identity(\"a\", 3)"
                + ".onUpdate(\"NO ACTION\").primaryKey(\"a\").column(\"a\", \"INT\").rowId(\"n\").build(); }";

        Table table = PlainTable.ofBody(body).orElseThrow();

        assertThat(table.columns()).extracting(Column::name).containsExactly("a", "n");
        assertThat(table.primaryKey()).containsExactly("a");
        assertThat(table.foreignKeys()).hasSize(1);
        assertThat(PlainTable.ofBody("{ return Table.named(\"t\").onDelete(\"CASCADE\").build(); }"))
                .isEmpty();
        assertThat(PlainTable.ofBody("{ return Table.named(name()).build(); }")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void readsTheFrameOfRowsThatItWrites(long seed) {
        Random random = new Random(seed);
        String className = "T" + seed + "Rows_2";
        boolean wide = random.nextBoolean();
        StringBuilder file = new StringBuilder(RowFrame.head(className, "T" + seed + ": rows 1 to 9."));
        int rows = 0;
        int methods = random.nextInt(1, 5);
        for (int method = 1; method <= methods; method++) {
            file.append(method == 1 ? "" : RowFrame.goOn(method));
            for (int left = random.nextInt(4); left > 0; left--) {
                file.append(RowFrame.statement("t" + seed, wide))
                        .append("1, null")
                        .append(RowFrame.statementEnd(wide));
                rows++;
            }
        }
        file.append(RowFrame.END);

        RowFileGrammar grammar = new RowFileGrammar(className);
        int found = 0;
        for (String line : file.toString().split("\n", -1)) {
            byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
            boolean row = grammar.inBody() && RowLine.isRow(bytes, bytes.length);
            assertThat(row || grammar.line(line)).as(line).isTrue();
            assertThat(RowLine.isFrame(bytes, bytes.length)).as(line).isEqualTo(!row);
            found += row ? 1 : 0;
        }
        assertThat(grammar.complete()).isTrue();
        assertThat(found).isEqualTo(rows);
    }

    private static PlainFixture.PlainMethod createMethod(DumpedTable table) {
        TableNames names = table.names();
        return new PlainFixture.PlainMethod(
                names.createMethod(),
                names.table().name(),
                table.types(),
                names.wide(),
                names.shape().values());
    }

    private static Schema schema(Random random) {
        List<Table> tables = new ArrayList<>();
        for (String name : names(random, random.nextInt(7))) {
            tables.add(table(random, name, tables));
        }
        String[] others = names(random, random.nextInt(3)).toArray(String[]::new);
        return new Schema("sqlite", tables).withOthers(others);
    }

    private static Table table(Random random, String name, List<Table> others) {
        Table.Builder table = Table.named(name);
        if (random.nextInt(4) == 0) {
            table.rowId("rowid");
        }
        int count = random.nextInt(25) == 0 ? random.nextInt(240, 600) : random.nextInt(1, 8);
        List<String> columns = names(random, count);
        for (String column : columns) {
            String type = NAMES.get(random.nextInt(NAMES.size()));
            String defaultValue = random.nextInt(3) == 0 ? NAMES.get(random.nextInt(NAMES.size())) : null;
            switch (random.nextInt(4)) {
                case 0 -> table.required(column, type, defaultValue);
                case 1 -> table.generated(column, type);
                default -> table.column(column, type, defaultValue);
            }
        }
        if (random.nextBoolean()) {
            table.primaryKey(some(random, columns));
        }
        boolean recreated = random.nextInt(5) == 0;
        for (Table other : recreated ? List.<Table>of() : others) {
            if (random.nextInt(3) == 0) {
                foreignKey(random, table, columns, other);
            }
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            String index = NAMES.get(random.nextInt(NAMES.size()));
            if (random.nextBoolean()) {
                table.index(index, some(random, columns));
            } else {
                table.unique(index, some(random, columns));
            }
        }
        if (random.nextInt(3) == 0) {
            table.identity(columns.get(0), random.nextBoolean() ? random.nextLong() : random.nextInt(-5, 5));
        }
        if (random.nextInt(6) == 0) {
            table.internal();
        }
        if (recreated) {
            table.recreated(some(random, columns));
        } else if (random.nextInt(6) == 0) {
            table.skipped();
        }
        return table.build();
    }

    private static void foreignKey(Random random, Table.Builder table, List<String> columns, Table other) {
        List<String> referenced =
                other.columns().stream().map(Column::name).limit(1).toList();
        table.foreignKey(columns.get(random.nextInt(columns.size())))
                .references(other.name(), referenced.toArray(String[]::new));
        if (random.nextBoolean()) {
            table.onDelete("CASCADE");
        }
        if (random.nextBoolean()) {
            table.onUpdate("SET NULL");
        }
        if (random.nextInt(3) == 0) {
            table.dangling(random.nextLong(1, 10_000_000_000L));
        }
    }

    /** One name or more, no two of them the same. */
    private static String[] some(Random random, List<String> columns) {
        List<String> shuffled = new ArrayList<>(columns);
        Collections.shuffle(shuffled, random);
        return shuffled.subList(0, random.nextInt(1, Math.min(4, columns.size()) + 1))
                .toArray(String[]::new);
    }

    private static List<String> names(Random random, int count) {
        Set<String> names = new LinkedHashSet<>();
        while (names.size() < count) {
            String name = NAMES.get(random.nextInt(NAMES.size()));
            names.add(random.nextBoolean() ? name : name + random.nextInt(2 * count));
        }
        return List.copyOf(names);
    }
}
