import doppel.fixture.Row;
import doppel.migration.*;
import java.time.Instant;

/** Spring Batch's tables from 4.3 to 6.0 and back. Times are UTC, or milliseconds, as SQLite's driver writes them. */
public final class BatchMigrations implements Migrator {
    private static final String PARAMETERS = "BATCH_JOB_EXECUTION_PARAMS";
    private static final Mapping TYPES = Mapping.of("STRING", "java.lang.String").and("DATE", "java.util.Date")
            .and("LONG", "java.lang.Long").and("DOUBLE", "java.lang.Double");
    private boolean milliseconds;

    @Override public void steps(Steps steps) {
        steps.upperCase();
        steps.step("4.3.10", "5.2.6", "parameters have a name, a type and a value; steps a time of creation", up -> {
            up.table("BATCH_JOB_EXECUTION").drop("JOB_CONFIGURATION_LOCATION");
            up.table("BATCH_STEP_EXECUTION").add("CREATE_TIME", row -> row.get(row.get("START_TIME") != null
                    ? "START_TIME" : "LAST_UPDATED"));
            up.table(PARAMETERS).rename("KEY_NAME", "PARAMETER_NAME").add("PARAMETER_VALUE", BatchMigrations::text)
                    .rename("TYPE_CD", "PARAMETER_TYPE").change("PARAMETER_TYPE", TYPES)
                    .drop("STRING_VAL", "DATE_VAL", "LONG_VAL", "DOUBLE_VAL");
            sequences(up, "BATCH_JOB_SEQ", "BATCH_JOB_SEQ");
        }).reverse(down -> {
            down.table("BATCH_JOB_EXECUTION").add("JOB_CONFIGURATION_LOCATION", null)
                    .skip(row -> (milliseconds = row.get("CREATE_TIME") instanceof Long) && false); // only looks
            down.table("BATCH_STEP_EXECUTION").drop("CREATE_TIME");
            down.table(PARAMETERS).rename("PARAMETER_NAME", "KEY_NAME").rename("PARAMETER_TYPE", "TYPE_CD")
                    .change("TYPE_CD", TYPES.reversed()).add("STRING_VAL", row -> valueIf("STRING", row, ""))
                    .add("DATE_VAL", row -> time((Instant) Cast.INSTANT.apply(valueIf("DATE", row, "1970-01-01"))))
                    .add("LONG_VAL", row -> Cast.LONG.apply(valueIf("LONG", row, "0")))
                    .add("DOUBLE_VAL", row -> Cast.DOUBLE.apply(valueIf("DOUBLE", row, "0"))).drop("PARAMETER_VALUE");
            sequences(down, "BATCH_JOB_SEQ", "BATCH_JOB_SEQ");
        });
        steps.step("5.2.6", "6.0.4", "rename a sequence", up -> sequences(up, "BATCH_JOB_SEQ", "BATCH_JOB_INSTANCE_SEQ"))
                .reverse(down -> sequences(down, "BATCH_JOB_INSTANCE_SEQ", "BATCH_JOB_SEQ"));
    }

    private static void sequences(Changes changes, String jobs, String newJobs) { // tables, where engines have none
        changes.table("BATCH_JOB_INSTANCE").numberedBy("JOB_INSTANCE_ID", newJobs);
        changes.table("BATCH_JOB_EXECUTION").numberedBy("JOB_EXECUTION_ID", "BATCH_JOB_EXECUTION_SEQ");
        changes.table("BATCH_STEP_EXECUTION").numberedBy("STEP_EXECUTION_ID", "BATCH_STEP_EXECUTION_SEQ");
        changes.tableIfThere(jobs).renameTo(newJobs).replaceRows();
        changes.tableIfThere("BATCH_JOB_EXECUTION_SEQ").replaceRows();
        changes.tableIfThere("BATCH_STEP_EXECUTION_SEQ").replaceRows();
    }

    private static Object text(Row row) { // that of the type LONG is in LONG_VAL
        Object value = row.get(row.get("TYPE_CD") + "_VAL");
        Object time = value instanceof Long number ? Instant.ofEpochMilli(number) : value;
        return Cast.TEXT.apply(row.get("TYPE_CD").equals("DATE") ? Cast.INSTANT.apply(time) : value);
    }

    private static Object valueIf(String type, Row row, Object otherwise) {
        return type.equals(row.get("TYPE_CD")) ? row.get("PARAMETER_VALUE") : otherwise;
    }

    private Object time(Instant time) { // as the database has others
        return milliseconds && time != null ? (Object) time.toEpochMilli() : Cast.TIMESTAMP.apply(time);
    }
}
