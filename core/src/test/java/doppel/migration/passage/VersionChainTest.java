package doppel.migration.passage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doppel.ErrorCode;
import doppel.MigrationException;
import doppel.migration.Migrator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionChainTest {

    private static Migrator steps(String... pairs) {
        return steps -> {
            for (String pair : pairs) {
                String[] versions = pair.split(">");
                steps.step(versions[0], versions[1], "does " + pair, up -> up.drop("gone"))
                        .reverse(down -> down.table("kept").add("a", 1));
            }
        };
    }

    private static List<String> log(String from, String to, String... pairs) {
        return MigrationPlan.of(List.of(steps(pairs)), from, Optional.ofNullable(to))
                .log();
    }

    @Test
    void composesStepsGivenInAnyOrder() {
        assertThat(log("1.9", "2.1", "2.0>2.1", "1.9>1.10", "1.10>2.0"))
                .containsExactly("1.9 → 1.10: does 1.9>1.10", "1.10 → 2.0: does 1.10>2.0", "2.0 → 2.1: does 2.0>2.1");
    }

    @Test
    void takesStepsOfSeveralMigrators() {
        assertThat(MigrationPlan.of(List.of(steps("2>3"), steps("1>2")), "1", Optional.empty())
                        .log())
                .hasSize(2);
    }

    @Test
    void leadsToTheNewestVersionWhereNobodySaysAnother() {
        assertThat(log("2", null, "1>2", "2>3", "3>4")).hasSize(2);
        assertThat(log("2", "3", "1>2", "2>3", "3>4")).hasSize(1);
        assertThat(log("4", null, "1>2", "2>3", "3>4")).isEmpty();
    }

    @Test
    void goesBackByReverses() {
        assertThat(log("3", "1", "1>2", "2>3"))
                .containsExactly("3 → 2: the way back of: does 2>3", "2 → 1: the way back of: does 1>2");
    }

    @Test
    void refusesTheWayBackOverAStepWithoutReverse() {
        Migrator migrator = steps -> steps.step("1", "2", "one way", up -> up.drop("gone"));

        assertThatThrownBy(() -> MigrationPlan.of(List.of(migrator), "2", Optional.of("1")))
                .hasMessageContaining("no way back from 2 to 1")
                .hasMessageContaining("VersionChainTest.java:");
    }

    @Test
    void addsWhatIsAlwaysDoneAtTheEndOfAnyWay() {
        Migrator migrator = steps -> {
            steps.always(
                    "names are scrubbed", changes -> changes.table("members").change("name", name -> "x"));
            steps.step("1", "2", "up", up -> up.drop("gone"));
        };

        assertThat(MigrationPlan.of(List.of(migrator), "1", Optional.empty()).log())
                .containsExactly("1 → 2: up", "always: names are scrubbed");
        assertThat(MigrationPlan.of(List.of(migrator), "2", Optional.empty()).log())
                .containsExactly("always: names are scrubbed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1>2 2>1     | from 2 to 1",
                "a>b b>a     | in a circle: a → b → a",
                "a>a         | from a to a",
                "1.10>1.9    | versions must rise",
                "1>2 3>4     | There is a gap: the steps from 1 end at 2",
                "1>2 1>3     | Two steps lead from 1",
                "1>3 2>3     | Two steps lead to 3",
                "1.3>1.5     | No step begins or ends at version 1.4.0, the fixture's version",
            })
    void refusesStepsThatAreNoChain(String steps, String message) {
        assertThatThrownBy(() -> log("1.4.0", null, steps.strip().split(" ")))
                .isInstanceOfSatisfying(
                        MigrationException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NO_STEPS_BETWEEN))
                .hasMessageContaining(message);
    }

    @Test
    void saysWhichVersionsThereAre() {
        assertThatThrownBy(() -> log("2.0", null, "1.0>2.0.0"))
                .hasMessageContaining("the fixture's version. The versions are 1.0, 2.0.0.");
    }

    @ParameterizedTest
    @CsvSource({"1,2,-1", "1.10,1.9,1", "2,2.0,0", "v3,v2.9.9,1", "2.1.9.RELEASE,4.3.10,-1", "1.0-rc1,1.0,", "ae10,b2,"
    })
    void comparesNumbersOfVersions(String one, String other, Integer sign) {
        OptionalInt expected = sign == null ? OptionalInt.empty() : OptionalInt.of(sign);

        assertThat(VersionChain.compare(one, other)).isEqualTo(expected);
    }
}
