/** How rows look as text: aligned in any script. */
package doppel.shell.text;
