import static doppel.fixture.Literals.*;
import doppel.fixture.*;

/** Demo data for the library, version 1: a reading circle, its members, and what they have lent. */
final class CircleRows implements Rows<Restore> {
  @Override public void load(Restore into) {
    // A create method takes all columns of a table, as in a dump.
    into.branches(6, "Reading circle", "Nantucket", 201L);

    // add takes some columns; the others get their defaults.
    into.add("members", "id", 201, "name", "Ann Reader", "e_mail", "ann@circle.example", "branch_id", 6);

    // A loop makes many rows. Without an id, a row is found again by a unique column, such as e_mail.
    for (int i = 1; i <= 10; i++) {
      into.add("members", "name", "Reader " + i, "e_mail", "reader" + i + "@circle.example", "branch_id", 6);
    }

    // the(…) names a row by other values than its key. It may come later, or be in the database already.
    into.add("loans", "book_id", into.the("books", "title", "Emma"),
        "member_id", into.the("members", "e_mail", "reader3@circle.example"), "lent", "2026-11-02");
  }
}
