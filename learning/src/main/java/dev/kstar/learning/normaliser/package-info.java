/**
 * How representations are scaled before they are compared. The similarity of the method divides by
 * mean norms, which keeps relative lengths; the cosine throws them away.
 */
package dev.kstar.learning.normaliser;
