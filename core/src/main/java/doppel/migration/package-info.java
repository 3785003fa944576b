/**
 * The language in which an application says how rows of an old version become rows of a new one. A
 * {@link doppel.migration.Migrator} ships with the application; its {@link doppel.migration.Steps} lead from version to
 * version, and a restore composes those between the fixture's version and the target's.
 *
 * <pre>{@code
 * public final class LibraryMigrations implements Migrator {
 *     @Override public void steps(Steps steps) {
 *         steps.step("1", "2", "members become readers, who have an e-mail address or none", up ->
 *                 up.table("members")
 *                         .renameTo("readers")
 *                         .rename("e_mail", "email")
 *                         .change("email", Mapping.of("", null).otherwise(Cast.TEXT))
 *                         .drop("card")
 *                         .add("active", true))
 *             .reverse(down ->
 *                 down.table("readers")
 *                         .renameTo("members")
 *                         .rename("email", "e_mail")
 *                         .add("card", "")
 *                         .drop("active"));
 *     }
 * }
 * }</pre>
 *
 * <p>{@link doppel.migration.Scrub} replaces personal data by fakes, in changes that belong to no version.
 *
 * <p>A {@link doppel.migration.passage.MigrationPlan} is what the restorer uses: the checked steps of one restore, and
 * the {@link doppel.migration.passage.Passage} of rows through them.
 */
package doppel.migration;
