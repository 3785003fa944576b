package doppel.csv;

import doppel.csv.record.Place;
import java.util.List;

/**
 * A record that is no row.
 *
 * @param place where it is
 * @param reasons what is wrong with it, a phrase each: {@code age: 'x' is not a whole number}
 * @param unclosed whether it is the rest of a file behind a quote that is not closed
 */
public record BadRecord(Place place, List<String> reasons, boolean unclosed) {

    public BadRecord {
        reasons = List.copyOf(reasons);
    }

    /** All reasons in one. */
    public String reason() {
        return String.join("; ", reasons);
    }

    /** {@code person.csv:12: age: 'x' is not a whole number}. */
    @Override
    public String toString() {
        return place + ": " + reason();
    }
}
