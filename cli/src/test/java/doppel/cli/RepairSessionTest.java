package doppel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import doppel.samples.Relief;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The repair of a relief organisation's database, as docs/scripting.md tells it. */
class RepairSessionTest {

    @TempDir
    private Path folder;

    @Test
    void eachScriptMendsWhatItSaysAndCanBeTakenBack() throws Exception {
        Path database = folder.resolve("relief.db");
        Relief.create(database);
        String guide = Files.readString(Path.of("../docs/scripting.md"));
        String before = Database.digest(database);
        Deque<String> back = new ArrayDeque<>();
        for (String name : Relief.REPAIRS) {
            String script = Relief.repair(name);
            Path file = Files.writeString(folder.resolve(name + ".jsh"), script);
            assertThat(script.lines().count()).isLessThan(10);
            assertThat(guide).contains(script.indent(4));

            Shell.Result ran = Shell.run("run", file, "--db", database, "--backup", folder.resolve("back"));
            assertThat(ran.code()).as(ran.err()).isZero();
            back.push(ran.err()
                    .lines()
                    .filter(line -> line.startsWith("To put the rows back: doppel "))
                    .findFirst()
                    .orElseThrow()
                    .replaceFirst(".*: doppel ", ""));
        }
        assertThat(rows(database, "SELECT group_concat(id || ' ' || name, '; ') FROM org_type"))
                .isEqualTo("1 International organisation; 2 Government");
        assertThat(rows(
                        database,
                        "SELECT group_concat(id || ' ' || type_id || ' ' || ifnull(created_on, '-'), '; ')"
                                + " FROM organisation"))
                .isEqualTo("1 1 2010-01-14; 2 2 -; 4 2 2010-02-01");
        assertThat(rows(
                        database,
                        "SELECT group_concat(organisation_id || ' ' || ifnull(sector_id, '-') || ' '"
                                + " || ifnull(address, '-'), '; ') FROM office"))
                .isEqualTo("1 1 12 Rue Capois, Port-au-Prince, Haïti; 1 - Jacmel; 2 2 -; 4 - Quai 1, Port-au-Prince");
        assertThat(rows(database, "SELECT group_concat(name || ' ' || value || ' ' || changed_on, '; ') FROM setting"))
                .isEqualTo("country HT 2010-03-01; language fr 2010-03-01");

        while (!back.isEmpty()) {
            Shell.Result put = Shell.run((Object[]) (back.pop() + " --no-backup").split(" "));
            assertThat(put.code()).as(put.err()).isZero();
        }
        assertThat(Database.digest(database)).isEqualTo(before);
    }

    private static Object rows(Path database, String sql) {
        return Database.value(database, sql);
    }
}
