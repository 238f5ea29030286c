/** The encoders of all members of a population at once, in stacked arrays. */
package dev.kstar.learning.encoder;
