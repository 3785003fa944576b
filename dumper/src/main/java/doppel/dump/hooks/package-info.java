/** Carries what people edited in an earlier {@code Restore.java} into a new one: {@link doppel.dump.hooks.Hooks}. */
package doppel.dump.hooks;
