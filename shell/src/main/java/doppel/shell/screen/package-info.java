/** The shell as a person sees it: the prompt, completion, history and pages, with JLine. */
package doppel.shell.screen;
