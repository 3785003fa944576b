package doppel.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LoadOrderTest {

    @Test
    void putsReferencedTablesFirst() {
        LoadOrder order = LoadOrder.of(
                List.of(table("Album", "Artist"), table("Track", "Album", "Genre"), table("Artist"), table("Genre")));
        assertThat(names(order.tables())).containsExactly("Artist", "Album", "Genre", "Track");
        assertThat(order.cycles()).isEmpty();
    }

    @Test
    void ordersTablesWithoutReferencesByName() {
        assertThat(names(LoadOrder.of(List.of(table("b"), table("a"), table("B"), table("é")))
                        .tables()))
                .containsExactly("B", "a", "b", "é");
    }

    @Test
    void namesEachCycleInLoadOrder() {
        LoadOrder order = LoadOrder.of(List.of(
                table("z", "y"),
                table("y", "z", "base"),
                table("base"),
                table("tree", "tree"),
                table("c", "a"),
                table("b", "c"),
                table("a", "b"),
                table("after", "z")));
        assertThat(order.cycles().stream().map(LoadOrderTest::names))
                .containsExactlyInAnyOrder(List.of("a", "b", "c"), List.of("tree"), List.of("y", "z"));
        assertThat(names(order.tables())).hasSize(8);
        assertThat(names(order.tables()).indexOf("base"))
                .isLessThan(names(order.tables()).indexOf("y"));
        assertThat(names(order.tables()).indexOf("z"))
                .isLessThan(names(order.tables()).indexOf("after"));
    }

    @Test
    void ignoresReferencesToTablesThatAreNotThere() {
        assertThat(names(LoadOrder.of(List.of(table("a", "nowhere"))).tables())).containsExactly("a");
    }

    @Test
    void nothingHasAnOrderToo() {
        assertThat(LoadOrder.of(List.of())).isEqualTo(new LoadOrder(List.of(), List.of()));
    }

    @Test
    void takesChainsCyclesAndStarsOfAHundredThousandTables() {
        int size = 100_000;
        List<Table> chain = new ArrayList<>();
        List<Table> cycle = new ArrayList<>();
        String[] all = new String[size];
        for (int i = 0; i < size; i++) {
            all[i] = "t" + i;
            chain.add(i == 0 ? table("t0") : table("t" + i, "t" + (i - 1)));
            cycle.add(table("t" + i, "t" + (i + 1) % size));
        }
        List<Table> star = new ArrayList<>(List.of(table("a center", all)));
        for (String name : all) {
            star.add(table(name));
        }
        Collections.shuffle(chain, new Random(1));
        List<String> ordered = names(LoadOrder.of(chain).tables());
        for (int i = 0; i < size; i++) {
            assertThat(ordered.get(i)).isEqualTo("t" + i);
        }
        LoadOrder ring = LoadOrder.of(cycle);
        assertThat(ring.cycles()).hasSize(1);
        assertThat(ring.cycles().get(0)).hasSize(size);
        assertThat(LoadOrder.of(star).tables().get(size).name()).isEqualTo("a center");
    }

    @Test
    void doesNotDependOnTheOrderOfTheTables() {
        Random random = new Random(2);
        for (int round = 0; round < 200; round++) {
            List<Table> tables = new ArrayList<>();
            int size = 1 + random.nextInt(12);
            for (int i = 0; i < size; i++) {
                String[] references = new String[random.nextInt(3)];
                for (int j = 0; j < references.length; j++) {
                    references[j] = "t" + random.nextInt(size);
                }
                tables.add(table("t" + i, references));
            }
            LoadOrder order = LoadOrder.of(tables);
            assertComesAfterWhatItRefersTo(order);
            Collections.shuffle(tables, random);
            assertThat(LoadOrder.of(tables)).isEqualTo(order);
        }
    }

    /** Except inside a cycle. */
    private static void assertComesAfterWhatItRefersTo(LoadOrder order) {
        List<String> names = names(order.tables());
        for (Table table : order.tables()) {
            for (ForeignKey key : table.foreignKeys()) {
                boolean inCycle = order.cycles().stream()
                        .map(LoadOrderTest::names)
                        .anyMatch(cycle -> cycle.contains(table.name()) && cycle.contains(key.table()));
                assertThat(inCycle || names.indexOf(key.table()) < names.indexOf(table.name()))
                        .isTrue();
            }
        }
    }

    private static List<String> names(List<Table> tables) {
        return tables.stream().map(Table::name).toList();
    }

    private static Table table(String name, String... references) {
        Table.Builder table = Table.named(name).column("id", "INTEGER");
        for (String reference : references) {
            table.foreignKey("id").references(reference, "id");
        }
        return table.build();
    }
}
