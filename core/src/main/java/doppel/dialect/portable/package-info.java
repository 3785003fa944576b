/** A schema in words that every engine understands, which stands between the schemas of two engines. */
package doppel.dialect.portable;
