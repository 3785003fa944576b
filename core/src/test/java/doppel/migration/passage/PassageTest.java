package doppel.migration.passage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doppel.MigrationException;
import doppel.fixture.Row;
import doppel.fixture.Shape;
import doppel.migration.Cast;
import doppel.migration.Changes;
import doppel.migration.Join;
import doppel.migration.Lookup;
import doppel.migration.Migrator;
import doppel.schema.Schema;
import doppel.schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What becomes of rows on their way through steps, and what is found out before they go. */
class PassageTest {

    private static final Schema SOURCE = Schema.of(
            "any",
            Table.named("countries")
                    .required("id", "INTEGER")
                    .column("name", "TEXT")
                    .primaryKey("id")
                    .build(),
            Table.named("members")
                    .required("id", "INTEGER")
                    .column("name", "TEXT")
                    .column("e_mail", "TEXT")
                    .column("country", "TEXT")
                    .primaryKey("id")
                    .identity("id", 100)
                    .build(),
            Table.named("phones")
                    .required("member_id", "INTEGER")
                    .column("phone", "TEXT")
                    .build());

    private final Row member = new Row(Shape.empty("members"))
            .set("id", 7)
            .set("name", "Emma Bovary")
            .set("e_mail", "emma@example.org")
            .set("country", "F");

    private static Passage passage(Migrator migrator) {
        return MigrationPlan.of(List.of(migrator), "1", Optional.empty()).passage(SOURCE, table -> true);
    }

    private static Passage step(Consumer<Changes> changes) {
        return passage(steps -> steps.step("1", "2", "test", changes));
    }

    private static List<String> pass(Passage passage, Row row) {
        List<String> rows = new ArrayList<>();
        passage.pass(row, passed -> rows.add(passed.toString()));
        return rows;
    }

    private static Row phone(long member, String phone) {
        return new Row(Shape.empty("phones")).set("member_id", member).set("phone", phone);
    }

    private static Row country(long id, String name) {
        return new Row(Shape.empty("countries")).set("id", id).set("name", name);
    }

    @Test
    void composesStepsByTheNamesThatEarlierStepsGave() {
        Passage passage = passage(steps -> {
            steps.step(
                    "2",
                    "3",
                    "second",
                    up -> up.table("readers")
                            .renameTo("people")
                            .rename("email", "mail")
                            .add(
                                    "initial",
                                    row -> row.get("full_name").toString().substring(0, 1)));
            steps.step(
                    "1",
                    "2",
                    "first",
                    up -> up.table("members")
                            .renameTo("readers")
                            .rename("e_mail", "email")
                            .rename("name", "full_name")
                            .drop("country"));
        });

        assertThat(pass(passage, member))
                .containsExactly("people {id: 7, full_name: Emma Bovary, mail: emma@example.org, initial: E}");
    }

    @Test
    void leavesRowsOfOtherTablesAsTheyAre() {
        assertThat(pass(step(up -> up.drop("members")), phone(7, "1")))
                .containsExactly("phones {member_id: 7, phone: 1}");
        assertThat(pass(step(up -> up.drop("members")), member)).isEmpty();
    }

    @Test
    void skipsRows() {
        Passage passage =
                step(up -> up.table("members").skip(row -> row.get("country").equals("F")));

        assertThat(pass(passage, member.copy().set("country", "D"))).hasSize(1);
        assertThat(pass(passage, member)).isEmpty();
    }

    @Test
    void splitsARowIntoSeveralThatGoOnThroughLaterSteps() {
        Passage passage = passage(steps -> {
            steps.step(
                    "1",
                    "2",
                    "first",
                    up -> up.table("members")
                            .also("emails", (row, email) -> {
                                email.set("member", row.get("id")).set("address", row.get("e_mail"));
                                if (row.get("e_mail") == null) {
                                    email.skip();
                                }
                            })
                            .drop("e_mail"));
            steps.step("2", "3", "second", up -> up.table("emails").rename("address", "mail"));
        });

        assertThat(pass(passage, member.copy()))
                .containsExactly(
                        "emails {member: 7, mail: emma@example.org}", "members {id: 7, name: Emma Bovary, country: F}");
        assertThat(pass(passage, member.set("e_mail", null))).hasSize(1);
    }

