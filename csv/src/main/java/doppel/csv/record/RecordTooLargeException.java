package doppel.csv.record;

import java.io.IOException;

/** A record is larger than memory should hold; most often, a quote before it was not closed. */
public final class RecordTooLargeException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient Place place;

    RecordTooLargeException(Place place) {
        super("the record at " + place + " does not end within " + place.size() + " bytes");
        this.place = place;
    }

    /** Where it begins. */
    public Place place() {
        return place;
    }
}
