/**
 * What a reproduction shows: sections of claims, figures and tables, and the files that they
 * become.
 */
package dev.kstar.local.reproduce.report;
