/**
 * The version of the application whose rows a database holds: {@link doppel.dialect.version.VersionSearch} asks the
 * tables that migration tools keep, {@link doppel.dialect.version.VersionStamp} writes Doppel's own table.
 */
package doppel.dialect.version;