    @Test
    void createsARowOnceForEachNaturalKey() {
        Passage passage = step(up -> up.table("members")
                .lookUp(
                        "country_id",
                        Lookup.in("countries", "id").by("country", "name").orCreate())
                .drop("country", "name", "e_mail"));
        passage.reading(true);
        pass(passage, country(3, "D"));

        assertThat(pass(passage, member.copy().set("country", "D"))).containsExactly("members {id: 7, country_id: 3}");
        assertThat(pass(passage, member.copy())).containsExactly("members {id: 7, country_id: 4}");
        assertThat(pass(passage, member.copy().set("country", null)))
                .containsExactly("members {id: 7, country_id: null}");
        assertThat(pass(passage, member)).containsExactly("members {id: 7, country_id: 4}");
        assertThat(passage.nextCreated().row().toString()).isEqualTo("countries {name: F, id: 4}");
        assertThat(passage.nextCreated()).isNull();
    }

    @Test
    void refusesNaturalKeysThatNobodyHasOrSeveralHave() {
        Passage passage = step(up -> up.table("members")
                .lookUp("country_id", Lookup.in("countries", "id").by("country", "name")));
        passage.reading(true);
        pass(passage, country(3, "D"));
        pass(passage, country(4, "D"));

        assertThatThrownBy(() -> pass(passage, member.copy()))
                .isInstanceOf(StepFailure.class)
                .hasMessageMatching("step 1 → 2, members, look up country_id \\(PassageTest.java:[0-9]+\\): "
                        + "no row of countries has the name F");
        assertThatThrownBy(() -> pass(passage, member.set("country", "D")))
                .hasMessageContaining("several rows of countries have the same name: D");
    }

    @Test
    void waitsForRowsThatAreStillToCome() {
        Passage passage = step(up -> {
            up.table("members")
                    .join(Join.with("phones")
                            .on("id", "member_id")
                            .take("phone")
                            .orNull());
            up.drop("phones");
        });
        passage.reading(true);

        assertThatThrownBy(() -> pass(passage, member.copy())).isInstanceOf(WaitsForRows.class);
        pass(passage, phone(7, "0123"));
        pass(passage, phone(8, "0124"));
        passage.reading(false);
        passage.complete();
        assertThat(pass(passage, member.copy().set("id", 9)).toString()).contains("phone: null");
        assertThat(pass(passage, member).toString()).contains("phone: 0123");
        assertThat(passage.notices()).containsExactly("No row has joined 1 of the rows of phones, by member_id.");
    }

    @Test
    void joinsNumbersThatAreEqualWhateverTheirScale() {
        Passage passage = step(up -> up.table("members")
                .join(Join.with("phones").on("id", "member_id").take("phone")));
        passage.pass(
                new Row(Shape.empty("phones"))
                        .set("member_id", new java.math.BigDecimal("7.00"))
                        .set("phone", "0123"),
                row -> {});

        assertThat(pass(passage, member).toString()).contains("phone: 0123");
    }

    @Test
    void refusesTwoDifferentRowsToJoin() {
        Passage passage = step(up -> up.table("members")
                .join(Join.with("phones").on("id", "member_id").take("phone")));
        pass(passage, phone(7, "0123"));
        pass(passage, phone(7, "0123"));

        assertThatThrownBy(() -> pass(passage, phone(7, "0124")))
                .hasMessageContaining("another row of phones has the same member_id: 7");
    }

    @Test
    void runsPlainJavaThatSavesOtherRows() {
        Passage passage = passage(steps -> {
            steps.step(
                    "1",
                    "2",
                    "first",
                    up -> up.table("members").each((row, context) -> {
                        context.save(context.row("phones")
                                .set("member_id", row.get("id"))
                                .set("phone", "?"));
                        row.set("name", "x");
                    }));
            steps.step("2", "3", "second", up -> up.table("phones").rename("phone", "number"));
        });

        assertThat(pass(passage, member).toString())
                .isEqualTo("[phones {member_id: 7, number: ?}, members {id: 7, name: x, e_mail: emma@example.org,"
                        + " country: F}]");
    }

