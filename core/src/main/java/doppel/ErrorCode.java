package doppel;

import java.util.Locale;

/**
 * The stable codes of Doppel's errors, as {@code DOPPEL-012}. A code never changes its meaning and is never used again;
 * {@code docs/errors.md} explains each.
 */
public enum ErrorCode {
    /** A command was called with arguments that do not fit together. */
    USAGE(1),
    /** No engine that Doppel knows takes this URL. */
    UNKNOWN_URL(2),
    /** The database does not exist. */
    DATABASE_MISSING(3),
    /** The file or server is there, but it is not a database that Doppel can open. */
    NOT_A_DATABASE(4),
    /** Another process holds the database locked. */
    DATABASE_LOCKED(5),
    /** The database refused or aborted an operation. */
    DATABASE_FAILED(6),
    /** An object of the schema cannot be carried. */
    SCHEMA_NOT_CARRIED(7),
    /** A value would not come back as it is. */
    VALUE_NOT_CARRIED(8),
    /** The schema is larger than a Java source file can express. */
    SCHEMA_TOO_LARGE(9),

    /** The directory to dump into exists. */
    DIRECTORY_EXISTS(10),
    /** A file could not be read or written. */
    INPUT_OUTPUT(11),
    /** A table named on the command line does not exist. */
    UNKNOWN_TABLE(12),
    /** The server does not let this user in, or does not allow what was asked. */
    ACCESS_DENIED(14),
    /** No server answers at this address. */
    SERVER_UNREACHABLE(15),
    /** The server and Doppel do not agree on an encrypted connection. */
    NOT_ENCRYPTED(16),

    /** The directory is not a fixture: it has no usable MANIFEST. */
    NOT_A_FIXTURE(20),
    /** The fixture has a format that this version of Doppel does not know. */
    FUTURE_FORMAT(21),
    /** A file that MANIFEST lists is missing. */
    FILE_MISSING(22),
    /** A file does not fit its hash in MANIFEST. */
    FILE_CHANGED(23),
    /** Source of the fixture does not compile. */
    DOES_NOT_COMPILE(24),
    /** Code of the fixture threw where no row could be deferred for it. */
    FIXTURE_THREW(25),
    /** The fixture is not exactly what the dumper writes, and nothing else was allowed. */
    NOT_PLAIN_DATA(26),
    /** A create method or hook names a table or column that the target does not have. */
    UNKNOWN_COLUMN(27),
    /** A file of the fixture directory is not listed in MANIFEST. */
    FILE_UNLISTED(28),

    /** The target is not empty. */
    TARGET_NOT_EMPTY(40),
    /** The schema could not be created in the target. */
    SCHEMA_NOT_CREATED(41),
    /** Rows could not be saved. */
    ROWS_UNSAVED(42),
    /** The restored database failed its checks and was not published. */
    VERIFICATION_FAILED(43),
    /** Another restore into the same target, or dump into the same directory, is running. */
    ALREADY_RUNNING(44),
    /** There is nothing to resume, or it does not fit the fixture. */
    NOTHING_TO_RESUME(45),
    /** The schema of another engine cannot be created in the target. */
    SCHEMA_NOT_TRANSLATED(47),
    /** It is not clear which version a database has. */
    VERSION_UNCLEAR(48),
    /** The version that was found in a database cannot be a fixture's version. */
    VERSION_UNUSABLE(49),

    /** A tool other than Doppel keeps the version of the database. */
    VERSION_KEPT_ELSEWHERE(50),
    /** The condition of a subset is not an expression, or could write. */
    WHERE_REFUSED(51),
    /** The rows that a subset's rows refer to cannot all be found. */
    SUBSET_NOT_CLOSED(52),
    /** Not all definitions of a fixture can be created without its own SQL. */
    DEFINITIONS_LEFT_OUT(53),
    /** A word of the shell needs a database, and a fixture is at hand. */
    FIXTURE_IS_READ_ONLY(54),
    /** Edits of an earlier fixture do not fit the new one. */
    EDITS_NOT_CARRIED(55),
    /** Rows that are dumped refer to rows that a policy leaves behind. */
    ROWS_LEFT_BEHIND(56),
    /** A table that is recreated needs a natural key, or has one that cannot be used. */
    NATURAL_KEY_NEEDED(57),
    /** Rows cannot identify by natural key what they refer to. */
    NATURAL_KEY_UNFIT(58),
    /** What a policy leaves out cannot be verified. */
    POLICY_NOT_VERIFIABLE(59),

    /** The migrations are missing, or do not compile. */
    MIGRATIONS_MISSING(60),
    /** The steps do not lead from one version to the other. */
    NO_STEPS_BETWEEN(61),
    /** A step does not fit the tables that it is for, or the rows do not fit the target after all steps. */
    STEP_UNFIT(62),
    /** Code of a step threw where no row could be deferred for it. */
    STEP_THREW(63),
    /** A restore into this database was interrupted, and has to be finished first. */
    RESTORE_INTERRUPTED(64),
    /** Something is defined for an account that this account may not define for. */
    DEFINER_REFUSED(65),
    /** A variable of the server would change what is read or written, and this account may not change it. */
    VARIABLE_REFUSED(66),

    /** SQL of a step failed, or is for an engine that does not exist. */
    STEP_SQL_FAILED(67),

    /** Something is asked of a database while rows are read from it one by one. */
    ROWS_BEING_READ(68),
    /** The connection to a database was lost while the shell worked on it. */
    CONNECTION_LOST(69),

    /** Code of others in a database would run with rights that its owners lack. */
    CODE_WOULD_RUN(70),
    /** The server has room for fewer locks than a transaction needs. */
    TOO_FEW_LOCKS(71),
    /** A row or a value is larger than a server sends or takes at once. */
    TOO_LARGE_FOR_SERVER(72),
    /** The server is older than any that Doppel knows. */
    SERVER_TOO_OLD(73),
    /** A column cannot get the type that was chosen for it. */
    COLUMN_OPTION(74),
    /** The locale made Java lose letters of the command line or of an environment variable. */
    LETTERS_LOST(76),
    /** A CSV file cannot be read, or does not fit its table. */
    CSV_UNREADABLE(77),
    /** Records of a CSV file are not records, or do not fit their columns. */
    CSV_RECORDS_REFUSED(78),
    /** A value cannot be written in the form of CSV that was asked for. */
    CSV_CANNOT_HOLD(79),

    /** A script does not compile, or this Java cannot compile it. */
    SCRIPT_DOES_NOT_COMPILE(80),
    /** Code of a script threw. */
    SCRIPT_THREW(81),

    /** A sequence would give numbers that its column holds already. */
    SEQUENCE_BEHIND(90),
    /** Others are connected to a database that is to be replaced, and what they write would be lost. */
    WRITERS_CONNECTED(91),
    /** A statement changes all rows of a table without saying so, and nobody has confirmed it. */
    ALL_ROWS(92),
    /** Other rows refer to rows that are to be deleted. */
    ROWS_REFERRED_TO(93),
    /** A statement could not be taken back by its transaction. */
    NOT_TAKEN_BACK(94),
    /** Rows that are to be put back have been changed by others since. */
    CHANGED_SINCE(95),
    /** The rows as they were cannot be kept. */
    WAY_BACK_NOT_KEPT(96),
    /** Something in Doppel itself is wrong. */
    INTERNAL(99);

    private final int number;

    ErrorCode(int number) {
        this.number = number;
    }

    /** The code as users see it, such as {@code DOPPEL-012}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "DOPPEL-%03d", number);
    }
}
