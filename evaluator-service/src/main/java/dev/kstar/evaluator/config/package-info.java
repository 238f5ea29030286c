/** The settings, checked at start. */
package dev.kstar.evaluator.config;
