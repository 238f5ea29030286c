/** The engine that runs the array operations. */
package dev.kstar.learning.engine;
