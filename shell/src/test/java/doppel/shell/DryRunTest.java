package doppel.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import doppel.shell.change.ChangedRow;
import doppel.shell.script.CompiledScript;
import doppel.shell.script.Script;
import doppel.shell.script.ScriptException;
import doppel.shell.work.Questions;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a dry run says of the numbers that it has moved for good. */
class DryRunTest {

    private static final String INSERT = "table(\"audit\").insert(\"what\", \"tried\");\n";

    @TempDir
    private Path folder;

    private final List<String> numbers = new ArrayList<>();

    private List<ChangedRow> tryOut(String text) {
        assumeTrue(LiveDatabases.POSTGRESQL.available());
        String url = LiveDatabases.POSTGRESQL.create(folder);
        try (Workbench bench = LiveDatabases.POSTGRESQL.open(url, folder, Questions.NOBODY, new StringWriter());
                CompiledScript script = ScriptRun.compile(Script.ofSnippets("try", text), bench)) {
            return ScriptRun.tryOut(script, folder, List.of(), bench, numbers::add);
        }
    }

    @Test
    void sequencesThatItHasMovedAreNamed() {
        assertThat(tryOut(INSERT)).hasSize(1);
        assertThat(numbers).singleElement().asString().contains("audit_id_seq");
    }

    @Test
    void sequencesThatItHadMovedBeforeItStoppedAreNamedToo() {
        assertThatThrownBy(() -> tryOut(INSERT + "throw new IllegalStateException(\"midway\");\n"))
                .isInstanceOf(ScriptException.class);
        assertThat(numbers).singleElement().asString().contains("audit_id_seq");
    }
}