    @Test
    void queuesRowsThatStepsHaveFromTheBeginning() {
        Passage passage = passage(steps -> {
            steps.step(
                    "1",
                    "2",
                    "first",
                    up -> up.beforeLoad(context ->
                            context.save(context.row("countries").set("id", 1).set("name", "?"))));
            steps.step("2", "3", "second", up -> up.table("countries").rename("name", "label"));
        });
        passage.beforeLoad();
        List<String> rows = new ArrayList<>();
        passage.pass(passage.nextCreated(), row -> rows.add(row.toString()));

        assertThat(rows).containsExactly("countries {id: 1, label: ?}");
    }

    @Test
    void findsRowsThatCodeOfTheSameStepHasSaved() {
        Passage passage = passage(steps -> {
            steps.step("1", "2", "first", up -> {
                up.create("titles")
                        .beforeLoad(context ->
                                context.save(context.row("titles").set("id", 4).set("title", "Emma Bovary")));
                up.table("members")
                        .lookUp("title_id", Lookup.in("titles", "id").by("name", "title"))
                        .drop("name", "e_mail", "country");
            });
            steps.step(
                    "2",
                    "3",
                    "second",
                    up -> up.table("titles").renameTo("names").rename("title", "name"));
        });
        passage.beforeLoad();
        List<String> rows = new ArrayList<>();
        passage.pass(passage.nextCreated(), row -> rows.add(row.toString()));
        passage.reading(true);

        assertThat(rows).containsExactly("names {id: 4, name: Emma Bovary}");
        assertThat(pass(passage, member)).containsExactly("members {id: 7, title_id: 4}");
    }

    @Test
    void createsNoRowThatCodeMayStillSave() {
        Passage passage = step(up -> {
            up.create("titles");
            up.table("members")
                    .lookUp(
                            "title_id",
                            Lookup.in("titles", "id").by("name", "title").orCreate());
            up.table("phones")
                    .each((row, context) -> context.save(context.row("titles")
                            .set("id", row.get("member_id"))
                            .set("title", row.get("phone"))));
        });
        passage.reading(true);

        assertThatThrownBy(() -> pass(passage, member.copy())).isInstanceOf(WaitsForRows.class);
        pass(passage, phone(12, "Emma Bovary"));
        passage.complete();
        assertThat(pass(passage, member.copy()).toString()).contains("title_id: 12");
        assertThat(pass(passage, member.set("name", "?")).toString()).contains("title_id: 13");
    }

    @Test
    void keepsBytesAndTheirTextApartAsKeys() {
        Passage passage = step(up -> up.table("members")
                .lookUp("country_id", Lookup.in("countries", "id").by("country", "name")));
        passage.reading(true);
        pass(passage, country(3, "?").set("name", new byte[] {1, 2}));
        pass(passage, country(4, "[1, 2]"));

        assertThat(pass(passage, member.copy().set("country", new byte[] {1, 2}))
                        .toString())
                .contains("country_id: 3");
        assertThat(pass(passage, member.set("country", "[1, 2]")).toString()).contains("country_id: 4");
    }

    @Test
    void saysWhereAFunctionFailed() {
        Passage passage = step(up -> up.table("members").change("name", Cast.LONG));

        assertThatThrownBy(() -> pass(passage, member))
                .isInstanceOf(StepFailure.class)
                .hasMessageMatching("step 1 → 2, members, change name \\(PassageTest.java:[0-9]+\\): "
                        + "'Emma Bovary' is not a whole number");
    }

