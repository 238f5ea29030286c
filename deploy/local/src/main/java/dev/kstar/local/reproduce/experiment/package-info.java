/**
 * What is run and what it shows: each experiment is a list of runs and a section of the report made
 * from their results. Pure.
 */
package dev.kstar.local.reproduce.experiment;
