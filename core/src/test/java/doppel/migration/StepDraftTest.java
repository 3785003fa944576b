package doppel.migration;

import static org.assertj.core.api.Assertions.assertThat;

import doppel.schema.Schema;
import doppel.schema.Table;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepDraftTest {

    private static final StepDraft DRAFT = new StepDraft("From1To2", "1", "2", "members \"become\" readers */");

    private static final Schema BEFORE = Schema.of(
            "any",
            Table.named("members")
                    .required("id", "INTEGER")
                    .required("name", "TEXT")
                    .column("e_mail", "TEXT")
                    .column("born", "TEXT")
                    .primaryKey("id")
                    .build(),
            Table.named("genres")
                    .required("genre_id", "INTEGER")
                    .column("name", "TEXT")
                    .build(),
            Table.named("sessions").column("data", "BLOB").build(),
            Table.named("same").column("a", "TEXT").build());

    private static final Schema AFTER = Schema.of(
            "any",
            Table.named("members")
                    .required("id", "INTEGER")
                    .required("name", "TEXT")
                    .column("email", "TEXT")
                    .column("born", "INTEGER")
                    .required("active", "BOOLEAN")
                    .column("note", "TEXT")
                    .primaryKey("id")
                    .build(),
            Table.named("styles")
                    .required("style_id", "INTEGER")
                    .column("name", "TEXT")
                    .build(),
            Table.named("same").column("a", "TEXT").build(),
            Table.named("loans").column("x", "DATE").build());

    @TempDir
    private Path folder;

    @Test
    void saysHowTwoSchemasDiffer() throws IOException {
        String source = DRAFT.source(BEFORE, AFTER);

        assertThat(source.lines().map(String::strip))
                .containsSequence(
                        "// up.table(\"members\").rename(\"e_mail\", \"email\"); // a guess: or is it another one,"
                                + " which is new?",
                        "up.table(\"members\").add(\"active\", row -> null); // which value? BOOLEAN NOT NULL",
                        "// up.table(\"members\").add(\"note\", null); else it gets its default: TEXT",
                        "// up.table(\"members\").change(\"born\", Cast.TEXT); TEXT becomes INTEGER")
                .containsSequence(
                        "// up.table(\"genres\").renameTo(\"styles\"); // a guess: or is it another one, which is new?",
                        "// up.table(\"genres\").rename(\"genre_id\", \"style_id\"); // a guess: or is it another one,"
                                + " which is new?")
                .contains("up.table(\"sessions\").drop();", "// new, and without rows so far: loans")
                .contains("down.table(\"loans\").drop();", "// new, and without rows so far: sessions")
                .contains("// down.table(\"styles\").renameTo(\"genres\"); // a guess: or is it another one, which is"
                        + " new?")
                .noneMatch(line -> line.contains("same"));
        assertThat(compiled(source)).isEmpty();
    }

    @Test
    void compilesWhereNothingIsKnownYet() throws IOException {
        assertThat(compiled(DRAFT.source())).isEmpty();
    }

    @Test
    void namesTheClassAfterTheVersions() {
        assertThat(StepDraft.className("1.4.0", "2.0-rc1")).isEqualTo("From1_4_0To2_0_rc1");
    }

    private String compiled(String source) throws IOException {
        Path file = Files.writeString(folder.resolve("From1To2.java"), source);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        out,
                        out,
                        "-Xlint:all",
                        "-proc:none",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        folder.toString(),
                        file.toString());
        return out.toString(StandardCharsets.UTF_8);
    }
}
