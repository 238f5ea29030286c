/** What an operator watches: health and meters. */
package dev.kstar.ingest.health;
