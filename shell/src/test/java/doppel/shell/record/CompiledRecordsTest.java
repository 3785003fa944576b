package doppel.shell.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doppel.literal.JavaType;
import doppel.schema.Column;
import doppel.schema.Schema;
import doppel.schema.Table;
import doppel.shell.snippet.JavaSession;
import doppel.shell.snippet.Result;
import doppel.shell.snippet.SnippetOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompiledRecordsTest {

    private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000_000_000L);

    private static final Schema LIBRARY = Schema.of(
            "any",
            Table.named("members")
                    .required("id", "long")
                    .column("name", "String")
                    .column("born", "LocalDate")
                    .column("points", "long")
                    .build());

    @TempDir
    Path home;

    private static JavaType typeOf(Column column) {
        JavaType type = JavaType.ofSource(column.type()).orElseThrow();
        return column.nullable() ? type.nullable() : type;
    }

    private CompiledRecords compile(Schema schema) {
        return CompiledRecords.of(schema, CompiledRecordsTest::typeOf, home.resolve("records"));
    }

    @Test
    void buildsARowFromItsValues() {
        try (CompiledRecords records = compile(LIBRARY)) {
            TableRecord members = records.of("members").orElseThrow();
            LocalDate born = LocalDate.of(1815, 12, 10);
            assertThat(members.row(1L, "Ada", born, null))
                    .hasToString("Members[id=1, name=Ada, born=1815-12-10, points=null]");
            assertThat(members.takes(1L, "Ada", "unknown", null)).isFalse();
            assertThatThrownBy(() -> members.row(null, "Ada", born, null))
                    .hasMessageContaining("members.id holds NULL");
        }
    }

    @Test
    void snippetsUseThem() {
        try (CompiledRecords records = compile(LIBRARY);
                JavaSession session = SnippetOptions.of(List.of()).openSession()) {
            session.addClasses(records.jar(), records.loader(), records.importLine());
            Result result =
                    session.evaluate("new Members(1, \"Ada\", null, 2L)").get(0);
            assertThat(((Result.Value) result).value())
                    .isEqualTo(records.of("members").orElseThrow().row(1L, "Ada", null, 2L));
        }
    }

    @Test
    void takesTheNamesOfAnyDatabase() {
        Schema schema = Schema.of(
                "any",
                Table.named("a.user").column("class", "long").build(),
                Table.named("b.user")
                        .column("hashCode", "long")
                        .column("HASHCODE", "long")
                        .build(),
                Table.named("A_User").column("*/ \\u000a", "String").build(),
                Table.named("string")
                        .column("", "String")
                        .column("wait", "byte[]")
                        .build(),
                Table.named("表").column("日本", "Object").build(),
                Table.named("none").build());
        try (CompiledRecords records = compile(schema)) {
            assertThat(records.names())
                    .extracting(names -> names.record() + names.components())
                    .containsExactly(
                            "AUser[class2]",
                            "BUser[hashCode2, hashcode3]",
                            "AUser2[u000a]",
                            "String2[column, wait2]",
                            "Table[column]",
                            "None[]");
            assertThat(records.names())
                    .allSatisfy(names ->
                            assertThat(records.of(names.table().name())).isPresent());
        }
    }

    @Test
    void saysWhichTableIsTooWideForARecord() {
        Table.Builder narrow = Table.named("narrow");
        IntStream.range(0, 250).forEach(i -> narrow.required("c" + i, "long"));
        Table.Builder wide = Table.named("wide");
        IntStream.range(0, 256).forEach(i -> wide.required("c" + i, "long"));
        try (CompiledRecords records = compile(Schema.of("any", narrow.build(), wide.build()))) {
            Object[] values =
                    IntStream.range(0, 250).mapToObj(i -> (Object) (long) i).toArray();
            assertThat(records.of("narrow").orElseThrow().row(values).toString())
                    .endsWith("c249=249]");
            assertThat(records.of("wide")).isEmpty();
            assertThat(records.notes())
                    .containsExactly("There is no record for the table wide, since it has 256 columns.");
        }
    }

    @Test
    void aLaterStartTakesWhatIsKept() throws IOException {
        Path jar = compiled();
        Files.setLastModifiedTime(jar, LONG_AGO);
        assertThat(compiled()).isEqualTo(jar);
        assertThat(Files.getLastModifiedTime(jar)).isEqualTo(LONG_AGO);
        assertThat(Files.getPosixFilePermissions(jar)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(Files.getPosixFilePermissions(jar.getParent()))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
        try (var files = Files.list(jar.getParent())) {
            assertThat(files).containsExactly(jar);
        }
    }

    @Test
    void compilesAnewWhatIsDamaged() throws IOException {
        Path jar = compiled();
        byte[] sound = Files.readAllBytes(jar);
        byte[] damaged = sound.clone();
        damaged[damaged.length / 2]++;
        Files.write(jar, damaged);
        Files.setLastModifiedTime(jar, LONG_AGO);
        assertThat(Files.getLastModifiedTime(compiled())).isGreaterThan(LONG_AGO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw--w----", "rw-----w-"})
    void compilesAnewWhatOthersMayWrite(String permissions) throws IOException {
        Path jar = compiled();
        Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString(permissions));
        Files.setLastModifiedTime(jar, LONG_AGO);
        assertThat(Files.getLastModifiedTime(compiled())).isGreaterThan(LONG_AGO);
    }

    @Test
    void keepsNothingInAFolderThatOthersMayWrite() throws IOException {
        Path jar = compiled();
        Files.setPosixFilePermissions(jar.getParent(), PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThat(compiled().getParent()).isNotEqualTo(jar.getParent());
    }

    private Path compiled() {
        try (CompiledRecords records = compile(LIBRARY)) {
            assertThat(records.of("members")
                            .orElseThrow()
                            .row(1L, "Ada", null, null)
                            .toString())
                    .startsWith("Members[id=1");
            return records.jar();
        }
    }
}
