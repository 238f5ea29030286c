/**
 * What measurements of a population mean together: the number of shared dimensions, the state of
 * each member's training, and changes. Pure functions of numbers.
 */
package dev.kstar.measure.verdict;
