/**
 * What Kstar is compared with on the user's own pairs: linear canonical correlation, computed here
 * in double precision. Pure, apart from reading the files.
 */
package dev.kstar.local.reproduce.baseline;
