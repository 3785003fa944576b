package doppel.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doppel.bench.measure.BenchException;
import org.junit.jupiter.api.Test;

class HookedFixtureTest {

    @Test
    void editsEveryCreateMethodAndHooksIntoEveryTable() {
        String program = """
                    migrations.install(this);
                  }

                  void artist(long artistId, String name) {
                    save(row("Artist")
                        .set("ArtistId", artistId)
                        .set("Name", name));
                  }

                  void genre(long genreId) {
                    save(row("Genre")
                        .set("GenreId", genreId));
                  }
                """;

        assertThat(HookedFixture.edited(program)).isEqualTo("""
                            migrations.install(this);
                            migrations.beforeSave("Artist", row -> row.set("Name", row.get("Name")));
                            migrations.beforeSave("Genre", row -> row.set("GenreId", row.get("GenreId")));
                          }

                          void artist(long artistId, String name) {
                            Row row = row("Artist")
                                .set("ArtistId", artistId)
                                .set("Name", name);
                            save(row);
                          }

                          void genre(long genreId) {
                            Row row = row("Genre")
                                .set("GenreId", genreId);
                            save(row);
                          }
                        """);
    }

    @Test
    void refusesAFixtureThatItCannotEdit() {
        assertThatThrownBy(() -> HookedFixture.edited("save(row(table).set(column, value));\n"))
                .isInstanceOf(BenchException.class);
    }
}