    @Test
    void findsMistakesBeforeAnyRowMoves() {
        assertMistake(up -> up.table("member").drop("id"), "there is no table member; did you mean members?");
        assertMistake(up -> up.table("members").drop("emial"), "drop emial: there is no column emial.");
        assertMistake(up -> up.table("members").rename("email", "x"), "there is no column email; did you mean e_mail?");
        assertMistake(up -> up.table("members").rename("name", "id"), "there is a column id already.");
        assertMistake(up -> up.table("members").add("id", 1), "there is a column id already.");
        assertMistake(up -> up.table("members").drop("id").change("id", Cast.TEXT), "change id: there is no column id");
        assertMistake(up -> up.table("members"), "the step says nothing about it.");
        assertMistake(up -> up.create("members"), "create: there is a table members already.");
        assertMistake(
                up -> up.create("roles")
                        .table("members")
                        .lookUp("role", Lookup.in("role", "id").by("name", "name")),
                "there is no table role; did you mean roles?");
        assertMistake(
                up -> up.table("members")
                        .join(Join.with("phones").on("id", "member_ids").take("phone")),
                "there is no column member_ids; did you mean member_id?");
        assertMistake(
                up -> up.table("members")
                        .lookUp(
                                "c",
                                Lookup.in("countries", "id")
                                        .by("country", "nam")
                                        .orCreate()),
                "there is no column nam; did you mean name?");
        assertMistake(
                up -> up.table("members").renameTo("phones"),
                "rows of two tables become rows of phones, but have different");
    }

    private static void assertMistake(Consumer<Changes> changes, String message) {
        assertThatThrownBy(() -> step(changes))
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("PassageTest.java:")
                .hasMessageContaining("step 1 → 2, table ")
                .hasMessageContaining(message);
    }

    @Test
    void findsWhatDoesNotFitTheTarget() {
        Schema target = Schema.of(
                "any",
                Table.named("members")
                        .required("id", "INTEGER")
                        .column("name", "TEXT")
                        .column("email", "TEXT")
                        .required("since", "TEXT")
                        .required("active", "INTEGER", "1")
                        .primaryKey("id")
                        .build(),
                Table.named("country")
                        .required("id", "INTEGER")
                        .primaryKey("id")
                        .build(),
                Table.named("phones")
                        .column("phone", "TEXT")
                        .column("member_id", "TEXT")
                        .build());

        assertThatThrownBy(() -> step(up -> up.table("members").drop("country")).requireFit(SOURCE, target))
                .hasMessageContaining("There is no table countries; did you mean country? ")
                .hasMessageContaining("The table members has no column e_mail; did you mean email? ")
                .hasMessageContaining("The column members.since needs a value, and has none.")
                .hasMessageNotContaining("active")
                .hasMessageNotContaining("phones");
        step(up -> {
                    up.drop("countries");
                    up.table("members")
                            .drop("country")
                            .rename("e_mail", "email")
                            .add("since", "2026");
                })
                .requireFit(SOURCE, target);
    }

    @Test
    void leavesColumnsToBeFoundOutWhereCodeMakesThem() {
        Schema target =
                Schema.of("any", Table.named("members").required("key", "TEXT").build());

        step(up -> {
                    up.drop("countries", "phones");
                    up.table("members")
                            .each((row, context) -> row.set("key", 1))
                            .drop("whatever");
                })
                .requireFit(SOURCE, target);
    }

    @Test
    void keepsTheNumberingOfRenamedTables() {
        Schema target = Schema.of(
                "any",
                Table.named("readers").column("nr", "INTEGER").identity("nr", 1).build(),
                Table.named("others").column("id", "INTEGER").identity("id", 1).build());

        Passage passage = step(up -> up.table("members").renameTo("readers").rename("id", "nr"));

        assertThat(passage.numbering(SOURCE, target).toString())
                .isEqualTo("{readers=Identity[column=nr, next=100], others=Identity[column=id, next=1]}");
    }

    @Test
    void refusesRowsThatComeAfterOthersLookedForThem() {
        Passage passage = step(up -> up.table("members")
                .lookUp(
                        "country_id",
                        Lookup.in("countries", "id").by("country", "name").orCreate()));
        passage.reading(true);
        pass(passage, member);

        assertThatThrownBy(() -> pass(passage, country(1, "F")))
                .hasMessageContaining("Rows of countries come after others looked for them.");
    }

