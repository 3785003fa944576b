package doppel.samples;

import doppel.fixture.Row;
import doppel.migration.Cast;
import doppel.migration.Changes;
import doppel.migration.Join;
import doppel.migration.Lookup;
import doppel.migration.Mapping;
import doppel.migration.Migrator;
import doppel.migration.StepContext;
import doppel.migration.Steps;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;

/** How rows of one version of the library's application become rows of another, and what of them can come back. */
public final class LibraryMigrations implements Migrator {

    // on the way back it stays NULL
    private static final Mapping NOBODYS_ADDRESS = Mapping.of("", null).otherwiseSame();

    private static final Mapping ROLES = Mapping.of("author", "aut")
            .and("Foreword", "aui")
            .and("Reader", "nrt")
            .and("translator", "trl");

    private static final Mapping BORN =
            Mapping.of("um 720", 720).and("c. 973", 973).and("1500?", 1500).and("if ever", null);

    private static final Mapping DIED =
            Mapping.of("um 756", 756).and("after 1014", 1014).and("1582?", 1582);

    private static final List<String> PARTS_OF_THE_INDEX = List.of("config", "data", "docsize", "idx");

    @Override
    public void steps(Steps steps) {
        steps.step("1", "2", "readers, cents and years; covers and sensors by themselves", this::from1To2)
                .reverse(this::from2To1);
        steps.step("2", "3", "roles in a table, branches with an address, no journal", this::from2To3)
                .reverse(this::from3To2);
    }

    private void from1To2(Changes up) {
        up.table("members")
                .renameTo("readers")
                .rename("e_mail", "email")
                .change("email", NOBODYS_ADDRESS)
                .add("active", true);
        // Member 99 left with a book while nobody enforced references. Version 2 does, and wants the book back.
        up.beforeLoad(context -> context.save(context.row("readers")
                .set("id", 99)
                .set("name", "left in 2019")
                .set("branch_id", 1)
                .set("active", false)));

        up.table("authors")
                .add("sort_name", row -> lastWord(row.get("name")))
                .add("born_note", row -> row.get("born") instanceof String note ? note : null)
                .change("born", BORN.otherwise(Cast.LONG))
                .change("died", DIED.otherwise(Cast.LONG)); // without a note: on the way back it stays a number

        up.table("books").also("covers", LibraryMigrations::fillCover).drop("cover");

        up.table("book_authors")
                .skip(row -> row.get("author_id").equals(404L)) // whom nobody remembers
                .change("role", ROLES);

        // Loans get a column more: renewals has a default, so nothing needs to be said of it.
        up.table("loans")
                .rename("member_id", "reader_id")
                .rename("fine", "fine_cents")
                .change("fine_cents", Mapping.of("waived", 0).otherwise(LibraryMigrations::cents));
        up.table("reservations").rename("member_id", "reader_id");
        up.afterLoad(context -> context.save(context.row("journal").set("line", "version 2")));

        up.table("readings")
                .lookUp(
                        "sensor_id",
                        Lookup.in("sensors", "id").by("sensor", "name").orCreate())
                .drop("sensor");
    }

    private void from2To1(Changes down) {
        down.table("readers").renameTo("members").rename("email", "e_mail").drop("active");

        down.table("authors")
                .each((row, context) -> {
                    if (row.get("born_note") != null) {
                        row.set("born", row.get("born_note"));
                    }
                })
                .drop("sort_name", "born_note");

        down.table("books")
                .join(Join.with("covers")
                        .on("id", "book_id")
                        .take("picture", "cover")
                        .orNull());
        down.drop("covers");

        down.table("book_authors").change("role", ROLES.reversed());

        down.table("loans")
                .rename("reader_id", "member_id")
                .rename("fine_cents", "fine")
                .change("fine", LibraryMigrations::euros)
                .drop("renewals");
        down.table("reservations").rename("reader_id", "member_id");
        down.table("journal").skip(row -> row.get("line").equals("version 2"));

        down.table("readings")
                .join(Join.with("sensors")
                        .on("sensor_id", "id")
                        .take("name", "sensor")
                        .orNull())
                .drop("sensor_id");
        down.drop("sensors");
    }

