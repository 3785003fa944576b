/**
 * The version of the application whose rows a database holds: {@link doppel.dialect.version.VersionSearch} asks the tables that
 * migration tools keep, {@link doppel.dialect.version.VersionStamp} is Doppel's own.
 */
package doppel.dialect.version;
