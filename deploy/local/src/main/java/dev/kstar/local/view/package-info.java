/** What stands on the terminal: pure functions from state to lines, and the screen they go to. */
package dev.kstar.local.view;
