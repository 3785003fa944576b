package doppel.dialect;

import java.util.Map;
import java.util.Optional;

/** What an engine's own words say of the sequences that stand on their own. Stateless and thread-safe. */
public interface Sequences {

    /** Of an engine that has none. */
    Sequences NONE = new Sequences() {
        @Override
        public Map<String, Position> positions(String script) {
            return Map.of();
        }

        @Override
        public Optional<String> drawnFrom(String defaultValue) {
            return Optional.empty();
        }
    };

    /**
     * Where a sequence stands.
     *
     * @param last its last number
     * @param called whether that number has been given away
     */
    record Position(long last, boolean called) {

        /** The number that comes next, if the sequence counts by one. */
        public long next() {
            return called && last < Long.MAX_VALUE ? last + 1 : last;
        }
    }

    /**
     * Where the sequences of a database stood.
     *
     * @param script its {@code schema.sql}
     * @return the positions by name, as {@link doppel.schema.Schema#others} has it
     */
    Map<String, Position> positions(String script);

    /**
     * The sequence that a column draws from, as its default writes it.
     *
     * @param defaultValue the default, or null
     */
    Optional<String> drawnFrom(String defaultValue);
}
