package doppel.shell;

import static org.assertj.core.api.Assertions.assertThat;

import doppel.shell.text.TextTable;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {

    @Test
    void alignsAnyScriptAndShowsControls() {
        List<Object[]> rows = Arrays.asList(new Object[] {1L, "é 😁 日本", new byte[] {1, (byte) 255}}, new Object[] {
            100L, "e\u0301\u001b[2J\n", null
        });

        assertThat(TextTable.of(List.of("id", "text", "b"), rows).lines())
                .containsExactly(
                        " id  text          b",
                        "───  ────────────  ──────",
                        "  1  é 😁 日本     0x01ff",
                        "100  e\u0301\\u001b[2J\\n  NULL");
    }

    @Test
    void cutsLongValuesOff() {
        assertThat(TextTable.width(TextTable.shown("日".repeat(1000)))).isLessThanOrEqualTo(60);
        assertThat(TextTable.shown(new byte[5000])).endsWith("… (5000 bytes)");
    }
}
