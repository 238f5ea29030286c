/**
 * Charts and how they are drawn: a {@link dev.kstar.local.reproduce.figure.Chart} says what is
 * shown, {@link dev.kstar.local.reproduce.figure.Layout} turns it into marks on a canvas, and the
 * same marks become SVG or a picture. Pure, apart from the fonts of the picture.
 */
package dev.kstar.local.reproduce.figure;
