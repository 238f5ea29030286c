/** What every service does alike at its start: ranges of settings, and a failure in one line. */
package dev.kstar.service;