    private void from2To3(Changes up) {
        up.table("readers").drop("newsletter").rename("active", "may_borrow");
        up.table("covers").renameTo("pictures").rename("picture", "content");

        up.table("branches")
                .join(Join.with("readers").on("manager_id", "id").take("email").orNull())
                .drop("manager_id");

        up.create("roles").beforeLoad(LibraryMigrations::saveRoles);
        up.table("book_authors")
                .renameTo("contributors")
                .lookUp("role_id", Lookup.in("roles", "id").by("role", "code"))
                .drop("role");

        up.table("opening_hours").each(LibraryMigrations::divideAtMidnight);
        up.drop("journal");
        renameIndex(up, "book_titles", "search");
    }

    private void from3To2(Changes down) {
        down.table("readers").add("newsletter", false).rename("may_borrow", "active");
        down.table("pictures").renameTo("covers").rename("content", "picture");

        down.table("branches")
                .lookUp("manager_id", Lookup.in("readers", "id").by("email", "email"))
                .drop("email");

        down.table("contributors")
                .renameTo("book_authors")
                .join(Join.with("roles").on("role_id", "id").take("code", "role"))
                .drop("role_id");
        down.drop("roles");

        down.create("journal"); // which is empty: what stood in it is gone

        // What begins at midnight goes to the day before, which is found by a join of the table with itself.
        down.table("opening_hours")
                .skip(row -> "00:00".equals(row.get("opens")))
                .add("next_day", row -> nextDay(row.get("weekday")))
                .join(Join.with("opening_hours")
                        .on("branch_id", "branch_id")
                        .on("next_day", "weekday")
                        .take("opens", "next_opens")
                        .take("closes", "next_closes")
                        .orNull())
                .each((row, context) -> {
                    if ("00:00".equals(row.get("next_opens")) && "24:00".equals(row.get("closes"))) {
                        row.set("closes", addHours(row.get("next_closes"), 24));
                    }
                })
                .drop("next_day", "next_opens", "next_closes");
        renameIndex(down, "search", "book_titles");
    }

    /** The full-text index keeps what it knows: its four tables go along under its new name. */
    private static void renameIndex(Changes changes, String name, String newName) {
        PARTS_OF_THE_INDEX.forEach(part -> changes.table(name + "_" + part).renameTo(newName + "_" + part));
    }

    private static void saveRoles(StepContext context) {
        List<String> roles = List.of("aut author", "aui author of the foreword", "nrt reader", "trl translator");
        for (int id = 1; id <= roles.size(); id++) {
            String role = roles.get(id - 1);
            context.save(context.row("roles")
                    .set("id", id)
                    .set("code", role.substring(0, 3))
                    .set("name", role.substring(4)));
        }
    }

    private static void fillCover(Row book, Row cover) {
        cover.set("book_id", book.get("id")).set("picture", book.get("cover"));
        if (book.get("cover") == null) {
            cover.skip();
        }
    }

    /** What is open beyond midnight, until 25:30 say, is open until 24:00, and the next day from 00:00 on. */
    private static void divideAtMidnight(Row row, StepContext context) {
        if (row.get("closes") instanceof String closes && closes.matches("2[5-9]:.*|24:.*[1-9].*")) {
            context.save(context.row("opening_hours")
                    .set("branch_id", row.get("branch_id"))
                    .set("weekday", nextDay(row.get("weekday")))
                    .set("opens", "00:00")
                    .set("closes", addHours(closes, -24)));
            row.set("closes", "24:00");
        }
    }

    private static String nextDay(Object weekday) {
        return DayOfWeek.valueOf(weekday.toString().toUpperCase(Locale.ROOT))
                .plus(1)
                .getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }

    private static String addHours(Object time, int hours) {
        String[] parts = time.toString().split(":");
        return String.format(Locale.ROOT, "%02d:%s", Integer.parseInt(parts[0]) + hours, parts[1]);
    }

    private static String lastWord(Object name) {
        String text = name.toString();
        return text.substring(text.lastIndexOf(' ') + 1);
    }

    /** Cents, exactly: a fine of half a cent is refused. */
    private static Object cents(Object euros) {
        return euros == null
                ? null
                : ((BigDecimal) Cast.DECIMAL.apply(euros)).movePointRight(2).longValueExact();
    }

    private static Object euros(Object cents) {
        return cents == null ? null : BigDecimal.valueOf((Long) cents, 2);
    }
}
