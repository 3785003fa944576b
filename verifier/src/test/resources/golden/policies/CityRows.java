import static doppel.fixture.Literals.*;
import doppel.fixture.*;

/** city: rows 1 to 2. */
final class CityRows implements Rows<Restore> {
  @Override public void load(Restore into) {
    into.city(1, "CH", "x", "DE", "CH", "BE");
    into.city(2, "DE", null, null, null, null);
  }
}
