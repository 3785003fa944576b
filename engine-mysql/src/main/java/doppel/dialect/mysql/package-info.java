/**
 * MySQL and MariaDB. They are two engines to everybody else, since each refuses parts of the other's DDL, and share all code
 * here: {@link doppel.dialect.mysql.connect.MysqlSession} knows which of them a server is.
 */
package doppel.dialect.mysql;
