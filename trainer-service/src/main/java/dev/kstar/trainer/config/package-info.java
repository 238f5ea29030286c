/** The trainer's settings. */
package dev.kstar.trainer.config;
