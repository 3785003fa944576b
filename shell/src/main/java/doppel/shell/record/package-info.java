/**
 * A record type for each table: {@link doppel.shell.record.CompiledRecords} writes, compiles and keeps them.
 *
 * <pre>{@code
 * CompiledRecords records = CompiledRecords.of(schema, dialect::parameterType, folder);
 * Record member = records.of("members").orElseThrow().row(1L, "Ada", LocalDate.of(1815, 12, 10));
 * }</pre>
 */
package doppel.shell.record;
