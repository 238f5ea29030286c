/** What is asked for: the source, the models, and when the job counts as done. Pure values. */
package dev.kstar.local.job;
