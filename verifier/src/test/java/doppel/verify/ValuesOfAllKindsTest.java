package doppel.verify;

import static org.assertj.core.api.Assertions.assertThat;

import doppel.Progress;
import doppel.dialect.Source;
import doppel.dump.DumpOptions;
import doppel.dump.DumpReport;
import doppel.dump.Dumper;
import doppel.literal.JavaType;
import doppel.literal.RawText;
import doppel.program.PlainFixture;
import doppel.schema.Schema;
import doppel.schema.Table;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fixtures of values and definitions of all kinds, more than any engine has, compile and are plain data. */
class ValuesOfAllKindsTest {

    /** Names that Java gives to the types of parameters, and to what stands around them. */
    private static final List<String> NAMES = List.of(
            "BigDecimal",
            "LocalDate",
            "LocalTime",
            "LocalDateTime",
            "Instant",
            "UUID",
            "date",
            "time",
            "timestamp",
            "decimal",
            "instant",
            "uuid",
            "boolean",
            "float",
            "Float",
            "java",
            "bytes",
            "Table");

    @TempDir
    private Path folder;

    private int dumps;

    @Test
    void compileAndAreReadAsPlainData() throws IOException, InterruptedException {
        Random random = new Random(1);
        List<Table> tables = new ArrayList<>();
        Map<String, List<Object[]>> rows = new HashMap<>();
        for (String name : NAMES) {
            tables.add(table(name));
            List<Object[]> all = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                all.add(row(random, i % 10 == 9));
            }
            rows.put(name, all);
        }
        Table.Builder indexed = Table.named("indexed").column("a", "LONG");
        for (int i = 0; i < 800; i++) {
            indexed.index("i" + i, "a", "a");
        }
        tables.add(indexed.build());
        Schema schema = new Schema("sqlite", tables).withOthers("view \"v\" \\u0022 */", "trigger t on x", "");

        Path fixture = dump(schema, rows, Optional.empty());

        FixtureCompilationTest.assertCompile(List.of(fixture));
        PlainFixture plain = PlainFixture.read(fixture);
        assertThat(plain.schema().others()).isEqualTo(schema.others());
        assertThat(plain.schema().tables()).containsExactlyInAnyOrderElementsOf(tables);
        assertThat(Files.readString(fixture.resolve("Restore.java")))
                .contains("import java.math.BigDecimal;\nimport java.time.Instant;\nimport java.time.LocalDate;\n")
                .contains(".onDelete(\"SET NULL\")")
                .contains("identity(\"c0\", -5)");
        assertThat(Files.readString(fixture.resolve("BigDecimalRows.java"))).contains("decimal(into.largeText(\"");
    }

    @Test
    void changesOfTheDatabaseAreNoEditsOfThePast() throws IOException {
        Path fixture = dump(new Schema("sqlite", List.of(table("a"))), Map.of(), Optional.empty());
        Table now = Table.named("a")
                .column("c0", "DATE")
                .index("x", "c0")
                .identity("c0", 1L << 40)
                .build();
        String expected = Files.readString(dump(new Schema("sqlite", List.of(now)), Map.of(), Optional.empty())
                .resolve("Restore.java"));

        Schema changed = new Schema("sqlite", List.of(now)).withOthers("view v");
        Path merged = dump(changed, Map.of(), Optional.of(fixture));

        assertThat(Files.readString(merged.resolve("Restore.java")))
                .isEqualTo(expected.replace("aTable());", "aTable())\n        .withOthers(\n            \"view v\");"));
    }

    /** A table with a column for each type of parameters, and one for each whose values are mixed. */
    private static Table table(String name) {
        Table.Builder table = Table.named(name);
        int number = 0;
        for (JavaType type : JavaType.values()) {
            if (type.isPrimitive()) {
                table.required("c" + number++, type.name());
            } else {
                table.column("c" + number++, type.name());
            }
        }
        return table.column(name, "DECIMAL")
                .primaryKey("c0")
                .foreignKey(name)
                .references(name, "c0")
                .onDelete("SET NULL")
                .onUpdate("CASCADE")
                .unique("", name, "c0")
                .index("\"\\u0022", "c0")
                .identity("c0", -5)
                .build();
    }

    private static Object[] row(Random random, boolean unusual) {
        List<Object> row = new ArrayList<>();
        for (JavaType type : JavaType.values()) {
            List<Object> fitting = values(random).stream().filter(type::accepts).toList();
            row.add(!type.isPrimitive() && random.nextInt(5) == 0 ? null : fitting.get(random.nextInt(fitting.size())));
        }
        row.add(unusual ? "infinity" : new BigDecimal(new BigInteger(20_000, random), 7));
        return row.toArray();
    }

    private static List<Object> values(Random random) {
        return List.of(
                random.nextLong(),
                random.nextDouble(),
                random.nextFloat(),
                Float.NaN,
                random.nextBoolean(),
                BigDecimal.valueOf(random.nextLong(), random.nextInt(40) - 10),
                LocalDate.ofEpochDay(random.nextInt()),
                LocalTime.ofSecondOfDay(random.nextInt(86_400)),
                LocalDateTime.of(LocalDate.ofEpochDay(random.nextInt()), LocalTime.MAX),
                Instant.ofEpochMilli(random.nextLong() >> 10),
                new UUID(random.nextLong(), random.nextLong()),
                "text",
                new byte[] {1, -1},
                new RawText(new byte[] {-1}));
    }

    private Path dump(Schema schema, Map<String, List<Object[]>> rows, Optional<Path> hooksFrom) {
        MemoryDialect dialect = new MemoryDialect(schema, rows);
        DumpOptions options =
                DumpOptions.defaults().as("1").hooksFrom(hooksFrom).overwrite();
        try (Source source = dialect.openSource("")) {
            DumpReport report =
                    new Dumper(dialect, source, options, Progress.NONE).dump(folder.resolve("fixture" + dumps++));
            assertThat(report.notices()).isEmpty();
            return report.directory();
        }
    }
}
