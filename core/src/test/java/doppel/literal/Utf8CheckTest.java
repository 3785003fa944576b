package doppel.literal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class Utf8CheckTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "61",
                "c3a4",
                "e282ac",
                "f09f9880",
                "efbfbd",
                "61c3a462e282ac63f09f9880",
                "00",
                "c3",
                "e282",
                "f09f98",
                "80",
                "61ff62",
                "c3a4c3",
                "eda080",
                "f4908080",
                "c080",
                "f09f98c3a4",
                "e282e282ac"
            })
    void judgesPiecesAsItJudgesTheWhole(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        boolean valid = RawText.decode(bytes, StandardCharsets.UTF_8) instanceof String;
        for (int size = 1; size <= Math.max(1, bytes.length); size++) {
            Utf8Check check = new Utf8Check();
            for (int from = 0; from < bytes.length; from += size) {
                check.add(bytes, from, Math.min(size, bytes.length - from));
            }
            assertThat(check.isValid()).as(hex + " by " + size).isEqualTo(valid);
        }
    }
}
