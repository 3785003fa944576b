package doppel.restore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;

/**
 * Prints how long rows take that have to be deferred, for more and more of them: the time should grow as the rows do.
 * Run it with the class path of the tests: {@code java -cp ... doppel.restore.DeferralCurve}; a word after it chooses
 * the lines that hold it.
 */
final class DeferralCurve {

    private static String chosen = "";

    private static final int[] SIZES = {25_000, 50_000, 100_000, 200_000};

    private DeferralCurve() {}

    public static void main(String... arguments) throws IOException {
        chosen = arguments.length == 0 ? "" : arguments[0];
        System.out.printf("%-52s", "rows");
        for (int size : SIZES) {
            System.out.printf(Locale.ROOT, "%,12d", size);
        }
        System.out.println();
        for (boolean atOnce : new boolean[] {false, true}) {
            String checked = atOnce ? ", references at once" : ", references at the end";
            print("chain in reverse order" + checked, atOnce, "", size -> i -> node(size - i, size - i - 1));
            print("chain in any order" + checked, atOnce, "", size -> {
                List<Integer> order = RestoredFixture.shuffled(size, 1);
                return i -> node(order.get(i) + 1, order.get(i));
            });
            print("cycle of all rows" + checked, atOnce, "", size -> i -> node(i + 1, (i + 1) % size + 1));
        }
        print("waits for a row that comes last (find)", false, """
                if (id != 1 && find("Node", "Id", 1).isEmpty()) throw new IllegalStateException("not yet");
                """, size -> i -> node(size - i, 0));
        print("waits for a row that comes last (nobody sees it)", false, """
                open |= id == 1;
                if (!open) throw new IllegalStateException("not yet");
                """, size -> i -> node(size - i, 0));
        print("refers to nothing, and so never saved", true, "", size -> i -> node(i + 1, size + 1));
        print("hangs on one that refers to nothing", true, "", size -> i -> node(i + 1, i == 0 ? size + 1 : i));
    }

    private static String node(int id, int parent) {
        return "into.node(" + id + ", " + (parent == 0 ? "null" : parent + "L") + ");";
    }

    private static void print(String what, boolean atOnce, String code, IntFunction<IntFunction<String>> rows)
            throws IOException {
        if (!what.contains(chosen)) {
            return;
        }
        System.out.printf("%-52s", what);
        for (int size : SIZES) {
            Path home = Files.createTempDirectory("curve");
            RestoredFixture fixture = RestoredFixture.in(home)
                    .table("CREATE TABLE Node (Id INTEGER PRIMARY KEY, Parent INTEGER REFERENCES Node(Id))")
                    .members("  boolean open;\n  void node(long id, Long parent) {\n" + code
                            + "    save(row(\"Node\").set(\"Id\", id).set(\"Parent\", parent));\n  }")
                    .rows("NodeRows", size, rows.apply(size))
                    .intoOtherSchema()
                    .seal();
            long start = System.nanoTime();
            fixture.options().referencesAtOnce(atOnce).restore();
            System.out.printf(Locale.ROOT, "%10.2f s", (System.nanoTime() - start) / 1e9);
            doppel.Directories.delete(home);
        }
        System.out.println();
    }
}
