/**
 * What a database looks like, as records: {@link doppel.schema.Schema}, its tables, columns and keys, and the
 * {@link doppel.schema.LoadOrder} in which rows can be loaded. Nothing here touches a database.
 *
 * <pre>{@code
 * Table album = Table.named("Album")
 *         .required("AlbumId", "INTEGER")
 *         .column("ArtistId", "INTEGER")
 *         .primaryKey("AlbumId")
 *         .foreignKey("ArtistId").references("Artist", "ArtistId")
 *         .build();
 * }</pre>
 */
package doppel.schema;
