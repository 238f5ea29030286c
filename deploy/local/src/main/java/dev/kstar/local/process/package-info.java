/**
 * Processes on this machine: how one is started, watched and stopped, and the whole system of a
 * broker and three services made of them.
 */
package dev.kstar.local.process;
