package doppel.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SchemaTest {

    @Test
    void refusesTwoTablesOfOneName() {
        assertThatThrownBy(() -> Schema.of(
                        "any", Table.named("a").build(), Table.named("a").build()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(Schema.of("any", Table.named("a").build(), Table.named("A").build())
                        .tables())
                .hasSize(2);
    }

    @Test
    void refusesForeignKeysOfUnequalSides() {
        assertThatThrownBy(() -> new ForeignKey(List.of("a"), "t", List.of("a", "b")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("t");
        assertThatThrownBy(() -> new ForeignKey(List.of(), "t", List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void doesNotChangeWithTheListsItWasMadeFrom() {
        List<Column> columns = new ArrayList<>(List.of(new Column("a", "", true, Column.Kind.STORED, null)));
        List<Table> tables =
                new ArrayList<>(List.of(new Table("t", columns, List.of(), List.of(), List.of(), null, false)));
        Schema schema = new Schema("any", tables);
        columns.clear();
        tables.clear();
        assertThat(schema.table("t").orElseThrow().column("a")).isPresent();
    }

    @Test
    void findsTablesAndColumnsByTheirExactNames() {
        Schema schema =
                Schema.of("any", Table.named("Artist").column("Name", "TEXT").build());
        assertThat(schema.table("artist")).isEmpty();
        assertThat(schema.table("Artist").orElseThrow().column("name")).isEmpty();
        assertThat(schema.table("Artist").orElseThrow().column("Name")).isPresent();
    }

    @Test
    void builderSaysWhatEachColumnTakes() {
        Table table = Table.named("t")
                .rowId("rowid")
                .required("id", "INTEGER")
                .required("state", "TEXT", "'new'")
                .column("note", "TEXT")
                .generated("length", "INTEGER")
                .primaryKey("id")
                .foreignKey("note", "state")
                .references("other", "x", "y")
                .internal()
                .build();
        assertThat(table.insertableColumns()).extracting(Column::name).containsExactly("rowid", "id", "state", "note");
        assertThat(table.columns())
                .filteredOn(column -> !column.optional())
                .extracting(Column::name)
                .containsExactly("id");
        assertThat(table.foreignKeys()).hasToString("[(note, state) to other (x, y)]");
        assertThat(table.internal()).isTrue();
    }
}
