/** The symmetric InfoNCE loss with its gradient in closed form. */
package dev.kstar.learning.infonce;
