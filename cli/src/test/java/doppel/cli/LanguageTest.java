package doppel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import doppel.ErrorCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Doppel does the same on machines of all languages: Arabic and Thai have digits of their own, and Turkish has another
 * lower case of I.
 */
class LanguageTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-Duser.language=ar -Duser.country=EG",
                "-Duser.language=tr -Duser.country=TR",
                "-Duser.language=th -Duser.country=TH -Duser.extensions=u-nu-thai"
            })
    void tellsTheSameStoryAndWritesTheSameFixtures(String language) throws IOException, InterruptedException {
        Path usual = folder.resolve("usual");
        Path other = folder.resolve("other");

        Shell.Result expected = Shell.run("demo", usual);
        Shell.Result result = run(language, "demo", other);

        assertThat(expected.code()).isZero();
        assertThat(result.code()).isZero();
        assertThat(result.out().replace(other.toString(), usual.toString())).isEqualTo(expected.out());
        for (String fixture : List.of("library-1", "library-3")) {
            Shell.Result difference = Shell.run("diff", usual.resolve(fixture), other.resolve(fixture));
            assertThat(difference.code()).as(difference.out()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-Duser.language=ar -Duser.country=EG",
                "-Duser.language=th -Duser.country=TH -Duser.extensions=u-nu-thai"
            })
    void callsAnErrorByItsCode(String language) throws IOException, InterruptedException {
        Shell.Result result = run(language, "dump", folder.resolve("missing.db"), folder.resolve("fixture"));

        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err()).matches("(?s)DOPPEL-[0-9]{3}: .*");
    }

    @Test
    void hasCodesOfThreeDigits() {
        assertThat(ErrorCode.values())
                .allSatisfy(code -> assertThat(code.toString()).matches("DOPPEL-[0-9]{3}"));
    }

    private Shell.Result run(String language, Object... words) throws IOException, InterruptedException {
        List<Object> all = new ArrayList<>(List.of(language.split(" ")));
        all.add(Doppel.class.getName());
        all.addAll(List.of(words));
        return Child.run(folder, Child.java(Child.ownHome(), all.toArray()));
    }
}
