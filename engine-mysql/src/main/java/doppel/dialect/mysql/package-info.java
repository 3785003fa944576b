/**
 * MySQL and MariaDB. The rest of Doppel sees them as two engines, since each refuses parts of the other's DDL, but they
 * share all code here: {@link doppel.dialect.mysql.connect.MysqlSession} knows which of them a server is.
 */
package doppel.dialect.mysql;