    @Test
    void spellsNamesInOneCaseWhateverTheDatabasesWrite() {
        Schema target = Schema.of(
                "any",
                Table.named("Readers")
                        .required("Id", "INTEGER")
                        .column("FullName", "TEXT")
                        .column("initial", "TEXT")
                        .identity("Id", 1)
                        .build(),
                Table.named("PHONES")
                        .column("member_id", "INTEGER")
                        .column("PHONE", "TEXT")
                        .build());
        Passage passage = passage(steps -> {
            steps.upperCase();
            steps.step("1", "2", "test", up -> {
                up.drop("COUNTRIES");
                up.table("MEMBERS")
                        .renameTo("READERS")
                        .rename("NAME", "FULLNAME")
                        .add("INITIAL", row -> row.get("FULLNAME").toString().substring(0, 1))
                        .drop("E_MAIL", "COUNTRY");
            });
        });
        passage.requireFit(SOURCE, target);

        assertThat(pass(passage, member)).containsExactly("Readers {Id: 7, FullName: Emma Bovary, initial: E}");
        assertThat(pass(passage, phone(7, "1"))).containsExactly("PHONES {member_id: 7, PHONE: 1}");
        assertThat(passage.numbering(SOURCE, target).toString()).isEqualTo("{Readers=Identity[column=Id, next=100]}");
    }

    @Test
    void refusesNamesThatDifferOnlyInCaseWhereStepsHaveOneCase() {
        Schema target = Schema.of(
                "any",
                Table.named("phones")
                        .column("phone", "TEXT")
                        .column("Phone", "TEXT")
                        .build());
        Passage passage = passage(steps -> {
            steps.lowerCase();
            steps.step("1", "2", "test", up -> up.drop("countries", "members"));
        });

        assertThatThrownBy(() -> passage.requireFit(SOURCE, target))
                .hasMessageContaining("two columns of phones differ only in case: Phone");
    }

    @Test
    void saysHowFarSequencesHaveCome() {
        Schema target = Schema.of(
                        "any",
                        Table.named("readers")
                                .required("nr", "INTEGER")
                                .column("name", "TEXT")
                                .column("e_mail", "TEXT")
                                .column("country", "TEXT")
                                .build(),
                        Table.named("countries")
                                .column("id", "INTEGER")
                                .column("name", "TEXT")
                                .build())
                .withOthers("view v", "sequence readers_seq", "sequence countries_seq");
        Consumer<Changes> second = up -> up.table("members").renameTo("readers").rename("id", "nr");
        Passage passage = passage(steps -> {
            steps.step("1", "2", "first", up -> {
                up.drop("phones");
                up.table("members").numberedBy("id", "members_seq");
                up.table("countries").numberedBy("id", "countries_seq");
            });
            steps.step("2", "3", "second", up -> {
                second.accept(up);
                up.table("members").numberedBy("nr", "readers_seq");
            });
        });
        passage.requireFit(SOURCE, target);
        pass(passage, member.copy());
        pass(passage, member.copy().set("id", 5));

        assertThat(passage.sequences(target).toString()).isEqualTo("{countries_seq=0, readers_seq=7}");
        assertThatThrownBy(() -> step(up -> {
                            second.accept(up);
                            up.drop("phones");
                            up.table("members").numberedBy("nr", "reader_seq");
                        })
                        .requireFit(SOURCE, target))
                .hasMessageContaining("There is no sequence reader_seq; did you mean readers_seq?");
    }

    @Test
    void leavesOutWhatIsSaidOfTablesThatAreNotThere() {
        Passage passage = step(up -> {
            up.tableIfThere("counters").renameTo("numbers").rename("x", "y").replaceRows();
            up.tableIfThere("phones")
                    .renameTo("numbers")
                    .rename("phone", "number")
                    .replaceRows();
        });
        Schema target = Schema.of(
                "any",
                Table.named("phones").column("phone", "TEXT").build(),
                Table.named("numbers").column("number", "TEXT").build());

        assertThat(pass(passage, phone(7, "1"))).containsExactly("numbers {member_id: 7, number: 1}");
        assertThat(passage.replaced(target)).containsExactly("numbers");
    }

    @Test
    void refusesColumnsThatCodeMisspells() {
        Passage passage = step(up -> up.table("members").add("first", row -> row.get("nmae")));
        List<Row> rows = new ArrayList<>();

        assertThatThrownBy(() -> pass(passage, member))
                .isInstanceOf(StepFailure.class)
                .hasMessageEndingWith("the row has no column nmae; did you mean name?");
        step(up -> up.table("members").drop("name")).pass(member.copy(), rows::add);
        assertThat(rows.get(0).get("name")).isNull();
    }

