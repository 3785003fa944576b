package doppel.dialect.version;

import java.util.Optional;

/**
 * How a tool records the version of a database.
 *
 * @param tool the tool's name
 * @param table the table in which it keeps versions, in any case
 * @param ownCommand the tool's own command for setting a version without running anything
 * @param reading how the table is read
 */
record VersionFinder(String tool, String table, String ownCommand, Reading reading) {

    /** Reads a tool's table. */
    interface Reading {

        /**
         * What the table says.
         *
         * @throws doppel.DatabaseException if the tool itself would refuse to continue
         */
        Finding read(VersionTable table);
    }

    /**
     * What a table says.
     *
     * @param version the version, if it says one
     * @param detail words to add to where it was found; may be empty
     * @param several why it records no single version; null if it records one, or none
     */
    record Finding(Optional<String> version, String detail, String several) {

        /** The table says nothing. */
        static final Finding NOTHING = new Finding(Optional.empty(), "", null);

        static Finding of(String version) {
            return new Finding(Optional.of(version), "", null);
        }

        static Finding of(String version, String detail) {
            return new Finding(Optional.of(version), detail, null);
        }

        static Finding several(String sentence) {
            return new Finding(Optional.empty(), "", sentence);
        }
    }
}