    @Test
    void saysWhichColumnHoldsSomethingElseThanCodeTakes() {
        Passage passage = step(up -> up.table("members").set("name", row -> ((String) row.get("e_mail")).strip()));

        assertThatThrownBy(() -> pass(passage, member.set("e_mail", new byte[5])))
                .hasMessageEndingWith("): bytes, where the code takes text (e_mail holds bytes (5 bytes))");
    }

    @Test
    void countsRowsThatNoneOfSeveralJoinsHasFound() {
        Passage passage = step(up -> {
            up.table("members")
                    .join(Join.with("phones")
                            .on("id", "member_id")
                            .take("phone")
                            .orNull());
            up.table("countries")
                    .join(Join.with("phones")
                            .on("name", "phone")
                            .take("member_id")
                            .orNull());
            up.drop("phones");
        });
        pass(passage, phone(7, "1"));
        pass(passage, phone(8, "F"));
        pass(passage, phone(9, "2"));
        passage.complete();
        pass(passage, member);
        pass(passage, country(1, "F"));

        assertThat(passage.notices())
                .containsExactly("No row has joined 1 of the rows of phones, by member_id or phone.");
    }

    @Test
    void looksUpWithoutCaseAndGivesNewRowsTheirOwnKeys() {
        Passage passage = step(up -> up.table("members")
                .lookUp(
                        "country_id",
                        Lookup.in("countries", "id")
                                .by("country", "name")
                                .ignoringCase()
                                .orCreate()
                                .keyedBy(country -> "key of " + country.get("name"))));
        passage.reading(true);
        pass(passage, country(1, "F"));

        assertThat(pass(passage, member.copy().set("country", "f")).toString()).contains("country_id: 1}");
        assertThat(pass(passage, member.copy().set("country", "d")).toString()).contains("country_id: key of d}");
        assertThat(pass(passage, member.copy().set("country", "D")).toString()).contains("country_id: key of d}");
        assertThat(passage.nextCreated().row().toString()).isEqualTo("countries {name: d, id: key of d}");
        assertThat(passage.nextCreated()).isNull();
    }

    @Test
    void chainsLookUpsInOneStep() {
        Passage passage = step(up -> up.table("members")
                .lookUp("land", Lookup.in("lands", "nr").by("country", "code").orCreate())
                .lookUp(
                        "city",
                        Lookup.in("cities", "nr")
                                .by("name", "name")
                                .by("land", "land")
                                .orCreate())
                .drop("land"));
        passage.reading(true);

        assertThat(pass(passage, member).toString()).endsWith("city: 1}]");
        assertThat(passage.nextCreated().row().toString()).isEqualTo("lands {code: F, nr: 1}");
        assertThat(passage.nextCreated().row().toString()).isEqualTo("cities {name: Emma Bovary, land: 1, nr: 1}");
    }

    @Test
    void changesColumnsThatOnlySomeEnginesHave() {
        Consumer<Changes> changes = up -> {
            up.drop("countries", "phones");
            up.table("members")
                    .columnIfThere("search")
                    .rename("search", "found")
                    .set("found", row -> "f")
                    .columnIfThere("e_mail")
                    .rename("e_mail", "mail")
                    .columnIfThere("added")
                    .add("added", 1);
        };
        Schema without = Schema.of(
                "any",
                Table.named("members")
                        .column("id", "INTEGER")
                        .column("name", "TEXT")
                        .column("country", "TEXT")
                        .build());
        Schema with = Schema.of(
                "any",
                Table.named("members")
                        .column("id", "INTEGER")
                        .column("name", "TEXT")
                        .column("mail", "TEXT")
                        .column("country", "TEXT")
                        .column("added", "INTEGER")
                        .build());
        Passage less = step(changes);
        less.requireFit(SOURCE, without);
        Passage more = step(changes);
        more.requireFit(SOURCE, with);

        assertThat(pass(less, member.copy())).containsExactly("members {id: 7, name: Emma Bovary, country: F}");
        assertThat(pass(more, member))
                .containsExactly("members {id: 7, name: Emma Bovary, mail: emma@example.org, country: F, added: 1}");
    }
}
